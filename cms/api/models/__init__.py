"""What the API keeps of its own."""

from .changes import ChangeLog, ContentChange, PublicPage
from .previews import PreviewLink
from .uses import FileUse
from .webhooks import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookSecret

__all__ = [
    "ChangeLog",
    "ContentChange",
    "FileUse",
    "PreviewLink",
    "PublicPage",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookSecret",
]
