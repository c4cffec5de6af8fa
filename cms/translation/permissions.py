"""Who may do what with translations. Every view asks here, and so does every template that offers a button."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from wagtail.models import Page

from cms.core.languages import LANGUAGES

User = AbstractBaseUser | AnonymousUser | Any

SUBMIT = "wagtail_localize.submit_translation"
REVIEW = "translation.review_translation"
TRANSLATE = {language: f"translation.translate_{language}" for language in LANGUAGES}


def can_see_board(user: User) -> bool:
    """Whether `user` works with texts in any role: the board shows titles and states of unpublished pages."""
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    return (
        any(user.has_perm(permission) for permission in (SUBMIT, REVIEW, *TRANSLATE.values()))
        or user.has_perm("wagtailcore.change_page")
        or _has_page_permission(user)
    )


def can_submit(user: User) -> bool:
    """Whether `user` may send pages for translation, and say of one that a language does without it."""
    return bool(user.has_perm(SUBMIT))


def can_translate(user: User, language: str) -> bool:
    """Whether `user` may write translations into `language`."""
    return bool(user.has_perm(TRANSLATE[language]))


def can_comment(user: User, language: str) -> bool:
    """Whether `user` may remark on translations into `language`: its translators and all reviewers."""
    return can_translate(user, language) or bool(user.has_perm(REVIEW)) or can_submit(user)


def can_publish(user: User, page: Page | None) -> bool:
    """Whether `user` may publish `page`, as Wagtail's page permissions say."""
    return page is not None and page.permissions_for_user(user).can_publish()


def _has_page_permission(user: User) -> bool:
    from wagtail.permission_policies.pages import PagePermissionPolicy

    return bool(PagePermissionPolicy().user_has_any_permission(user, ["add", "change", "publish"]))
