"""Text is stored in one spelling, whoever stores it and however it was typed."""

from cms.core.models import Topic
from press.models import StatementPage
from tests.factories import ImageFactory, StatementPageFactory

TWO_CODE_POINTS = "নির্যা\u09a1\u09bcন ও ঢাকা\u09af\u09bc"
ONE_CODE_POINT = "নির্যা\u09dcন ও ঢাকা\u09df"


def test_a_page_is_stored_in_one_spelling(press):
    page = StatementPageFactory(
        parent=press["bn"],
        title=TWO_CODE_POINTS,
        summary=TWO_CODE_POINTS,
        body=[
            ("paragraph", f"<p>{TWO_CODE_POINTS}</p>"),
            ("heading", {"text": TWO_CODE_POINTS, "level": "h2"}),
        ],
    )

    stored = StatementPage.objects.get(pk=page.pk)

    assert stored.title == ONE_CODE_POINT
    assert stored.summary == ONE_CODE_POINT
    assert stored.body[0].value.source == f"<p>{ONE_CODE_POINT}</p>"
    assert stored.body[1].value["text"] == ONE_CODE_POINT


def test_a_draft_revision_and_its_inline_children_are_stored_in_one_spelling(press):
    page = StatementPageFactory(parent=press["bn"])
    page.summary = TWO_CODE_POINTS
    page.corrections.add(page.corrections.model(text=TWO_CODE_POINTS, locale=page.locale))

    page.save_revision()

    draft = page.get_latest_revision_as_object()
    assert draft.summary == ONE_CODE_POINT
    assert [correction.text for correction in draft.corrections.all()] == [ONE_CODE_POINT]


def test_a_block_keeps_its_id_when_its_text_is_normalised(press):
    block_id = "7b1d9d43-6a6e-4c56-9ac5-b3d7f3f3a111"
    page = StatementPageFactory(
        parent=press["bn"],
        body=[{"type": "paragraph", "value": f"<p>{TWO_CODE_POINTS}</p>", "id": block_id}],
    )

    assert StatementPage.objects.get(pk=page.pk).body[0].id == block_id


def test_vocabularies_and_pictures_are_stored_in_one_spelling(db):
    topic = Topic.objects.create(slug="torture-2", name_bn=TWO_CODE_POINTS, name_en="Torture")
    image = ImageFactory(alt_text_bn=TWO_CODE_POINTS)

    topic.refresh_from_db()
    image.refresh_from_db()

    assert topic.name_bn == ONE_CODE_POINT
    assert image.alt_text_bn == ONE_CODE_POINT


def test_a_nul_never_reaches_the_database(press):
    page = StatementPageFactory(parent=press["bn"], summary="আগে\0পরে")

    assert StatementPage.objects.get(pk=page.pk).summary == "আগেপরে"


def test_what_an_editor_types_into_an_inline_child_is_kept_in_one_spelling(press):
    page = StatementPageFactory(parent=press["bn"])
    page.corrections.add(page.corrections.model(text=TWO_CODE_POINTS, locale=page.locale))

    page.save_revision(clean=False)  # as the edit form does

    draft = page.get_latest_revision_as_object()
    assert [correction.text for correction in draft.corrections.all()] == [ONE_CODE_POINT]
