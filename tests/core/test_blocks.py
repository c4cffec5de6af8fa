"""Every block of a body, as readers see it, and the files that charts and tables hand out."""

import csv
import datetime
import io

import pytest
from bs4 import BeautifulSoup

from cms.core.blocks import BodyStreamBlock
from cms.core.data_files import csv_text, safe_cell
from tests.factories import (
    AuthorityFactory,
    DocumentFactory,
    ImageFactory,
    SituationUpdatePageFactory,
    StatementPageFactory,
    translate,
)
from tests.reading import open_page, text_of

pytestmark = pytest.mark.any_database

CHART = {
    "title": "মাস অনুযায়ী",
    "summary": "জুনে কমেছে।",
    "kind": "bar",
    "unit": "জন",
    "series": ["মোট", "মামলা"],
    "rows": [{"label": "মে", "values": [1234, 2]}, {"label": "জুন", "values": [5, -1]}],
    "source": "পত্রিকা",
}
TABLE = {
    "title": "তুলনা",
    "table": {
        "data": [["বিষয়", "সংখ্যা"], ["হেফাজত", "1,234"], ["=SUM(A1)", "১২%"], ["খালি", None]],
        "table_header_choice": "both",
    },
    "source": "",
}


@pytest.fixture
def page_with(press):
    """Makes a published Bangla statement with one block as its body."""

    def make(name: str, value):
        return StatementPageFactory(parent=press["bn"], body=[(name, value)])

    return make


def block(client, page) -> BeautifulSoup:
    return open_page(client, page).select_one("main .body > .block")


@pytest.mark.django_db
def test_every_block_is_rendered_by_a_template_of_its_own(press):
    for name, child in BodyStreamBlock().child_blocks.items():
        assert child.meta.template == f"blocks/{name}.html", name


@pytest.mark.django_db
def test_a_paragraph_is_prose(client, page_with):
    found = block(client, page_with("paragraph", "<p>এক <b>দুই</b></p>"))

    assert found.select_one(".prose b").text == "দুই"


@pytest.mark.django_db
@pytest.mark.parametrize("level", ["h2", "h3"])
def test_a_heading_has_its_level(client, page_with, level):
    assert block(client, page_with("heading", {"text": "ঘর", "level": level})).select_one(level).text == "ঘর"


@pytest.mark.django_db
def test_a_block_can_be_linked_to(client, page_with):
    page = page_with("heading", {"text": "ঘর", "level": "h2"})

    assert block(client, page)["id"] == f"b-{page.body[0].id}"


@pytest.mark.django_db
def test_a_quotation_names_its_speaker(client, page_with):
    found = block(client, page_with("quotation", {"text": "বিচার চাই", "attribution": "স্বজন"}))

    assert text_of(found, "blockquote") == "বিচার চাই"
    assert "স্বজন" in text_of(found, "figcaption")


@pytest.mark.django_db
def test_demands_are_a_numbered_list_with_their_authorities(client, page_with):
    ministry = AuthorityFactory(name_bn="স্বরাষ্ট্র মন্ত্রণালয়", name_en="Ministry of Home Affairs")
    value = {"intro": "দাবি:", "items": [{"text": "তদন্ত", "authority": ministry}, {"text": "বিচার"}]}

    items = block(client, page_with("demands", value)).select("ol > li")

    assert [text_of(item, "p") for item in items] == ["তদন্ত", "বিচার"]
    assert "স্বরাষ্ট্র মন্ত্রণালয়" in items[0].text
    assert not items[1].select(".demands__authority")


@pytest.mark.django_db
def test_a_legal_reference_tells_the_text_nothing_about_the_reader(client, page_with):
    value = {"instrument": "সংবিধান", "article": "৩৩", "note": "", "url": "https://example.org/law"}

    found = block(client, page_with("legal_reference", value))

    assert text_of(found, "cite") == "সংবিধান"
    assert found.a["rel"] == ["noreferrer"]


@pytest.mark.django_db
def test_a_timeline_prints_dates_in_the_language_of_the_page(client, page_with):
    value = {"items": [{"on": datetime.date(2026, 3, 26), "text": "ঘটনা"}]}

    time = block(client, page_with("timeline", value)).select_one("ol time")

    assert (time.text, time["datetime"]) == ("২৬ মার্চ ২০২৬", "2026-03-26")


@pytest.mark.django_db
def test_key_figures_pair_each_number_with_what_it_counts(client, page_with):
    value = {"items": [{"value": "123456.5", "unit": "%", "label": "হার"}], "source": "পত্রিকা"}

    found = block(client, page_with("key_figures", value))

    assert text_of(found, "dt") == "হার"
    assert text_of(found, "dd").replace(" ", "") == "১,২৩,৪৫৬.৫%"
    assert "পত্রিকা" in text_of(found, ".source")


@pytest.mark.django_db
def test_counting_words_join_their_number_and_other_units_do_not(client, page_with):
    units = ["%", "টি", "টা", "জন"]
    items = [{"value": "5", "unit": unit, "label": "সংখ্যা"} for unit in units]

    found = block(client, page_with("key_figures", {"items": items, "source": ""}))

    assert [unit.text for unit in found.select(".figures__unit--joined")] == units[:3]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_chart_is_described_drawn_and_tabulated(client, page_with, kind):
    found = block(client, page_with("chart", CHART | {"kind": kind}))

    for drawing in found.select("svg[role=img]"):
        title, description = drawing["aria-labelledby"].split()
        assert drawing.find(id=title).text == CHART["title"]
        assert drawing.find(id=description).text == CHART["summary"]
        assert len(drawing.select("rect" if kind == "bar" else "path.mark")) == 4
    assert len(found.select("svg[role=img]")) == 2
    assert [row.text for row in found.select("details tbody th")] == ["মে", "জুন"]
    assert [cell.text for cell in found.select("details td.numeric")] == ["১,২৩৪", "২", "৫", "-১"]
    assert [text_of(item, "li") for item in found.select(".chart__legend")] == ["মোট"]


@pytest.mark.django_db
def test_no_two_elements_of_a_page_with_charts_share_an_id(client, press):
    four = CHART | {"series": list("কখগঘ"), "rows": [{"label": "মে", "values": [1, 2, 3, 4]}]}
    page = StatementPageFactory(parent=press["bn"], body=[("chart", CHART), ("chart", four)])

    ids = [element["id"] for element in open_page(client, page).select("[id]")]

    repeated = {name for name in ids if ids.count(name) > 1}
    assert not {name for name in repeated if not name.startswith("l-")}


@pytest.mark.django_db
def test_a_table_has_headings_and_its_numbers_to_the_right(client, page_with):
    found = block(client, page_with("table", TABLE))

    assert found.select_one(".table-scroll")["tabindex"] == "0"
    assert [head.text for head in found.select("th[scope=col]")] == ["বিষয়", "সংখ্যা"]
    assert found.select("th[scope=col]")[1]["class"] == ["numeric"]
    assert [head.text for head in found.select("th[scope=row]")] == ["হেফাজত", "=SUM(A1)", "খালি"]
    assert [cell.text for cell in found.select("td.numeric")] == ["১,২৩৪", "১২%"]


@pytest.mark.django_db
def test_numbers_of_an_english_page_are_in_latin_digits(client, page_with):
    twin = translate(page_with("table", TABLE), title="In English")

    assert [cell.text for cell in open_page(client, twin).select("td.numeric")] == ["1,234", "12%"]


@pytest.mark.django_db
def test_a_picture_is_described_in_the_language_of_the_page(client, page_with):
    image = ImageFactory(alt_text_bn="ফাঁকা আদালতকক্ষ", alt_text_en="An empty court", caption_bn="দুই পক্ষ")

    found = block(client, page_with("image", {"image": image}))

    assert found.img["alt"] == "ফাঁকা আদালতকক্ষ"
    assert "দুই পক্ষ" in text_of(found, "figcaption")
    assert found.img["width"]


@pytest.mark.django_db
def test_a_document_says_what_the_reader_will_get(client, page_with):
    document = DocumentFactory(public_title_bn="বার্ষিক প্রতিবেদন", document_language="en")

    found = block(client, page_with("document", {"document": document, "label": ""}))

    assert text_of(found, ".download__title") == "বার্ষিক প্রতিবেদন"
    assert found.a["href"] == document.url
    assert found.a["hreflang"] == "en"


@pytest.mark.django_db
def test_an_embed_is_a_link_that_names_its_host(client, page_with):
    value = {"url": "https://www.example.org/watch", "title": "ভিডিও"}

    found = block(client, page_with("embed", value))

    assert found.a["rel"] == ["noreferrer"]
    assert "example.org" in found.a.text
    assert "www." not in found.a.text
    assert not found.select("iframe, img, script")


@pytest.mark.django_db
def test_related_pages_lead_to_the_readers_language_and_say_when_they_do_not(client, press, page_with):
    both = StatementPageFactory(parent=press["en"], title="In both")
    bangla = translate(both, language="bn", title="দুই ভাষায়")
    english = StatementPageFactory(parent=press["en"], title="Only in English")

    links = block(client, page_with("related_pages", {"pages": [both, english]})).select("a")

    assert [(link.text, link["href"]) for link in links] == [
        ("দুই ভাষায়", bangla.get_url()),
        ("Only in English", english.get_url()),
    ]
    assert links[1]["lang"] == links[1]["hreflang"] == "en"


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.django_db
def test_a_chart_hands_out_its_data_in_latin_digits(client, page_with):
    page = page_with("chart", CHART)

    response = client.get(block(client, page).select_one(".csv-link a")["href"])

    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response.content.startswith("\ufeff".encode())
    assert rows_of(response) == [["", "মোট", "মামলা"], ["মে", "1234", "2"], ["জুন", "5", "-1"]]


@pytest.mark.django_db
def test_a_table_hands_out_its_data_and_no_formula(client, international):
    page = SituationUpdatePageFactory(parent=international["bn"], body=[("table", TABLE)])

    link = open_page(client, page).select_one(".csv-link a")["href"]

    assert rows_of(client.get(link)) == [
        ["বিষয়", "সংখ্যা"],
        ["হেফাজত", "1,234"],
        ["'=SUM(A1)", "12%"],
        ["খালি", ""],
    ]


@pytest.mark.django_db
def test_only_blocks_with_data_hand_out_files(client, page_with):
    page = page_with("quotation", {"text": "ক", "attribution": ""})

    for block_id in (page.body[0].id, "00000000-0000-4000-8000-000000000000", "nonsense"):
        assert client.get(f"{page.get_url()}data/{block_id}.csv").status_code == 404


@pytest.mark.django_db
def test_the_data_of_an_untranslated_original_can_be_had_from_the_other_languages_address(client, page_with):
    page = page_with("chart", CHART)

    response = client.get(page.get_url().replace("/bn/", "/en/"))
    link = BeautifulSoup(response.content, "html.parser").select_one(".csv-link a")["href"]

    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("@x", "'@x"),
        ("-x", "'-x"),
        ("\tx", "'\tx"),
        ("-5", "-5"),
        ("+1,234.5", "+1,234.5"),
        ("ক=খ", "ক=খ"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell, safe):
    assert safe_cell(cell) == safe


def test_rows_are_separated_as_the_standard_says():
    assert csv_text([["ক", "a,b"], ["খ", '"']]) == '\ufeffক,"a,b"\r\nখ,""""\r\n'
