"""What was translated before is found again, in both directions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import StringTranslation

from cms.translation.memory import fill_exact, near_matches
from cms.translation.segments import MEMORY, SAME, load_segments
from tests.factories import StatementPageFactory

OTHER = {"bn": "en", "en": "bn"}
WORDS = {
    "bn": ("আমরা অবিলম্বে নিরপেক্ষ তদন্ত দাবি করছি।", "We demand an impartial inquiry at once."),
    "en": ("We demand an impartial inquiry at once.", "আমরা অবিলম্বে নিরপেক্ষ তদন্ত দাবি করছি।"),
}


@pytest.fixture(params=["bn", "en"])
def language(request):
    return request.param


@pytest.fixture
def statement(press, desk):
    def make(language, text, **fields):
        body = [("paragraph", f"<p>{text}</p>")]
        page = StatementPageFactory(parent=press[language], body=body, **fields)
        return desk(page, OTHER[language])

    return make


def translation_of(work, text):
    return {each.source: each for each in load_segments(work.translation)}[text]


def test_an_exact_repeat_is_filled_in_and_says_where_it_comes_from(statement, language):
    words, translated = WORDS[language]
    statement(language, words).translate({words: translated})
    work = statement(language, words)

    assert fill_exact(work.translation) == 1

    segment = translation_of(work, words)
    assert (segment.translation, segment.tool) == (translated, MEMORY)


def test_what_was_translated_the_other_way_round_is_remembered_too(statement, language):
    words, translated = WORDS[language]
    statement(OTHER[language], translated).translate({translated: words})
    work = statement(language, words)

    assert fill_exact(work.translation) == 1
    assert translation_of(work, words).translation == translated


def test_the_most_used_translation_wins(statement):
    for translated in ("A demand.", "Our demand.", "Our demand."):
        statement("bn", "দাবি").translate({"দাবি": translated})
    work = statement("bn", "দাবি")

    fill_exact(work.translation)

    assert translation_of(work, "দাবি").translation == "Our demand."


def test_what_is_there_already_stays_and_doing_it_twice_changes_nothing(statement):
    statement("bn", "দাবি").translate({"দাবি": "A demand."})
    work = statement("bn", "দাবি")
    work.translate({"দাবি": "Mine."})

    assert fill_exact(work.translation) == 0
    assert translation_of(work, "দাবি").translation == "Mine."


@pytest.mark.parametrize(
    "unusable", [{"translation_type": "machine"}, {"has_error": True}, {"tool_name": SAME}], ids=str
)
def test_what_nobody_stands_behind_is_not_remembered(statement, unusable):
    statement("bn", "দাবি").translate({"দাবি": "A demand."})
    StringTranslation.objects.filter(data="A demand.").update(**unusable)
    work = statement("bn", "দাবি")

    assert fill_exact(work.translation) == 0


def test_a_repeated_title_becomes_the_title_of_the_draft(statement):
    first = statement("bn", "এক", title="নমুনা শিরোনাম")
    first.translate({"নমুনা শিরোনাম": "Rights &amp; duties"})
    work = statement("bn", "দুই", title="নমুনা শিরোনাম", slug="another")
    twin = work.save()

    fill_exact(work.translation)

    twin.refresh_from_db()
    assert twin.draft_title == "Rights & duties"


def test_near_matches_come_with_their_score_the_nearest_first(statement, language):
    words, translated = WORDS[language]
    work = statement(language, words)
    work.translate({words: translated})
    text = words.replace("অবিলম্বে ", "").replace(" at once", "")

    (found,) = near_matches([text], work.source.locale_id, work.locale.pk)

    assert [(each.source, each.translation) for each in found] == [(words, translated)]
    assert 70 <= found[0].score < 100


def test_what_is_less_than_seventy_per_cent_the_same_is_not_offered(statement):
    work = statement("bn", "আমরা তদন্ত দাবি করছি।")
    work.translate({"আমরা তদন্ত দাবি করছি।": "We demand an inquiry."})

    assert near_matches(["বৃষ্টি হচ্ছে সারা দেশে।"], work.source.locale_id, work.locale.pk) == [[]]


def test_the_number_of_queries_does_not_grow_with_the_passages(statement):
    work = statement("bn", "দাবি")
    work.translate({"দাবি": "A demand."})

    def queries(texts):
        with CaptureQueriesContext(connection) as captured:
            near_matches(texts, work.source.locale_id, work.locale.pk)
        return len(captured)

    assert queries(["দাবি"]) == queries(["দাবি", "দাবি দাবি", "অন্য কিছু"] * 20) == 2
