"""Synchronisation is stopped and started again, and nothing that was written by hand is lost."""

import pytest
from django.contrib.auth import get_user_model

from cms.translation.segments import Progress, load_segments
from cms.translation.services.attachment import attach, catch_up, detach
from cms.translation.services.publishing import publish_translation
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation, refresh
from cms.translation.states import State
from press.models import StatementPage
from tests.factories import StatementPageFactory, translate
from tests.kept import kept_fixture

TEXTS = {
    "bn": ("নমুনা", "সারসংক্ষেপ", "প্রথম", "পরের", "শেষ"),
    "en": ("Sample", "In short", "First", "Second", "Third"),
}
OTHER = {"bn": "en", "en": "bn"}


@pytest.fixture(params=["bn", "en"])
def language(request):
    return request.param


@kept_fixture
def editor():
    return get_user_model().objects.create_superuser("editor", "editor@example.org")


@kept_fixture
def published(press, editor, language):
    """A statement, published in both languages."""
    title, summary, *paragraphs = TEXTS[language]
    body = [("paragraph", f"<p>{text}</p>") for text in paragraphs]
    page = StatementPageFactory(parent=press[language], title=title, summary=summary, body=body)
    status = send_for_translation(page, editor)
    translation = attached_translation(status)
    words = dict(zip(TEXTS[language], TEXTS[OTHER[language]], strict=True))
    for segment in load_segments(translation):
        save_segment(translation, segment, words[segment.source], editor)
    publish_translation(status, editor)
    status.refresh_from_db()
    return status


def page_of(status, which):
    return StatementPage.objects.get(pk=getattr(status, f"{which}_page_id"))


def latest(status):
    return page_of(status, "target").get_latest_revision_as_object()


def paragraphs(page):
    return [block.value.source for block in page.body]


def write_by_hand(status, change, publish=False):
    """Edit the translation as its own page."""
    page = latest(status)
    raw = page.body.get_prep_value()
    change(page, raw)
    page.body = page.body.stream_block.to_python(raw)
    revision = page.save_revision()
    if publish:
        revision.publish()


def change_source(status, number, text):
    page = page_of(status, "source")
    raw = page.body.get_prep_value()
    raw[number]["value"] = f"<p>{text}</p>"
    page.body = page.body.stream_block.to_python(raw)
    page.save_revision().publish()
    status.refresh_from_db()


def test_what_was_written_by_hand_stays_in_its_paragraph(published, editor):
    detach(published, editor)

    def change(page, raw):
        page.title = "By hand"
        # As the admin's editor saves it, with a key of its own.
        raw[1]["value"] = '<p data-block-key="a1b2c">Rewritten by hand</p>'

    write_by_hand(published, change, publish=True)

    assert attach(published, editor) == []

    page = latest(published)
    assert page.title == "By hand"
    assert "Rewritten by hand" in paragraphs(page)[1]
    published.refresh_from_db()
    assert (published.state, published.percent) == (State.CURRENT, 100)


def test_a_paragraph_of_its_own_stays_in_its_place(published, editor):
    detach(published, editor)
    own = {"type": "paragraph", "id": "11111111-1111-4111-8111-111111111111", "value": "<p>Only here</p>"}
    write_by_hand(published, lambda page, raw: raw.insert(2, own), publish=True)

    attach(published, editor)

    assert [("Only here" in text) for text in paragraphs(latest(published))] == [False, False, True, False]
    publish_translation(published, editor)
    assert "Only here" in paragraphs(page_of(published, "target"))[2]


def test_a_paragraph_built_otherwise_stays_until_its_passage_is_translated_again(published, editor):
    detach(published, editor)
    by_hand = "<p>One</p><ul><li>two</li><li>three</li></ul>"
    write_by_hand(published, lambda page, raw: raw[0].update(value=by_hand))
    attach(published, editor)
    assert paragraphs(latest(published))[0] == by_hand

    translation = attached_translation(published)
    segment = load_segments(translation)[2]
    save_segment(translation, segment, "New words", editor)
    publish_translation(published, editor)

    assert "New words" in paragraphs(page_of(published, "target"))[0]


def test_changed_paragraphs_of_the_original_are_listed_and_their_old_text_is_kept(
    published, editor, language
):
    detach(published, editor)
    write_by_hand(published, lambda page, raw: raw[1].update(value="<p>Rewritten by hand</p>"), publish=True)
    change_source(published, 1, {"bn": "বদলানো", "en": "Changed"}[language])
    assert (published.state, published.outdated_segments) == (State.DETACHED, 1)

    changes = attach(published, editor)

    assert [each["change"] for each in changes] == ["changed"]
    segment = next(each for each in load_segments(attached_translation(published)) if each.previous)
    assert segment.previous.translation == "Rewritten by hand"
    assert segment.previous.source == TEXTS[language][3]
    assert segment.progress is Progress.MISSING
    assert "Rewritten by hand" in paragraphs(latest(published))[1]
    published.refresh_from_db()
    assert published.state == State.OUTDATED


def test_saving_a_page_in_the_admin_changes_nothing_that_counts(published):
    page = page_of(published, "source")
    raw = page.body.get_prep_value()
    for block in raw:
        block["value"] = block["value"].replace("<p>", '<p data-block-key="k3y5x">')
    page.body = page.body.stream_block.to_python(raw)

    page.save_revision().publish()

    published.refresh_from_db()
    assert (published.state, published.outdated_segments) == (State.CURRENT, 0)


def test_starting_again_changes_nothing_that_readers_see(published, editor):
    detach(published, editor)
    write_by_hand(published, lambda page, raw: raw[1].update(value="<p>A draft by hand</p>"))
    before = paragraphs(page_of(published, "target"))
    change_source(published, 0, "X")

    attach(published, editor)

    assert paragraphs(page_of(published, "target")) == before


def test_a_page_written_by_hand_from_the_start_can_be_synchronised(press, editor, language):
    title, summary, *texts = TEXTS[language]
    body = [("paragraph", f"<p>{text}</p>") for text in texts]
    page = StatementPageFactory(parent=press[language], title=title, summary=summary, body=body)
    other = TEXTS[OTHER[language]]
    raw = page.body.get_prep_value()
    for block, text in zip(raw, other[2:], strict=True):
        block["value"] = f"<p>{text}</p>"
    twin = translate(
        page, OTHER[language], title=other[0], summary=other[1], body=page.body.stream_block.to_python(raw)
    )

    status = refresh(page.translation_key)
    assert status.state == State.DETACHED

    attach(status, editor)

    status.refresh_from_db()
    assert (status.state, status.percent) == (State.CURRENT, 100)
    assert paragraphs(StatementPage.objects.get(pk=twin.pk)) == [f"<p>{text}</p>" for text in other[2:]]


def test_a_translation_on_its_own_can_be_marked_as_compared(published, editor):
    detach(published, editor)
    change_source(published, 1, "X")
    assert published.outdated_segments == 1

    catch_up(published, editor)

    published.refresh_from_db()
    assert (published.state, published.outdated_segments) == (State.DETACHED, 0)
