"""Taking over what an outside translator sent back."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

from cms.bangla.graphemes import truncate
from cms.translation.exchange.document import document_of, unit_id
from cms.translation.exchange.reading import EXCERPT, read
from cms.translation.exchange.report import Accepted, Refused, Report
from cms.translation.history import log_translation
from cms.translation.models import TranslationStatus
from cms.translation.segments import Progress, load_segments
from cms.translation.standing import hold

from .saving import SegmentConflict, SegmentInvalid, note_saved, write_segment


@transaction.atomic
def import_file(
    status: TranslationStatus,
    translation: Translation,
    name: str,
    data: bytes,
    user: Any,
    *,
    overwrite: bool = False,
) -> Report:
    """Write down what is right in a file as translations of the passages, and return what became of each line.

    All is written or, when something unforeseen happens, nothing. Nothing is published by it.

    Args:
        status: the text; it has a page in the other language.
        translation: the engine's record of it.
        name: what the file is called, for messages.
        data: what is in it; any bytes.
        overwrite: take a passage over although somebody has saved another text since the export.

    Raises:
        ObjectDoesNotExist: when somebody has deleted the translation, or set it on its own, meanwhile.
    """
    status = hold(status, with_page=True)
    translation = Translation.objects.select_related("source__locale", "target_locale").get(
        pk=translation.pk, enabled=True
    )
    segments = load_segments(translation)
    by_id = {unit_id(each.path, each.string_hash): each for each in segments}
    report = read(name, data, document_of(translation, segments))
    if report.fatal:
        return report
    taken, refused = [], list(report.refused)
    for each in report.accepted:
        segment = by_id[each.unit.id]
        # What a machine filled in after the export is nobody's: it does not stand in a person's way.
        seen = segment.version if segment.progress is Progress.MACHINE else each.seen
        try:
            write_segment(translation, segment, each.target, user, seen=None if overwrite else seen)
        except SegmentConflict as conflict:
            refused.append(_conflicting(each, conflict))
        except SegmentInvalid as error:
            refused.append(_refused(each, str(error)))
        else:
            taken.append(each)
    note_saved(translation, [by_id[each.unit.id] for each in taken], user)
    refused.sort(key=lambda each: each.line)
    log_translation(status.target_page, "import", user, accepted=len(taken), refused=len(refused))
    return replace(report, accepted=tuple(taken), refused=tuple(refused))


def _conflicting(accepted: Accepted, conflict: SegmentConflict) -> Refused:
    who = conflict.current.translated_by
    name = get_user_display_name(who) if who else _("Somebody")
    return replace(
        _refused(
            accepted, _("Changed meanwhile: %(name)s saved another text after the export.") % {"name": name}
        ),
        theirs=accepted.words,
        ours=StringValue(conflict.current.translation).render_text(),
    )


def _refused(accepted: Accepted, reason: str) -> Refused:
    return Refused(accepted.line, truncate(accepted.words, EXCERPT), reason, label=accepted.unit.label)
