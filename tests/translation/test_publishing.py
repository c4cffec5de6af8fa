"""No way to publish a translation puts the source's text live at the other language's address."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from press.models import StatementPage
from tests.factories import StatementPageFactory, translate


@pytest.fixture
def submitted(press) -> tuple[StatementPage, Translation]:
    """A Bangla statement sent for translation to English, and nothing of it translated yet."""
    page = StatementPageFactory(parent=press["bn"])
    source, _made = TranslationSource.update_or_create_from_instance(page)
    work = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    work.save_target(publish=False)
    return page, work


def publish(admin_client, twin):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client.post(
        reverse("wagtailadmin_pages:edit", args=[twin.pk]), {"action": "publish"}, follow=True
    )


def test_an_untranslated_page_is_not_published_and_the_editor_learns_why(admin_client, submitted):
    _page, work = submitted
    twin = work.get_target_instance()

    response = publish(admin_client, twin)

    twin.refresh_from_db()
    assert not twin.live
    assert "some passages are not translated yet" in response.content.decode()


def test_a_page_translated_whole_is_published(admin_client, submitted, django_capture_on_commit_callbacks):
    _page, work = submitted
    for segment in work.source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=work.target_locale,
            context=segment.context,
            data="English words",
        )
    twin = work.get_target_instance()

    with django_capture_on_commit_callbacks(execute=True):
        publish(admin_client, twin)

    twin.refresh_from_db()
    assert twin.live
    assert twin.title == "English words"


def test_a_translation_cannot_be_turned_into_an_alias(admin_client, press):
    page = StatementPageFactory(parent=press["bn"])
    twin = translate(page, title="English words")

    response = admin_client.post(reverse("wagtail_localize:convert_to_alias", args=[twin.pk]))

    twin.refresh_from_db()
    assert response.status_code in (302, 403)
    assert twin.alias_of_id is None
    assert twin.title == "English words"
