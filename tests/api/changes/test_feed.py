"""`/api/v2/changes/`: the log as a client reads it, and what it must never say."""

import base64
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from cms.api.changes.cursor import Cursor
from cms.api.models import ChangeLog, ContentChange
from tests.factories import EditorialPageFactory, StandardPageFactory, StatementPageFactory, translate

from .conftest import fresh

ROOT = "http://127.0.0.1:8000"
BOTH = pytest.mark.parametrize("language", ["bn", "en"])


@BOTH
def test_an_item_says_what_became_of_which_page_and_where_it_is(press, api, follow, language):
    reader = follow()
    page = StatementPageFactory(parent=press[language], slug="a")

    (item,) = reader.items()

    assert item.pop("at").endswith("+06:00")
    assert item == {
        "id": page.pk,
        "type": "press.StatementPage",
        "locale": language,
        "translation_key": str(page.translation_key),
        "change": "published",
        "is_gone": False,
        "detail_url": f"{ROOT}/api/v2/pages/{page.pk}/",
        "html_url": f"{ROOT}/{language}/press/a/",
    }


def test_a_tombstone_has_no_address(press, follow):
    page = StatementPageFactory(parent=press["bn"])
    reader = follow()

    fresh(page).delete()

    (item,) = reader.items()
    assert (item["id"], item["change"], item["is_gone"]) == (page.pk, "deleted", True)
    assert (item["detail_url"], item["html_url"]) == (None, None)


def test_what_is_not_public_any_more_has_no_address_in_earlier_items_either(press, follow):
    reader = follow()
    page = StatementPageFactory(parent=press["bn"], title="গোপন-canary", slug="canary")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    items = list(reader.items())

    assert [(item["change"], item["is_gone"]) for item in items] == [
        ("published", True),
        ("unpublished", True),
    ]
    assert "canary" not in str(items)


def test_a_page_that_came_back_has_addresses_but_not_in_its_tombstone(press, follow):
    page = StatementPageFactory(parent=press["bn"])
    reader = follow()
    fresh(page).unpublish()
    page.latest_revision.publish()

    items = list(reader.items())

    assert [(item["change"], item["is_gone"], bool(item["detail_url"])) for item in items] == [
        ("unpublished", True, False),
        ("published", False, True),
    ]


def test_the_log_is_read_in_parts_without_a_gap_or_a_double(press, follow):
    pages = [StatementPageFactory(parent=press["bn"]) for _ in range(7)]

    for limit in (1, 2, 3, 7, 500):
        found = follow(since=None).changes(limit)
        assert len(found) == len(set(found)) == 11, limit
        assert [pk for pk, _kind in found][-7:] == [page.pk for page in pages]


def test_without_a_cursor_everything_public_was_published_once(press, homes, api, follow):
    StandardPageFactory(parent=homes["en"])

    found = {item["id"] for item in follow(since=None).items() if not item["is_gone"]}

    listed = [api.get("pages/", locale=language).data["items"] for language in ("bn", "en")]
    assert found == {item["id"] for items in listed for item in items}


def test_the_answer_says_where_to_go_on(press, api):
    first = api.get("changes/", limit="1", locale="bn").data["meta"]

    assert first["has_more"] is True
    assert first["next"].startswith(f"{ROOT}/api/v2/changes/?")
    second = api.get("changes/", **dict(parse_qsl(urlsplit(first["next"]).query)))
    assert second.data["items"][0]["locale"] == "bn"
    assert second.data["meta"]["cursor"] != first["cursor"]


def test_nothing_new_leaves_the_cursor_as_it_is(press, api):
    cursor = api.get("changes/", since="now").data["meta"]["cursor"]

    answer = api.get("changes/", since=cursor)

    assert answer.data["items"] == []
    assert answer.data["meta"]["cursor"] == cursor
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "query, expected",
    [
        ({"locale": "bn"}, {"bn statement", "bn editorial"}),
        ({"locale": "en"}, {"en statement"}),
        ({"type": "press.StatementPage"}, {"bn statement", "en statement"}),
        (
            {"type": "press.EditorialPage,press.StatementPage", "locale": "bn"},
            {"bn statement", "bn editorial"},
        ),
    ],
)
def test_only_what_was_asked_for(press, follow, query, expected):
    reader = follow(**query)
    statement = StatementPageFactory(parent=press["bn"])
    names = {
        statement.pk: "bn statement",
        translate(statement).pk: "en statement",
        EditorialPageFactory(parent=press["bn"]).pk: "bn editorial",
    }

    assert {names[pk] for pk, _kind in reader.changes(limit=1)} == expected
    # What was not asked for is behind the cursor as well.
    assert reader.cursor == follow().cursor


def encoded(plain: str) -> str:
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "since",
    [
        "",
        "x",
        "NOW",
        "%00",
        "নমুনা",
        "a" * 121,
        "====",
        "1.0.0.0",
        encoded("1.ab.1.2"),
        encoded("2.ab.1.2.3"),
        encoded("1.ab.-1.2.3"),
        encoded("1.ab.1.2.99999999999999999999"),
        encoded("1.ab.1.২.3"),
        encoded("1.AB.1.2.3"),
        base64.urlsafe_b64encode(b"\xff\xfe\x00").decode(),
    ],
)
@BOTH
def test_what_is_no_cursor_is_refused(api, since, language):
    answer = api.get("changes/", language=language, since=since)

    assert answer.status == 400
    (error,) = answer.data["errors"]
    assert error["parameter"] == "since"
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize("part", ["log", "transaction", "id", "moment"])
def test_a_cursor_that_names_no_row_of_this_log_sends_its_client_back_to_the_beginning(press, api, part):
    real = Cursor.read(api.get("changes/", since="now").data["meta"]["cursor"])
    other = "ffffffff" if part == "log" else getattr(real, part) + 1
    forged = Cursor(**(vars(real) | {part: other}))

    answer = api.get("changes/", since=str(forged))

    assert answer.status == 410
    assert answer.data["code"] == "unknown_cursor"
    assert answer.data["errors"][0]["parameter"] == "since"


def test_the_beginning_is_a_place_too(api):
    ContentChange.objects.all().delete()
    cursor = api.get("changes/").data["meta"]["cursor"]

    assert api.get("changes/", since=cursor).status == 200


def test_after_an_older_backup_was_restored_a_client_that_is_ahead_begins_again(press, api):
    StatementPageFactory(parent=press["bn"])
    behind = api.get("changes/", limit="1").data["meta"]["cursor"]
    ahead = api.get("changes/", since="now").data["meta"]["cursor"]
    lost = ContentChange.objects.latest("pk")
    lost.delete()
    # The key is given out a second time, to another change.
    ContentChange.objects.create(
        pk=lost.pk,
        transaction=lost.transaction,
        kind="deleted",
        page_id=9,
        language="bn",
        page_type="press.StatementPage",
        translation_key=lost.translation_key,
    )

    assert api.get("changes/", since=ahead).status == 410
    assert api.get("changes/", since=behind).status == 200


def test_a_log_that_was_begun_anew_knows_no_cursor_of_before(press, api):
    cursor = api.get("changes/", since="now").data["meta"]["cursor"]
    beginning = api.get("changes/", limit="1").data["meta"]["cursor"]

    call_command("record_changes", begin_anew=True, verbosity=0)

    assert api.get("changes/", since=cursor).status == 410
    assert api.get("changes/", since=beginning).status == 410
    assert api.get("changes/", since="now").data["meta"]["cursor"] != cursor
    assert ChangeLog.objects.count() == 1


@pytest.mark.parametrize(
    "name, value",
    [("limit", "0"), ("limit", "501"), ("locale", "fr"), ("type", "core.Topic"), ("offset", "1")],
)
def test_other_parameters_are_checked_as_everywhere(api, name, value):
    answer = api.get("changes/", **{name: value})

    assert answer.status == 400
    assert answer.data["errors"][0]["parameter"] == name


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize("filtered", [False, True])
def test_an_answer_costs_the_same_at_any_length(api, press, django_assert_max_num_queries, count, filtered):
    cursor = api.get("changes/", since="now").data["meta"]["cursor"]
    for _ in range(count):
        StatementPageFactory(parent=press["bn"])
    query = {"locale": "bn"} if filtered else {}
    api.get("changes/", since=cursor)

    with django_assert_max_num_queries(8 if filtered else 7):
        answer = api.get("changes/", since=cursor, **query)

    assert len(answer.data["items"]) == count
