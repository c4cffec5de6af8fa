"""The collections of images and documents: in both languages, what is used on a published page, and nothing else."""

import datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from cms.images.tasks import make_renditions
from tests.factories import (
    DocumentFactory,
    ImageFactory,
    NetworkPageFactory,
    OrganisationFactory,
    StandardPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
)
from tests.factories.files import png

CANARY = "canary"
QUERIES = 6
ROOT = "http://127.0.0.1:8000"
FACTORIES = {"images": ImageFactory, "documents": DocumentFactory}
WORDS = {
    "images": {
        "title": f"{CANARY} title",
        "alt_text_bn": f"{CANARY} image",
        "alt_text_en": f"{CANARY} image",
    },
    "documents": {"title": f"{CANARY} document", "public_title_bn": CANARY, "public_title_en": CANARY},
}
both = pytest.mark.parametrize("collection", ["images", "documents"])


def showing(collection: str, *files) -> dict:
    """Return the fields of a page that shows `files`."""
    block, name = {"images": ("image", "image"), "documents": ("document", "document")}[collection]
    extra = {} if collection == "images" else {"label": ""}
    return {"body": [(block, {name: file, **extra}) for file in files]}


def planted(kind: str, **fields):
    """Return a file that must be in no answer, with the canary in all its words."""
    return FACTORIES[kind](**WORDS[kind], **fields)


def keys(answer) -> list[int]:
    return [item["id"] for item in answer.data["items"]]


@pytest.fixture
def assert_hidden(api):
    """Return a function that asserts that a file is in no answer of its collection, in either language."""

    def check(collection, file):
        for language in ("bn", "en"):
            listed = api.get(f"{collection}/", locale=language, limit="100")
            alone = api.get(f"{collection}/{file.pk}/", locale=language)
            assert file.pk not in keys(listed)
            assert alone.status == 404
            assert CANARY not in listed.text + alone.text

    return check


@pytest.mark.parametrize(
    "language, words",
    [
        ("bn", {"alt": "মোমবাতি", "caption": "স্মরণসভা", "credit": "রহিমা"}),
        ("en", {"alt": "Candles", "caption": "Vigil", "credit": "Rahima"}),
    ],
)
def test_images_have_their_words_in_the_language_asked_for(api, press, language, words):
    image = ImageFactory(
        file=ContentFile(png(900, 300), name="vigil.png"),
        title="The desk's own name",
        alt_text_bn="মোমবাতি",
        alt_text_en="Candles",
        caption_bn="স্মরণসভা",
        caption_en="Vigil",
        credit_bn="রহিমা",
        credit_en="Rahima",
    )
    page = StatementPageFactory(parent=press["bn"], hero_image=image)
    make_renditions.call(image.pk)

    by_query = api.get("images/", locale=language)
    by_header = api.get("images/", language=language)

    (item,) = by_query.data["items"]
    assert by_header.data["items"] == [item]
    assert by_query.data["meta"]["locale"] == by_query.headers["Content-Language"] == language
    assert by_query.data["meta"]["total_count"] == 1
    assert {name: item[name] for name in words} == words
    assert item["meta"] == {
        "type": "images.HouseImage",
        "detail_url": f"{ROOT}/api/v2/images/{image.pk}/",
        "locale": language,
    }
    assert [(each["width"], each["height"], each["type"]) for each in item["srcset"]] == [
        (width, width // 3, kind) for width in (480, 800, 900) for kind in ("image/avif", "image/webp")
    ]
    assert all(each["url"].startswith(f"{ROOT}/media/images/") for each in item["srcset"])
    assert (item["url"], item["width"], item["height"]) == (item["srcset"][-1]["url"], 900, 300)
    assert item["url"].endswith(".webp")
    detail = api.get(f"images/{image.pk}/", locale=language).data
    assert detail == item | {"pages": [page.pk]}
    assert "original_images" not in by_query.text
    assert "The desk's own name" not in by_query.text


@pytest.mark.parametrize("language, title", [("bn", "প্রতিবেদন"), ("en", "Report")])
def test_documents_have_their_title_in_the_language_asked_for(api, press, language, title):
    document = DocumentFactory(public_title_bn="প্রতিবেদন", public_title_en="Report", document_language="bn")
    page = StatementPageFactory(parent=press["bn"], attachments=[document])

    listed = api.get("documents/", locale=language)

    assert listed.data["items"] == [
        {
            "id": document.pk,
            "title": title,
            "url": f"{ROOT}{document.url}",
            "extension": "pdf",
            "size": document.file_size,
            "language": "bn",
            "meta": {
                "type": "documents.HouseDocument",
                "detail_url": f"{ROOT}/api/v2/documents/{document.pk}/",
                "locale": language,
            },
        }
    ]
    detail = api.get(f"documents/{document.pk}/", locale=language).data
    assert detail == listed.data["items"][0] | {"pages": [page.pk]}


def test_items_have_the_very_form_that_pages_have_them_in(api, press):
    image, document = ImageFactory(), DocumentFactory()
    page = StatementPageFactory(parent=press["bn"], hero_image=image, attachments=[document])

    shown = api.get(f"pages/{page.pk}/").data

    for embedded, path in ((shown["hero_image"], "images/"), (shown["attachments"][0], "documents/")):
        item = api.get(path, locale="bn").data["items"][0]
        assert {name: value for name, value in item.items() if name != "meta"} == embedded


def test_a_decorative_image_has_no_alternative_text(api, press):
    image = ImageFactory(is_decorative=True)
    StatementPageFactory(parent=press["bn"], hero_image=image)

    assert api.get(f"images/{image.pk}/").data["alt"] == ""


@pytest.mark.parametrize(
    "asked, expected", [("bn", ["bn", "both"]), ("en", ["en", "both"]), ("both", ["both"])]
)
def test_documents_can_be_narrowed_to_those_in_a_language(api, press, asked, expected):
    documents = [DocumentFactory(document_language=language) for language in ("bn", "en", "both")]
    StatementPageFactory(parent=press["bn"], attachments=documents)

    answer = api.get("documents/", document_language=asked)

    assert [item["language"] for item in answer.data["items"]] == expected
    assert answer.data["meta"]["total_count"] == len(expected)


@both
def test_parts_of_the_list_lead_to_each_other(api, press, collection):
    files = [FACTORIES[collection]() for _ in range(3)]
    StatementPageFactory(parent=press["bn"], **showing(collection, *files))

    first = api.get(f"{collection}/", limit="2", locale="en")
    second = api.get(f"{collection}/", **dict(parse_qsl(urlsplit(first.data["meta"]["next"]).query)))

    assert keys(first) == [file.pk for file in files[:2]]
    assert keys(second) == [files[2].pk]
    assert first.data["meta"]["total_count"] == 3
    assert first.data["meta"]["previous"] is second.data["meta"]["next"] is None


@both
@pytest.mark.parametrize("query", [{"fields": "title"}, {"limit": "101"}, {"offset": "-1"}, {"locale": "de"}])
def test_what_is_not_understood_is_an_error(api, homes, collection, query):
    answer = api.get(f"{collection}/", **query)

    assert answer.status == 400
    assert [error["parameter"] for error in answer.data["errors"]] == list(query)


@both
@pytest.mark.parametrize("key", ["0", "999999", "9223372036854775808", "1" + "0" * 60])
@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_file_that_there_is_not_is_not_found(api, homes, collection, key, language):
    answer = api.get(f"{collection}/{key}/", locale=language)

    assert answer.status == 404
    assert answer.headers["Content-Language"] == language
    assert key in answer.data["detail"]


@both
@pytest.mark.parametrize("count", [1, 20, 100])
@pytest.mark.usefixtures("nothing_kept")
def test_a_list_costs_the_same_at_any_length(api, press, django_assert_max_num_queries, collection, count):
    files = [FACTORIES[collection]() for _ in range(count)]
    for start in range(0, count, 10):
        StatementPageFactory(parent=press["bn"], **showing(collection, *files[start : start + 10]))
    api.get(f"{collection}/", limit="100")  # makes the sizes of the pictures

    with django_assert_max_num_queries(QUERIES):
        answer = api.get(f"{collection}/", limit="100")
    with django_assert_max_num_queries(QUERIES):
        api.get(f"{collection}/{files[0].pk}/")

    assert len(answer.data["items"]) == count


@both
def test_a_file_on_many_pages_is_listed_once(api, press, collection):
    file = FACTORIES[collection]()
    pages = [StatementPageFactory(parent=press["bn"], **showing(collection, file, file)) for _ in range(3)]

    assert keys(api.get(f"{collection}/")) == [file.pk]
    assert api.get(f"{collection}/{file.pk}/").data["pages"] == [page.pk for page in pages]


def test_an_image_whose_file_is_broken_is_left_out(api, press):
    image = ImageFactory()
    StatementPageFactory(parent=press["bn"], hero_image=image)
    image.file.storage.delete(image.file.name)

    assert keys(api.get("images/")) == []
    assert api.get(f"images/{image.pk}/").status == 404


@both
def test_files_that_no_page_shows_are_hidden(collection, press, assert_hidden):
    assert_hidden(collection, planted(collection))


@both
def test_files_of_drafts_and_scheduled_pages_are_hidden(collection, press, assert_hidden):
    file = planted(collection)
    StatementPageFactory(parent=press["bn"], publish=False, **showing(collection, file))
    scheduled = StatementPageFactory(parent=press["bn"], publish=False, **showing(collection, file))
    scheduled.go_live_at = timezone.now() + datetime.timedelta(days=1)
    scheduled.save_revision().publish()

    assert_hidden(collection, file)


@both
def test_files_of_unpublished_changes_are_hidden(collection, press, assert_hidden, api):
    file, public = planted(collection), FACTORIES[collection]()
    page = StatementPageFactory(parent=press["bn"], **showing(collection, public))
    page.body = StatementPageFactory.build(parent=press["bn"], **showing(collection, file)).body
    page.save_revision()
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()

    assert_hidden(collection, file)
    assert keys(api.get(f"{collection}/")) == [public.pk]


@both
def test_files_of_private_pages_are_hidden(collection, homes, assert_hidden, api):
    file, public = planted(collection), FACTORIES[collection]()
    private = StandardPageFactory(parent=homes["bn"], **showing(collection, file))
    StandardPageFactory(parent=private, **showing(collection, file, public))
    page = StandardPageFactory(parent=homes["bn"], **showing(collection, public))
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert_hidden(collection, file)
    assert api.get(f"{collection}/{public.pk}/").data["pages"] == [page.pk]


@both
def test_files_of_private_collections_are_hidden(collection, press, assert_hidden):
    above = Collection.get_first_root_node().add_child(name="Private")
    below = above.add_child(name="Below")
    CollectionViewRestriction.objects.create(collection=above, restriction_type="login")
    files = [planted(collection, collection=each) for each in (above, below)]
    StatementPageFactory(parent=press["bn"], **showing(collection, *files))

    for file in files:
        assert_hidden(collection, file)


@both
def test_a_file_is_gone_as_soon_as_it_is_taken_off_its_page(collection, press, assert_hidden, api):
    file = planted(collection)
    page = StatementPageFactory(parent=press["bn"], **showing(collection, file))
    assert keys(api.get(f"{collection}/")) == [file.pk]

    page.body = []
    page.save_revision().publish()

    assert_hidden(collection, file)


@both
@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_a_file_is_gone_as_soon_as_its_page_is(collection, press, assert_hidden, api, end):
    file = planted(collection)
    page = StatementPageFactory(parent=press["bn"], **showing(collection, file))
    assert keys(api.get(f"{collection}/")) == [file.pk]

    getattr(page, end)()

    assert_hidden(collection, file)


def test_a_logo_is_shown_as_long_as_a_page_about_its_organisation_is(api, international, assert_hidden):
    old, new = planted("images"), ImageFactory()
    organisation = OrganisationFactory(logo=old)
    page = NetworkPageFactory(parent=international["bn"], organisation=organisation)
    assert keys(api.get("images/")) == [old.pk]

    organisation.logo = new
    organisation.save()

    assert keys(api.get("images/")) == [new.pk]
    assert_hidden("images", old)
    page.unpublish()
    assert keys(api.get("images/")) == []


def test_documents_linked_to_from_a_text_and_named_in_a_field_are_listed(api, international):
    linked, named, attached = DocumentFactory(), DocumentFactory(), DocumentFactory()
    SubmissionPageFactory(
        parent=international["bn"],
        document=named,
        attachments=[attached],
        body=[("paragraph", f'<p><a linktype="document" id="{linked.pk}">report</a></p>')],
    )

    assert keys(api.get("documents/")) == [linked.pk, named.pk, attached.pk]


def test_who_uploaded_a_file_is_in_no_answer(api, press):
    editor = get_user_model().objects.create_user("editor", "editor@desk.example", "x", first_name=CANARY)
    image, document = ImageFactory(uploaded_by_user=editor), DocumentFactory(uploaded_by_user=editor)
    StatementPageFactory(parent=press["bn"], hero_image=image, attachments=[document])

    for path in ("images/", f"images/{image.pk}/", "documents/", f"documents/{document.pk}/"):
        text = api.get(path).text
        assert CANARY not in text
        assert "editor" not in text


def test_the_site_hands_out_a_document_of_a_public_collection_that_no_page_shows(client, homes):
    document = DocumentFactory()

    response = client.get(document.url)

    assert response.status_code == 200
    assert response.getvalue().startswith(b"%PDF")


def test_no_site_means_no_files(api, press):
    image = ImageFactory()
    StatementPageFactory(parent=press["bn"], hero_image=image)
    Site.objects.all().delete()

    assert keys(api.get("images/")) == []
    assert api.get(f"images/{image.pk}/").status == 404
