"""A draft has the form of a published page, and says what its version says."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, Revision

from cms.api.page_types import page_types
from cms.api.previews.services import CannotShare
from cms.core.models import Criterion
from tests.factories import (
    AuthorityFactory,
    DocumentFactory,
    ImageFactory,
    NetworkPageFactory,
    OrganisationFactory,
    PersonFactory,
    StandardPageFactory,
    StatementPageFactory,
    TopicFactory,
    translate,
)
from tests.factories.relations import attach


def test_a_draft_that_equals_the_published_page_is_answered_alike(api, read, link_to, full):
    assert {page._meta.label for page in full.values()} == set(page_types())
    for page in full.values():
        revision = type(page).objects.get(pk=page.pk).save_revision()
        Revision.objects.get(pk=revision.pk).publish()

        published, draft = api.get(f"pages/{page.pk}/"), read(link_to(page))

        assert draft.status == 200
        assert draft.data == published.data, page._meta.label
        assert draft.text == published.text


def changes() -> dict[str, dict]:
    """Return, by the name of the type, what a draft changes of its lists."""
    topic = TopicFactory(slug="new-topic")
    return {
        "StatementPage": {
            "topics": [topic],
            "attachments": [DocumentFactory(public_title_bn="নতুন দলিল")],
            "authorities": [],
            "organisations": [OrganisationFactory(slug="new-organisation")],
            "related": [],
            "corrections": [
                {"made_on": datetime.date(2026, 4, 2), "text": "Second."},
                {"made_on": datetime.date(2026, 4, 3), "text": "Third."},
            ],
        },
        "EditorialPage": {"people": [PersonFactory(slug="new-author")]},
        "EventPage": {
            "people": [PersonFactory(slug="new-speaker")],
            "agenda": [
                {"starts_at": datetime.time(9, 0), "title": "Tea", "speaker": ""},
                {"starts_at": datetime.time(9, 30), "title": "Talk", "speaker": "Somebody"},
            ],
        },
        "SubmissionPage": {"recommendations": [{"text": "Repeal.", "topic": topic}]},
        "AppealPage": {"actions": [{"text": "Call."}, {"text": "March."}]},
        "SituationUpdatePage": {"sources": []},
        "AssessmentPage": {
            "ratings": [{"criterion": Criterion.objects.last(), "rating": 5, "comment": "Better."}]
        },
    }


def written(data: dict) -> dict[str, dict]:
    """Return of an answer what `changes` changes."""
    slugs = ("topics", "authorities", "organisations", "authors", "speakers")
    texts = {
        "corrections": "text",
        "agenda": "title",
        "recommendations": "text",
        "actions": "text",
        "sources": "text",
        "ratings": "comment",
        "attachments": "title",
    }
    keys = dict.fromkeys(slugs, "slug") | texts | {"related_pages": "id"}
    return {name: [row[key] for row in data[name]] for name, key in keys.items() if name in data}


CHANGED = {
    "StatementPage": {
        "topics": ["new-topic"],
        "attachments": ["নতুন দলিল"],
        "authorities": [],
        "organisations": ["new-organisation"],
        "related_pages": [],
        "corrections": ["Second.", "Third."],
    },
    "EditorialPage": {"authors": ["new-author"]},
    "EventPage": {"speakers": ["new-speaker"], "agenda": ["Tea", "Talk"]},
    "SubmissionPage": {"recommendations": ["Repeal."]},
    "AppealPage": {"actions": ["Call.", "March."]},
    "SituationUpdatePage": {"sources": []},
    "AssessmentPage": {"ratings": ["Better."]},
}


def test_a_draft_says_what_was_changed_and_the_published_page_does_not(api, read, link_to, full):
    relations = changes()
    for name, page in full.items():
        page = type(page).objects.get(pk=page.pk)
        before = api.get(f"pages/{page.pk}/")
        page.title = f"Changed {name}"
        if hasattr(page, "body"):
            page.body = [("paragraph", "<p>Changed body</p>")]
        attach(page, relations.get(name, {}))
        page.save_revision()

        draft = read(link_to(page))

        assert (draft.status, draft.data["title"]) == (200, f"Changed {name}")
        if "body" in draft.data:
            assert [block["value"] for block in draft.data["body"]] == ["<p>Changed body</p>"]
        expected = written(before.data) | CHANGED.get(name, {})
        assert written(draft.data) == expected, name
        assert CHANGED.get(name, {}).items() <= expected.items()
        assert api.get(f"pages/{page.pk}/").text == before.text


def test_every_list_of_the_api_is_changed_in_some_draft(full):
    lists = {"topics", "authorities", "organisations", "authors", "speakers", "attachments", "related_pages"}
    lists |= {"corrections", "agenda", "recommendations", "actions", "sources", "ratings"}

    assert {name for values in CHANGED.values() for name in values} == lists


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_page_that_was_never_published_is_shown(read, link_to, press, language):
    page = StatementPageFactory(
        parent=press[language],
        publish=False,
        topics=[TopicFactory(name_bn="নির্যাতন", name_en="Torture")],
        corrections=[{"made_on": datetime.date(2026, 4, 1), "text": "Words."}],
    )

    draft = read(link_to(page)).data

    assert draft["topics"][0]["name"] == {"bn": "নির্যাতন", "en": "Torture"}[language]
    assert [row["text"] for row in draft["corrections"]] == ["Words."]
    assert draft["meta"]["first_published_at"] is None
    assert draft["meta"]["html_url"].endswith(f"/{language}/press/{page.slug}/")
    assert draft["meta"]["parent"]["id"] == press[language].pk


def test_a_scheduled_page_is_shown(api, read, link_to, press):
    page = StatementPageFactory(parent=press["bn"], title="Scheduled", publish=False)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()

    assert read(link_to(page)).data["title"] == "Scheduled"
    assert api.get(f"pages/{page.pk}/").status == 404


def test_a_draft_under_a_draft_does_not_name_it(read, link_to, homes):
    above = StandardPageFactory(parent=homes["bn"], title="canary above", slug="above", publish=False)
    page = StandardPageFactory(parent=above, publish=False)

    draft = read(link_to(page))

    assert draft.data["meta"]["parent"] is None
    assert "canary" not in draft.text


def test_a_draft_links_only_to_what_readers_may_see(read, link_to, press):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    image = ImageFactory(collection=private, alt_text_bn="canary image")
    file = DocumentFactory(collection=private, public_title_bn="canary document")
    hidden = StatementPageFactory(parent=press["bn"], title="canary page", slug="hidden-page", publish=False)
    link_to(hidden)
    edited = StatementPageFactory(parent=press["bn"], title="As published")
    edited.title = "canary change"
    edited.save_revision()
    html = f'<p><a linktype="page" id="{hidden.pk}">a</a> <a linktype="document" id="{file.pk}">b</a></p>'
    page = StatementPageFactory(
        parent=press["bn"],
        publish=False,
        hero_image=image,
        attachments=[file],
        related=[hidden, edited],
        body=[
            ("paragraph", html),
            ("image", {"image": image}),
            ("document", {"document": file, "label": ""}),
            ("related_pages", {"pages": [hidden, edited]}),
        ],
    )
    translate(page, title="canary translation", publish=False)

    draft = read(link_to(page))

    assert [row["title"] for row in draft.data["related_pages"]] == ["As published"]
    assert draft.data["body"][0]["value"] == "<p>a b</p>"
    assert (draft.data["hero_image"], draft.data["attachments"]) == (None, [])
    for word in ("canary", "hidden-page", "linktype"):
        assert word not in draft.text


def test_rows_keep_the_order_of_the_editor(read, link_to, press):
    second, first = AuthorityFactory(), AuthorityFactory()
    page = StatementPageFactory(parent=press["bn"], authorities=[second, first])
    rows = list(page.authority_links.all())
    for order, row in enumerate(reversed(rows)):
        row.sort_order = order
    page.authority_links = rows
    page.save_revision()

    assert [row["slug"] for row in read(link_to(page)).data["authorities"]] == [first.slug, second.slug]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_draft_that_lost_a_fact_is_not_written_as_if_it_had_it(read, link_to, press, language):
    page = StatementPageFactory(parent=press["bn"], publish=False)
    link = link_to(page)
    link.revision.content["kind"] = ""
    link.revision.save(update_fields=["content"])

    answer = read(link, language=language)

    assert (answer.status, answer.data["code"]) == (409, "preview_incomplete")
    assert {"en": "kind", "bn": "ধরন"}[language] in answer.data["detail"]


def test_a_draft_whose_organisation_was_deleted_is_not_an_error_of_ours(read, link_to, international):
    organisation = OrganisationFactory()
    page = NetworkPageFactory(parent=international["bn"], organisation=organisation, publish=False)
    link = link_to(page)
    type(page).objects.filter(pk=page.pk).update(organisation=OrganisationFactory())
    organisation.delete()

    assert (read(link).status, read(link).data["code"]) == (409, "preview_incomplete")


def test_a_page_outside_the_site_is_not_shown(read, link_to, press):
    page = StatementPageFactory(parent=press["bn"], publish=False)
    link = link_to(page)
    page.move(Page.objects.get(depth=1), pos="last-child")

    assert (read(link).status, read(link).data["code"]) == (410, "preview_gone")
    with pytest.raises(CannotShare, match="ঠিকানা নেই"):
        link_to(page)
