"""`/api/v2/pages/<id>/`: every field of every type, typed, in the page's language."""

import datetime

import pytest
from django.core.files.base import ContentFile

from cms.api.page_types import page_types
from tests.factories import (
    AuthorityFactory,
    DocumentFactory,
    EditorialPageFactory,
    EventPageFactory,
    ImageFactory,
    StatementPageFactory,
    TopicFactory,
    png,
    translate,
)

ROOT = "http://127.0.0.1:8000"


def test_a_page_of_every_type_has_all_its_fields(api, full):
    assert {page._meta.label for page in full.values()} == set(page_types())
    for page in full.values():
        answer = api.get(f"pages/{page.pk}/")

        assert (answer.status, answer.data["id"]) == (200, page.pk)
        assert answer.data["type"] == answer.data["meta"]["type"] == page._meta.label
        assert {field.name for field in page.api_fields} <= set(answer.data)


@pytest.mark.parametrize(
    "language, topic, alt, document",
    [
        ("bn", "নির্যাতন", "মোমবাতি", "প্রতিবেদন"),
        ("en", "Torture", "Candles", "Report"),
    ],
)
def test_vocabularies_and_files_speak_the_language_of_the_page(api, press, language, topic, alt, document):
    page = StatementPageFactory(
        parent=press["bn"],
        topics=[TopicFactory(name_bn="নির্যাতন", name_en="Torture")],
        hero_image=ImageFactory(alt_text_bn="মোমবাতি", alt_text_en="Candles"),
        attachments=[DocumentFactory(public_title_bn="প্রতিবেদন", public_title_en="Report")],
    )
    page = page if language == "bn" else translate(page)

    # The reader's own preference does not change what language the page is in.
    answer = api.get(f"pages/{page.pk}/", language="bn" if language == "en" else "en")

    assert answer.headers["Content-Language"] == answer.data["meta"]["locale"] == language
    assert answer.data["topics"][0]["name"] == topic
    assert answer.data["hero_image"]["alt"] == alt
    assert answer.data["attachments"][0]["title"] == document


def test_each_translation_names_the_other_one(api, press):
    page = StatementPageFactory(parent=press["bn"])
    twin = translate(page)

    bangla, english = (api.get(f"pages/{each.pk}/").data["meta"] for each in (page, twin))

    assert bangla["translations"] == [
        {
            "id": twin.pk,
            "locale": "en",
            "state": "detached",
            "detail_url": f"{ROOT}/api/v2/pages/{twin.pk}/",
            "html_url": f"{ROOT}/en/press/{twin.slug}/",
        }
    ]
    assert [entry["id"] for entry in english["translations"]] == [page.pk]
    assert bangla["html_url"] == f"{ROOT}/bn/press/{page.slug}/"
    assert bangla["translation_key"] == english["translation_key"]


def test_a_page_names_the_page_above_it(api, press, homes):
    parent = api.get(f"pages/{press['en'].pk}/").data["meta"]["parent"]

    assert (parent["id"], parent["html_url"]) == (homes["en"].pk, f"{ROOT}/en/")
    assert api.get(f"pages/{homes['en'].pk}/").data["meta"]["parent"] is None


def test_times_carry_the_zone_of_dhaka(api, press):
    opening = {"starts_at": datetime.time(10, 30), "title": "Opening", "speaker": ""}
    page = EventPageFactory(parent=press["bn"], agenda=[opening])

    event = api.get(f"pages/{page.pk}/").data

    assert datetime.datetime.fromisoformat(event["starts_at"]).utcoffset() == datetime.timedelta(hours=6)
    assert event["agenda"][0]["starts_at"] == "10:30"


def test_related_pages_are_in_the_language_of_the_page_where_there_are_such(api, press):
    both, only_bangla, draft = (StatementPageFactory(parent=press["bn"]) for _ in range(3))
    draft.unpublish()
    page = StatementPageFactory(parent=press["bn"], related=[both, only_bangla, draft])
    twin_of_both = translate(both)

    answer = api.get(f"pages/{translate(page).pk}/")

    assert [(each["id"], each["locale"]) for each in answer.data["related_pages"]] == [
        (twin_of_both.pk, "en"),
        (only_bangla.pk, "bn"),
    ]


def test_lists_keep_the_order_of_the_editor(api, press):
    second, first = AuthorityFactory(), AuthorityFactory()
    page = StatementPageFactory(parent=press["bn"], authorities=[first, second])

    authorities = api.get(f"pages/{page.pk}/").data["authorities"]

    assert [each["slug"] for each in authorities] == [first.slug, second.slug]


def test_images_come_in_sizes_and_the_uploaded_file_is_not_given_away(api, press):
    image = ImageFactory(file=ContentFile(png(1000, 500), name="camera.png"))
    page = StatementPageFactory(parent=press["bn"], hero_image=image)

    answer = api.get(f"pages/{page.pk}/")

    hero = answer.data["hero_image"]
    assert [(size["width"], size["height"]) for size in hero["srcset"]] == [
        (480, 240),
        (800, 400),
        (1000, 500),
    ]
    assert hero["srcset"][-1] == {key: hero[key] for key in ("url", "width", "height")} | {
        "type": "image/webp"
    }
    assert hero["url"].startswith(f"{ROOT}/media/images/")
    assert hero["url"].endswith(".webp")
    assert image.file.name not in answer.text


def test_a_picture_whose_file_is_gone_is_left_out(api, press):
    image = ImageFactory()
    page = StatementPageFactory(parent=press["bn"], hero_image=image, body=[("image", {"image": image})])
    image.file.storage.delete(image.file.name)

    answer = api.get(f"pages/{page.pk}/")

    assert answer.data["hero_image"] is None
    assert answer.data["body"][0]["value"] == {"image": None}


def test_addresses_do_not_follow_the_host_header(api, press):
    page = StatementPageFactory(parent=press["bn"])

    answer = api.request("get", f"pages/{page.pk}/", headers={"Host": "localhost"})

    assert answer.data["meta"]["detail_url"].startswith(f"{ROOT}/")


def test_an_editorial_says_how_long_it_takes_to_read(api, press):
    page = EditorialPageFactory(parent=press["bn"])

    assert api.get(f"pages/{page.pk}/").data["reading_minutes"] >= 1
