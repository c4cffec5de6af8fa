"""A picture must be described, in the page's language, before a page that shows it goes out."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone, translation
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.factories import ImageFactory, StatementPageFactory, SubmissionPageFactory, translate

pytestmark = pytest.mark.any_database

OTHER = {"bn": "en", "en": "bn"}


@pytest.fixture(params=["bn", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def undescribed(db, language):
    return ImageFactory(title="Vigil at night", **{f"alt_text_{language}": ""})


PLACES = {
    "leading picture": lambda image: {"hero_image": image},
    "body": lambda image: {"body": [("paragraph", "<p>Words.</p>"), ("image", {"image": image})]},
}


@pytest.fixture(params=PLACES)
def draft(request, press, language, undescribed):
    """A draft that shows the undescribed picture, at its head or in its body."""
    return StatementPageFactory(parent=press[language], publish=False, **PLACES[request.param](undescribed))


def test_it_is_refused_by_name_and_stays_a_draft(draft):
    with pytest.raises(ValidationError) as refusal:
        draft.latest_revision.publish()

    with translation.override("en"):
        message = str(refusal.value)
    assert "“Vigil at night”" in message
    assert f"in { ({'bn': 'Bangla', 'en': 'English'}[draft.language]) }" in message
    draft.refresh_from_db()
    assert not draft.live


def test_a_described_picture_is_let_through(draft, undescribed, language):
    setattr(undescribed, f"alt_text_{language}", "People with candles")
    undescribed.save()

    draft.latest_revision.publish()

    draft.refresh_from_db()
    assert draft.live


def test_a_decorative_picture_needs_no_words(draft, undescribed):
    undescribed.is_decorative = True
    undescribed.save()

    draft.latest_revision.publish()

    draft.refresh_from_db()
    assert draft.live


def test_white_space_describes_nothing(draft, undescribed, language):
    setattr(undescribed, f"alt_text_{language}", " \n ")
    undescribed.save()

    with pytest.raises(ValidationError):
        draft.latest_revision.publish()


def test_a_description_missing_in_the_other_language_is_no_matter(press, language):
    image = ImageFactory(**{f"alt_text_{OTHER[language]}": ""})

    assert StatementPageFactory(parent=press[language], hero_image=image).live


def test_the_translation_is_held_back_by_its_own_language(press, language):
    image = ImageFactory(**{f"alt_text_{OTHER[language]}": ""})
    page = StatementPageFactory(parent=press[language], hero_image=image)

    with pytest.raises(ValidationError):
        translate(page, OTHER[language])


def test_each_picture_is_named_once(press):
    image, other = (
        ImageFactory(title="Shown twice", alt_text_bn=""),
        ImageFactory(title="Other", alt_text_bn=""),
    )
    body = [("image", {"image": image}), ("image", {"image": image}), ("image", {"image": other})]
    draft = StatementPageFactory(parent=press["bn"], publish=False, hero_image=image, body=body)

    with pytest.raises(ValidationError) as refusal:
        draft.latest_revision.publish()

    assert str(refusal.value).count("Shown twice") == 1
    assert "Other" in str(refusal.value)


def test_what_was_scheduled_goes_out_at_its_minute(press, time_machine):
    image = ImageFactory()
    page = StatementPageFactory(parent=press["bn"], publish=False, hero_image=image)
    page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    page.save_revision().publish()
    get_image_model().objects.update(alt_text_bn="")
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=2))

    call_command("publish_scheduled")

    page.refresh_from_db()
    assert page.live


def test_an_undescribed_picture_is_refused_when_the_page_is_scheduled(draft):
    draft.go_live_at = timezone.now() + datetime.timedelta(hours=1)

    with pytest.raises(ValidationError):
        draft.save_revision().publish()


def test_what_is_published_may_be_published_again_only_when_described(press, undescribed, language):
    page = StatementPageFactory(parent=press[language])
    page.hero_image = undescribed

    with pytest.raises(ValidationError):
        page.save_revision().publish()

    page.refresh_from_db()
    assert page.hero_image is None


def test_types_without_a_number_are_checked_alike(international, undescribed, language):
    draft = SubmissionPageFactory(parent=international[language], hero_image=undescribed, publish=False)

    with pytest.raises(ValidationError):
        draft.latest_revision.publish()


class TestTheForm:
    """The same rule where the editor meets it."""

    @pytest.fixture
    def edit(self, admin_client, draft):
        def post(**extra):
            data = {
                "title": draft.title,
                "slug": draft.slug,
                "summary": draft.summary,
                "hero_image": draft.hero_image_id or "",
                "kind": draft.kind,
                "issued_on": draft.issued_on.isoformat(),
                **body_data(draft),
            }
            names = ["topic_links", "attachment_links", "related_links", "corrections", "authority_links"]
            for name in [*names, "organisation_links", "comments"]:
                data |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0}
            return admin_client.post(f"/cms/pages/{draft.pk}/edit/", data | extra)

        return post

    def test_publishing_is_refused_and_the_picture_is_named(self, edit, draft):
        response = edit(**{"action-publish": "1"})

        assert response.status_code == 200
        assert "Vigil at night" in response.content.decode()
        assert response.context["form"].errors
        draft.refresh_from_db()
        assert not draft.live

    def test_a_draft_is_saved(self, edit, draft):
        before = draft.latest_revision_id

        response = edit()

        assert response.status_code == 302
        draft.refresh_from_db()
        assert draft.latest_revision_id != before

    def test_publishing_goes_through_once_the_picture_is_described(self, edit, draft, undescribed):
        setattr(undescribed, f"alt_text_{draft.language}", "People with candles")
        undescribed.save()

        response = edit(**{"action-publish": "1"})

        assert response.status_code == 302
        draft.refresh_from_db()
        assert draft.live


def body_data(page) -> dict:
    """Return the body as the edit form sends it."""
    blocks = [
        (
            block.block_type,
            rich_text(block.value.source)
            if block.block_type == "paragraph"
            else {"image": block.value["image"].pk},
        )
        for block in page.body
    ]
    return nested_form_data({"body": streamfield(blocks)})
