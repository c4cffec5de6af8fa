"""The synthetic corpus: a sound tree, twins, pages that show, and no trace once it is deleted."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db.models import Model
from wagtail.models import Collection, Page, ReferenceIndex

from cms.core.languages import LANGUAGES
from cms.core.models import (
    PageAttachment,
    PageAuthority,
    PageOrganisation,
    PagePerson,
    PageRelation,
    PageTopic,
    Reference,
)
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage
from home.corpus import building
from home.corpus.building import SLUG, make_corpus
from home.corpus.files import COLLECTION
from home.corpus.removing import delete_corpus
from home.sample.pages import TITLE_MARKS
from press.models import AgendaItem, EditorialPage, EventPage, PressIndexPage, StatementPage

pytestmark = pytest.mark.django_db

COUNT = 20
# Enough for every kind of page to have all it may have, and for more than one batch when those are small.
MANY = 150
LINKS = [PageTopic, PageAuthority, PageOrganisation, PagePerson, PageAttachment, PageRelation]


def section(language: str) -> PressIndexPage:
    return PressIndexPage.objects.get(slug=SLUG, locale__language_code=language)


def pages(language: str) -> list[Page]:
    return list(Page.objects.child_of(section(language)).order_by("path").specific())


def share(found: list[Page], has: Callable[[Page], object]) -> float:
    return sum(bool(has(page)) for page in found) / len(found)


def paragraphs(page: Page) -> str:
    return "".join(block.value.source for block in page.body if block.block_type == "paragraph")


def linked_keys(page: Page, kind: str) -> list[int]:
    return [int(key) for key in re.findall(f'<a linktype="{kind}" id="([0-9]+)">', paragraphs(page))]


def told(page: Page) -> list:
    """What a page says, with slugs and titles in the place of keys, which differ each time."""
    return [
        page.title,
        page.summary,
        re.sub('id="[0-9]+"', "", paragraphs(page)),
        [Page.objects.get(pk=key).slug for key in linked_keys(page, "page")],
        [HouseDocument.objects.get(pk=key).title for key in linked_keys(page, "document")],
        [block.value["image"].title for block in page.body if block.block_type == "image"],
        page.hero_image and page.hero_image.title,
        [topic.slug for topic in page.topics],
        [document.title for document in page.attachments],
        [related.slug for related in page.related_pages],
    ]


def stored_files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_the_tree_is_sound():
    assert make_corpus(COUNT) == 2 * COUNT

    problems = Page.find_problems()

    assert not any(problems), problems
    for language in LANGUAGES:
        assert section(language).live
        assert section(language).numchild == COUNT == len(pages(language))


def test_every_page_has_its_twin_with_the_same_facts_topics_and_block_ids():
    make_corpus(COUNT)

    for bangla, english in zip(pages("bn"), pages("en"), strict=True):
        assert type(bangla) is type(english)
        assert bangla.translation_key == english.translation_key
        assert bangla.slug == english.slug
        assert bangla.listing_date == english.listing_date
        assert [topic.slug for topic in bangla.topics] == [topic.slug for topic in english.topics] != []
        assert [block.id for block in bangla.body] == [block.id for block in english.body]
        bangla.full_clean()
        english.full_clean()


def test_titles_say_sample_and_dates_cover_ten_years():
    make_corpus(COUNT)

    for language in LANGUAGES:
        found = pages(language)
        assert all(page.title.startswith(TITLE_MARKS[language]) for page in found)
        dates = [page.first_published_at for page in found]
        assert dates == sorted(dates)
        assert (dates[-1] - dates[0]).days > 9 * 365


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_and_their_list_show(client, language):
    make_corpus(COUNT)

    listing = client.get(section(language).url)

    assert listing.status_code == 200
    newest = pages(language)[-1]
    assert newest.title in listing.content.decode()
    for page in pages(language):
        assert client.get(page.url).status_code == 200


def test_the_admin_opens_a_page_that_has_no_revision(admin_client):
    make_corpus(1)

    response = admin_client.get(f"/cms/pages/{pages('bn')[0].pk}/edit/")

    assert response.status_code == 200


@pytest.fixture
def many(monkeypatch) -> list[Page]:
    """The English pages of a corpus that was made in several batches."""
    monkeypatch.setattr(building, "BATCH", 40)
    make_corpus(MANY)
    return pages("en")


def test_a_realistic_share_of_pages_has_pictures_documents_and_relations(many):
    assert share(many, lambda page: page.hero_image) == pytest.approx(0.6, abs=0.12)
    has_picture = share(many, lambda page: "image" in [block.block_type for block in page.body])
    assert has_picture == pytest.approx(0.4, abs=0.12)
    assert share(many, lambda page: page.attachments) == pytest.approx(0.15, abs=0.08)
    assert share(many, lambda page: page.related_pages) == pytest.approx(0.3, abs=0.12)


def test_links_lead_to_earlier_pages_in_the_same_language_and_to_documents_of_the_corpus(many):
    documents = {document.pk for document in HouseDocument.objects.filter(collection__name=COLLECTION)}
    for language in LANGUAGES:
        earlier: set[int] = set()
        to_pages, to_documents = 0, 0
        for page in pages(language):
            targets = linked_keys(page, "page") + [related.pk for related in page.related_pages]
            assert earlier.issuperset(targets)
            assert documents.issuperset(linked_keys(page, "document"))
            to_pages, to_documents = (
                to_pages + len(targets),
                to_documents + len(linked_keys(page, "document")),
            )
            earlier.add(page.pk)
        assert to_pages > 20
        assert to_documents > 5


def test_a_link_shows_as_the_address_of_the_page_and_of_the_document(many, client):
    page = next(page for page in many if linked_keys(page, "page") and linked_keys(page, "document"))
    target = Page.objects.get(pk=linked_keys(page, "page")[0])
    document = HouseDocument.objects.get(pk=linked_keys(page, "document")[0])

    shown = BeautifulSoup(client.get(page.url).content, "html.parser").find("main")

    addresses = [link["href"] for link in shown.find_all("a", href=True)]
    assert any(address.endswith(target.get_url()) for address in addresses)
    assert any(address.endswith(document.url) for address in addresses)


def test_only_invented_people_and_organisations_stand_under_what_is_made_up(many):
    editorials = [page for page in many if type(page) is EditorialPage]
    joint = [page for page in many if isinstance(page, StatementPage) and page.kind == "joint"]

    assert all(page.authors for page in editorials)
    assert all(page.organisations for page in joint)
    people = PagePerson.objects.values_list("person__slug", flat=True)
    organisations = PageOrganisation.objects.values_list("organisation__slug", flat=True)
    contacts = StatementPage.objects.exclude(media_contact=None).values_list("media_contact__slug", flat=True)
    assert all(slug.startswith("sample-") for slug in [*people, *organisations, *contacts])
    assert contacts


def test_events_have_speakers_and_an_agenda_whose_items_know_each_other_in_both_languages(many):
    events = {
        language: [page for page in pages(language) if type(page) is EventPage] for language in LANGUAGES
    }

    assert events["en"]
    for bangla, english in zip(events["bn"], events["en"], strict=True):
        assert english.speakers
        assert len(english.programme) >= 2
        keys = [item.translation_key for item in english.programme]
        assert [item.translation_key for item in bangla.programme] == keys
        assert [item.starts_at for item in bangla.programme] == [item.starts_at for item in english.programme]
        assert {item.title for item in bangla.programme}.isdisjoint(item.title for item in english.programme)


def test_pictures_and_documents_say_in_both_languages_that_they_are_samples():
    make_corpus(1)

    images = HouseImage.objects.filter(collection__name=COLLECTION)
    documents = HouseDocument.objects.filter(collection__name=COLLECTION)
    assert (len(images), len(documents)) == (12, 6)
    for image in images:
        assert image.alt_text_bn.startswith("নমুনা ছবি")
        assert image.alt_text_en.startswith("Sample picture")
    for document in documents:
        assert "নমুনা" in document.public_title_bn
        assert "Sample" in document.public_title_en
        assert document.file_size == document.file.size
    assert len({image.file_hash for image in images}) == 12
    assert len({document.file_hash for document in documents}) == 6


def test_the_same_files_are_drawn_each_time():
    def digests(model: type[Model]) -> list[str]:
        return [row.file_hash for row in model.objects.filter(collection__name=COLLECTION).order_by("pk")]

    make_corpus(1)
    first = digests(HouseImage), digests(HouseDocument)
    delete_corpus()
    make_corpus(1, seed=2)

    assert first == (digests(HouseImage), digests(HouseDocument))


def test_a_corpus_that_fails_leaves_no_file_behind(monkeypatch):
    before = stored_files()

    def fail(*_arguments: object) -> None:
        assert len(stored_files()) > len(before)
        raise RuntimeError("no room")

    monkeypatch.setattr(building, "_insert", fail)
    with pytest.raises(RuntimeError, match="no room"):
        make_corpus(1)

    assert stored_files() == before


def test_what_somebody_else_put_into_the_collection_stays():
    make_corpus(1)
    collection = Collection.objects.get(name=COLLECTION)
    image = HouseImage.objects.filter(collection=collection).first()
    HouseImage.objects.create(title="Ours", file=image.file, collection=collection, width=1, height=1)

    delete_corpus()

    assert [image.title for image in HouseImage.objects.filter(collection=collection)] == ["Ours"]


def test_no_reference_number_is_used_up():
    make_corpus(COUNT)

    assert not Reference.objects.exists()
    assert not StatementPage.objects.exclude(reference="").exists()


def test_the_same_seed_writes_the_same_texts_and_links():
    make_corpus(COUNT, seed=7)
    first = [told(page) for page in pages("bn")]
    delete_corpus()
    make_corpus(COUNT, seed=7)
    again = [told(page) for page in pages("bn")]
    delete_corpus()
    make_corpus(COUNT, seed=8)

    assert first == again
    assert all(page != told(other) for page, other in zip(first, pages("bn"), strict=True))


def test_deleting_leaves_no_trace_not_even_of_pages_edited_since(
    settings, django_capture_on_commit_callbacks
):
    # The worker's task of deleting a file, done at once: the worker would leave the test's transaction.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    before = Page.objects.count()
    files = stored_files()
    make_corpus(MANY)
    assert len(stored_files()) >= len(files) + 18
    HouseImage.objects.filter(collection__name=COLLECTION).first().get_rendition("width-100")
    edited, pointing = pages("bn")[:2]
    edited.title = "নমুনা: বদলানো শিরোনাম"
    edited.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(pointing)

    assert all(model.objects.exists() for model in (*LINKS, AgendaItem))

    with django_capture_on_commit_callbacks(execute=True):
        call_command("make_corpus", "--delete", verbosity=0)

    assert Page.objects.count() == before
    assert not any(Page.find_problems())
    assert not any(model.objects.exists() for model in (*LINKS, AgendaItem))
    assert not Collection.objects.filter(name=COLLECTION).exists()
    assert not HouseImage.objects.exists()
    assert not HouseDocument.objects.exists()
    assert stored_files() == files
    of_pages = ReferenceIndex.objects.filter(base_content_type=ContentType.objects.get_for_model(Page))
    assert not of_pages.filter(object_id__in=[str(edited.pk), str(pointing.pk)]).exists()


@pytest.mark.parametrize("arguments", [[], ["0"], ["5", "--delete"], ["--delete"]])
def test_a_call_that_makes_no_sense_is_refused(arguments):
    with pytest.raises(CommandError):
        call_command("make_corpus", *arguments, verbosity=0)


def test_a_second_corpus_is_refused():
    make_corpus(1)

    with pytest.raises(CommandError, match="already"):
        call_command("make_corpus", "1", verbosity=0)
