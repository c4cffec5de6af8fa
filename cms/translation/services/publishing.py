"""Letting a translation out, when everything agrees, and refusing every other way out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation, Translation

from cms.core.publishing import register_publication_check
from cms.translation.drift import FACTS, ORDER, differing
from cms.translation.history import log_translation
from cms.translation.mail import notify_review
from cms.translation.models import RevisionBasis, TranslationStatus
from cms.translation.standing import any_translation, attached_translation, hold
from cms.translation.units import units_of

from .checking import Blocker, Kind, blockers, has_words_of_the_original, page_blockers
from .saving import draft_revision, preview_page, validation_messages

# Of a home page in Wagtail's tree, right under the root.
HOME_DEPTH = 2


class NotReady(Exception):
    """The translation cannot be published; `blockers` say why."""

    def __init__(self, found: list[Blocker]):
        super().__init__("; ".join(each.message for each in found))
        self.blockers = found


@transaction.atomic
def publish_translation(status: TranslationStatus, user: Any, *, reason: str = "") -> Revision:
    """Publish the translation as it is now, and nothing of the original.

    Args:
        reason: why to publish although there are open comments; kept in the history.

    Raises:
        NotReady: when something stands against it.
    """
    status = hold(status, with_page=True)
    translation = attached_translation(status)
    if translation is None:
        raise NotReady(
            [Blocker(Kind.PAGE, _("This page is edited on its own; publish it from its edit form."))]
        )
    found = blockers(status)
    overridden = [each for each in found if each.can_be_overridden and reason.strip()]
    if len(overridden) < len(found):
        raise NotReady(found)
    revision = _checked_revision(translation, user)
    RevisionBasis.objects.filter(revision=revision).update(is_cleared=True)
    if overridden:
        log_translation(status.target_page, "override", user, reason=reason.strip())
    revision.publish(user=user)
    return revision


@transaction.atomic
def request_review(status: TranslationStatus, user: Any) -> Revision:
    """Ask for a second pair of eyes: write a revision and start the workflow with it.

    Raises:
        NotReady: while passages are missing, and where no workflow is set up.
    """
    status = hold(status, with_page=True)
    translation = attached_translation(status)
    found = [each for each in blockers(status) if each.kind not in (Kind.PARITY, Kind.COMMENTS, Kind.PARENT)]
    page = status.target_page.specific
    workflow = page.get_workflow()
    if workflow is None:
        found.append(Blocker(Kind.PAGE, _("No review is set up for this part of the site.")))
    if found or translation is None:
        raise NotReady(found)
    running = page.current_workflow_state
    is_under_way = running is not None and running.status == running.STATUS_IN_PROGRESS
    if is_under_way and not _was_written_since(translation, page.latest_revision):
        # A second click, or a colleague's: nobody is told twice.
        return page.latest_revision
    revision = _checked_revision(translation, user)
    page.refresh_from_db()
    running = page.current_workflow_state
    if running is not None and running.status == running.STATUS_NEEDS_CHANGES:
        running.resume(user=user)
    elif running is None:
        workflow.start(page, user)
    log_translation(page, "review", user)
    notify_review(status, user)
    return revision


@transaction.atomic
def renew_review(status: TranslationStatus) -> bool:
    """Put what was written since the review was asked for into the version under review.

    Who approves has the passages before them as they are now, and what goes out has to say the same.

    Returns:
        Whether there was anything to put in. Then it has to be read before it is approved.

    Raises:
        NotReady: when the page is not fit to be published.
    """
    status = hold(status, with_page=True)
    translation = attached_translation(status)
    page = status.target_page.specific
    state = page.current_workflow_task_state
    if translation is None or state is None or page.latest_revision is None:
        return False
    if not _was_written_since(translation, page.latest_revision):
        return False
    last = _written_since(translation, page.latest_revision).order_by("-updated_at").first()
    # In the name of who wrote, so that they are the one who cannot approve it.
    state.revision = _checked_revision(translation, last.last_translated_by if last else None)
    state.save(update_fields=["revision"])
    return True


@register_publication_check
def refuse_unfinished_translation(page: Page, revision: Revision, user: Any) -> None:
    """Refuse to let `revision` out while something stands against it, by whatever way it was asked for.

    The two home pages were never one text: they lead to what there is in each language.

    Raises:
        ValidationError: saying what.
    """
    status = TranslationStatus.objects.filter(target_page=page.pk).first()
    if status is None or page.depth == HOME_DEPTH:
        return
    translation = any_translation(status)
    is_attached = translation is not None and translation.enabled
    basis = RevisionBasis.objects.filter(revision=revision).first()
    if basis is not None and basis.is_cleared:
        return
    found = []
    if is_attached and basis is None:
        found.append(
            _("This version was not written at the translation desk. Publish the translation from there.")
        )
    elif is_attached and basis.gaps:
        found.append(
            _("Not published: some passages are not translated yet, and would appear in the other language.")
        )
    elif is_attached and _was_written_since(translation, revision):
        found.append(
            _(
                "Not published: passages were changed after this version was written. Return it, to be sent for "
                "review again, or publish it from the translation desk."
            )
        )
    upcoming = revision.as_object()
    if not is_attached and has_words_of_the_original(status, upcoming):
        found.append(_("Not published: some passages are still in the words of the original."))
    found += [each.message for each in page_blockers(status, upcoming)]
    if found:
        raise ValidationError(found)


def _written_since(translation: Translation, revision: Revision) -> QuerySet[StringTranslation]:
    """Return the passages of `translation` that were written after `revision`; those taken back are not among them."""
    return StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        locale_id=translation.target_locale_id,
        updated_at__gt=revision.created_at,
    )


def _was_written_since(translation: Translation, revision: Revision) -> bool:
    """Whether the desk shows other words than `revision` has: whoever approves has read those, not these."""
    written, shown = units_of(revision.as_object()), units_of(preview_page(translation))
    return any(
        key in written and key in shown
        for key in differing(written, shown)
        if not key.endswith((FACTS, ORDER))
    )


def _checked_revision(translation: Translation, user: Any) -> Revision:
    try:
        with transaction.atomic():
            return draft_revision(translation, user, clean=True)
    except ValidationError as error:
        model = translation.source.specific_content_type.model_class()
        found = [Blocker(Kind.PAGE, text) for text in validation_messages(error, model)]
        raise NotReady(found) from None
