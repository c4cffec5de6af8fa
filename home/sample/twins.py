"""The other language of a sample page, made through wagtail-localize as an editor's own translation is.

Its strings are paired with those of the same file in the other language by where they stand, so the desk
shows the page as translated, and every later step (drift, export, a new submission) works as on a page that
was translated by hand.
"""

from collections import defaultdict

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

from .reading import Entry


def make_twin(page: Page, wanted: Page, place: Entry, share: float = 1.0) -> Page:
    """Make the twin of the saved `page` that says what the unsaved `wanted` says, and leave it as a draft.

    Args:
        page: the source, with its content published.
        wanted: the same page in the other language, with the same keys and block ids.
        place: the file both come from.
        share: how much of the strings to translate, in the page's order; the rest stays as in the source.

    Raises:
        SampleError: when the two are not made of the same strings, or the twin came out otherwise.
    """
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation = _translate(source, wanted, place, share)
    translation.save_target(publish=False)
    twin = page.get_translation(wanted.locale)
    if share == 1 and _texts(twin) != _texts(wanted):
        different = {path for path, texts in _texts(twin).items() if _texts(wanted).get(path) != texts}
        raise place.error(f"the translation does not say what the file says at {sorted(different)}.")
    return twin


def adopt_twin(page: Page, twin: Page, place: Entry) -> None:
    """Record that `twin`, which is published already, is the translation of `page` (for the front pages)."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    _translate(source, twin, place, share=1)
    TranslationLog.objects.create(source=source, locale=twin.locale, revision=twin.latest_revision)


def _translate(source: TranslationSource, wanted: Page, place: Entry, share: float) -> Translation:
    locale: Locale = wanted.locale
    translation = Translation.objects.create(source=source, target_locale=locale, enabled=True)
    segments = defaultdict(list)
    for segment in StringSegment.objects.filter(source=source).select_related("context").order_by("order"):
        segments[segment.context.path].append(segment)
    texts = _texts(wanted)
    _check_pairs({path: len(found) for path, found in segments.items()}, texts, place)
    _check_templates(source.as_instance(), wanted, place)
    translations = {}
    for path, found in segments.items():
        for segment, text in zip(found, texts[path], strict=True):
            key = (segment.string_id, segment.context_id)
            if key in translations and translations[key].data != text:
                raise place.error(f"{path}: one text that stands there twice is translated in two ways.")
            translations[key] = StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=locale,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
    done = list(translations.values())[: round(len(translations) * share)]
    StringTranslation.objects.bulk_create(done)
    return translation


def _texts(page: Page) -> dict[str, list[str]]:
    """Return the translatable strings of `page` by where they stand."""
    texts = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            texts[segment.path].append(segment.string.data)
    return dict(texts)


def _check_pairs(counts: dict[str, int], texts: dict[str, list[str]], place: Entry) -> None:
    for path in {**counts, **texts}:
        there, here = counts.get(path, 0), len(texts.get(path, []))
        if there != here:
            raise place.error(f"{path} has {there} strings in one language and {here} in the other.")


def _check_templates(page: Page, wanted: Page, place: Entry) -> None:
    of_page, of_wanted = (
        {
            segment.path: segment.template
            for segment in extract_segments(each)
            if isinstance(segment, TemplateSegmentValue)
        }
        for each in (page, wanted)
    )
    for path, template in of_page.items():
        if of_wanted.get(path) != template:
            raise place.error(
                f"{path} is marked up differently in the two languages: {template} {of_wanted.get(path)}"
            )
