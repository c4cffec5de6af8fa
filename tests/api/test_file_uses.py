"""The table of which pages show which files keeps step with the pages, whichever way they are stored."""

import threading

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, models, transaction
from django_tasks_db.models import DBTaskResult
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.api.loading import LINKS, api_field_names, model_field
from cms.api.models import FileUse
from cms.api.page_types import page_types
from cms.api.uses import record_all_uses, referenced_files
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage
from cms.images.tasks import make_renditions
from press.models import StatementPage
from tests.factories import (
    DocumentFactory,
    ImageFactory,
    NetworkPageFactory,
    OrganisationFactory,
    StandardPageFactory,
    StatementPageFactory,
    translate,
)


def images_of(page: Page) -> set[int]:
    return set(FileUse.objects.filter(page=page, image__isnull=False).values_list("image_id", flat=True))


def documents_of(page: Page) -> set[int]:
    return set(
        FileUse.objects.filter(page=page, document__isnull=False).values_list("document_id", flat=True)
    )


def waiting() -> list[int]:
    """Return the images that the worker has been asked to make sizes of."""
    tasks = DBTaskResult.objects.filter(task_path=make_renditions.module_path)
    return sorted(task.args_kwargs["args"][0] for task in tasks)


@pytest.fixture
def shown(press):
    """A published statement that shows an image in each place there is, and hands out documents."""
    hero, in_body, attached, linked = ImageFactory(), ImageFactory(), DocumentFactory(), DocumentFactory()
    page = StatementPageFactory(
        parent=press["bn"],
        hero_image=hero,
        attachments=[attached],
        body=[
            ("image", {"image": in_body}),
            ("paragraph", f'<p><a linktype="document" id="{linked.pk}">x</a></p>'),
        ],
    )
    return page, {hero.pk, in_body.pk}, {attached.pk, linked.pk}


def test_publishing_records_every_file(shown):
    page, images, documents = shown

    assert images_of(page) == images
    assert documents_of(page) == documents


def test_every_page_type_records_what_the_api_shows_of_it(full):
    for name, page in full.items():
        found = referenced_files(page)
        assert images_of(page) == found.images, name
        assert documents_of(page) == found.documents, name
    assert len(images_of(full["NetworkPage"])) == 2  # its own and the organisation's
    assert len(documents_of(full["SubmissionPage"])) == 1


def test_every_link_to_a_file_is_one_that_is_looked_at():
    kinds = {HouseImage, HouseDocument}
    known = {("core.Organisation", "logo"), ("core.PageAttachment", "document"), ("api.FileUse", "image"),
             ("api.FileUse", "document"), ("images.HouseRendition", "image")}  # fmt: skip
    for model in page_types().values():
        known |= {(model._meta.label, name) for name in api_field_names(model)}
    links = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model in kinds
    }
    # Rich text is looked at where it is a field of the page itself.
    rich = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, RichTextField)
    }
    assert links | rich <= known
    assert LINKS["attachments"][0]._meta.label == "core.PageAttachment"
    assert model_field(StatementPage, "hero_image").related_model is HouseImage


def test_publishing_again_removes_and_adds_and_leaves_the_rest(shown):
    page, _images, _documents = shown
    kept = FileUse.objects.get(page=page, image=page.hero_image)
    new = ImageFactory()
    page.body = [("image", {"image": new})]
    page.attachment_links = []

    page.save_revision().publish()

    assert images_of(page) == {page.hero_image_id, new.pk}
    assert documents_of(page) == set()
    assert FileUse.objects.filter(pk=kept.pk).exists()


def test_a_draft_of_a_published_page_changes_nothing(shown):
    page, images, documents = shown
    page.hero_image, page.body, page.attachment_links = ImageFactory(), [], []

    page.save_revision()

    assert (images_of(page), documents_of(page)) == (images, documents)


def test_saving_some_fields_records_what_is_stored_and_not_what_is_in_memory(shown):
    page, images, documents = shown
    new = ImageFactory()
    kept = images - {page.hero_image_id}
    page.hero_image, page.body = new, []

    page.save(update_fields=["hero_image"])

    assert images_of(page) == kept | {new.pk}
    assert documents_of(page) == documents


@pytest.mark.parametrize("store", [lambda page: page.save_revision().publish(), lambda page: page.save()])
def test_what_is_recorded_is_undone_with_what_it_records(shown, store):
    page, images, documents = shown
    page.hero_image, page.body, page.attachment_links = None, [], []

    with transaction.atomic():
        store(page)
        assert (images_of(page), documents_of(page)) == (set(), set())
        transaction.set_rollback(True)

    assert (images_of(page), documents_of(page)) == (images, documents)


def test_a_translation_has_files_of_its_own(shown):
    page, images, documents = shown
    new = ImageFactory()

    twin = translate(page, hero_image=new)

    assert images_of(twin) == images - {page.hero_image_id} | {new.pk}
    assert documents_of(twin) == documents
    assert images_of(page) == images


def test_a_copy_that_is_published_at_once_has_the_same_files(shown):
    page, images, documents = shown

    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=True)

    assert (images_of(copy), documents_of(copy)) == (images, documents)


def test_an_alias_follows_what_it_repeats(shown):
    page, images, documents = shown

    alias = page.create_alias(update_slug="alias")
    assert (images_of(alias), documents_of(alias)) == (images, documents)

    page.body, page.attachment_links = [], []
    page.save_revision().publish()
    assert (images_of(alias), documents_of(alias)) == ({page.hero_image_id}, set())


def test_a_page_that_is_made_by_a_program_is_recorded(homes):
    image = ImageFactory()
    page = StandardPageFactory.build(parent=homes["bn"], body=[("image", {"image": image})])
    page.live = True

    homes["bn"].add_child(instance=page)

    assert images_of(page) == {image.pk}


def test_files_that_are_gone_or_never_were_stop_no_publication(press):
    image, document = ImageFactory(), DocumentFactory()
    page = StatementPageFactory(
        parent=press["bn"],
        publish=False,
        body=[
            ("image", {"image": image}),
            ("paragraph", f'<p><a linktype="document" id="{10**30}">x</a><a linktype="document" id="{document.pk}">'
             'y</a></p>'),
        ],
    )  # fmt: skip
    revision = page.latest_revision
    image.delete()
    document.delete()

    revision.publish()

    assert StatementPage.objects.get(pk=page.pk).live


def test_deleting_a_file_forgets_its_uses(shown):
    page, _images, documents = shown

    HouseImage.objects.all().delete()
    HouseDocument.objects.get(pk=min(documents)).delete()

    assert images_of(page) == set()
    assert documents_of(page) == {max(documents)}


def test_a_use_is_of_one_file_and_recorded_once(shown):
    page, images, documents = shown
    image, document = min(images), min(documents)

    for fields in (
        {"image_id": image},
        {"document_id": document},
        {},
        {"image_id": 10**6, "document_id": 10**6},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FileUse.objects.create(page=page, **fields)


def test_a_logo_is_a_file_of_the_pages_about_its_organisation(international):
    organisation = OrganisationFactory(logo=None)
    page = NetworkPageFactory(parent=international["bn"], organisation=organisation)
    stale = type(page).objects.select_related("organisation").get(pk=page.pk)
    logo = ImageFactory()

    organisation.logo = logo
    organisation.save()
    assert images_of(page) == {logo.pk}

    stale.save()  # it holds the organisation as it was
    assert images_of(page) == {logo.pk}
    logo.delete()
    assert images_of(page) == set()


def test_the_command_records_everything_anew(shown, capsys):
    page, images, documents = shown
    recorded = set(FileUse.objects.values_list("page", "image", "document"))
    FileUse.objects.all().delete()
    FileUse.objects.create(page=page, image=ImageFactory())
    DBTaskResult.objects.all().delete()

    call_command("record_file_uses")
    assert waiting() == sorted(images)
    call_command("record_file_uses")

    assert (images_of(page), documents_of(page)) == (images, documents)
    assert set(FileUse.objects.values_list("page", "image", "document")) == recorded
    assert f"Looked at {Page.objects.filter(depth__gt=1).count()} pages." in capsys.readouterr().out


def test_the_table_is_filled_for_pages_that_were_there_before_it(shown):
    page, images, _documents = shown
    FileUse.objects.all().delete()

    call_command("migrate", verbosity=0)

    assert images_of(page) == images


def test_recording_everything_costs_the_same_for_many_pages(press, django_assert_max_num_queries):
    for _ in range(60):
        StatementPageFactory(parent=press["bn"])

    with django_assert_max_num_queries(7 * len(page_types()) + 2):
        record_all_uses()


@pytest.mark.django_db(transaction=True)
def test_publications_of_one_page_at_once_leave_the_files_of_the_one_that_is_stored():
    page = StandardPageFactory()
    images = [ImageFactory() for _ in range(4)]
    revisions = []
    for image in images:
        page.body = [("image", {"image": image})]
        revisions.append(page.save_revision())
    barrier, errors = threading.Barrier(len(revisions)), []

    def publish(revision) -> None:
        try:
            barrier.wait(timeout=30)
            revision.publish()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=publish, args=[revision]) for revision in revisions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    stored = type(page).objects.get(pk=page.pk)
    assert images_of(page) == referenced_files(stored).images
    assert len(images_of(page)) == 1
    assert connection.vendor == "sqlite" or errors == []
