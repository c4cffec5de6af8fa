"""Taking the glossary out as a file and in again, in the admin: looked at first, written when that is confirmed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.translation.models import GlossaryTerm
from tests.factories.glossary import make_term as make

pytestmark = pytest.mark.django_db

IMPORT, EXPORT = "translation_desk:glossary_import", "translation_desk:glossary_export"
LIST = "wagtailsnippets_translation_glossaryterm:list"


def upload(text):
    return SimpleUploadedFile("terms.csv", text.encode(), content_type="text/csv")


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing is written yet"), ("bn", "নতুন পদ")])
def test_a_file_is_looked_at_first_and_read_when_that_is_confirmed(client, translator, language, said):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    data = {"whose": "mine", "otherwise": "change"}

    shown = client.post(reverse(IMPORT), data | {"file": upload("বাংলা,ইংরেজি\nনতুন পদ,new term\n,wrong")})
    assert said in shown.content.decode()
    assert not GlossaryTerm.objects.filter(term_en="new term").exists()

    plan, form = shown.context["plan"], shown.context["form"]
    done = client.post(
        reverse(IMPORT), data | {"text": form["text"].value(), "seen": plan.fingerprint, "confirm": "1"}
    )
    assert done.url == reverse(LIST)
    assert GlossaryTerm.objects.get(term_en="new term").owner == translator


def test_what_was_not_looked_at_is_not_written(client, translator):
    data = {"whose": "mine", "otherwise": "change", "text": "বাংলা,ইংরেজি\nনতুন,new term"}
    plan = client.post(reverse(IMPORT), data).context["plan"]
    make(translator, term_bn="নতুন", term_en="something else")

    response = client.post(reverse(IMPORT), data | {"seen": plan.fingerprint, "confirm": "1"})

    assert response.status_code == 200
    assert "Nothing is written yet" in response.content.decode()
    assert not GlossaryTerm.objects.filter(term_en="new term").exists()


def test_a_translator_imports_nothing_into_the_shared_glossary(client, translator):
    before = GlossaryTerm.objects.filter(owner=None).count()

    response = client.post(
        reverse(IMPORT), {"whose": "shared", "text": "বাংলা,ইংরেজি\nনতুন,new term", "confirm": "1", "seen": "x"}
    )

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["whose"]
    assert "new term" in response.content.decode()
    assert GlossaryTerm.objects.filter(owner=None).count() == before


def test_a_publisher_imports_into_the_shared_glossary(client, publisher):
    data = {"whose": "shared", "text": "বাংলা,ইংরেজি\nনতুন,new term"}
    plan = client.post(reverse(IMPORT), data).context["plan"]

    client.post(reverse(IMPORT), data | {"seen": plan.fingerprint, "confirm": "1"})

    assert GlossaryTerm.objects.get(term_en="new term").owner is None


@pytest.mark.parametrize("text", ["", "no, header\n1,2", 'বাংলা,ইংরেজি\n"ক,what I typed'])
def test_an_unreadable_text_is_refused_and_kept(client, translator, text):
    response = client.post(reverse(IMPORT), {"whose": "mine", "text": text})

    assert response.context["form"].non_field_errors()
    assert response.context["form"]["text"].value() == text


def test_a_file_of_a_megabyte_of_bangla_survives_the_look_at_it(client, translator):
    rows = "\n".join(f"{'ক' * 200} {i},term {i}" for i in range(1500))
    shown = client.post(reverse(IMPORT), {"whose": "mine", "file": upload(f"বাংলা,ইংরেজি\n{rows}")})
    text = shown.context["form"]["text"].value().replace("\n", "\r\n")

    done = client.post(
        reverse(IMPORT),
        {"whose": "mine", "text": text, "seen": shown.context["plan"].fingerprint, "confirm": "1"},
    )

    assert done.status_code == 302
    assert GlossaryTerm.objects.filter(owner=translator).count() == 1500
    assert 'enctype="multipart/form-data"' in shown.content.decode()


def test_markup_in_a_file_is_shown_as_text(client, translator):
    response = client.post(
        reverse(IMPORT),
        {"whose": "mine", "text": "বাংলা,ইংরেজি,<script>x</script>\nক,<script>alert(1)</script>,y"},
    )

    assert "<script>alert(1)" not in response.content.decode()
    assert "<script>x" not in response.content.decode()


def test_one_s_own_terms_are_exported_apart_from_the_shared_ones(client, translator):
    make(translator, term_en="mine only")

    assert "mine only" not in client.get(reverse(EXPORT)).content.decode()
    own = client.get(f"{reverse(EXPORT)}?mine")
    assert own.content.decode().splitlines()[1:] == ["নমুনা পদ,mine only,noun,,,"]
    assert own["Content-Type"].startswith("text/csv; charset=utf-8")
    assert client.post(reverse(EXPORT)).status_code == 405
