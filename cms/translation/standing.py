"""Keeping the board's rows true: what is known of each text, worked out from its pages and written down.

Everything that changes a page or a translation ends here (`cms.translation.receivers`), so that the board, the API
and the checks read one table and one function, whatever way the change was made.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Locale, Page, Revision, WorkflowState
from wagtail_localize.models import Translation

from cms.core.caching import bump_content_version
from cms.core.languages import LANGUAGES, language_of

from .drift import accept_small, drift
from .models import ManualBlock, RevisionBasis, Snapshot, TranslationStatus
from .progress import Count, count_progress, in_batches
from .states import Facts, state_of
from .units import units_of

DERIVED = [
    "source_page", "target_page", "source_language", "page_type", "title_bn", "title_en", "state", "source_is_live",
    "target_is_live", "total_segments", "translated_segments", "outdated_segments", "outdated_since", "changed_at",
    "not_needed_at",
]  # fmt: skip


@dataclass
class Known:
    """Everything that is known of one text."""

    key: UUID
    status: TranslationStatus | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    translations: list[Translation] = field(default_factory=list)
    progress: Count = (0, 0)
    in_workflow: set[int] = field(default_factory=set)

    @property
    def translation(self) -> Translation | None:
        """The engine's record between the two pages; one that is in force before one that was stopped."""
        ranked = sorted(self.translations, key=lambda each: (not each.enabled, each.pk))
        return next((each for each in ranked if _source_language(each) in self.pages), None)

    @property
    def source_language(self) -> str:
        """The language the text was written in."""
        if self.translation is not None:
            return _source_language(self.translation)
        if self.status is not None and self.status.source_language in self.pages:
            return self.status.source_language
        return min(self.pages, key=lambda language: self.pages[language].pk)


def refresh(key: UUID) -> TranslationStatus | None:
    """Work out how the text `key` stands and write it down. Returns its row, None when the text is gone."""
    return next(iter(refresh_all([key]).values()), None)


@transaction.atomic
def refresh_all(keys: Iterable[UUID]) -> dict[UUID, TranslationStatus]:
    """Work out how each text among `keys` stands, in a constant number of queries for every 500 of them."""
    found: dict[UUID, TranslationStatus] = {}
    # A page that was just made may hold its key as text.
    for batch in in_batches(dict.fromkeys(UUID(str(key)) for key in keys)):
        found |= _refresh_batch(batch)
    return found


def rebuild_statuses() -> int:
    """Work out the row of every text anew, and make those that are missing. Returns how many texts there are."""
    pages = Page.objects.filter(depth__gt=1, alias_of=None).order_by("pk")
    keys = dict.fromkeys(pages.values_list("translation_key", flat=True))
    # A transaction for each batch: nobody who works meanwhile waits for all of them.
    return sum(len(refresh_all(batch)) for batch in in_batches(keys))


@transaction.atomic
def lock_texts(keys: Iterable[UUID]) -> None:
    """Lock the rows of the texts `keys`, a query or a list, until the transaction around this ends."""
    list(TranslationStatus.objects.filter(translation_key__in=keys).locked().values_list("pk"))


def hold(status: TranslationStatus, *, with_page: bool = False) -> TranslationStatus:
    """Return the row `status` read anew, and locked until the transaction ends: what others did is in it.

    Args:
        with_page: whether there has to be a page in the other language.

    Raises:
        ObjectDoesNotExist: when somebody has deleted the text, or that page, meanwhile.
    """
    held = TranslationStatus.objects.locked().get(pk=status.pk)
    if with_page and held.target_page is None:
        raise Page.DoesNotExist
    return held


@transaction.atomic
def note_source(page: Page) -> TranslationStatus | None:
    """Note what the original `page` says now: it was published, or sent for translation.

    Its segments are taken anew, so that translators see the change at once; no translation is touched.
    """
    status = refresh(page.translation_key)
    if status is None:
        return None
    snapshot = _snapshot(status)
    units = units_of(page)
    snapshot.previous_units = snapshot.source_units or units
    snapshot.source_units = units
    return refresh(status.translation_key) if _note_drift(status, snapshot) else status


@transaction.atomic
def note_translation(status: TranslationStatus, revision: Revision | None) -> TranslationStatus | None:
    """Note that `revision` of the translation was published, and what of the original it says.

    A revision that the desk saved knows what it was made from. One that was written freely, after synchronisation was
    stopped, leaves things as they were, unless it is the first: then it counts as made from the original of now.

    Args:
        status: the text's row, as `refresh` returned it in this transaction.
    """
    snapshot = _snapshot(status)
    basis = RevisionBasis.objects.filter(revision=revision).first() if revision else None
    translation = attached_translation(status)
    if basis is not None:
        snapshot.translated_units = basis.units
    elif translation is not None or not snapshot.translated_units:
        snapshot.source_units = snapshot.source_units or units_of(status.source_page.specific)
        snapshot.translated_units = snapshot.source_units
    return refresh(status.translation_key) if _note_drift(status, snapshot) else status


@transaction.atomic
def note_small_correction(status: TranslationStatus) -> None:
    """Take the last publication of the original for a small correction: its words make no translation outdated."""
    status = hold(status)
    snapshot = _snapshot(status)
    before, after = snapshot.previous_units, snapshot.source_units
    snapshot.translated_units = accept_small(snapshot.translated_units, before, after)
    if status.target_page_id:
        for basis in RevisionBasis.objects.filter(revision__object_id=str(status.target_page_id)):
            basis.units = accept_small(basis.units, before, after)
            basis.save(update_fields=["units"])
    _note_drift(status, snapshot)
    refresh(status.translation_key)


@transaction.atomic
def note_caught_up(status: TranslationStatus) -> None:
    """Take the published translation for one of the original as it is now: somebody has compared them."""
    status = hold(status)
    snapshot = _snapshot(status)
    snapshot.source_units = snapshot.source_units or units_of(status.source_page.specific)
    snapshot.translated_units = snapshot.source_units
    _note_drift(status, snapshot)
    refresh(status.translation_key)


def forget_translation(status: TranslationStatus) -> None:
    """Forget what the deleted translation of a text was made from, and its own blocks: the next one begins anew."""
    ManualBlock.objects.filter(status=status).delete()
    Snapshot.objects.filter(status=status).update(translated_units={}, drift=[])


def attached_translation(status: TranslationStatus) -> Translation | None:
    """Return the engine's record of `status` while its translation is kept in step; None otherwise."""
    return any_translation(status, enabled=True)


def any_translation(status: TranslationStatus, **conditions: object) -> Translation | None:
    """Return the engine's record between the original of `status` and its translation."""
    return (
        Translation.objects.filter(
            source__object_id=status.translation_key,
            source__locale__language_code=status.source_language,
            target_locale__language_code=status.target_language,
            **conditions,
        )
        .select_related("source__locale", "target_locale")
        .first()
    )


def _snapshot(status: TranslationStatus) -> Snapshot:
    return Snapshot.objects.get_or_create(status=status)[0]


def _note_drift(status: TranslationStatus, snapshot: Snapshot) -> bool:
    """Save `snapshot` with what differs now, and return whether anything else differs than before."""
    before, made_from = snapshot.drift, snapshot.translated_units
    now = timezone.now().isoformat()
    snapshot.drift = drift(made_from, snapshot.source_units, before, now) if made_from else []
    snapshot.save()
    return snapshot.drift != before


def _refresh_batch(keys: list[UUID]) -> dict[UUID, TranslationStatus]:
    known = _gather(keys)
    gone = [key for key in keys if not known[key].pages]
    TranslationStatus.objects.filter(translation_key__in=gone).delete()
    drifts = dict(Snapshot.objects.filter(status__translation_key__in=keys).values_list("status_id", "drift"))
    before = {each.key: _derived(each.status) for each in known.values() if each.status is not None}
    rows = {each.key: _work_out(each, drifts) for each in known.values() if each.pages}
    made = [row for key, row in rows.items() if key not in before]
    changed = [row for key, row in rows.items() if key in before and _derived(row) != before[key]]
    TranslationStatus.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["translation_key"], update_fields=DERIVED
    )
    if changed:  # publishing one page comes here several times
        TranslationStatus.objects.bulk_update(changed, DERIVED)
    # Readers are told how a published translation stands.
    states = {key: derived["state"] for key, derived in before.items()}
    if any(row.target_is_live and row.state != states.get(row.translation_key) for row in [*made, *changed]):
        bump_content_version()
    return rows


def _derived(status: TranslationStatus) -> dict[str, object]:
    return {name: getattr(status, TranslationStatus._meta.get_field(name).attname) for name in DERIVED}


def _gather(keys: list[UUID]) -> dict[UUID, Known]:
    known = {key: Known(key) for key in keys}
    # Locked before anything is counted: the second of two at once sees what the first wrote.
    for status in TranslationStatus.objects.filter(translation_key__in=keys).locked():
        known[status.translation_key].status = status
    pages = Page.objects.filter(translation_key__in=keys, depth__gt=1, alias_of=None).select_related("locale")
    for page in pages:
        if language_of(page) in LANGUAGES:
            known[page.translation_key].pages[language_of(page)] = page
    translations = Translation.objects.filter(source__object_id__in=keys).select_related(
        "source__locale", "target_locale"
    )
    for translation in translations:
        known[translation.source.object_id].translations.append(translation)
    in_force = {each.key: each.translation for each in known.values() if each.translation is not None}
    counts = count_progress(in_force.values())
    waiting = _in_workflow([page.pk for each in known.values() for page in each.pages.values()])
    for each in known.values():
        if each.key in in_force:
            each.progress = counts[in_force[each.key].pk]
        each.in_workflow = {page.pk for page in each.pages.values()} & waiting
    return known


def _in_workflow(page_ids: list[int]) -> set[int]:
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id__in=[str(pk) for pk in page_ids],
    )
    return {int(pk) for pk in states.values_list("object_id", flat=True)}


def _work_out(known: Known, drifts: dict[int, list]) -> TranslationStatus:
    """Return the row of a text with its derived columns filled in, unsaved."""
    language = known.source_language
    source = known.pages[language]
    target = next((page for code, page in known.pages.items() if code != language), None)
    status = known.status or TranslationStatus(translation_key=known.key)
    # What is published needs no mark any more that it is not needed.
    if target is not None and target.live:
        status.not_needed_at = None
    changes = drifts.get(status.pk, []) if target is not None else []
    translation = known.translation
    status.source_page, status.target_page, status.source_language = source, target, language
    status.page_type_id = source.content_type_id
    for code in LANGUAGES:
        page = known.pages.get(code)
        setattr(status, f"title_{code}", (page.draft_title or page.title) if page else "")
    status.source_is_live, status.target_is_live = source.live, bool(target and target.live)
    status.total_segments, status.translated_segments = known.progress
    status.outdated_segments = len(changes) if status.target_is_live else 0
    status.outdated_since = _earliest(changes) if status.outdated_segments else None
    status.changed_at = _latest(known.pages.values())
    status.state = state_of(
        Facts(
            exists=target is not None,
            live=status.target_is_live,
            attached=translation is not None and translation.enabled,
            in_workflow=target is not None and target.pk in known.in_workflow,
            drifted=bool(changes),
            not_needed=status.is_not_needed,
        )
    )
    return status


def _earliest(changes: list[dict]) -> datetime | None:
    return min(filter(None, (parse_datetime(each["since"]) for each in changes)), default=None)


def _latest(pages: Iterable[Page]) -> datetime | None:
    moments = defaultdict(list)
    for page in pages:
        moments[0] += [page.latest_revision_created_at, page.last_published_at, page.first_published_at]
    return max(filter(None, moments[0]), default=None)


def _source_language(translation: Translation) -> str:
    locale: Locale = translation.source.locale
    return locale.language_code
