"""`/r/ps-2026-001` leads to the statement, in the reader's language when it is there."""

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import StatementPageFactory, translate
from tests.kept import kept_fixture

MALFORMED = [
    "ps",
    "ps-",
    "ps-2026",
    "ps-2026-",
    "ps--001",
    "-2026-001",
    "ps-26-001",
    "ps-20260-001",
    "ps-2026-001-extra",
    "ps-2026-00a",
    "ps-2026--1",
    "ps-2026-1.5",
    "ps-২০২৬-০০১",
    "ps-2026-০০১",
    "ps-2026-²",
    "ps-²²²²-001",
    "ps-2026-9999999999",
    "ps-2026-" + "9" * 400,
    "ps-9999-999999999",
    "ps-0000-0",
    "xx-2026-001",
    "ps-2026-001'",
    "ps-2026-001%00",
    "%00-2026-001",
    "ps_2026_001",
]


@kept_fixture
def statement(press):
    return StatementPageFactory(parent=press["bn"], slug="custody")


@pytest.mark.parametrize(
    ("accepted", "target"),
    [
        ("bn", "/bn/press/custody/"),
        ("en", "/en/press/custody/"),
        ("en-GB,bn;q=0.5", "/en/press/custody/"),
        ("fr", "/bn/press/custody/"),
        ("", "/bn/press/custody/"),
        ("x" * 5000, "/bn/press/custody/"),
    ],
)
def test_it_leads_to_the_reader_s_language(client, statement, accepted, target):
    translate(statement)

    response = client.get("/r/ps-2026-001", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, target)
    assert "Accept-Language" in response["Vary"]


def test_it_leads_to_the_only_language_there_is(client, statement):
    response = client.get("/r/ps-2026-001", headers={"accept-language": "en"})

    assert response["Location"] == "/bn/press/custody/"


@pytest.mark.parametrize("name", ["PS-2026-001", "ps-2026-1", "ps-2026-0001", "Ps-2026-01"])
def test_it_forgives_capitals_and_leading_zeros(client, statement, name):
    assert client.get(f"/r/{name}")["Location"] == "/bn/press/custody/"


def test_the_page_knows_the_address(statement):
    assert statement.reference_path == "/r/ps-2026-001"


def test_with_a_prefix_the_address_is_the_same(client, statement):
    statement.reference = "ASK/PS/2026/001"

    assert statement.reference_path == "/r/ps-2026-001"


@pytest.mark.parametrize("name", MALFORMED)
def test_what_names_nothing_is_not_found(client, statement, name):
    assert client.get(f"/r/{name}", follow=True).status_code == 404


def test_an_unpublished_statement_is_not_found(client, statement):
    statement.unpublish()

    assert client.get("/r/ps-2026-001", follow=True).status_code == 404


def test_a_deleted_statement_is_not_found(client, statement):
    statement.delete()

    assert client.get("/r/ps-2026-001", follow=True).status_code == 404


def test_a_private_statement_is_not_given_away(client, statement):
    PageViewRestriction.objects.create(page=statement, restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/r/ps-2026-001", follow=True).status_code == 404
