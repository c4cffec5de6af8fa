"""Who may let others read a draft: whoever may edit or publish the page."""

from typing import Any

from wagtail.models import Page


def may_share(user: Any, page: Page) -> bool:
    """Whether `user` may make links to drafts of `page`, see those that others made, and revoke them.

    Asked again at each reading of a draft: the links of a person end with their right.
    """
    if not user.has_perm("wagtailadmin.access_admin"):  # False also for who is deactivated
        return False
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_edit() or permissions.can_publish())
