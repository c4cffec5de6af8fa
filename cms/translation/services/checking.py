"""What stands against publishing a translation: gaps, differences from the original, open comments, missing parents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page
from wagtail_localize.models import StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.core.languages import in_readers_digits
from cms.translation.drift import FACTS, ORDER, Units
from cms.translation.glossary.terms import terms_for
from cms.translation.history import log_translation
from cms.translation.models import ParityWaiver, RevisionBasis, Snapshot, TranslationStatus
from cms.translation.pairing import check_pages
from cms.translation.parity import AvoidedTerm, Difference
from cms.translation.segments import SAME, Progress, has_words, load_segments
from cms.translation.standing import any_translation, attached_translation, hold
from cms.translation.units import string_digest, units_of

from .ancestors import unpublished_ancestors
from .saving import preview_page


class Kind(models.TextChoices):
    """What stands against publication."""

    GAPS = "gaps", gettext_lazy("passages not translated")
    MACHINE = "machine", gettext_lazy("machine suggestions nobody looked at")
    EQUAL = "equal", gettext_lazy("passages in the words of the original")
    BROKEN = "broken", gettext_lazy("passages that cannot be used")
    PARITY = "parity", gettext_lazy("differences from the original")
    COMMENTS = "comments", gettext_lazy("open comments")
    PARENT = "parent", gettext_lazy("pages above that are not published")
    PAGE = "page", gettext_lazy("something is missing in the page")


@dataclass(frozen=True)
class Blocker:
    """One thing that stands against publication; some can be overridden with a reason."""

    kind: Kind
    message: str
    can_be_overridden: bool = False


@dataclass(frozen=True)
class Checked:
    """A difference between the two languages, and the waiver that lets it pass if there is one."""

    difference: Difference
    waiver: ParityWaiver | None = None


class UnknownDifference(Exception):
    """There is no such difference (any more)."""


def differences(status: TranslationStatus, page: Page | None = None) -> list[Checked]:
    """Return how the two languages of a text differ in what must be the same, each with its waiver.

    Args:
        page: the translation to look at; by default the one that would be published now.
    """
    if status.target_page is None:
        return []
    original, translated = compared_pages(status)
    found = check_pages(original, page or translated, avoided_terms(status.target_language))
    waivers = {waiver.fingerprint: waiver for waiver in status.waivers.select_related("waived_by")}
    return [Checked(each, waivers.get(each.fingerprint)) for each in found]


def compared_pages(status: TranslationStatus) -> tuple[Page, Page]:
    """Return the original and its translation as they would stand side by side after publication."""
    translation = attached_translation(status)
    if translation is not None:
        return translation.source.as_instance(), preview_page(translation)
    return status.source_page.specific, status.target_page.specific.get_latest_revision_as_object()


def avoided_terms(language: str) -> list[AvoidedTerm]:
    """Return what the shared glossary says not to use in `language`, for the parity check."""
    other = {"bn": "en", "en": "bn"}[language]
    return [
        AvoidedTerm(
            source_terms=(getattr(term, f"term_{other}"),),
            approved=(getattr(term, f"term_{language}"),),
            avoid=tuple(filter(None, map(str.strip, getattr(term, f"avoid_{language}").splitlines()))),
        )
        for term in terms_for(None)
        if getattr(term, f"avoid_{language}").strip()
    ]


@transaction.atomic
def waive(status: TranslationStatus, fingerprint: str, user: Any, reason: str) -> ParityWaiver:
    """Let the difference `fingerprint` pass, for a reason that is kept.

    Raises:
        UnknownDifference: when the texts do not differ so (any more).
        ValueError: without a reason.
    """
    reason = reason.strip()
    if not reason:
        raise ValueError(_("Give a reason: it is kept in the history."))
    status = hold(status)
    found = next(
        (each.difference for each in differences(status) if each.difference.fingerprint == fingerprint), None
    )
    if found is None:
        raise UnknownDifference(fingerprint)
    waiver, _made = ParityWaiver.objects.update_or_create(
        status=status,
        fingerprint=fingerprint,
        defaults={"rule": str(found.rule), "path": found.path, "reason": reason, "waived_by": user},
    )
    log_translation(
        status.target_page, "waive", user, rule=str(found.rule), path=found.path, reason=reason,
        source=list(found.source_values), target=list(found.target_values),
    )  # fmt: skip
    return waiver


def blockers(status: TranslationStatus) -> list[Blocker]:
    """Return everything that stands against publishing the translation as it is now."""
    if status.target_page is None:
        return []
    translation = attached_translation(status)
    found = _gaps(load_segments(translation)) if translation is not None else []
    return [*found, *page_blockers(status)]


def page_blockers(status: TranslationStatus, page: Page | None = None) -> list[Blocker]:
    """Return what stands against publishing `page` as the translation, whoever wrote it: all but gaps."""
    found = []
    if ancestors := unpublished_ancestors(status.target_page):
        names = ", ".join(f"“{each.get_admin_display_title()}”" for each in ancestors)
        found.append(
            Blocker(
                Kind.PARENT,
                _("First publish what is above it in this language: %(pages)s.") % {"pages": names},
            )
        )
    if count := sum(each.waiver is None for each in differences(status, page)):
        found.append(Blocker(Kind.PARITY, _differences_message(count)))
    if count := status.comments.filter(resolved_at=None).count():
        message = ngettext(
            "%(count)s comment is open.", "%(count)s comments are open.", count
        ) % {"count": in_readers_digits(count)}  # fmt: skip
        found.append(Blocker(Kind.COMMENTS, message, can_be_overridden=True))
    return found


def has_words_of_the_original(status: TranslationStatus, page: Page) -> bool:
    """Whether `page`, a translation that is edited on its own, still says something in the original's words.

    Wherever it says them, and also when the original has since been changed. What somebody marked as the same in both
    languages does not count.
    """
    same = set(
        StringTranslation.objects.filter(
            context__object_id=status.translation_key, locale_id=page.locale_id, tool_name=SAME
        ).values_list("data", flat=True)
    )
    translation = any_translation(status)
    source = translation.source.as_instance() if translation else status.source_page.specific
    original = _digests([units_of(source), *_units_until_now(page)])
    return any(
        string_digest(segment.string.data) in original
        and segment.string.data not in same
        and has_words(segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    )


def _units_until_now(page: Page) -> Iterator[Units]:
    """Yield what the original of `page` said when its revisions were written, and before it was published last."""
    for snapshot in Snapshot.objects.filter(status__target_page=page.pk):
        yield from (snapshot.source_units, snapshot.previous_units, snapshot.translated_units)
    bases = RevisionBasis.objects.filter(revision__object_id=str(page.pk))
    yield from bases.values_list("units", flat=True)


def _digests(units: Iterable[Units]) -> set[str]:
    return {
        digest
        for each in units
        for key, found in each.items()
        if not key.endswith((FACTS, ORDER))
        for digest in found
    }


def _differences_message(count: int) -> str:
    return ngettext(
        "%(count)s difference from the original is neither mended nor let pass.",
        "%(count)s differences from the original are neither mended nor let pass.",
        count,
    ) % {"count": in_readers_digits(count)}


def _gaps(segments: list) -> list[Blocker]:
    counts = {progress: sum(each.progress is progress for each in segments) for progress in Progress}
    found = []
    if count := counts[Progress.MISSING]:
        message = ngettext(
            "%(count)s passage is not translated yet.", "%(count)s passages are not translated yet.", count
        )
        found.append(Blocker(Kind.GAPS, message % {"count": in_readers_digits(count)}))
    if count := counts[Progress.MACHINE]:
        message = ngettext(
            "%(count)s suggestion of the machine has not been looked at.",
            "%(count)s suggestions of the machine have not been looked at.",
            count,
        )
        found.append(Blocker(Kind.MACHINE, message % {"count": in_readers_digits(count)}))
    if count := counts[Progress.EQUAL]:
        message = ngettext(
            "%(count)s passage is in the words of the original: translate it or mark it as the same in both languages.",
            "%(count)s passages are in the words of the original: translate them or mark them as the same in both "
            "languages.",
            count,
        )
        found.append(Blocker(Kind.EQUAL, message % {"count": in_readers_digits(count)}))
    if count := counts[Progress.BROKEN]:
        message = ngettext(
            "%(count)s passage has to be looked at again.",
            "%(count)s passages have to be looked at again.",
            count,
        )
        found.append(Blocker(Kind.BROKEN, message % {"count": in_readers_digits(count)}))
    return found
