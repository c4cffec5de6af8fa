"""The board: every text, its state in words, filters, order, file, and what it costs."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.bangla.normalise import normalise
from cms.translation.board import safe_cell
from cms.translation.models import TranslationStatus
from cms.translation.panels import SHOWN
from cms.translation.roles import PUBLISHERS, TRANSLATORS, WRITERS
from cms.translation.services.deciding import CannotDecide, mark_not_needed
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import rebuild_statuses
from cms.translation.views import sending
from tests.factories import EditorialPageFactory, StatementPageFactory, translate
from tests.factories.users import member
from tests.kept import kept_fixture

BOARD = "/cms/translations/"


@kept_fixture
def texts(press):
    """A text that is missing in English, one begun, one written by hand in both languages."""
    missing = StatementPageFactory(parent=press["bn"], title="নমুনা বিবৃতি")
    begun = EditorialPageFactory(parent=press["en"], title="A sample editorial")
    translator = member(TRANSLATORS["bn"], first_name="Rahima")
    late = timezone.localdate() - timedelta(days=3)
    status = send_for_translation(begun, member(WRITERS), translator=translator)
    TranslationStatus.objects.filter(pk=status.pk).update(due_on=late)
    by_hand = translate(StatementPageFactory(parent=press["bn"], title="হাতে লেখা"), title="Written by hand")
    return {"missing": missing, "begun": begun, "by hand": by_hand, "translator": translator}


def html(client, query="", language="en"):
    response = client.get(f"{BOARD}{query}", headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["missing", "draft", "on its own", "original, published", "overdue", "0%", "Rahima"]),
        ("bn", ["নেই", "খসড়া", "স্বতন্ত্র", "মূল লেখা, প্রকাশিত", "সময় পেরিয়ে গেছে", "০%", "Rahima"]),
    ],
)
def test_every_text_is_there_with_its_state_in_words(texts, admin_client, language, words):
    page = html(admin_client, language=language)

    for title in ("নমুনা বিবৃতি", "A sample editorial", "Written by hand"):
        assert title in page
    for word in words:
        assert normalise(word) in page, word


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("?state=missing", "নমুনা বিবৃতি", "A sample editorial"),
        ("?state=draft&state=missing", "A sample editorial", "Written by hand"),
        ("?language=en", "A sample editorial", "নমুনা বিবৃতি"),
        ("?overdue=on", "A sample editorial", "Written by hand"),
        ("?q=editorial", "A sample editorial", "নমুনা বিবৃতি"),
        ("?q=বিবৃতি+নমুনা", "নমুনা বিবৃতি", "A sample editorial"),
        ("?q=zzz", "No text is like this", "নমুনা বিবৃতি"),
    ],
)
def test_the_board_is_filtered(texts, admin_client, query, there, not_there):
    page = html(admin_client, query)

    assert there in page
    assert not_there not in page


def test_mine_are_those_i_translate_or_review(texts, client):
    client.force_login(texts["translator"])

    page = html(client, "?mine=on")

    assert "A sample editorial" in page
    assert "নমুনা বিবৃতি" not in page


@pytest.mark.parametrize(
    "query", ["?state=nonsense", "?p=999", "?p=x", "?type=999999", "?order=zzz", "?person=x", "?q=%00"]
)
def test_nonsense_in_the_address_is_no_error(texts, admin_client, query):
    html(admin_client, query)


@pytest.mark.parametrize("order", ["changed", "due", "outdated", "state", "title", "done"])
def test_it_is_put_in_order(texts, admin_client, order):
    page = html(admin_client, f"?order={order}")

    if order == "due":
        assert page.index("A sample editorial") < page.index("নমুনা বিবৃতি")


def test_the_file_holds_every_row_that_was_asked_for(texts, admin_client):
    response = admin_client.get(f"{BOARD}export.csv?state=draft", headers={"accept-language": "en"})

    data = b"".join(response.streaming_content).decode("utf-8-sig")
    header, *rows = list(csv.reader(io.StringIO(data)))
    assert header[4] == "State"
    assert [(row[1], row[4], row[8]) for row in rows] == [("A sample editorial", "draft", "Rahima")]


@pytest.mark.parametrize(("language", "words"), [("en", ["State", "Statement"]), ("bn", ["অবস্থা", "বিবৃতি"])])
def test_the_file_is_in_the_language_of_the_person_and_not_of_their_browser(texts, client, language, words):
    person = member(PUBLISHERS)
    UserProfile.objects.create(user=person, preferred_language=language)
    client.force_login(person)
    other = {"bn": "en", "en": "bn"}[language]

    response = client.get(f"{BOARD}export.csv?state=missing", headers={"accept-language": other})

    data = b"".join(response.streaming_content).decode("utf-8-sig")
    header, row = list(csv.reader(io.StringIO(data)))
    assert [header[4], row[2]] == [normalise(word) for word in words]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", " =1+1", "\n=1+1", "＝1+1"])
def test_no_cell_is_taken_for_a_formula(cell):
    assert safe_cell(cell) == f"'{cell}"


def test_the_admin_s_home_shows_the_board_in_short(texts, client):
    client.force_login(texts["translator"])

    page = client.get("/cms/", headers={"accept-language": "en"}).content.decode()

    assert "Waiting for you" in page
    assert "A sample editorial" in page


def test_at_home_what_is_due_comes_before_what_is_not(press, client):
    translator = member(TRANSLATORS["en"])
    for number in range(SHOWN + 1):
        page = StatementPageFactory(parent=press["bn"], title=f"নমুনা {number}")
        status = send_for_translation(page, member(WRITERS), translator=translator)
    late = timezone.localdate() - timedelta(days=3)
    TranslationStatus.objects.filter(pk=status.pk).update(due_on=late, changed_at=None)
    client.force_login(translator)

    page = client.get("/cms/", headers={"accept-language": "en"}).content.decode()

    assert f"নমুনা {SHOWN}" in page


def test_the_number_of_mine_at_home_leads_to_as_many_rows(texts, client):
    client.force_login(texts["translator"])
    TranslationStatus.objects.exclude(translation_key=texts["begun"].translation_key).update(
        translator=texts["translator"], state="current"
    )

    home = client.get("/cms/", headers={"accept-language": "en"}).content.decode()

    query = re.search(r"/cms/translations/(\?mine=on[^\"]*)", home)[1].replace("&amp;", "&")
    assert "A sample editorial" in html(client, query)
    assert "Written by hand" not in html(client, query)


def test_a_second_click_on_send_is_told_that_the_translation_was_begun(texts, client, monkeypatch):
    page, writer = texts["missing"], member(WRITERS)
    monkeypatch.setattr(
        sending.AssignmentForm, "clean_note", lambda form: send_for_translation(page, writer).note
    )
    client.force_login(writer)

    response = client.post(reverse("translation_desk:send", args=[page.pk]), {})

    assert response.status_code == 302
    assert TranslationStatus.objects.get(translation_key=page.translation_key).target_page is not None


def test_a_text_is_marked_as_not_for_the_language_with_a_reason(texts):
    status = TranslationStatus.objects.get(translation_key=texts["missing"].translation_key)
    publisher = member(PUBLISHERS)
    with pytest.raises(CannotDecide):
        mark_not_needed(status, publisher, " ")

    marked = mark_not_needed(status, publisher, "Of local interest only")

    assert (marked.state, marked.not_needed_reason) == ("not_needed", "Of local interest only")


def test_what_is_published_cannot_be_marked_as_not_needed(texts):
    status = TranslationStatus.objects.get(translation_key=texts["by hand"].translation_key)

    with pytest.raises(CannotDecide):
        mark_not_needed(status, member(PUBLISHERS), "so")


def test_working_everything_out_anew_changes_nothing(texts):
    before = list(TranslationStatus.objects.order_by("pk").values())

    assert rebuild_statuses() == len(before)

    assert list(TranslationStatus.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("query", ["", "?state=missing", "?q=নমুনা"])
def test_the_board_costs_the_same_however_many_texts_there_are(press, admin_client, query):
    def queries():
        html(admin_client, query)
        with CaptureQueriesContext(connection) as captured:
            html(admin_client, query)
        return len(captured)

    StatementPageFactory(parent=press["bn"], title="নমুনা")
    few = queries()
    for _number in range(12):
        StatementPageFactory(parent=press["bn"], title="নমুনা আরেক")

    assert queries() == few <= 15


@pytest.mark.parametrize(
    ("query", "heading", "direction", "kept"),
    [
        ("?q=a&p=2", "Last changed", "descending", "?q=a&amp;order=changed"),
        ("?order=due", "Due date", "ascending", "?order=due"),
        ("?order=title&language=bn", "Bangla", "ascending", "?order=title&amp;language=bn"),
    ],
)
def test_a_column_says_that_it_is_sorted_and_sorts_keeping_the_filters(
    texts, admin_client, query, heading, direction, kept
):
    page = html(admin_client, query)

    assert page.count("aria-sort=") == 1
    assert f'aria-sort="{direction}"><a href="{kept}">{heading}</a>' in page


def test_by_state_the_texts_stand_in_the_order_of_the_work(texts, admin_client):
    page = html(admin_client, "?order=state")

    places = [page.index(title) for title in ("নমুনা বিবৃতি", "A sample editorial", "Written by hand")]
    assert places == sorted(places)
