"""The admin's page forms, used as an editor uses them."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from press.models import EventPage, StatementPage
from tests.factories import ImageFactory, StatementPageFactory, TopicFactory


@pytest.fixture
def editor(admin_client, admin_user):
    """A signed-in editor whose admin speaks English."""
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


def statement_data(**fields):
    empty = {
        name: inline_formset([])
        for name in (
            "topic_links",
            "attachment_links",
            "related_links",
            "authority_links",
            "organisation_links",
            "corrections",
            "comments",
        )
    }
    return nested_form_data(
        {
            "title": "হেফাজতে মৃত্যুর প্রতিবাদ",
            "slug": "",
            "summary": "সারকথা।",
            "body": streamfield([("paragraph", rich_text("<p>প্রথম অনুচ্ছেদ।</p>"))]),
            "kind": "protest",
            "issued_on": "2026-03-08",
            "menu_label": "",
            **empty,
            **fields,
        }
    )


def add_url(press, language="bn"):
    return reverse("wagtailadmin_pages:add", args=["press", "statementpage", press[language].pk])


def test_a_bangla_title_gets_a_readable_slug_when_the_editor_gives_none(editor, press):
    response = editor.post(add_url(press), statement_data())

    assert response.status_code == 302, response.context["form"].errors
    assert StatementPage.objects.get(title="হেফাজতে মৃত্যুর প্রতিবাদ").slug == "hefajote-mrittur-protibad"


def test_the_slug_service_romanises_the_title(editor, db):
    response = editor.get(reverse("suggest_slug"), {"title": "কারা ও কর"})

    assert response.json() == {"slug": "kara-o-kor"}


def test_the_slug_service_is_for_the_desk_only(client, db):
    response = client.get(reverse("suggest_slug"), {"title": "কারা"})

    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailadmin_login"))


def test_a_page_with_an_undescribed_picture_is_saved_as_a_draft(editor, press):
    image = ImageFactory(title="Court", alt_text_bn="", alt_text_en="A courtroom")

    response = editor.post(add_url(press), statement_data(hero_image=image.pk))

    assert response.status_code == 302
    assert not StatementPage.objects.get().live


@pytest.mark.parametrize(
    "language, message",
    [
        ("en", "Alternative text in Bangla is missing for: “Court”."),
        ("bn", "বাংলা ভাষায় বিকল্প লেখা নেই"),
    ],
)
def test_a_page_with_an_undescribed_picture_is_not_published_and_the_editor_learns_why(
    editor, press, language, message
):
    image = ImageFactory(title="Court", alt_text_bn="", alt_text_en="A courtroom")
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = language

    response = editor.post(add_url(press), statement_data(hero_image=image.pk) | {"action-publish": "1"})

    assert response.status_code == 200
    content = response.content.decode()
    assert message in content
    assert "হেফাজতে মৃত্যুর প্রতিবাদ" in content
    assert not StatementPage.objects.exists()


@pytest.mark.parametrize(
    "words", [{"alt_text_bn": "একটি আদালতকক্ষ"}, {"alt_text_bn": "", "is_decorative": True}]
)
def test_a_page_with_a_described_or_decorative_picture_is_published(editor, press, words):
    image = ImageFactory(title="Court", alt_text_en="", **words)

    response = editor.post(add_url(press), statement_data(hero_image=image.pk) | {"action-publish": "1"})

    assert response.status_code == 302
    assert StatementPage.objects.get().live


def test_a_picture_in_the_body_is_checked_too(editor, press):
    image = ImageFactory(title="Court", alt_text_bn="")
    body = streamfield([("paragraph", rich_text("<p>আগে</p>")), ("image", {"image": image.pk})])

    response = editor.post(add_url(press), statement_data(body=body) | {"action-publish": "1"})

    block_errors = response.context["form"].errors.as_data()["body"][0].block_errors
    assert list(block_errors) == [1]
    assert "Alternative text in Bangla is missing for: “Court”." in block_errors[1].messages[0]
    assert "Alternative text in Bangla is missing for" in response.content.decode()
    assert not StatementPage.objects.exists()


def test_an_incident_after_the_statement_is_refused_with_a_reason(editor, press):
    response = editor.post(add_url(press), statement_data(incident_on="2026-04-01") | {"action-publish": "1"})

    assert "The incident cannot lie after the date issued." in response.content.decode()


def test_the_same_topic_twice_is_refused_and_nothing_is_lost(editor, press):
    topic = TopicFactory()
    rows = inline_formset([{"topic": topic.pk}, {"topic": topic.pk}])

    response = editor.post(add_url(press), statement_data(topic_links=rows))

    assert response.status_code == 200
    assert "হেফাজতে মৃত্যুর প্রতিবাদ" in response.content.decode()


def event_data(**fields):
    empty = {
        name: inline_formset([])
        for name in ("topic_links", "attachment_links", "related_links", "person_links", "agenda", "comments")
    }
    return nested_form_data(
        {
            "title": "Press conference",
            "slug": "press-conference",
            "summary": "What it is about.",
            "body": streamfield([]),
            "recap": rich_text(""),
            "kind": "press_conference",
            "starts_at": "2026-12-01 10:00",
            "ends_at": "2026-12-01 12:00",
            "status": "scheduled",
            "audience": "press",
            "spoken_languages": "bn,en",
            **empty,
            **fields,
        }
    )


@pytest.mark.parametrize(
    "fields, message",
    [
        ({"ends_at": "2026-12-01 09:00"}, "The event cannot end before it starts."),
        ({"status": "cancelled"}, "Say why the event is cancelled: people who planned to come will ask."),
    ],
)
def test_an_impossible_event_is_refused_with_a_reason(editor, press, fields, message):
    url = reverse("wagtailadmin_pages:add", args=["press", "eventpage", press["en"].pk])

    response = editor.post(url, event_data(**fields) | {"action-publish": "1"})

    assert response.status_code == 200
    assert message in response.content.decode().replace("&#x27;", "'")
    assert not EventPage.objects.exists()


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_edit_form_has_its_tabs_in_the_order_an_editor_works(editor, press, language):
    page = StatementPageFactory(parent=press["bn"])
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = language

    content = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    positions = [
        content.index(f'href="#tab-{name}"') for name in ("content", "facts", "related", "promotion")
    ]
    assert positions == sorted(positions)


def test_a_refusal_outside_a_form_becomes_a_message_not_an_error_page(editor, press):
    image = ImageFactory(title="Court", alt_text_bn="একটি আদালতকক্ষ")
    page = StatementPageFactory(parent=press["bn"], hero_image=image, publish=False)
    image.alt_text_bn = ""
    image.save()
    listing = reverse("wagtailadmin_explore", args=[press["bn"].pk])

    response = editor.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}",
        headers={"referer": f"http://testserver{listing}"},
    )

    assert response.status_code == 302
    assert response.url == listing
    page.refresh_from_db()
    assert not page.live
    with override("en"):
        assert "Alternative text in Bangla is missing" in editor.get(listing).content.decode()


def test_a_title_without_letters_still_gets_a_slug(editor, press):
    editor.post(add_url(press), statement_data(title="…!"))
    editor.post(add_url(press), statement_data(title="…?"))

    assert sorted(StatementPage.objects.values_list("slug", flat=True)) == ["page", "page-2"]
