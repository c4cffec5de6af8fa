"""What is written by hand while a translation is on its own: links, pictures, lists, children, and words left over."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.models import Page

from cms.translation.segments import Progress, load_segments
from cms.translation.services.attachment import attach, detach
from cms.translation.services.checking import Kind, blockers
from cms.translation.services.publishing import publish_translation
from cms.translation.services.saving import preview_page, save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from press.models import EventPage, StatementPage
from tests.factories import EventPageFactory, ImageFactory, StatementPageFactory
from tests.kept import kept_fixture

OWN = {"type": "paragraph", "id": "11111111-1111-4111-8111-111111111111", "value": "<p>Only here</p>"}


@kept_fixture
def editor():
    return get_user_model().objects.create_superuser("editor", "editor@example.org")


@kept_fixture
def sent(press, editor):
    """A statement of one paragraph, sent for translation into English."""
    page = StatementPageFactory(
        parent=press["bn"], title="নমুনা", summary="সারসংক্ষেপ", body=[("paragraph", "<p>প্রথম</p>")]
    )
    return send_for_translation(page, editor)


def publish_whole(page, editor):
    """Send `page` for translation, translate everything and publish it."""
    status = send_for_translation(page, editor)
    translation = attached_translation(status)
    for number, segment in enumerate(load_segments(translation)):
        text = f"Text {'abcdefgh'[number]}"
        for name in segment.links:
            text += f' <a id="{name}">link</a>'
        save_segment(translation, segment, text, editor)
    publish_translation(status, editor)
    return status


def latest(status):
    return Page.objects.get(pk=status.target_page_id).specific.get_latest_revision_as_object()


def write(status, change, publish=True):
    """Save the translation, a page of its own, with `change` made to it and its stored body, and publish it."""
    page = latest(status)
    raw = page.body.get_prep_value()
    change(page, raw)
    page.body = page.body.stream_block.to_python(raw)
    revision = page.save_revision()
    if publish:
        revision.publish()


def change_original(status, **fields):
    page = Page.objects.get(pk=status.source_page_id).specific
    raw = page.body.get_prep_value()
    raw[0]["value"] = fields.pop("first", raw[0]["value"])
    page.body = page.body.stream_block.to_python(raw)
    page.save_revision().publish()


def test_what_was_first_written_by_hand_is_taken_as_it_is(sent, editor):
    detach(sent, editor)

    def translate(page, raw):
        page.title, page.summary = "Sample", "In short"
        raw[0]["value"] = "<p>First</p>"

    write(sent, translate, publish=False)

    assert attach(sent, editor) == []
    segments = load_segments(attached_translation(sent))
    assert [(each.translation, each.progress) for each in segments] == [
        ("Sample", Progress.DONE), ("In short", Progress.DONE), ("First", Progress.DONE),
    ]  # fmt: skip


def test_a_link_added_by_hand_stays_and_stands_in_nobodys_way(sent, editor):
    by_hand = '<p>See <a href="https://example.org/">this</a></p>'
    detach(sent, editor)

    def translate(page, raw):
        page.title, page.summary = "Sample", "In short"
        raw[0]["value"] = by_hand

    write(sent, translate)

    attach(sent, editor)

    assert latest(sent).body.get_prep_value()[0]["value"] == by_hand
    assert {each.kind for each in blockers(sent)} <= {Kind.PARITY}


def test_a_picture_and_a_level_chosen_by_hand_stay(press, editor):
    images = [ImageFactory(), ImageFactory()]
    body = [("heading", {"text": "ক", "level": "h2"}), ("image", {"image": images[0]})]
    status = publish_whole(StatementPageFactory(parent=press["bn"], title="নমুনা", body=body), editor)
    detach(status, editor)

    def change(page, raw):
        raw[0]["value"]["level"] = "h3"
        raw[1]["value"]["image"] = images[1].pk

    write(status, change)

    attach(status, editor)

    heading, picture = latest(status).body.get_prep_value()
    assert (heading["value"]["level"], picture["value"]["image"]) == ("h3", images[1].pk)


@pytest.mark.parametrize(
    "by_hand",
    [
        "<p>Two</p><p>more</p>",
        '<p>Text <a href="https://example.org/en/">link</a></p>',
        '<p>Text <a href="https://example.org/bn/">link</a>, <a href="https://example.com/">another</a></p>',
    ],
)
def test_a_rich_text_outside_the_body_stays_as_it_was_written(press, editor, by_hand):
    recap = '<p>ক <a href="https://example.org/bn/">খ</a></p>'
    status = publish_whole(EventPageFactory(parent=press["bn"], title="নমুনা", recap=recap), editor)
    detach(status, editor)
    write(status, lambda page, raw: setattr(page, "recap", by_hand))

    attach(status, editor)

    assert latest(status).recap == by_hand


def test_an_agenda_item_added_by_hand_stays_in_its_place(press, editor):
    agenda = [{"title": "ক", "starts_at": datetime.time(9)}, {"title": "খ", "starts_at": datetime.time(11)}]
    status = publish_whole(EventPageFactory(parent=press["bn"], title="নমুনা", agenda=agenda), editor)
    detach(status, editor)

    def add(page, raw):
        first, last = page.agenda.all()
        first.sort_order, last.sort_order = 0, 2
        first.title, last.title = "First", "Last"
        own = type(first)(title="Own", locale=page.locale, starts_at=datetime.time(10), sort_order=1)
        page.agenda = [first, own, last]

    write(status, add)

    attach(status, editor)
    publish_translation(status, editor)

    page = EventPage.objects.get(pk=status.target_page_id)
    assert [(item.title, item.starts_at.hour) for item in page.agenda.all()] == [
        ("First", 9), ("Own", 10), ("Last", 11),
    ]  # fmt: skip


def test_texts_that_stood_for_a_whole_block_do_not_stand_for_its_passages(press, editor):
    page = StatementPageFactory(
        parent=press["bn"], title="নমুনা", body=[("paragraph", "<ul><li>এক</li><li>দুই</li><li>তিন</li></ul>")]
    )
    status = publish_whole(page, editor)
    detach(status, editor)
    write(status, lambda page, raw: raw[0].update(value="<p>one, two and three</p>"))
    attach(status, editor)
    translation = attached_translation(status)
    first, *others = [each for each in load_segments(translation) if each.place.block_id]

    save_segment(translation, first, "one", editor)

    first, *others = [each for each in load_segments(translation) if each.place.block_id]
    assert first.progress is Progress.DONE
    assert {each.progress for each in others} == {Progress.BROKEN}


def test_what_was_written_by_hand_goes_with_a_deleted_translation(press, editor):
    page = StatementPageFactory(parent=press["bn"], title="নমুনা", body=[("paragraph", "<p>প্রথম</p>")])
    status = publish_whole(page, editor)
    detach(status, editor)
    write(status, lambda page, raw: raw.append(OWN))
    attach(status, editor)

    Page.objects.get(pk=status.target_page_id).delete()
    status = send_for_translation(StatementPage.objects.get(pk=page.pk), editor)

    shown = preview_page(attached_translation(status)).body
    assert [block.value.source for block in shown] == ["<p>প্রথম</p>"]


def test_who_starts_synchronising_second_undoes_nothing(press, editor):
    page = StatementPageFactory(parent=press["bn"], title="নমুনা", body=[("paragraph", "<p>প্রথম</p>")])
    status = publish_whole(page, editor)
    detach(status, editor)
    attach(status, editor)
    translation = attached_translation(status)
    save_segment(translation, load_segments(translation)[2], "Newer", editor)

    attach(status, editor)

    assert load_segments(translation)[2].translation == "Newer"


def test_words_of_the_original_are_known_although_it_has_changed_since(sent, editor):
    detach(sent, editor)
    page = latest(sent)
    page.title, page.summary = "Sample", "In short"
    revision = page.save_revision()
    change_original(sent, first="<p>একেবারে ভিন্ন</p>")

    with override("en"), pytest.raises(ValidationError, match="in the words of the original"):
        revision.publish(user=editor)


def test_words_of_the_original_are_known_in_another_place(sent, editor):
    detach(sent, editor)
    page = latest(sent)
    page.title, page.summary = "Sample", "In short"
    raw = page.body.get_prep_value()
    raw = [raw[0] | {"value": "<p>First</p>"}, raw[0] | {"id": OWN["id"]}]
    page.body = page.body.stream_block.to_python(raw)
    revision = page.save_revision()

    with override("en"), pytest.raises(ValidationError, match="in the words of the original"):
        revision.publish(user=editor)
