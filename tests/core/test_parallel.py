"""Both languages of a text side by side: what is paired with what, who may see it, and what the page says of itself."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from cms.core.models import ArticlePage
from cms.core.parallel import Fact, pair, pair_pages, render_parallel
from home.models import StandardPage
from press.models import Correction
from tests.factories import EventPageFactory, StandardPageFactory, StatementPageFactory, translate
from tests.factories.registry import HOUSE_PAGES, make_page, rich_body, rich_relations
from tests.kept import kept_fixture
from tests.reading import LANGUAGES, said

pytestmark = pytest.mark.any_database

TEXTS = [model for model in HOUSE_PAGES if issubclass(model, ArticlePage | StandardPage)]
EVERY_TEXT = pytest.mark.parametrize("model", TEXTS, ids=lambda model: model.__name__)
EITHER_WAY = pytest.mark.parametrize("language", LANGUAGES)
OTHER = {"bn": "en", "en": "bn"}
# More than the page alone: the twin, its stream's files and pages, its inline children.
MORE_QUERIES = 8


@kept_fixture
def statements(press) -> dict:
    """A statement in both languages, two paragraphs long."""
    page = StatementPageFactory(
        parent=press["bn"],
        title="হেফাজতে মৃত্যুর নিন্দা",
        body=[("paragraph", "<p>প্রথম অনুচ্ছেদ।</p>"), ("paragraph", "<p>শেষ অনুচ্ছেদ।</p>")],
    )
    twin = translate(page, title="Death in custody condemned", summary="An inquiry is due.")
    return {"bn": page, "en": rewrite(twin, ["First paragraph.", "Last paragraph."])}


def rewrite(page, paragraphs: list[str]):
    """Publish other words in the blocks of `page`, which keep their ids."""
    for block, words in zip(page.body, paragraphs, strict=True):
        block.value.source = f"<p>{words}</p>"
    return publish(page)


def publish(page):
    page.save_revision().publish()
    return type(page).objects.select_related("locale").get(pk=page.pk)


def open_parallel(client, page, view: str = "") -> BeautifulSoup:
    response = client.get(f"{page.get_url()}?parallel{view}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows_of(soup) -> list[list[tuple[str, str]]]:
    """Return each row of the page as language and words of its cells; none on a page that is not parallel."""
    return [
        [(side["lang"], " ".join(side.get_text(" ").split())) for side in row.select(".parallel__side")]
        for row in soup.select(".parallel__row")
    ]


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ("abc", "abc", ["aa", "bb", "cc"]),
        ("abc", "cab", ["aa", "bb", "cc"]),
        ("ab", "aXb", ["aa", "-X", "bb"]),
        ("ab", "XYab", ["-X", "-Y", "aa", "bb"]),
        ("ba", "aXYb", ["bb", "aa", "-X", "-Y"]),
        ("aXb", "ab", ["aa", "X-", "bb"]),
        ("aa", "a", ["aa", "a-"]),
        ("", "ab", ["-a", "-b"]),
        ("ab", "", ["a-", "b-"]),
        ("", "", []),
    ],
)
def test_passages_are_paired_by_key_in_the_order_of_the_left_text(left, right, pairs):
    found = pair(left, right, key=str)

    assert [f"{here or '-'}{there or '-'}" for here, there in found] == pairs


def test_a_page_is_paired_from_the_title_to_the_last_inline_child(press):
    page = EventPageFactory(
        parent=press["bn"],
        title="সংবাদ সম্মেলন",
        summary="সারসংক্ষেপ।",
        venue="প্রেস ক্লাব",
        recap="<p>যা হলো।</p>",
        agenda=[{"starts_at": datetime.time(10), "title": "সূচনা", "speaker": "সভাপতি"}],
    )
    twin = translate(page, title="Press conference", summary="Summary.", venue="Press Club", recap="")
    twin.agenda.update(title="Opening", speaker="")

    rows = pair_pages(page, twin)

    assert [row.kind for row in rows] == [
        *("title", "lead", "block", "label", "words", "label", "rich", "label", "item")
    ]
    assert (rows[0].left, rows[0].right) == ("সংবাদ সম্মেলন", "Press conference")
    assert (rows[1].left, rows[1].right) == ("সারসংক্ষেপ।", "Summary.")
    assert rows[2].block_id == rows[2].left.id == rows[2].right.id
    assert (rows[4].left, rows[4].right) == ("প্রেস ক্লাব", "Press Club")
    assert (rows[6].left, rows[6].right) == ("<p>যা হলো।</p>", None)
    assert rows[8].left.facts == rows[8].right.facts == (Fact("time", datetime.time(10)),)
    assert (rows[8].left.words, rows[8].right.words) == (("সূচনা", "সভাপতি"), ("Opening",))


@EITHER_WAY
def test_the_left_column_is_in_the_language_of_the_address(statements, client, language):
    soup = open_parallel(client, statements[language])

    assert soup.html["lang"] == language
    rows = rows_of(soup)
    assert [[lang for lang, _words in row] for row in rows] == [[language, OTHER[language]]] * len(rows)
    words = {"bn": "শেষ অনুচ্ছেদ।", "en": "Last paragraph."}
    assert rows[-1] == [(language, words[language]), (OTHER[language], words[OTHER[language]])]


@EITHER_WAY
@pytest.mark.parametrize("shown", LANGUAGES)
def test_one_of_the_languages_can_be_read_alone(statements, client, language, shown):
    soup = open_parallel(client, statements[language], f"={shown}")

    assert {lang for row in rows_of(soup) for lang, _words in row} == {shown}
    assert len(rows_of(soup)) == 5
    current = soup.select(".parallel-views a[aria-current=page]")
    assert [link["href"] for link in current] == [f"{statements[language].get_url()}?parallel={shown}"]


def test_a_view_that_is_none_shows_both_languages(statements, client):
    soup = open_parallel(client, statements["en"], "=xx%00")

    assert [lang for lang, _words in rows_of(soup)[0]] == ["en", "bn"]


@EITHER_WAY
def test_search_engines_are_led_to_the_usual_page(statements, client, language):
    page = statements[language]

    soup = open_parallel(client, page)

    assert soup.select_one("link[rel=canonical]")["href"].endswith(page.get_url())
    assert soup.select_one("meta[name=robots]")["content"] == "noindex, follow"
    assert soup.select("link[hreflang]") == []
    assert b"parallel" not in client.get("/sitemap.xml").content


@EITHER_WAY
def test_a_page_published_in_both_languages_links_to_them_side_by_side(statements, client, language):
    page = statements[language]

    link = BeautifulSoup(client.get(page.get_url()).content, "html.parser").select_one(".parallel-link a")

    assert link["href"] == f"{page.get_url()}?parallel"
    assert link.get_text() == said(language, "Read in both languages")


@EITHER_WAY
def test_a_plain_page_links_to_both_languages_and_shows_them(homes, client, language):
    page = StandardPageFactory(parent=homes["bn"], introduction="আমরা কী করি।")
    page = {"bn": page, "en": translate(page, title="About us", introduction="What we do.")}[language]

    assert f'href="{page.get_url()}?parallel"' in client.get(page.get_url()).content.decode()
    words = {"bn": "আমরা কী করি।", "en": "What we do."}
    assert [(lang, words[lang]) for lang in (language, OTHER[language])] in rows_of(
        open_parallel(client, page)
    )


def make_draft(twin):
    twin.unpublish()


def make_private(twin):
    restrict(twin, restriction_type="password", password="secret")


def make_parent_private(twin):
    restrict(twin.get_parent(), restriction_type="login")


def restrict(page, **fields):
    """Make `page` private and leave its twin as it is; the desk, which hears of it otherwise, would hide that too."""
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=page, **fields)])


def delete(twin):
    twin.delete()


@EITHER_WAY
@pytest.mark.parametrize("hide", [make_draft, make_private, make_parent_private, delete])
def test_what_readers_may_not_see_is_not_shown_beside_the_page(statements, client, language, hide):
    page, twin = statements[language], statements[OTHER[language]]
    hide(twin)

    response = client.get(f"{page.get_url()}?parallel")
    soup = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 200
    assert rows_of(soup) == []
    assert soup.h1.get_text() == page.title
    assert twin.title not in response.content.decode()
    assert soup.select(".parallel-link") == []


def test_a_repetition_of_a_private_page_is_not_shown_beside_the_page(statements, client):
    source = StatementPageFactory(parent=statements["en"].get_parent())
    make_private(source)
    Page.objects.filter(pk=statements["en"].pk).update(alias_of=source.pk)

    response = client.get(f"{statements['bn'].get_url()}?parallel")

    assert rows_of(BeautifulSoup(response.content, "html.parser")) == []


def test_a_page_below_a_repetition_of_a_private_page_is_not_shown_beside_the_page(statements, client):
    home = statements["en"].get_parent().get_parent()
    source = StandardPageFactory(parent=home)
    repetition = source.create_alias(parent=home, update_slug="repeated")
    make_private(source)
    statements["en"].move(repetition, pos="last-child")

    response = client.get(f"{statements['bn'].get_url()}?parallel")

    assert rows_of(BeautifulSoup(response.content, "html.parser")) == []


def test_words_of_a_draft_are_not_shown_beside_the_page(statements, client):
    twin = statements["en"]
    twin.title = "Not for anybody yet"
    twin.save_revision()

    assert rows_of(open_parallel(client, statements["bn"]))[0][1] == ("en", "Death in custody condemned")


@pytest.mark.parametrize("hide", [make_private, make_parent_private])
def test_a_private_page_is_not_shown_side_by_side_either(statements, client, hide):
    page = statements["bn"]
    hide(page)

    response = client.get(f"{page.get_url()}?parallel")

    assert "প্রথম অনুচ্ছেদ" not in response.content.decode()
    assert "First paragraph" not in response.content.decode()


def test_a_page_that_stands_in_for_its_translation_is_shown_as_usual(statements, client):
    statements["en"].unpublish()

    response = client.get("/en" + statements["bn"].get_url().removeprefix("/bn") + "?parallel")
    soup = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 200
    assert soup.select_one(".notice--language")
    assert rows_of(soup) == []
    assert soup.select(".parallel-link") == []


@EITHER_WAY
@pytest.mark.parametrize("path", ["/", "/press/", "/international/", "/international/assessments/"])
def test_home_and_section_pages_do_not_mind_being_asked(sections, client, language, path):
    response = client.get(f"/{language}{path}?parallel")

    assert response.status_code == 200
    assert rows_of(BeautifulSoup(response.content, "html.parser")) == []


def test_a_file_that_a_page_hands_out_stays_a_file(press, client):
    page = EventPageFactory(parent=press["bn"], body=rich_body(press["bn"]))
    translate(page)
    chart = next(block for block in page.body if block.block_type == "chart")

    assert client.get(f"{page.get_url()}event.ics?parallel")["Content-Type"].startswith("text/calendar")
    data = client.get(f"{page.get_url()}data/{chart.id}.csv?parallel")
    assert data["Content-Type"].startswith("text/csv")


@EITHER_WAY
def test_a_passage_without_a_counterpart_says_so(statements, client, language):
    page = statements["en"]
    page.body.append(("paragraph", "<p>Added in English.</p>"))
    publish(page)
    notes = {"bn": said("bn", "Only in English"), "en": "Added in English."}

    rows = rows_of(open_parallel(client, statements[language]))

    assert rows[-1] == [(language, notes[language]), (OTHER[language], notes[OTHER[language]])]


def test_each_side_writes_dates_and_leads_to_data_in_its_own_language(press, client):
    page = StatementPageFactory(
        parent=press["bn"],
        body=rich_body(press["bn"]),
        corrections=[{"made_on": datetime.date(2026, 3, 28), "text": "তারিখ ভুল ছিল।"}],
    )
    correction = Correction(
        made_on=datetime.date(2026, 3, 28),
        text="The date was wrong.",
        translation_key=page.corrections.get().translation_key,
        locale=press["en"].locale,
    )
    twin = translate(page, title="Condemned", corrections=[correction])

    soup = open_parallel(client, page)
    links = {
        each.find_parent(class_="parallel__side")["lang"]: each["href"] for each in soup.select(".csv-link a")
    }

    assert links["bn"].startswith(f"{page.get_url()}data/")
    assert links["en"].startswith(f"{twin.get_url()}data/")
    rows = rows_of(soup)
    assert "২৬ মার্চ ২০২৬" in rows[2][0][1]
    assert "26 March 2026" in rows[2][1][1]
    assert rows[2][0][1].endswith(page.reference)
    assert rows[-1] == [("bn", "২৮ মার্চ ২০২৬ তারিখ ভুল ছিল।"), ("en", "28 March 2026 The date was wrong.")]


@EVERY_TEXT
@EITHER_WAY
def test_every_text_is_shown_whole_and_asks_nothing_of_the_reader(model, sections, client, language):
    fields = {"body": rich_body(sections["press"]["bn"])}
    if issubclass(model, ArticlePage):
        fields |= rich_relations(model, [sections["press"]["bn"]])
    page = make_page(model, "bn", sections, **fields)
    page = {"bn": page, "en": translate(page)}[language]

    response = client.get(f"{page.get_url()}?parallel")
    html = response.content.decode()
    soup = BeautifulSoup(html, "html.parser")
    ids = [each["id"] for each in soup.select("[id]")]
    levels = [int(heading.name[1]) for heading in soup.select("main :is(h1, h2, h3)")]

    assert len(rows_of(soup)) > len(page.body)
    assert sorted(ids) == sorted(set(ids))
    assert [f"b-{block.id}" for block in page.body] == [each for each in ids if each.startswith("b-")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert not response.cookies
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.search(r"<[^>]+\sstyle=|<style|<script(?![^>]*\ssrc=)|<iframe", html)


@EVERY_TEXT
def test_both_languages_cost_little_more_than_one(model, sections, client):
    related = [StatementPageFactory(parent=sections["press"]["bn"]) for _ in range(3)]
    fields = {"body": rich_body(related[0]) * 2}
    if issubclass(model, ArticlePage):
        fields |= rich_relations(model, related)
    page = make_page(model, "bn", sections, **fields)
    translate(page)

    costs = {}
    for query in ("", "?parallel"):
        client.get(f"{page.get_url()}{query}")  # fills what a process keeps: sites, renditions
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{page.get_url()}{query}").status_code == 200
        costs[query] = len(captured)

    print(f"{model.__name__}: {costs}")
    assert costs["?parallel"] <= costs[""] + MORE_QUERIES


@EITHER_WAY
def test_a_preview_shows_unsaved_words_and_is_not_an_address(statements, language):
    left, right = statements[language], statements[OTHER[language]]
    right.title = "Not saved yet"
    request = RequestFactory().get("/cms/anywhere/?parallel=en")

    with translation.override(OTHER[language]):
        response = render_parallel(request, left, right, is_preview=True)
        assert translation.get_language() == OTHER[language]
    soup = BeautifulSoup(response.content, "html.parser")

    assert soup.html["lang"] == language
    assert rows_of(soup)[0] == [(language, left.title), (OTHER[language], "Not saved yet")]
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert soup.select("link[rel=canonical], .parallel-views") == []
