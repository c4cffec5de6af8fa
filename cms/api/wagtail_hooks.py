"""What the API adds to the admin; each part registers its own hooks."""

from cms.api.previews import hooks as previews  # noqa: F401
