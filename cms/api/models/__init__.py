"""What the API keeps of its own."""

from .changes import ChangeLog, ContentChange, PublicPage
from .previews import PreviewLink
from .webhooks import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookSecret

__all__ = [
    "ChangeLog",
    "ContentChange",
    "PreviewLink",
    "PublicPage",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookSecret",
]
