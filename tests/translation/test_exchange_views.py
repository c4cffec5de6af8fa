"""Export and import in the admin: who may, what comes out, what is written, and what the translator is told."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation

from cms.translation.exchange.document import document_of
from cms.translation.exchange.po import write_po
from cms.translation.exchange.reading import MOST_BYTES
from cms.translation.models import TranslationStatus
from cms.translation.segments import load_segments
from cms.translation.services.attachment import detach
from cms.translation.services.importing import import_file
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from tests.factories import StatementPageFactory
from tests.kept import kept_fixture
from tests.translation.exchange_documents import WRITERS, translated

pytestmark = pytest.mark.any_database

FORMATS = pytest.mark.parametrize("kind", WRITERS)
MOST_FOR_A_PASSAGE = 8  # queries: with the state of the text worked out for each it would be thrice that
OTHER = {"bn": "en", "en": "bn"}
HREF = "https://law.example/?a=1&amp;b=2"
BODY = {
    "bn": f'<p>প্রথম <b>অংশ</b> ও <a href="{HREF}">সংযোগ</a></p><ul><li>এক</li><li>এক</li></ul>',
    "en": f'<p>A <b>passage</b>, <a href="{HREF}">a link</a></p><ul><li>One</li><li>One</li></ul>',
}


@pytest.fixture(params=["bn", "en"])
def language(request) -> str:
    """The original's language."""
    return request.param


@kept_fixture
def status(press, language) -> TranslationStatus:
    """A statement sent for translation."""
    admin_user = get_user_model().objects.create_superuser("admin", "admin@example.com", "password")
    page = StatementPageFactory(parent=press[language], slug="custody", body=[("paragraph", BODY[language])])
    send_for_translation(page, admin_user)
    return TranslationStatus.objects.get(translation_key=page.translation_key)


@pytest.fixture
def sign_in(client, django_user_model):
    """Make a user with permissions, signed in, whose interface is in English."""

    def make(*permissions: str, interface: str = "en", name: str = "translator"):
        user = django_user_model.objects.create_user(name, f"{name}@example.org", "x")
        names = ["access_admin", *permissions]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = interface
        return user

    return make


@pytest.fixture
def translator(sign_in, status):
    """Somebody who translates into the language that is missing."""
    return sign_in(f"translate_{status.target_language}")


def passages(status):
    return load_segments(attached_translation(status))


def texts(status) -> dict[str, str]:
    return {each.source: each.translation for each in passages(status)}


def written(status) -> list[tuple]:
    """Return what is written as translations, by whom and when."""
    return [
        (each.path, each.translation, each.translated_by, each.translated_at) for each in passages(status)
    ]


def document(status):
    translation = attached_translation(status)
    return document_of(translation, load_segments(translation))


def file_with(kind, status, translate) -> bytes:
    """Return the passages as a file in which each is what `translate` makes of its unit."""
    out = document(status)
    return WRITERS[kind](translated(out, {unit.id: translate(unit) for unit in out.units}))


def right(unit) -> str:
    """Return a translation with the links of the original."""
    return "৳ & " + "".join(f'<a id="{name}">x</a>' for name in unit.links) if unit.is_rich else "৳ & x"


RIGHT_RICH = '৳ &amp; <a id="a1">x</a>'


def send_file(client, status, data, name="file.po", **fields):
    upload = SimpleUploadedFile(name, data)
    return client.post(reverse("translation_desk:import", args=[status.pk]), {"file": upload, **fields})


def words(response) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    return re.sub(r"\s+", " ", soup.find(class_="desk").get_text(" "))


def export(client, status, kind):
    return client.get(reverse("translation_desk:export", args=[status.pk, kind]))


@pytest.mark.parametrize(
    ("kind", "ending", "media_type"),
    [("po", "po", "text/x-gettext-translation"), ("xliff", "xlf", "application/xliff+xml")],
)
def test_a_translator_downloads_the_passages(client, status, translator, language, kind, ending, media_type):
    response = export(client, status, kind)

    name = f"custody-{language}-{OTHER[language]}.{ending}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"].startswith(media_type)
    assert status.title in response.content.decode()
    assert response.content == WRITERS[kind](document(status))


@FORMATS
def test_what_was_exported_and_comes_back_unchanged_changes_nothing(client, status, translator, kind):
    save_segment(attached_translation(status), passages(status)[0], "x", translator)
    before = written(status)

    response = send_file(client, status, export(client, status, kind).content)

    assert written(status) == before
    assert response.context["report"].unchanged == 1
    assert response.context["report"].refused == ()
    assert "0 passages were taken over." in words(response)


@FORMATS
def test_a_whole_translation_is_taken_over(client, status, translator, kind):
    response = send_file(client, status, file_with(kind, status, right))

    now = passages(status)
    assert {each.translation for each in now} == {"৳ &amp; x", "৳ &amp;", RIGHT_RICH}
    assert {each.translated_by for each in now} == {translator}
    assert response.context["report"].refused == ()
    assert f"{len({(each.path, each.string_id) for each in now})} passages were taken over." in words(
        response
    )
    status.refresh_from_db()
    assert status.percent == 100
    assert not status.target_is_live


@FORMATS
def test_what_is_wrong_is_told_by_line_and_the_rest_is_taken_over(client, status, translator, kind):
    data = file_with(kind, status, lambda unit: "no link" if unit.links else right(unit))

    response = send_file(client, status, data)

    (refused,) = response.context["report"].refused
    assert "no link" in data.decode().split("\n")[refused.line - 1]
    assert 'The link <a id="a1"> is missing.' in words(response)
    assert sorted(set(texts(status).values())) == ["", "৳ &amp;", "৳ &amp; x"]


def test_a_passage_saved_meanwhile_is_not_overwritten(client, status, translator, django_user_model):
    data = file_with("po", status, right)
    colleague = django_user_model.objects.create_user("colleague", first_name="Rina", last_name="Sample")
    title = next(each for each in passages(status) if each.path == "title")
    save_segment(attached_translation(status), title, "the colleague's", colleague)

    response = send_file(client, status, data)

    assert texts(status)[title.source] == "the colleague's"
    assert RIGHT_RICH in texts(status).values()
    text = words(response)
    assert "Changed meanwhile: Rina Sample saved another text after the export." in text
    assert "the colleague's" in text
    assert "৳ & x" in text


def test_a_passage_saved_meanwhile_is_overwritten_when_that_is_asked_for(
    client, status, translator, admin_user
):
    data = file_with("po", status, right)
    title = next(each for each in passages(status) if each.path == "title")
    save_segment(attached_translation(status), title, "the colleague's", admin_user)

    response = send_file(client, status, data, overwrite="on")

    assert texts(status)[title.source] == "৳ &amp; x"
    assert response.context["report"].refused == ()


def test_a_suggestion_that_a_machine_made_meanwhile_gives_way(client, status, translator, admin_user):
    data = file_with("po", status, right)
    title = next(each for each in passages(status) if each.path == "title")
    save_segment(attached_translation(status), title, "a machine's", admin_user)
    StringTranslation.objects.update(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)

    response = send_file(client, status, data)

    assert response.context["report"].refused == ()
    assert texts(status)[title.source] == "৳ &amp; x"


def test_a_passage_saved_meanwhile_with_the_same_text_is_no_conflict(client, status, translator, admin_user):
    data = file_with("po", status, right)
    title = next(each for each in passages(status) if each.path == "title")
    save_segment(attached_translation(status), title, "৳ & x", admin_user)

    response = send_file(client, status, data)

    assert response.context["report"].refused == ()
    assert response.context["report"].unchanged == 1


def test_a_passage_whose_original_changed_since_the_export_is_refused_with_both(client, status, translator):
    data = file_with("po", status, right)
    old_title = status.title
    page = status.source_page.specific
    page.title = "New words"
    page.save_revision().publish()
    status.refresh_from_db()

    response = send_file(client, status, data)

    text = words(response)
    assert "The original has changed since the export." in text
    assert old_title in text
    assert "New words" in text
    assert texts(status)["New words"] == ""


def test_a_title_that_comes_back_on_two_lines_is_one_line(client, status, translator):
    send_file(client, status, file_with("po", status, lambda unit: "One \n two" if unit.max_length else ""))

    assert texts(status)[status.title] == "One two"


def test_what_a_passage_costs_does_not_grow_with_the_page(press, language, admin_user):
    costs = {}
    for number in (2, 4, 30):
        # (What another text said already would come from the memory.)
        body = [("paragraph", f"<p>ক {each} / {number}</p>") for each in range(number)]
        page = StatementPageFactory(parent=press[language], summary=f"ক {number}", body=body)
        sent = send_for_translation(page, admin_user)
        data = file_with("po", sent, lambda unit: f"{unit.source} x")
        with CaptureQueriesContext(connection) as captured:
            report = import_file(sent, attached_translation(sent), "file.po", data, admin_user)
        assert len(report.accepted) == number + 2
        costs[number] = len(captured)

    each = (costs[4] - costs[2]) / 2
    print(f"{costs[2] - 2 * each:.0f} queries, {each:.0f} more for each passage")
    assert each <= MOST_FOR_A_PASSAGE
    assert costs[30] == costs[2] + 28 * each


def test_what_was_exported_and_imported_is_in_the_history(client, status, translator):
    data = export(client, status, "po").content
    send_file(client, status, data)
    send_file(client, status, file_with("po", status, lambda unit: "no link" if unit.links else right(unit)))

    entries = PageLogEntry.objects.filter(page=status.target_page_id, user=translator).order_by("pk")
    found = {entry.action: entry.data for entry in entries}
    assert found["translation.export"] == {"format": "po"}
    assert found["translation.import"]["refused"] == 1
    assert found["translation.import"]["accepted"] >= 3


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00",
        b"nonsense",
        b"<xliff",
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b"x" * (MOST_BYTES + 1),
    ],
    ids=["binary", "text", "broken", "doctype", "large"],
)
def test_a_file_that_is_none_of_ours_is_refused_in_a_sentence(client, status, translator, data):
    response = send_file(client, status, data)

    assert response.status_code == 200
    assert len(response.context["report"].fatal) == 1
    assert "Nothing was taken over." in words(response)
    assert not any(texts(status).values())


def test_a_file_of_another_page_is_refused(client, status, translator, press, language, admin_user):
    other = StatementPageFactory(parent=press[language], title="Another")
    send_for_translation(other, admin_user)
    other_status = TranslationStatus.objects.get(translation_key=other.translation_key)

    response = send_file(client, status, file_with("po", other_status, right))

    assert "The file is not of this page." in words(response)
    assert not any(texts(status).values())


def test_no_file_at_all_is_said_at_the_field(client, status, translator):
    response = client.post(reverse("translation_desk:import", args=[status.pk]), {})

    assert response.status_code == 200
    assert response.context["form"].errors["file"]


@pytest.mark.parametrize("interface", ["bn", "en"])
def test_the_screen_is_in_the_language_of_the_desk(client, status, sign_in, interface):
    sign_in(f"translate_{status.target_language}", interface=interface)

    response = client.get(reverse("translation_desk:import", args=[status.pk]))

    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"].startswith(interface)
    assert soup.find("input", type="file", attrs={"name": "file"})
    assert soup.find("form", enctype="multipart/form-data")
    links = {link["href"] for link in soup.find_all("a", href=True)}
    assert {reverse("translation_desk:export", args=[status.pk, kind]) for kind in WRITERS} <= links


def is_refused(response) -> bool:
    """Whether Wagtail turned the user away: its admin leads to its home with a message, or answers 403."""
    return response.status_code == 403 or (
        response.status_code == 302 and response.headers["Location"] == reverse("wagtailadmin_home")
    )


WHO = {
    "a translator into this language": (["translate_{target}"], True, True),
    "a translator into the other language": (["translate_{source}"], False, False),
    "a reviewer": (["review_translation"], True, False),
    "who sends texts for translation": (["submit_translation"], True, False),
    "who may only enter the admin": ([], False, False),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_export_and_import(client, status, sign_in, who):
    permissions, may_export, may_import = WHO[who]
    languages = {"target": status.target_language, "source": status.source_language}
    data = file_with("po", status, right)
    sign_in(*(each.format(**languages) for each in permissions))

    assert [is_refused(export(client, status, kind)) for kind in WRITERS] == [not may_export] * 2
    screen = client.get(reverse("translation_desk:import", args=[status.pk]))
    assert is_refused(screen) is not may_import
    assert is_refused(send_file(client, status, data)) is not may_import
    assert any(texts(status).values()) is may_import


def test_who_is_not_signed_in_is_asked_to(client, status):
    for response in [export(client, status, "po"), send_file(client, status, b"x")]:
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("wagtailadmin_login"))
    assert not any(texts(status).values())


def test_there_is_no_other_format_and_no_other_page(client, status, translator):
    for address in [[status.pk, "docx"], [status.pk + 1000, "po"]]:
        response = client.get(reverse("translation_desk:export", args=address), follow=True)
        assert response.status_code == 404
    assert client.post(reverse("translation_desk:export", args=[status.pk, "po"])).status_code == 405


def test_a_translation_edited_on_its_own_has_no_passages_to_exchange(client, status, translator, admin_user):
    data = write_po(document(status))
    detach(status, admin_user)

    for response in [export(client, status, "po"), send_file(client, status, data)]:
        assert response.status_code == 302
        assert response.headers["Location"] == reverse("translation_desk:edit", args=[status.pk])
