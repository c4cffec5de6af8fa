"""What must never be in an answer: a word of each is planted, and every byte of every answer is searched."""

import datetime
import io
from itertools import product
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.api.schema import document
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage
from home.models import StandardPage
from tests.factories import (
    AppealPageFactory,
    AssessmentPageFactory,
    AuthorityFactory,
    DocumentFactory,
    EditorialPageFactory,
    EventPageFactory,
    ImageFactory,
    InternationalIndexPageFactory,
    NetworkPageFactory,
    OrganisationFactory,
    PersonFactory,
    PressIndexPageFactory,
    SituationUpdatePageFactory,
    StandardPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    TopicFactory,
    translate,
)

CANARY = "canary"
# How the desk stores things is no reader's business either.
INTERNAL = ("linktype", "embedtype", "contentpath", "editor@desk.example", "original_images")


# What makes an answer say most.
WIDEST = {"fields": "*", "fallback": "true", "names": "all", "limit": "100"}
REQUIRED = {"query": CANARY, "html_path": "/bn/"}


@pytest.fixture
def every_answer(api):
    """Return a function that asks every address that the document names for all it has, in both languages."""

    def ask() -> dict[str, str]:
        keys = {
            "pages": list(Page.objects.values_list("pk", flat=True)),
            "images": list(HouseImage.objects.values_list("pk", flat=True)),
            "documents": list(HouseDocument.objects.values_list("pk", flat=True)),
        }
        answers = {}
        for path, operations in document()["paths"].items():
            path = path.removeprefix(api.root)
            known = {each["name"]: each for each in operations["get"].get("parameters", []) if "name" in each}
            queries = [{name: value for name, value in WIDEST.items() if name in known}, {}]
            if "facets" in known:
                queries.append({"facets": ",".join(known["facets"]["schema"]["items"]["enum"])})
            if "search" in known:
                queries.append({"search": CANARY})
            needed = {
                name: REQUIRED[name]
                for name, each in known.items()
                if each.get("required") and name in REQUIRED
            }
            paths = (
                [path.replace("{id}", str(key)) for key in keys[path.split("/")[0]]]
                if "{id}" in path
                else [path]
            )
            for language, query, each in product(("bn", "en"), queries, paths):
                response = api.client.get(
                    api.root + each, query | needed, headers={"Accept-Language": language}
                )
                answers[f"{language} {each} {query}"] = response.content.decode() + str(response.headers)
        return answers

    return ask


def answer_for(answers: dict[str, str], page: Page) -> str:
    return answers[f"bn pages/{page.pk}/ {{}}"]


def restrict(page: Page, kind: str) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.first() or Group.objects.create(name="Readers"))


def hidden_pages(press, homes) -> list[Page]:
    """Return pages that readers may not see, each for a reason of its own, each with the canary in it."""
    draft = StatementPageFactory(parent=press["bn"], title=f"{CANARY} draft", publish=False)
    unpublished = StatementPageFactory(parent=press["bn"], title=f"{CANARY} unpublished")
    unpublished.unpublish()
    scheduled = StatementPageFactory(parent=press["bn"], title=f"{CANARY} scheduled", publish=False)
    scheduled.go_live_at = timezone.now() + datetime.timedelta(days=1)
    scheduled.save_revision().publish()
    hidden = [draft, unpublished, scheduled]
    for kind, _label in PageViewRestriction.RESTRICTION_CHOICES:
        if kind == PageViewRestriction.NONE:
            continue
        private = StandardPageFactory(parent=homes["bn"], title=f"{CANARY} {kind}", body=[])
        restrict(private, kind)
        below = StandardPageFactory(parent=private, title=f"{CANARY} under {kind}", body=[])
        hidden += [
            private,
            below,
            StandardPageFactory(parent=below, title=f"{CANARY} far under {kind}", body=[]),
        ]
    outside = StandardPage(title=f"{CANARY} outside", slug="outside", locale=homes["bn"].locale, live=True)
    Page.objects.get(depth=1).add_child(instance=outside)
    return [*hidden, outside]


def test_nothing_hidden_is_in_any_answer(api, press, homes, every_answer):
    hidden = hidden_pages(press, homes)
    links = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in hidden)
    editor = get_user_model().objects.create_user(
        username="editor", email="editor@desk.example", password="x"
    )
    public = StatementPageFactory(
        parent=press["bn"],
        related=hidden,
        body=[("paragraph", f"<p>{links}</p>"), ("related_pages", {"pages": hidden})],
        owner=editor,
    )
    edited = StatementPageFactory(parent=press["bn"], title="As published", owner=editor)
    edited.title = edited.summary = f"{CANARY} draft change"
    edited.save_revision(user=editor)
    translate(edited, title=f"{CANARY} translation", publish=False)

    answers = every_answer()

    assert public.title in answer_for(answers, public)
    assert "As published" in answer_for(answers, edited)
    for name, text in answers.items():
        for word in (CANARY, *INTERNAL):
            assert word not in text, f"“{word}” is in the answer for {name}"
    for page in hidden:
        assert api.get(f"pages/{page.pk}/").status == 404


def canaries(number: int) -> dict[str, Any]:
    """Return what an article can carry, each with the canary in it, and used by no other page."""
    return {
        "title": f"{CANARY} title",
        "slug": f"{CANARY}-{number}",
        "summary": f"{CANARY} summary",
        "body": [("paragraph", f"<p>{CANARY} paragraph</p>")],
        "topics": [TopicFactory(slug=f"{CANARY}-topic-{number}", name_bn=f"{CANARY} topic")],
        "hero_image": ImageFactory(alt_text_bn=f"{CANARY} image", caption_bn=f"{CANARY} caption"),
        "attachments": [DocumentFactory(public_title_bn=f"{CANARY} file", public_title_en=f"{CANARY} file")],
    }


def own_canaries(factory: type, number: int) -> dict[str, Any]:
    person = {
        "slug": f"{CANARY}-person-{number}",
        "name_bn": f"{CANARY} person",
        "email": f"{CANARY}@desk.example",
    }
    organisation = {"slug": f"{CANARY}-organisation-{number}", "name_bn": f"{CANARY} organisation"}
    authority = {"slug": f"{CANARY}-authority-{number}", "name_bn": f"{CANARY} authority"}
    return {
        StatementPageFactory: lambda: {
            "authorities": [AuthorityFactory(**authority)],
            "organisations": [OrganisationFactory(**organisation)],
            "media_contact": PersonFactory(**person),
        },
        EditorialPageFactory: lambda: {"people": [PersonFactory(**person)], "outlet": CANARY},
        EventPageFactory: lambda: {"people": [PersonFactory(**person)], "venue": CANARY},
        NetworkPageFactory: lambda: {
            "organisation": OrganisationFactory(
                **organisation, logo=ImageFactory(alt_text_bn=f"{CANARY} logo")
            )
        },
        AppealPageFactory: lambda: {"authorities": [AuthorityFactory(**authority)]},
    }.get(factory, dict)()


def test_no_article_that_is_hidden_shows_in_any_answer_nor_does_what_it_names(
    api, press, international, assessments, homes, every_answer
):
    private_press = PressIndexPageFactory(
        parent=homes["bn"], title=f"{CANARY} section", slug=f"{CANARY}-press"
    )
    private_international = InternationalIndexPageFactory(
        parent=homes["bn"], title=f"{CANARY} section", slug=f"{CANARY}-international"
    )
    for section in (private_press, private_international):
        restrict(section, PageViewRestriction.LOGIN)
    articles = {
        StatementPageFactory: press, EditorialPageFactory: press, EventPageFactory: press,
        NetworkPageFactory: international, SubmissionPageFactory: international, AppealPageFactory: international,
        SituationUpdatePageFactory: international, AssessmentPageFactory: assessments,
    }  # fmt: skip
    hidden = []
    for number, (factory, sections) in enumerate(articles.items()):
        private = private_press if sections is press else private_international
        for place, publish in ((sections["bn"], False), (sections["bn"], None), (private, True)):
            key = len(hidden)
            page = factory(parent=place, publish=bool(publish), **canaries(key), **own_canaries(factory, key))
            if publish is None:  # embargoed: it goes out tomorrow
                page.go_live_at = timezone.now() + datetime.timedelta(days=1)
                page.save_revision().publish()
            hidden.append(page)
        if number == 0:
            Redirect.objects.create(
                old_path=f"/bn/old-{CANARY}", redirect_page=hidden[0], site=Site.objects.get()
            )
    call_command("update_index", verbosity=0, stdout=io.StringIO())

    answers = every_answer()

    assert len(hidden) == 3 * len(articles)
    for name, text in answers.items():
        assert CANARY not in text, f"“{CANARY}” is in the answer for {name}"
    for page in hidden:
        assert api.get(f"pages/{page.pk}/").status == 404
        found = api.get("pages/find/", html_path=f"/bn/press/{page.slug}/")
        assert (found.status, "canary section" in found.text) == (404, False)


def test_files_of_a_private_collection_are_in_no_answer(api, press, every_answer):
    above = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=above, restriction_type="login")
    below = above.add_child(name="Below")
    for collection in (above, below):
        image = ImageFactory(collection=collection, alt_text_bn=f"{CANARY} image")
        file = DocumentFactory(collection=collection, public_title_bn=f"{CANARY} document")
        StatementPageFactory(
            parent=press["bn"],
            hero_image=image,
            attachments=[file],
            body=[
                ("image", {"image": image}),
                ("document", {"document": file, "label": ""}),
                ("paragraph", f'<p><a linktype="document" id="{file.pk}">report</a></p>'),
            ],
        )

    answers = every_answer()

    assert not [name for name, text in answers.items() if CANARY in text]


def test_the_root_of_the_tree_is_not_a_page(api, homes):
    assert api.get(f"pages/{Page.objects.get(depth=1).pk}/").status == 404


def test_a_page_of_another_site_is_not_there(api, homes):
    other = StandardPage(title=f"{CANARY} other site", slug="other", locale=homes["bn"].locale, live=True)
    Page.objects.get(depth=1).add_child(instance=other)
    Site.objects.create(hostname="other.example", root_page=other)

    assert api.get(f"pages/{other.pk}/").status == 404
    assert CANARY not in api.get("pages/").text


def test_a_page_under_a_private_page_is_not_named_as_parent_or_translation(api, homes):
    private = StandardPageFactory(parent=homes["bn"], title=f"{CANARY} private", slug="about-us")
    twin = translate(private, title="Public twin")
    restrict(private, PageViewRestriction.LOGIN)
    twin.view_restrictions.all().delete()  # it was hidden as well, and somebody has made it public again

    answer = api.get(f"pages/{twin.pk}/")

    assert answer.data["meta"]["translations"] == []
    assert CANARY not in answer.text


def test_no_site_means_no_pages(api, homes):
    Site.objects.all().delete()

    assert api.get("pages/").data["meta"]["total_count"] == 0
    assert api.get(f"pages/{homes['bn'].pk}/").status == 404
