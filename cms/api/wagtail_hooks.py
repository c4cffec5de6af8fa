"""What the API adds to the admin; each part registers its own hooks."""

from cms.api.previews import hooks as previews
from cms.api.webhooks import hooks as webhooks

__all__ = ["previews", "webhooks"]
