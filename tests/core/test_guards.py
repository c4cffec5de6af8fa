"""What must not get out, or bring the desk to a stop."""

import datetime

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.core.management.commands.clock import Command as Clock
from cms.core.models import Place
from press.models import StatementPage
from tests.factories import (
    DocumentFactory,
    ImageFactory,
    StandardPageFactory,
    StatementPageFactory,
    TopicFactory,
)


@pytest.mark.parametrize("way", ["../documents/{}", "..%2fdocuments%2f{}", "%2e%2e/documents/{}"])
def test_documents_cannot_be_fetched_past_their_own_address(client, db, way):
    name = DocumentFactory().file.name.rpartition("/")[2]
    assert (settings.MEDIA_ROOT / "documents" / name).exists()

    assert client.get(f"/media/images/{way.format(name)}").status_code == 404


def test_a_rendition_is_handed_out_and_an_endless_name_is_not_found(client, db):
    rendition = ImageFactory().get_rendition("width-20")

    response = client.get(rendition.url)
    assert b"".join(response.streaming_content)
    assert client.get(f"/media/images/{'a' * 300}", follow=True).status_code == 404


def test_the_name_a_picture_was_uploaded_under_is_in_no_address(db):
    image = ImageFactory(file__filename="Name_Of_A_Witness.png")

    assert "Witness" not in image.file.name
    assert "Witness" not in image.get_rendition("width-20").url


def test_an_alias_of_an_alias_of_a_private_page_is_private(client, press):
    page = StatementPageFactory(parent=press["en"], slug="original")
    first = page.create_alias(parent=press["en"], update_slug="first")
    first.create_alias(parent=press["en"], update_slug="second")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    for slug in ("original", "first", "second"):
        assert client.get(f"/en/press/{slug}/").status_code == 302


def test_no_list_shows_an_alias_of_a_private_page_or_what_is_below_one(client, press):
    section = StandardPageFactory(parent=press["en"].get_parent(), title="Section")
    alias = section.create_alias(parent=press["en"].get_parent(), update_slug="section-again")
    below = StandardPageFactory(parent=alias, title="Canary below")
    page = StatementPageFactory(parent=press["en"], title="Canary itself")
    page.create_alias(parent=press["en"], update_slug="first").create_alias(
        parent=press["en"], update_slug="second"
    )
    shown = client.get("/api/v2/pages/?locale=en&limit=100").text
    assert "Canary below" in shown
    assert client.get("/en/press/").text.count("Canary itself") >= 3

    for private in (section, page):
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(below.url).status_code == 302
    for address in ("/en/press/", "/en/press/feed/", "/sitemap.xml", "/api/v2/pages/?locale=en&limit=100"):
        response = client.get(address)
        assert response.status_code == 200, address
        for words in ("Canary", "/first/", "/second/", "section-again"):
            assert words not in response.text, address


@pytest.mark.parametrize("is_private", [True, False])
def test_a_link_does_not_give_away_the_address_of_what_is_not_there_for_all(client, press, is_private):
    target = StatementPageFactory(parent=press["en"], slug="secret-matter", publish=is_private)
    if is_private:
        PageViewRestriction.objects.create(page=target, restriction_type=PageViewRestriction.LOGIN)
    page = StatementPageFactory(
        parent=press["en"],
        body=[("paragraph", f'<p><a linktype="page" id="{target.pk}">words</a></p>')],
    )

    content = client.get(page.url).content.decode()

    assert "words" in content
    assert "secret-matter" not in content


def test_a_link_to_a_published_page_is_printed(client, press):
    target = StatementPageFactory(parent=press["en"], slug="other-matter")
    page = StatementPageFactory(
        parent=press["en"], body=[("paragraph", f'<p><a linktype="page" id="{target.pk}">words</a></p>')]
    )

    assert 'href="/en/press/other-matter/"' in client.get(page.url).content.decode()


def draft_that_names_a_deleted_place(press) -> StatementPage:
    page = StatementPageFactory(parent=press["en"])
    page.incident_place = Place.objects.create(slug="gone", name_bn="নেই", name_en="Gone", level="district")
    page.save_revision()
    page.incident_place.delete()
    return page


def test_a_draft_that_names_a_deleted_term_can_still_be_opened(admin_client, press):
    page = draft_that_names_a_deleted_place(press)

    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert page.get_latest_revision_as_object().incident_place is None


def test_an_older_revision_that_names_a_deleted_topic_leaves_it_out(press):
    topic, kept = TopicFactory(), TopicFactory()
    page = StatementPageFactory(parent=press["en"], topics=[topic, kept])
    revision = page.latest_revision
    page.topic_links.filter(topic=topic).delete()
    topic.delete()

    assert [link.topic for link in revision.as_object().topic_links.all()] == [kept]


def test_one_page_that_fails_does_not_keep_the_others_from_going_out_on_time(press, monkeypatch):
    due = timezone.now() + datetime.timedelta(seconds=1)
    pages = [StatementPageFactory(parent=press["en"], go_live_at=due, publish=False) for _ in range(2)]
    for page in pages:
        page.latest_revision.publish()
    publish = StatementPage.publish

    def fail_for_the_first(self, revision, *args, **kwargs):
        if self.pk == pages[0].pk:
            raise RuntimeError("this page cannot be published")
        return publish(self, revision, *args, **kwargs)

    monkeypatch.setattr(StatementPage, "publish", fail_for_the_first)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: due + datetime.timedelta(minutes=5))
        Clock().tick()

    assert set(StatementPage.objects.live().filter(pk__in=[p.pk for p in pages])) == {pages[1]}


def test_a_copy_that_is_published_at_once_has_a_number_of_its_own(admin_client, press):
    page = StatementPageFactory(parent=press["en"])

    admin_client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "A copy",
            "new_slug": "a-copy",
            "new_parent_page": press["en"].pk,
            "publish_copies": "on",
        },
    )

    copy = StatementPage.objects.get(slug="a-copy")
    assert copy.live
    assert copy.reference
    assert copy.reference != page.reference


def test_no_page_can_be_made_at_the_root_of_the_tree(admin_client, db):
    content = admin_client.get(reverse("wagtailadmin_pages:add_subpage", args=[1])).content.decode()

    assert "statementpage" not in content
    assert "homepage" not in content


def test_an_endless_way_is_not_found(client, db):
    assert client.get("/bn/" + "a/" * 1900).status_code == 404


def test_an_administrator_is_not_made_over_a_name_that_is_taken(db, django_user_model):
    django_user_model.objects.create_user("admin", is_active=False)

    with pytest.raises(CommandError, match="--username"):
        call_command("create_administrator")
