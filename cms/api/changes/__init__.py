"""What was published, changed, moved, unpublished or deleted: how it is noticed, and how it is read without a gap."""

from django.dispatch import Signal

# Sent with `changes`, a list of `ContentChange`, in the transaction that made them, when they have their keys.
changes_recorded = Signal()
