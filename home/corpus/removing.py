"""Taking a synthetic corpus out of the database again."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import ModelSignal, post_delete, pre_delete
from wagtail.models import Page, ReferenceIndex
from wagtail_localize.models import TranslatableObject

from .building import CorpusError, corpus_sections
from .files import delete_files

BATCH = 500


@transaction.atomic
def delete_corpus() -> int:
    """Delete the corpus, its sections and its files; return how many pages of it there were.

    Raises:
        CorpusError: when there is none.
    """
    sections = corpus_sections()
    if not sections:
        raise CorpusError("There is no corpus.")
    deleted = 0
    for section in sections.values():
        deleted += section.get_descendants().count()
        _delete_touched(section)
        _delete_untouched(section)
        # The section goes the usual way: whoever keeps copies of pages learns of it.
        type(section).objects.get(pk=section.pk).delete()
    delete_files()
    return deleted


def _delete_touched(section: Page) -> None:
    """Delete, the usual way, the pages that somebody has saved or translated since they were made."""
    translated = TranslatableObject.objects.values("translation_key")
    section.get_descendants().filter(
        Q(latest_revision__isnull=False) | Q(translation_key__in=translated)
    ).delete()


def _delete_untouched(section: Page) -> None:
    """Delete the rest without a signal for each: receivers make a hundred queries a page, for nothing.

    The one thing kept by number and not by foreign key is the reference index.
    """
    pages = ContentType.objects.get_for_model(Page)
    while keys := list(section.get_descendants().values_list("pk", flat=True)[:BATCH]):
        texts = [str(key) for key in keys]
        ReferenceIndex.objects.filter(base_content_type=pages, object_id__in=texts).delete()
        ReferenceIndex.objects.filter(to_content_type=pages, to_object_id__in=texts).delete()
        with _muted(pre_delete, post_delete):
            Page.objects.filter(pk__in=keys).delete()


@contextmanager
def _muted(*signals: ModelSignal) -> Iterator[None]:
    """Let nobody hear `signals`. For a command, which is alone in its process."""
    receivers = [signal.receivers for signal in signals]
    try:
        for signal in signals:
            signal.receivers = []
            signal.sender_receivers_cache.clear()
        yield
    finally:
        for signal, kept in zip(signals, receivers, strict=True):
            signal.receivers = kept
            signal.sender_receivers_cache.clear()
