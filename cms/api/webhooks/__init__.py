"""Webhooks: whoever wants to know is told of each change, signed after the Standard Webhooks specification."""
