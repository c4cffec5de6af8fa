"""The review of a text before it goes out."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page
from wagtail_localize.models import StringTranslation

from .status import TranslationStatus


class FourEyesTask(AbstractGroupApprovalTask):
    """Approval by a group, with two pairs of eyes: nobody approves their own last edit."""

    class Meta:
        verbose_name = _("review by a second person")
        verbose_name_plural = _("reviews by a second person")

    @classmethod
    def get_description(cls) -> str:
        """Say, where workflows are put together, what the step does."""
        return gettext("Members of the chosen groups can approve, but nobody their own last edit")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Return what `user` may do; the one who wrote the latest revision may ask for changes, not approve."""
        actions = super().get_actions(obj, user)
        if wrote_last(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Do what `user` chose.

        Raises:
            PermissionDenied: when they approve their own last edit, however the request was made.
        """
        obj = task_state.workflow_state.content_object
        with transaction.atomic():
            # Before the review's own rows, as at the desk. Of two who decide at once, the second finds it decided.
            key = getattr(obj, "translation_key", None)
            list(TranslationStatus.objects.filter(translation_key=key).locked().values_list("pk"))
            task_state.refresh_from_db(fields=["status"])
            if action_name == "approve" and wrote_last(obj, user):
                raise PermissionDenied
            return super().on_action(task_state, user, action_name, **kwargs)


def wrote_last(obj: Any, user: Any) -> bool:
    """Whether `user` wrote the latest revision of `obj`, or the passage of it that was translated last."""
    revision = obj.latest_revision
    if revision is not None and revision.user_id == user.pk:
        return True
    if not isinstance(obj, Page):
        return False
    passages = StringTranslation.objects.filter(
        context__object_id=obj.translation_key, locale_id=obj.locale_id, last_translated_by__isnull=False
    )
    last = passages.order_by("-updated_at").values_list("last_translated_by_id", flat=True).first()
    return last == user.pk
