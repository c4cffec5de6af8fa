"""The body: every block keeps its id and its facts; every word is translated and put back in place."""

import datetime
from decimal import Decimal

import pytest

from tests.factories import AuthorityFactory, DocumentFactory, ImageFactory, StatementPageFactory

pytestmark = pytest.mark.any_database

OTHER = {"bn": "en", "en": "bn"}
TABLE = {
    "data": [["District", "Cases"], ["Khulna", "১২"], ["Total", "1,234"], [None, ""]],
    "cell": [],
    "mergeCells": [],
    "first_row_is_table_header": True,
    "first_col_is_header": False,
    "table_header_choice": "row",
    "table_caption": "",
}


def full_body(page) -> list[tuple]:
    return [
        ("paragraph", "<p>First <b>bold</b> words.</p><ul><li>One</li><li>Two</li></ul>"),
        ("heading", {"text": "What happened", "level": "h3"}),
        ("quotation", {"text": "Nobody told us.", "attribution": "A relative"}),
        (
            "demands",
            {"intro": "We demand:", "items": [{"text": "An inquiry.", "authority": AuthorityFactory()}]},
        ),
        (
            "legal_reference",
            {"instrument": "Penal Code", "article": "302", "note": "Murder.", "url": "https://law.example/"},
        ),
        ("timeline", {"items": [{"on": datetime.date(2026, 3, 1), "text": "Arrested."}]}),
        (
            "key_figures",
            {"items": [{"value": Decimal("12.5"), "unit": "%", "label": "of cases"}], "source": "Press"},
        ),
        (
            "chart",
            {
                "title": "Cases a year",
                "summary": "They rise.",
                "kind": "bar",
                "unit": "cases",
                "series": ["Reported"],
                "rows": [{"label": "Dhaka", "values": [Decimal("3")]}],
                "source": "Monitoring",
            },
        ),
        ("table", {"title": "By district", "table": TABLE, "source": "Own count"}),
        ("image", {"image": ImageFactory()}),
        ("document", {"document": DocumentFactory(), "label": "Read it"}),
        ("embed", {"url": "https://video.example/1", "title": "The briefing"}),
        ("related_pages", {"pages": [page]}),
    ]


TEXTS = [
    "What happened", "Nobody told us.", "A relative", "We demand:", "An inquiry.", "Penal Code", "Murder.",
    "Arrested.", "of cases", "Cases a year", "They rise.", "Reported", "Dhaka", "Monitoring", "By district",
    "District", "Cases", "Khulna", "Total", "Own count", "Read it", "The briefing", "One", "Two",
]  # fmt: skip


@pytest.fixture(params=["bn", "en"])
def work(request, press, desk):
    language = request.param
    page = StatementPageFactory(parent=press[language], body=full_body(press[language]))
    return desk(page, OTHER[language])


def test_every_text_of_the_body_is_offered_once_in_its_place(work):
    in_body = [string for path, string in work.offered() if path.startswith("body.")]

    assert {text: in_body.count(text) for text in TEXTS} == dict.fromkeys(TEXTS, 1)


def test_facts_in_the_body_are_not_offered(work):
    offered = " ".join(work.strings())

    for fact in ["১২", "1,234", "12.5", "2026-03-01", "h3", "bar"]:
        assert fact not in offered


def test_blocks_keep_their_ids_and_their_order(work):
    twin = work.save(publish=True)

    assert [(block.block_type, block.id) for block in twin.body] == [
        (block.block_type, block.id) for block in work.page.body
    ]
    assert all(block.id for block in twin.body)


def test_every_text_comes_back_in_its_place_and_facts_stay(work):
    work.translate({text: f"«{text}»" for text in work.strings()})

    twin = work.save(publish=True)

    body = {block.block_type: block.value for block in twin.body}
    assert "«One»" in body["paragraph"].source
    assert (body["heading"]["text"], body["heading"]["level"]) == ("«What happened»", "h3")
    assert (body["quotation"]["text"], body["quotation"]["attribution"]) == (
        "«Nobody told us.»",
        "«A relative»",
    )
    demand = body["demands"]["items"][0]
    assert demand["text"] == "«An inquiry.»"
    assert demand["authority"] == work.page.body[3].value["items"][0]["authority"]
    assert body["demands"]["intro"] == "«We demand:»"
    law = body["legal_reference"]
    assert (law["instrument"], law["note"], law["url"]) == (
        "«Penal Code»",
        "«Murder.»",
        "https://law.example/",
    )
    entry = body["timeline"]["items"][0]
    assert (entry["on"], entry["text"]) == (datetime.date(2026, 3, 1), "«Arrested.»")
    figure = body["key_figures"]["items"][0]
    assert (figure["value"], figure["label"]) == (Decimal("12.5"), "«of cases»")
    chart = body["chart"]
    assert chart.series_names == ["«Reported»"]
    assert chart.data_rows == [("«Dhaka»", [Decimal("3")])]
    assert (chart["title"], chart["summary"], chart["kind"]) == ("«Cases a year»", "«They rise.»", "bar")
    assert body["table"]["table"]["data"] == [
        ["«District»", "«Cases»"], ["«Khulna»", "১২"], ["«Total»", "1,234"], [None, ""],
    ]  # fmt: skip
    assert body["table"]["title"] == "«By district»"
    assert body["image"]["image"] == work.page.body[9].value["image"]
    assert body["document"]["label"] == "«Read it»"
    assert (body["embed"]["url"], body["embed"]["title"]) == ("https://video.example/1", "«The briefing»")
    assert body["related_pages"]["pages"][0].pk == work.page.body[12].value["pages"][0].pk


def test_the_source_body_is_not_touched_by_the_translation(work):
    before = work.page.body.get_prep_value()
    work.translate({text: f"«{text}»" for text in work.strings()})

    work.save(publish=True)

    work.page.refresh_from_db()
    assert work.page.body.get_prep_value() == before


def test_a_moved_block_takes_its_translation_along(work):
    work.translate({text: f"«{text}»" for text in work.strings()})
    work.save(publish=True)
    raw = work.page.body.get_prep_value()
    work.page.body = work.page.body.stream_block.to_python([raw[2], raw[8], raw[1]])
    work.page.save_revision().publish()
    work.update()

    twin = work.save(publish=True)

    assert [block.id for block in twin.body] == [raw[2]["id"], raw[8]["id"], raw[1]["id"]]
    assert twin.body[0].value["text"] == "«Nobody told us.»"
    assert twin.body[1].value["table"]["data"][1] == ["«Khulna»", "১২"]
    assert twin.body[2].value["text"] == "«What happened»"


def test_a_number_changed_in_the_source_changes_in_the_translation(work):
    work.save(publish=True)
    raw = work.page.body.get_prep_value()
    raw[6]["value"]["items"][0]["value"]["value"] = "99"
    raw[8]["value"]["table"]["data"][1][1] = "১৩"
    work.page.body = work.page.body.stream_block.to_python(raw)
    work.page.save_revision().publish()
    work.update()

    twin = work.save(publish=True)

    assert twin.body[6].value["items"][0]["value"] == Decimal("99")
    assert twin.body[8].value["table"]["data"][1][1] == "১৩"
