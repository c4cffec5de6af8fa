"""People who work at the desk."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of the desk, who signs in to the admin. Readers have no account and are never stored."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("desk user")
        verbose_name_plural = _("desk users")
