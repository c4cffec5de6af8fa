"""`manage.py create_administrator`: the first account of a new installation."""

import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Create an administrator with a random password, shown once and stored nowhere, unless there is one."""

    help = "Create an administrator with a random password, unless there is one."

    def add_arguments(self, parser) -> None:
        """Offer another name than `admin`."""
        parser.add_argument("--username", default="admin")

    def handle(self, *args, username: str, **options) -> None:
        """Create the account, or say how to reset the password of the one there is."""
        users = get_user_model().objects
        known = users.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if known is not None:
            self.stdout.write(
                f"Administrator: {known.username}. To set a new password: "
                f".venv/bin/python manage.py changepassword {known.username}"
            )
            return
        if users.filter(username=username).exists():
            raise CommandError(
                f"No administrator is active, and the name {username} is taken: name another with --username."
            )
        password = secrets.token_urlsafe(15)
        users.create_superuser(username=username, password=password)
        self.stdout.write(
            "Administrator created. The password is shown this once and stored nowhere:\n"
            f"    user      {username}\n"
            f"    password  {password}"
        )
