"""Every address of the desk, tried by every role: what each may open and do, and what an attacker cannot."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from cms.translation.comments import add_comment
from cms.translation.models import GlossaryTerm, ParityWaiver, SegmentComment, TranslationStatus
from cms.translation.roles import ADMINISTRATORS, PUBLISHERS, REVIEWERS, TRANSLATORS, WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.attachment import detach
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from cms.translation.urls import urlpatterns
from press.models import StatementPage
from tests.factories import DocumentFactory, ImageFactory, StatementPageFactory
from tests.factories.users import member
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database

INTO_BANGLA, INTO_ENGLISH = TRANSLATORS["bn"], TRANSLATORS["en"]
EVERYBODY = {WRITERS, INTO_BANGLA, INTO_ENGLISH, REVIEWERS, PUBLISHERS, ADMINISTRATORS}
CAN_TRANSLATE = {INTO_ENGLISH, REVIEWERS, PUBLISHERS, ADMINISTRATORS}
CAN_SUBMIT = {WRITERS, PUBLISHERS, ADMINISTRATORS}
CAN_PUBLISH = {PUBLISHERS, ADMINISTRATORS}
# The text of these tests is translated from Bangla into English. For each address: how it is asked for, and who may.
ADDRESSES = {
    "board": ("get", EVERYBODY),
    "board_csv": ("get", EVERYBODY),
    "edit": ("get", EVERYBODY),
    "preview": ("get", EVERYBODY),
    "suggestions": ("get", EVERYBODY),
    "differences": ("get", EVERYBODY),
    "of_page": ("get", EVERYBODY),
    "parity": ("get", EVERYBODY - {INTO_BANGLA}),
    "segment": ("post", CAN_TRANSLATE),
    "waive": ("post", CAN_TRANSLATE),
    "review": ("post", CAN_TRANSLATE),
    "import": ("get", CAN_TRANSLATE),
    "machine": ("post", set()),  # there is no server: found by nobody
    "comment": ("post", EVERYBODY - {INTO_BANGLA}),
    "resolve_comment": ("post", EVERYBODY - {INTO_BANGLA}),
    "reopen_comment": ("post", EVERYBODY - {INTO_BANGLA}),
    "presence": ("post", EVERYBODY - {INTO_BANGLA}),
    "export": ("get", EVERYBODY - {INTO_BANGLA}),
    "send": ("get", CAN_SUBMIT),
    "assign": ("get", CAN_SUBMIT),
    "not_needed": ("get", CAN_SUBMIT),
    "publish": ("get", CAN_PUBLISH),
    "detach": ("post", CAN_SUBMIT),
    "attach": ("post", CAN_SUBMIT),
    "catch_up": ("post", CAN_SUBMIT),
    "decide": ("post", EVERYBODY),  # asks the workflow; without a review under way it only says so
    "glossary_export": ("get", EVERYBODY),
    "glossary_import": ("get", EVERYBODY),
}
# Screens that are sent back filled in: what is sent, and who may.
FORMS = {
    "edit": ({}, CAN_TRANSLATE),
    "send": ({}, CAN_SUBMIT),
    "assign": ({"note": "নমুনা"}, CAN_SUBMIT),
    "not_needed": ({"reason": "নমুনা"}, CAN_SUBMIT),
    "publish": ({"reason": "নমুনা"}, CAN_PUBLISH),
    "import": ({}, CAN_TRANSLATE),
    "glossary_import": ({}, EVERYBODY),
}


CLOSED = [
    "/cms/users/", "/cms/groups/", "/cms/settings/core/organisationsettings/", "/cms/sites/", "/cms/images/add/",
    "/cms/documents/add/", "/cms/workflows/list/", "/cms/redirects/",
]  # fmt: skip
ENGINE = [
    "strings/{segment}/edit/", "pofile/upload/", "pofile/download/", "machine_translate/", "disable/", "preview/",
]  # fmt: skip


@kept_fixture
def sent(press) -> TranslationStatus:
    body = [("paragraph", "<p>নমুনা অনুচ্ছেদ</p>")]
    page = StatementPageFactory(parent=press["bn"], title="নমুনা", summary="সার", body=body)
    return send_for_translation(page, member(WRITERS))


def address(name: str, status: TranslationStatus, segment, comment) -> str:
    arguments = {
        "segment": [status.pk, segment.pk],
        "suggestions": [status.pk, segment.pk],
        "resolve_comment": [status.pk, comment.pk],
        "reopen_comment": [status.pk, comment.pk],
        "export": [status.pk, "po"],
        "send": [status.source_page_id],
        "of_page": [status.source_page_id],
    }
    if name in {"board", "board_csv", "glossary_export", "glossary_import"}:
        return reverse(f"translation_desk:{name}")
    return reverse(f"translation_desk:{name}", args=arguments.get(name, [status.pk]))


def test_every_address_of_the_desk_is_in_the_table():
    assert {pattern.name for pattern in urlpatterns} == set(ADDRESSES)


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_each_role_reaches_what_it_needs_and_nothing_else(sent, client, name):
    segment = load_segments(attached_translation(sent))[0]
    comment = add_comment(sent, "title", member(REVIEWERS), "নমুনা মন্তব্য")
    method, allowed = ADDRESSES[name]

    assert who_reaches(client, method, address(name, sent, segment, comment)) == allowed


@pytest.mark.parametrize("name", sorted(FORMS))
def test_each_role_sends_the_forms_it_needs_and_no_others(sent, client, name):
    segment = load_segments(attached_translation(sent))[0]
    comment = add_comment(sent, "title", member(REVIEWERS), "নমুনা মন্তব্য")
    data, allowed = FORMS[name]

    assert who_reaches(client, "post", address(name, sent, segment, comment), data) == allowed


def who_reaches(client, method: str, url: str, data: dict | None = None) -> set[str]:
    """Return the roles that `url` answers. Whatever they change is taken back."""
    reached = set()
    for role in EVERYBODY:
        with transaction.atomic():
            client.force_login(member(role))
            if not is_refusal(getattr(client, method)(url, data or {})):
                reached.add(role)
            transaction.set_rollback(True)
    return reached


def is_refusal(response) -> bool:
    """Whether the admin said no: Wagtail leads home with a message, and a 404 is led on to the other language."""
    location = response.headers.get("Location", "")
    return response.status_code in (403, 404) or location == "/cms/" or location.startswith("/bn/cms/")


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_who_is_no_member_of_the_desk_reaches_nothing(sent, client, django_user_model, name):
    segment = load_segments(attached_translation(sent))[0]
    comment = add_comment(sent, "title", member(REVIEWERS), "নমুনা মন্তব্য")
    url = address(name, sent, segment, comment)

    response = getattr(client, ADDRESSES[name][0])(url)

    assert response.status_code == 302
    assert "/cms/login/" in response.headers["Location"]


def test_a_translator_changes_nothing_outside_the_desk(sent, client):
    client.force_login(member(INTO_ENGLISH))
    source, target = sent.source_page_id, sent.target_page_id
    before = StatementPage.objects.get(pk=target).latest_revision_id

    for page in (source, target):
        for name in ("edit", "delete", "unpublish", "copy", "move", "history", "usage"):
            url = reverse(f"wagtailadmin_pages:{name}", args=[page])
            response = client.post(url, {"action-publish": "1", "title": "x"})
            assert response.status_code in (302, 403, 405), name
    for path in CLOSED:
        assert client.get(path).status_code in (302, 403, 404), path

    assert StatementPage.objects.filter(pk__in=[source, target]).count() == 2
    assert StatementPage.objects.get(pk=target).latest_revision_id == before
    assert not StatementPage.objects.get(pk=target).live
    assert StatementPage.objects.get(pk=source).live


@pytest.mark.parametrize("path", ENGINE)
def test_the_engine_s_own_screens_are_closed_to_everybody(sent, admin_client, path):
    translation = attached_translation(sent)
    segment = load_segments(translation)[0]
    url = f"/cms/localize/translate/{translation.pk}/{path.format(segment=segment.pk)}"

    for method in ("get", "post", "put"):
        assert getattr(admin_client, method)(url).status_code in (302, 403)

    assert not StringTranslation.objects.exists()
    translation.refresh_from_db()
    assert translation.enabled


@pytest.mark.parametrize("model", ["translation/glossaryterm", "core/person"])
def test_the_engine_s_lists_name_no_snippet_to_anybody(db, admin_client, model):
    term = GlossaryTerm.objects.create(term_bn="গোপন", term_en="secret", owner=member(INTO_ENGLISH))

    for path in (f"{model}/", f"{model}/{term.pk}/"):
        assert admin_client.get(f"/cms/localize/api/snippets/{path}").status_code in (302, 403)


@pytest.mark.parametrize("role", [WRITERS, REVIEWERS, PUBLISHERS])
def test_the_engine_s_own_way_to_start_synchronisation_is_closed(sent, client, role):
    publisher = member(PUBLISHERS)
    detach(sent, publisher)
    sent.refresh_from_db()
    revision = sent.target_page.latest_revision_id
    client.force_login(member(role))

    for name, arguments in (("edit", []), ("revisions_revert", [revision])):
        url = reverse(f"wagtailadmin_pages:{name}", args=[sent.target_page_id, *arguments])
        client.post(url, {"localize-restart-translation": "1"})

    assert attached_translation(sent) is None


def test_a_passage_of_another_text_is_not_saved_here(sent, press, client):
    body = [("paragraph", "<p>অন্য</p>")]
    page = StatementPageFactory(parent=press["en"], title="Other", body=body)
    other = send_for_translation(page, member(WRITERS))
    foreign = load_segments(attached_translation(other))[0]
    client.force_login(member(INTO_ENGLISH))

    url = reverse("translation_desk:segment", args=[sent.pk, foreign.pk])
    response = client.post(url, {"text": "x"}, follow=True)
    own_language = client.post(
        reverse("translation_desk:segment", args=[other.pk, foreign.pk]), {"text": "x"}
    )

    assert response.status_code == 404
    assert own_language.status_code in (302, 403)
    assert not StringTranslation.objects.exists()


def test_a_writer_lets_nothing_pass_and_publishes_nothing(sent, client):
    translation = attached_translation(sent)
    for segment in load_segments(translation):
        save_segment(translation, segment, "Sample 1999", member(INTO_ENGLISH))
    client.force_login(member(WRITERS))

    client.post(reverse("translation_desk:waive", args=[sent.pk]), {"difference": ["x"], "reason": "so"})
    client.post(reverse("translation_desk:publish", args=[sent.pk]), {"reason": "so"})
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={sent.target_page_id}")

    assert not ParityWaiver.objects.exists()
    assert not StatementPage.objects.get(pk=sent.target_page_id).live


@pytest.mark.parametrize(
    ("chooser", "add", "make"),
    [
        ("wagtailimages_chooser:choose_results", "wagtailimages:add", ImageFactory),
        ("wagtaildocs_chooser:choose_results", "wagtaildocs:add", DocumentFactory),
    ],
)
def test_who_writes_adds_pictures_and_documents_and_who_edits_chooses_them(db, client, chooser, add, make):
    file = make()
    chooses, adds = set(), set()

    for role in EVERYBODY:
        client.force_login(member(role))
        if file.title in client.get(reverse(chooser)).text:
            chooses.add(role)
        if client.get(reverse(add)).status_code == 200:
            adds.add(role)

    assert chooses == EVERYBODY - {INTO_BANGLA, INTO_ENGLISH}
    assert adds == {WRITERS, PUBLISHERS, ADMINISTRATORS}


def test_a_reader_of_one_language_comments_only_there(sent, client):
    client.force_login(member(INTO_BANGLA))

    client.post(reverse("translation_desk:comment", args=[sent.pk]), {"path": "title", "text": "মন্তব্য"})

    assert not SegmentComment.objects.exists()
