"""The body: each block typed, rich text clean, and every reference leading somewhere public."""

import pytest
from wagtail import blocks

from cms.api.blocks import References, unpack
from cms.api.serializers.blocks import BLOCKS, VALUES
from cms.core.blocks import BodyStreamBlock
from tests.factories import DocumentFactory, StatementPageFactory, translate

ROOT = "http://127.0.0.1:8000"


@pytest.fixture
def body(api, with_every_block):
    answer = api.get(f"pages/{with_every_block.pk}/")
    return {block["type"]: block["value"] for block in answer.data["body"]}


def paragraph(api, press, html: str, language: str = "bn") -> str:
    page = StatementPageFactory(parent=press["bn"], body=[("paragraph", html)])
    page = page if language == "bn" else translate(page)
    return api.get(f"pages/{page.pk}/").data["body"][0]["value"]


def test_every_block_of_the_editor_has_a_schema():
    assert set(BLOCKS) == set(BodyStreamBlock.base_blocks)


@pytest.mark.parametrize("name", [name for name in VALUES if name not in ("paragraph", "table")])
def test_the_schema_of_a_block_has_each_part_of_the_block(name):
    added = {"embed": {"host"}}.get(name, set())

    assert set(VALUES[name]().fields) == set(BodyStreamBlock.base_blocks[name].child_blocks) | added


def test_a_body_keeps_its_blocks_in_order_with_their_ids(api, with_every_block):
    page = with_every_block

    answer = api.get(f"pages/{page.pk}/")

    assert [(block["type"], block["id"]) for block in answer.data["body"]] == [
        (block.block_type, block.id) for block in page.body
    ]
    assert {block["type"] for block in answer.data["body"]} == set(BLOCKS)


def test_the_blocks_of_a_translation_have_the_ids_of_the_original(api, press):
    page = StatementPageFactory(
        parent=press["bn"], body=[("paragraph", "<p>ক</p>"), ("paragraph", "<p>খ</p>")]
    )

    bangla, english = (api.get(f"pages/{each.pk}/").data["body"] for each in (page, translate(page)))

    assert [block["id"] for block in bangla] == [block["id"] for block in english]


def test_numbers_are_numbers(body):
    assert body["key_figures"]["items"] == [{"value": 12.5, "unit": "%", "label": "cases"}]
    assert body["chart"]["series"] == ["2025", "2026"]
    assert body["chart"]["rows"] == [{"label": "Dhaka", "values": [3, 4.5]}]


def test_a_table_is_a_grid_of_text(body):
    assert body["table"]["rows"] == [["Month", "Cases"], ["March", ""]]
    assert (body["table"]["first_row_is_header"], body["table"]["first_column_is_header"]) == (True, False)


def test_an_embed_is_a_link_that_names_its_host(body):
    assert body["embed"] == {
        "url": "https://www.video.example/watch?v=1",
        "title": "The press conference",
        "host": "video.example",
    }


def test_demands_dates_and_empty_links(body):
    assert body["demands"]["items"][0]["authority"]["slug"].startswith("home-affairs")
    assert body["timeline"]["items"][0]["on"] == "2026-03-01"
    assert body["legal_reference"]["url"] is None


def test_a_document_is_labelled_by_its_title(body):
    assert body["document"]["label"] == body["document"]["document"]["title"]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_link_leads_to_the_page_in_the_language_of_the_text(api, press, language):
    target = StatementPageFactory(parent=press["bn"])
    translate(target)

    html = paragraph(api, press, f'<p><a linktype="page" id="{target.pk}">x</a></p>', language)

    assert html == f'<p><a href="{ROOT}/{language}/press/{target.slug}/">x</a></p>'


def test_a_link_to_a_page_in_one_language_only_leads_there(api, press):
    target = StatementPageFactory(parent=press["bn"])

    html = paragraph(api, press, f'<p><a linktype="page" id="{target.pk}">x</a></p>', "en")

    assert html == f'<p><a href="{ROOT}/bn/press/{target.slug}/">x</a></p>'


@pytest.mark.parametrize(
    "stored, public",
    [
        ('<p><a linktype="page" id="999999">x</a> y</p>', "<p>x y</p>"),
        ('<p><a linktype="document" id="999999">x</a></p>', "<p>x</p>"),
        ('<p><a linktype="page" id="x">x</a></p>', "<p>x</p>"),
        ('<p>a<embed embedtype="image" id="1" alt="x" format="left"/>b</p>', "<p>ab</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "<p>x</p>"),
        ('<p><a href="http://[">x</a></p>', "<p>x</p>"),
        ('<p><a href="#there">x</a></p>', "<p>x</p>"),
        ('<p><a href="/bn/contact/">x</a></p>', f'<p><a href="{ROOT}/bn/contact/">x</a></p>'),
        ('<p><a href="mailto:desk@ask.example">x</a></p>', '<p><a href="mailto:desk@ask.example">x</a></p>'),
        ('<p onclick="x()">a<script>b</script><b>c</b></p>', "<p>a<b>c</b></p>"),
    ],
)
def test_rich_text_is_clean_public_html(api, press, stored, public):
    assert paragraph(api, press, stored) == public


def test_a_link_to_a_document_is_absolute(api, press):
    file = DocumentFactory()

    html = paragraph(api, press, f'<p><a linktype="document" id="{file.pk}">x</a></p>')

    assert html == f'<p><a href="{ROOT}{file.url}">x</a></p>'


def test_what_is_missing_in_an_older_stored_block_is_empty():
    block = BodyStreamBlock().child_blocks["chart"]

    assert unpack(block, {"title": "Deaths", "series": ["2026"]}, References()) == {
        "title": "Deaths",
        "summary": "",
        "kind": "bar",
        "unit": "",
        "series": ["2026"],
        "rows": [],
        "source": "",
    }


def test_a_kind_of_block_the_api_does_not_know_is_an_error_and_not_any_value():
    with pytest.raises(TypeError, match="cannot read blocks of the kind RegexBlock"):
        unpack(blocks.RegexBlock(regex="x"), "x", References())
