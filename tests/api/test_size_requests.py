"""The worker is asked for the sizes of pictures when a page that shows them is published, and again for a new file."""

import threading

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connections, transaction
from django_tasks_db.models import DBTaskResult

from cms.images.models import HouseRendition
from cms.images.tasks import make_renditions
from tests.factories import ImageFactory, StatementPageFactory
from tests.factories.files import png


def waiting() -> list[int]:
    """Return the images that the worker has been asked to make sizes of."""
    tasks = DBTaskResult.objects.filter(task_path=make_renditions.module_path)
    return sorted(task.args_kwargs["args"][0] for task in tasks)


@pytest.fixture
def hero(press):
    """A published statement with a leading picture and one in its body, and the keys of both."""
    leading, in_body = ImageFactory(), ImageFactory()
    page = StatementPageFactory(parent=press["bn"], hero_image=leading, body=[("image", {"image": in_body})])
    return page, {leading.pk, in_body.pk}


def test_publishing_has_the_sizes_made_in_the_same_transaction(press):
    image = ImageFactory()
    draft = StatementPageFactory(parent=press["bn"], hero_image=image, publish=False)
    assert waiting() == []

    with transaction.atomic():
        draft.latest_revision.publish()
        assert waiting() == [image.pk]
        transaction.set_rollback(True)
    assert waiting() == []

    draft.latest_revision.publish()
    assert waiting() == [image.pk]


def test_nothing_is_asked_for_when_all_sizes_are_there(hero):
    page, images = hero
    for key in images:
        make_renditions.call(key)
    DBTaskResult.objects.all().delete()

    page.save_revision().publish()

    assert waiting() == []


def test_the_sizes_of_an_uploaded_picture_wait_until_a_page_shows_it(press):
    image = ImageFactory()
    StatementPageFactory(parent=press["bn"], hero_image=image, publish=False)

    image.save()
    call_command("make_renditions")

    assert waiting() == []
    assert not HouseRendition.objects.filter(image=image).exists()


def test_the_sizes_are_made_anew_when_the_file_is_replaced(hero, admin_client):
    page, _images = hero
    image = page.hero_image
    make_renditions.call(image.pk)
    old = set(HouseRendition.objects.filter(image=image).values_list("file", flat=True))
    DBTaskResult.objects.all().delete()
    form = {
        name: getattr(image, name) or "" for name in image.admin_form_fields if name not in ("file", "tags")
    }

    response = admin_client.post(
        f"/cms/images/{image.pk}/",
        form
        | {"file": ContentFile(png(100, 50), name="new.png"), "tags": "", "collection": image.collection_id},
    )

    assert response.status_code == 302
    assert waiting() == [image.pk]
    assert not HouseRendition.objects.filter(image=image).exists()
    assert make_renditions.call(image.pk) == 2
    new = HouseRendition.objects.filter(image=image).values_list("width", "height", "file")
    assert {size[:2] for size in new} == {(100, 50)}
    assert old.isdisjoint({size[2] for size in new})


def test_the_command_makes_the_sizes_of_shown_pictures_once(hero, capsys):
    _page, images = hero
    ImageFactory()

    call_command("make_renditions")
    call_command("make_renditions")

    said = capsys.readouterr().out
    assert "Made 4 sizes of 2 images" in said
    assert "Made 0 sizes of 0 images" in said
    assert set(HouseRendition.objects.values_list("image_id", flat=True)) == images


@pytest.mark.django_db(transaction=True)
def test_the_task_run_by_two_workers_at_once_makes_every_size_once():
    image = ImageFactory(file=ContentFile(png(900, 300), name="picture.png"))
    barrier, made, errors = threading.Barrier(3), [], []

    def work() -> None:
        try:
            barrier.wait(timeout=30)
            made.append(make_renditions.call(image.pk))
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    specs = list(HouseRendition.objects.filter(image=image).values_list("filter_spec", flat=True))
    assert len(specs) == len(set(specs)) == 6
    assert len(made) == 3
