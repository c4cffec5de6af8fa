"""What webhooks add to the admin."""

from wagtail import hooks

from .viewset import WebhookViewSet


@hooks.register("register_admin_viewset")
def register_webhooks() -> WebhookViewSet:
    """Offer webhooks among the settings, to those who may change them."""
    return WebhookViewSet()
