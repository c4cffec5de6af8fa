"""Drafts for a headless front end: signed links that expire and can be revoked."""
