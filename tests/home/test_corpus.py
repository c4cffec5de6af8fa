"""The synthetic corpus: a sound tree, twins, pages that show, and no trace once it is deleted."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from wagtail.models import Page, ReferenceIndex

from cms.core.languages import LANGUAGES
from cms.core.models import PageAuthority, PageTopic, Reference
from home.corpus.building import SLUG, make_corpus
from home.corpus.removing import delete_corpus
from home.sample.pages import TITLE_MARKS
from press.models import PressIndexPage, StatementPage

pytestmark = pytest.mark.django_db

COUNT = 20


def section(language: str) -> PressIndexPage:
    return PressIndexPage.objects.get(slug=SLUG, locale__language_code=language)


def pages(language: str) -> list[Page]:
    return list(Page.objects.child_of(section(language)).order_by("path").specific())


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


def test_no_reference_number_is_used_up():
    make_corpus(COUNT)

    assert not Reference.objects.exists()
    assert not StatementPage.objects.exclude(reference="").exists()


def test_the_same_seed_writes_the_same_texts():
    make_corpus(3, seed=7)
    first = [page.title for page in pages("bn")]
    delete_corpus()
    make_corpus(3, seed=7)
    again = [page.title for page in pages("bn")]
    delete_corpus()
    make_corpus(3, seed=8)

    assert first == again != [page.title for page in pages("bn")]


def test_deleting_leaves_no_trace_not_even_of_pages_edited_since():
    before = Page.objects.count()
    make_corpus(COUNT)
    edited, pointing = pages("bn")[:2]
    edited.title = "নমুনা: বদলানো শিরোনাম"
    edited.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(pointing)

    call_command("make_corpus", "--delete", verbosity=0)

    assert Page.objects.count() == before
    assert not any(Page.find_problems())
    assert not PageTopic.objects.exists()
    assert not PageAuthority.objects.exists()
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
