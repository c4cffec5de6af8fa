"""Who may do what with which term. Every screen of the glossary asks here."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from cms.core.languages import LANGUAGES
from cms.translation.models import GlossaryTerm
from cms.translation.permissions import can_see_board, can_submit, can_translate

SHARE = "translation.change_glossaryterm"
KEEP = "translation.add_glossaryterm"


def may_share(user: Any) -> bool:
    """Whether `user` may write, change and delete the terms of the whole desk."""
    return can_see_board(user) and bool(user.has_perm(SHARE))


def may_keep(user: Any) -> bool:
    """Whether `user` may keep terms of their own: who translates, sends for translation, or is given the right."""
    return can_see_board(user) and (
        can_submit(user)
        or any(can_translate(user, language) for language in LANGUAGES)
        or any(user.has_perm(permission) for permission in (KEEP, SHARE))
    )


class GlossaryPermissionPolicy(BasePermissionPolicy):
    """Shared terms are read by all who work with texts and written by those who may; one's own by oneself alone.

    Nobody sees another person's terms, administrators included.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether `user` may do `action` with some term; with which, is asked for each."""
        if action == "view":
            return can_see_board(user)
        return action in ("add", "change", "delete") and may_keep(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        """Return who may do any of `actions` with some term. Asks one by one: the desk is a handful of people."""
        users = get_user_model().objects.filter(is_active=True)
        may = [user.pk for user in users if self.user_has_any_permission(user, actions)]
        return users.filter(pk__in=may)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: GlossaryTerm) -> bool:
        """Whether `user` may do `action` with the term `instance`."""
        if instance.owner_id is not None:
            return instance.owner_id == user.pk and self.user_has_permission(user, action)
        if action == "view":
            return can_see_board(user)
        return action in ("add", "change", "delete") and may_share(user)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[GlossaryTerm]:
        """Return the terms that `user` may do any of `actions` with."""
        actions = list(actions)
        whose = Q(pk=None)
        if self.user_has_any_permission(user, actions):
            whose |= Q(owner=user)
        if may_share(user) or ("view" in actions and can_see_board(user)):
            whose |= Q(owner=None)
        return GlossaryTerm.objects.filter(whose)

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: GlossaryTerm
    ) -> QuerySet:
        """Return who may do any of `actions` with the term `instance`."""
        users = get_user_model().objects.filter(is_active=True)
        may = [
            user.pk for user in users if self.user_has_any_permission_for_instance(user, actions, instance)
        ]
        return users.filter(pk__in=may)


POLICY = GlossaryPermissionPolicy(GlossaryTerm)


def visible_terms(user: Any) -> QuerySet[GlossaryTerm]:
    """Return the terms that `user` may see: the shared ones and their own."""
    return POLICY.instances_user_has_permission_for(user, "view")
