"""People of the desk, in their roles."""

from itertools import count

from django.contrib.auth.models import Group

from cms.users.models import User

_numbers = count(1)


def member(role: str, **fields) -> User:
    """Return a new colleague in `role`, one of `cms.translation.roles`."""
    number = next(_numbers)
    values = {"username": f"colleague{number}", "email": f"colleague{number}@example.org"} | fields
    user = User.objects.create_user(password="a-password-for-tests", **values)
    user.groups.add(Group.objects.get(name=role))
    return user
