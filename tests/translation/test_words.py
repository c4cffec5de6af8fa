"""What the desk says is said in the language of whoever reads it: words, digits, dates, and people by their names."""

import re
from datetime import datetime

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.log_actions import registry
from wagtail.models import PageLogEntry

from cms.bangla.normalise import normalise
from cms.translation.models import TranslationStatus
from cms.translation.parity import Difference, Rule
from cms.translation.roles import PUBLISHERS, TRANSLATORS, WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.checking import differences, waive
from cms.translation.services.deciding import mark_not_needed
from cms.translation.services.saving import SegmentInvalid, save_segment, validation_messages
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from press.models import StatementPage
from tests.factories import StatementPageFactory
from tests.factories.users import member
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database

MOMENT = timezone.make_aware(datetime(2026, 3, 26, 12))


@kept_fixture
def page(press):
    link = f'<a linktype="page" id="{press["bn"].pk}">সংবাদ</a>'
    return StatementPageFactory(parent=press["bn"], title="নমুনা", body=[("paragraph", f"<p>৫ জন {link}</p>")])


@kept_fixture
def sent(page):
    return send_for_translation(page, member(WRITERS))


@pytest.fixture
def rahima():
    return member(PUBLISHERS, first_name="রহিমা", last_name="খাতুন")


def translate(status, user, text):
    translation = attached_translation(status)
    for segment in load_segments(translation):
        save_segment(translation, segment, text, user)


def told(status, action):
    """Return what the history says of `action`, in the active language."""
    entry = PageLogEntry.objects.filter(action=f"translation.{action}").latest("pk")
    return registry.get_formatter(entry).format_message(entry)


@pytest.mark.parametrize(("language", "word"), [("bn", "কারণ: ঢাকার জন্য"), ("en", "Reason: ঢাকার জন্য")])
def test_the_history_tells_a_reason_in_the_reader_s_language(page, rahima, language, word):
    status = TranslationStatus.objects.get(translation_key=page.translation_key)
    mark_not_needed(status, rahima, "ঢাকার জন্য")

    with override(language):
        assert told(status, "not_needed").endswith(word)


@pytest.mark.parametrize(
    ("language", "words"), [("bn", "শুধু মূল লেখায় আছে: ৫।"), ("en", "Only the original has: ৫.")]
)
def test_the_history_tells_a_difference_in_the_reader_s_language(sent, rahima, language, words):
    translate(sent, rahima, "Some people")
    found = next(each.difference for each in differences(sent) if each.difference.rule is Rule.NUMBER)
    with override("en" if language == "bn" else "bn"):
        waive(sent, found.fingerprint, rahima, "so")

    with override(language):
        assert normalise(words) in told(sent, "waive")


@pytest.mark.parametrize("rule", [Rule.LIST, Rule.QUOTATION, Rule.IMAGE])
def test_counts_are_told_in_the_reader_s_digits_and_words_as_they_stand(rule):
    counted = Difference(rule, "body", "body", ("12",), ("3",))
    quoted = Difference(Rule.NUMBER, "body", "body", ("12",), ())

    with override("bn"):
        assert "১২" in counted.message
        assert (counted.source_shown, counted.target_shown) == (("১২",), ("৩",))
        assert "12" in quoted.message


def test_a_link_that_is_missing_is_told_by_the_title_of_its_page(sent, rahima, press):
    translate(sent, rahima, "5 people")

    links = [each.difference for each in differences(sent) if each.difference.rule is Rule.LINK]

    assert [each.source_values for each in links] == [(press["bn"].title,)]


@pytest.mark.parametrize(("language", "day"), [("bn", "২৬ মার্চ ২০২৬"), ("en", "26 March 2026")])
def test_who_did_it_and_when_are_told_by_full_name_and_in_the_reader_s_date(
    page, sent, rahima, client, language, day
):
    translate(sent, rahima, "Some people")
    for each in differences(sent):
        waive(sent, each.difference.fingerprint, rahima, "so")
    sent.waivers.update(waived_at=MOMENT)
    TranslationStatus.objects.filter(pk=sent.pk).update(
        not_needed_reason="so", not_needed_by=rahima, not_needed_at=MOMENT
    )
    client.force_login(rahima)

    for name in ("parity", "not_needed"):
        address = reverse(f"translation_desk:{name}", args=[sent.pk])
        html = client.get(address, headers={"accept-language": language}).content.decode()

        assert day in html
        assert "রহিমা খাতুন" in html
        assert rahima.username not in re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize("text", ["<table>x</table>", '<a id="a9">x</a>', '<b class="x">x</b>'])
def test_markup_that_cannot_be_used_is_refused_in_bangla(sent, text):
    translation = attached_translation(sent)
    rich = next(each for each in load_segments(translation) if each.place.is_rich)

    with override("bn"), pytest.raises(SegmentInvalid) as refusal:
        save_segment(translation, rich, text, member(TRANSLATORS["en"]))

    assert re.search(r"[\u0980-\u09ff]", str(refusal.value))


def test_what_is_wrong_with_a_page_names_the_field_in_words():
    error = ValidationError({"issued_on": ["লিখুন।"], NON_FIELD_ERRORS: ["ঠিক করুন।"]})

    with override("bn"):
        messages = validation_messages(error, StatementPage)

    label = str(StatementPage._meta.get_field("issued_on").verbose_name)
    assert messages == [f"{label[0].upper()}{label[1:]}: লিখুন।", "ঠিক করুন।"]


def test_the_board_s_file_says_states_and_languages_in_the_reader_s_words(sent, admin_client):
    response = admin_client.get("/cms/translations/export.csv", headers={"accept-language": "bn"})

    text = b"".join(response.streaming_content).decode()
    assert f"নমুনা,নমুনা,বিবৃতি,বাংলা,{normalise('খসড়া')}" in text
