"""The screens of the glossary: what each person sees and may do, and that an attacker sees and does no more."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.translation.models import GlossaryTerm
from cms.translation.roles import ADMINISTRATORS, PUBLISHERS, REVIEWERS, TRANSLATORS, WRITERS
from cms.users.models import User
from tests.factories.glossary import make_term as make
from tests.factories.glossary import term_values as fields
from tests.factories.users import member

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]

SECRET = "somebody-else-only"
IMPORT, EXPORT = "translation_desk:glossary_import", "translation_desk:glossary_export"
BULK = "/cms/bulk/translation/glossaryterm/delete/"


def address(name, *args):
    return reverse(f"wagtailsnippets_translation_glossaryterm:{name}", args=args)


def chooser(name, *args):
    return reverse(f"wagtailsnippetchoosers_translation_glossaryterm:{name}", args=args)


@pytest.fixture
def secret():
    """A colleague's own term."""
    return make(member(REVIEWERS), term_en=SECRET)


# What is another person's


@pytest.mark.parametrize(
    "role", [WRITERS, TRANSLATORS["bn"], REVIEWERS, PUBLISHERS, ADMINISTRATORS, "superuser"]
)
@pytest.mark.parametrize(
    "screen",
    [
        "list", "list_results", "export", "own_export", "choose", "choose_results", "chosen", "chosen_multiple",
        "edit", "delete", "usage", "history", "history_results", "inspect", "bulk", "bulk_all", "site_history",
        "exported_list",
    ],
)  # fmt: skip
def test_nobody_sees_another_person_s_term_on_any_screen(client, secret, role, screen):
    client.force_login(
        User.objects.create_superuser("root", "root@example.org", "a-password")
        if role == "superuser"
        else member(role)
    )
    pk = secret.pk
    addresses = {
        "list": f"{address('list')}?q={SECRET}", "list_results": f"{address('list_results')}?whose=mine",
        "exported_list": f"{address('list')}?export=csv",
        "export": reverse(EXPORT), "own_export": f"{reverse(EXPORT)}?mine",
        "choose": chooser("choose"), "choose_results": chooser("choose_results"), "chosen": chooser("chosen", pk),
        "chosen_multiple": f"{chooser('chosen_multiple')}?id={pk}",
        "bulk": f"{BULK}?id={pk}", "bulk_all": f"{BULK}?id=all&q={SECRET}",
        "site_history": reverse("wagtailadmin_reports:site_history"),
    }  # fmt: skip

    # The site's middleware looks for a page of that name under /bn/ before it says that there is nothing.
    response = client.get(addresses.get(screen) or address(screen, pk), follow=True)

    shown = b"".join(response.streaming_content) if response.streaming else response.content
    # The search field repeats what was asked for.
    assert shown.decode().replace(f'value="{SECRET}"', "").count(SECRET) == 0
    if screen in (
        "chosen",
        "edit",
        "delete",
        "usage",
        "history",
        "history_results",
        "inspect",
        "bulk",
        "bulk_all",
    ):
        assert response.status_code == 404


@pytest.mark.parametrize("role", [WRITERS, TRANSLATORS["bn"], REVIEWERS, PUBLISHERS, ADMINISTRATORS])
def test_nobody_changes_or_deletes_another_person_s_term(client, secret, role):
    client.force_login(member(role))

    client.post(address("edit", secret.pk), fields(term_en="changed"))
    client.post(address("delete", secret.pk))
    client.post(f"{BULK}?id={secret.pk}")
    client.post(f"{BULK}?id=all&q={SECRET}")

    secret.refresh_from_db()
    assert secret.term_en == SECRET


# What is shared


@pytest.mark.parametrize("role", [WRITERS, *TRANSLATORS.values()])
def test_a_shared_term_is_read_but_not_changed_without_the_right(client, role):
    shared = make()
    client.force_login(member(role))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    listed = client.get(f"{address('list')}?q=sample").content.decode()
    read = client.get(address("inspect", shared.pk)).content.decode()
    for attempt in (
        client.post(address("edit", shared.pk), fields(term_en="changed")),
        client.post(address("delete", shared.pk)),
        client.get(address("history", shared.pk)),
        client.get(address("usage", shared.pk)),
    ):
        assert attempt.status_code == 302
        assert attempt.url == reverse("wagtailadmin_home")
    client.post(f"{BULK}?id={shared.pk}")

    shared.refresh_from_db()
    assert shared.term_en == "sample term"
    for page in (listed, read):
        assert "sample term" in page
        assert address("edit", shared.pk) not in page
        assert address("delete", shared.pk) not in page


@pytest.mark.parametrize("role", [REVIEWERS, PUBLISHERS, ADMINISTRATORS])
def test_who_may_changes_shared_terms(client, role):
    first, second, third = make(), make(term_en="second"), make(term_en="third")
    client.force_login(member(role))

    client.post(address("edit", first.pk), fields(term_en="changed"))
    client.post(address("delete", second.pk))
    client.post(f"{BULK}?id={third.pk}")

    assert set(GlossaryTerm.objects.filter(term_bn="নমুনা পদ").values_list("term_en", "owner")) == {
        ("changed", None)
    }


def test_the_copy_screen_which_could_write_over_a_term_is_closed(client, translator):
    shared = make()

    client.post(f"/cms/snippets/translation/glossaryterm/copy/{shared.pk}/", fields(term_en="changed"))

    shared.refresh_from_db()
    assert shared.term_en == "sample term"


def test_the_chooser_makes_no_terms(client, translator):
    response = client.post(chooser("create"), fields(term_en="unchecked"))

    assert response.status_code in (302, 403)
    assert not GlossaryTerm.objects.filter(term_en="unchecked").exists()


# One's own


def test_a_translator_keeps_changes_and_deletes_terms_of_her_own(client, translator):
    client.post(address("add"), fields(term_en="mine"))
    own = GlossaryTerm.objects.get(term_en="mine")
    client.post(address("edit", own.pk), fields(term_en="still mine"))

    own.refresh_from_db()
    assert (own.owner, own.term_en) == (translator, "still mine")
    assert client.post(address("delete", own.pk)).status_code == 302
    assert not GlossaryTerm.objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize("attempt", [{"owner": ""}, {"is_mine": ""}, {"whose": "shared"}])
def test_nobody_shares_a_term_by_saying_so(client, translator, attempt):
    victim = member(REVIEWERS)
    client.post(address("add"), fields(term_en="mine", **attempt))
    client.post(address("add"), fields(term_en="for you", owner=victim.pk))

    assert set(
        GlossaryTerm.objects.filter(term_en__in=["mine", "for you"]).values_list("owner", flat=True)
    ) == {translator.pk}


def test_who_may_share_says_whose_a_term_is(client, publisher):
    client.post(address("add"), fields(term_en="ours"))
    client.post(address("add"), fields(term_en="mine", is_mine="on"))

    assert GlossaryTerm.objects.get(term_en="ours").owner is None
    assert GlossaryTerm.objects.get(term_en="mine").owner == publisher


def test_what_happens_to_one_s_own_terms_stays_out_of_the_log(client, publisher):
    client.post(address("add"), fields(term_en="ours"))
    client.post(address("add"), fields(term_en="mine", is_mine="on"))
    for name in ("mine", "ours"):
        pk = GlossaryTerm.objects.get(term_en=name).pk
        client.post(
            address("edit", pk),
            fields(term_en=name, note="x", **({"is_mine": "on"} if name == "mine" else {})),
        )
        client.post(address("delete", pk))

    labels = ModelLogEntry.objects.filter(user=publisher).values_list("label", "action")
    assert sorted(labels) == [
        ("নমুনা পদ – ours", f"wagtail.{action}") for action in ("create", "delete", "edit")
    ]


# Who has no business here


@pytest.mark.parametrize("signed_in", [False, True])
def test_others_are_turned_away(client, signed_in):
    if signed_in:
        user = User.objects.create_user("guest", "guest@example.org", "a-password")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)
    shared = make()

    for url in (
        address("list"), address("add"), address("edit", shared.pk), address("inspect", shared.pk),
        reverse(IMPORT), reverse(EXPORT),
    ):  # fmt: skip
        assert client.get(url).status_code == 302
    assert "sample term" not in client.get(chooser("choose")).content.decode()


def test_an_editor_who_neither_translates_nor_submits_reads_the_glossary_and_keeps_none(client):
    user = User.objects.create_user("editor", "editor@example.org", "a-password")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "review_translation"]))
    client.force_login(user)

    assert client.get(address("list")).status_code == 200
    assert client.post(address("add"), fields()).status_code == 302
    assert client.get(reverse(IMPORT)).status_code == 302
    assert not GlossaryTerm.objects.filter(term_en="sample term").exists()


# The list


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=beta", {"beta"}), ("q=BET", {"beta"}), ("q=বিটা", {"beta"}), ("q=ugly", {"beta"}), ("q=কদর্য", {"beta"}),
        ("q=রায\u09bc", {"gamma"}),
        ("whose=mine", {"gamma"}), ("whose=shared&q=a", {"alpha", "beta"}), ("part_of_speech=verb", {"alpha"}),
    ],
)  # fmt: skip
def test_the_list_is_searched_and_filtered(client, translator, query, expected):
    GlossaryTerm.objects.all().delete()
    make(term_bn="আলফা", term_en="alpha", part_of_speech="verb")
    make(term_bn="বিটা", term_en="beta", avoid_en="ugly word", avoid_bn="কদর্য শব্দ")
    make(translator, term_bn="রায়", term_en="gamma")

    response = client.get(f"{address('list')}?{query}")

    assert {term.term_en for term in response.context["object_list"]} == expected


def test_select_all_means_what_the_list_shows(client, publisher):
    for owner, name in ((None, "keep this"), (None, "drop this"), (publisher, "drop that")):
        make(owner, term_en=name)

    client.post(f"{BULK}?id=all&q=drop&whose=shared")

    assert set(GlossaryTerm.objects.filter(term_bn="নমুনা পদ").values_list("term_en", flat=True)) == {
        "keep this",
        "drop that",
    }


@pytest.mark.parametrize("pk", ["x", "-1", "9" * 30, ""])
def test_a_bulk_address_that_names_no_term_leads_nowhere(client, publisher, pk):
    assert client.get(f"{BULK}?id={pk}", follow=True).status_code == 404


def test_the_list_takes_as_many_queries_for_20_terms_as_for_one(
    client, translator, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    GlossaryTerm.objects.all().delete()
    make()
    client.get(address("list"))
    with CaptureQueriesContext(connection) as one:
        client.get(address("list"))
    for i in range(19):
        make(translator if i % 2 else None, term_en=f"term {i}")

    with django_assert_num_queries(len(one)):
        client.get(address("list"))


# What is checked


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"term_bn": " "}, "term_bn"),
        ({"term_bn": "\u200d\u200c"}, "term_bn"),
        ({"term_en": ""}, "term_en"),
        ({"avoid_en": "other\n sample  TERM "}, "avoid_en"),
        ({"term_bn": "রায\u09bc", "avoid_bn": "রায়"}, "avoid_bn"),
        ({"term_bn": "জামিন", "term_en": " Bail"}, "term_en"),
    ],
)
def test_a_term_that_makes_no_sense_is_refused_at_its_field_and_nothing_typed_is_lost(
    client, publisher, wrong, field
):
    before = GlossaryTerm.objects.count()

    response = client.post(address("add"), fields(note="what I typed") | wrong)

    assert GlossaryTerm.objects.count() == before
    assert list(response.context["form"].errors) == [field]
    assert "what I typed" in response.content.decode()


def test_a_term_is_stored_in_one_spelling_whoever_stores_it(client, publisher):
    client.post(address("add"), fields(term_bn=" রায\u09bc ", avoid_en="one\r\n\r\nTwo\ntwo "))
    made = GlossaryTerm.objects.create(term_bn="বিচারালয\u09bc", term_en="court  house")

    stored = GlossaryTerm.objects.get(term_en="sample term")
    assert (stored.term_bn, stored.avoid_en) == ("রা\u09df", "one\nTwo")
    assert (made.term_bn, made.term_en) == ("বিচারাল\u09df", "court house")
