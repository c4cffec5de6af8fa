"""Who may read a draft: only who holds a good token for it, as long as it is good."""

import logging
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.signing import TimestampSigner
from django.db import connection
from wagtail.models import Page, Revision

from cms.api.models import PreviewLink
from cms.api.previews.services import prune, revoke
from cms.api.previews.tokens import token_for
from tests.factories import StatementPageFactory, translate

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)

OF_A_REQUEST = {"X-Request-Id", "RateLimit-Remaining", "RateLimit-Reset"}


@pytest.fixture
def draft(press):
    """A statement that was never published."""
    return StatementPageFactory(parent=press["bn"], title="canary draft", publish=False)


def outcome(answer) -> tuple[int, str]:
    return answer.status, answer.data.get("code", "")


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_link_opens_the_draft_in_its_own_language(read, link_to, press, language):
    page = StatementPageFactory(parent=press[language], publish=False)

    answer = read(link_to(page), language="en" if language == "bn" else "bn")

    assert (answer.status, answer.data["title"]) == (200, page.title)
    assert answer.headers["Content-Language"] == answer.data["meta"]["locale"] == language


def test_the_token_may_be_in_the_address(api, link_to, draft):
    link = link_to(draft)

    answer = api.get(f"pages/{draft.pk}/preview/", token=token_for(link))

    assert answer.data["title"] == "canary draft"
    assert quote(token_for(link), safe="") == token_for(link)


def test_the_header_wins_over_the_address(api, link_to, draft):
    headers = {"Authorization": "Bearer nonsense"}

    answer = api.request("get", f"pages/{draft.pk}/preview/", {"token": token_for(link_to(draft))}, headers)

    assert outcome(answer) == (403, "preview_refused")


def test_the_password_of_a_closed_site_is_no_token(api, link_to, draft):
    headers = {"Authorization": "Basic ZGVzazpkZXNr"}

    answer = api.request("get", f"pages/{draft.pk}/preview/", {"token": token_for(link_to(draft))}, headers)

    assert answer.status == 200


def test_nobody_on_the_way_may_keep_a_draft(read, api, link_to, draft):
    link = link_to(draft)

    for answer in (read(link), read("nonsense", draft), api.get(f"pages/{draft.pk}/preview/", x="1")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert not {"ETag", "Last-Modified", "Expires"} & set(answer.headers)


def test_the_answer_says_until_when_the_link_works(read, link_to, draft):
    with time_machine.travel(NOW, tick=False):
        answer = read(link_to(draft, timedelta(hours=1)))

    assert answer.headers["Preview-Expires-At"] == "2026-04-01T10:00:00+00:00"


def forgeries(link: PreviewLink) -> list[str]:
    token = token_for(link)
    key, moment, signature = token.split(".")
    return [
        "", "x", ".", "..", "\0", "নকল", "x" * 5000, key, f"{key}.{moment}", f"{key}.{moment}.", token[:-1],
        f"{token}x", f"{key}.{moment}.{signature[::-1]}", f"{key[::-1]}.{moment}.{signature}", f"{token} {token}",
        f"{key}.zzzzzz.{signature}",
        TimestampSigner(key="another", salt="cms.api.previews", sep=".").sign(key),
        TimestampSigner(salt="another", sep=".").sign(key), TimestampSigner(sep=".").sign(key), str(link.pk),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(20))
def test_a_forged_token_is_refused(api, link_to, draft, number):
    answer = api.get(f"pages/{draft.pk}/preview/", "en", token=forgeries(link_to(draft))[number])

    assert outcome(answer) == (403, "preview_refused")
    assert answer.data["detail"] == "A draft is shown only to those who hold a preview link for it."


def test_every_forgery_is_tried(link_to, draft):
    assert len(forgeries(link_to(draft))) == 20


def test_who_has_no_good_token_cannot_tell_whether_there_is_such_a_page(api, link_to, press, draft):
    live = StatementPageFactory(parent=press["bn"])
    other = token_for(link_to(StatementPageFactory(parent=press["bn"], publish=False)))

    for query in ({}, {"token": "x"}, {"token": other}):
        answers = [
            api.get(f"pages/{key}/preview/", **query) for key in (draft.pk, live.pk, 999_999, 10**20, 0)
        ]
        assert {outcome(answer) for answer in answers} == {(403, "preview_refused")}
        assert len({answer.text for answer in answers}) == 1
        # But for what is of each request: its number, and how many more there may be.
        headers = [{n: v for n, v in answer.headers.items() if n not in OF_A_REQUEST} for answer in answers]
        assert all(each == headers[0] for each in headers)


def test_a_token_of_one_page_shows_nothing_of_another(read, link_to, press, draft):
    own = link_to(StatementPageFactory(parent=press["bn"], title="Mine", publish=False))
    link_to(draft)

    answer = read(own, draft)

    assert outcome(answer) == (403, "preview_refused")
    assert "canary" not in answer.text
    assert "canary" not in read(own).text


def test_a_token_of_one_language_is_refused_in_the_other(read, link_to, press):
    page = StatementPageFactory(parent=press["bn"])
    twin = translate(page, title="canary twin", publish=False)
    link, other = link_to(page), link_to(twin)

    assert outcome(read(link, twin)) == outcome(read(other, page)) == (403, "preview_refused")
    assert read(other).data["title"] == "canary twin"
    assert read(link).data["meta"]["translations"] == []


@pytest.mark.parametrize("hours", [1, 24, 168])
def test_a_link_expires(read, link_to, draft, hours):
    with time_machine.travel(NOW, tick=False) as clock:
        link = link_to(draft, timedelta(hours=hours))
        token = token_for(link)
        clock.shift(timedelta(hours=hours, seconds=-1))
        before = read(token, draft)
        clock.shift(timedelta(seconds=1))
        after = read(token, draft)

    assert before.status == 200
    assert outcome(after) == (410, "preview_expired")
    assert after.data["detail"] == "This preview link has expired. Ask whoever sent it for a new one."


def test_no_link_outlives_the_longest_time_whatever_the_database_says(read, link_to, draft, settings):
    with time_machine.travel(NOW, tick=False) as clock:
        token = token_for(link_to(draft))
        PreviewLink.objects.update(expires_at=NOW + timedelta(days=9000))
        clock.shift(timedelta(hours=settings.PREVIEW_MAX_HOURS, seconds=1))
        answer = read(token, draft)

    assert outcome(answer) == (410, "preview_expired")


def test_no_link_is_made_for_longer_than_allowed(link_to, draft, settings):
    settings.PREVIEW_MAX_HOURS = 2

    link = link_to(draft, timedelta(days=30))

    assert link.expires_at - link.created_at == timedelta(hours=2)


def test_a_revoked_link_is_refused(read, link_to, draft, maker):
    first, second = link_to(draft), link_to(draft)

    assert revoke(draft, maker, [first.pk]) == 1

    assert outcome(read(first)) == (410, "preview_revoked")
    assert read(second).status == 200


def test_a_link_ends_with_its_version(read, link_to, draft):
    link = link_to(draft)
    draft.title = "Newer"
    draft.save_revision()
    assert read(link).data["title"] == "canary draft"

    call_command("purge_revisions", verbosity=0)

    assert not Revision.objects.filter(pk=link.revision_id).exists()
    assert outcome(read(link)) == (410, "preview_gone")


def test_what_the_form_writes_over_a_version_is_not_shown(read, link_to, draft):
    link = link_to(draft)
    draft.title = "canary added later"
    draft.save_revision(overwrite_revision=draft.latest_revision)

    answer = read(link)

    assert Page.objects.get(pk=draft.pk).latest_revision_id == link.revision_id
    assert outcome(answer) == (410, "preview_gone")
    assert "canary" not in answer.text


def test_a_link_ends_with_its_page(read, link_to, draft):
    link = link_to(draft)
    Page.objects.get(pk=draft.pk).delete()

    assert outcome(read(link)) == (410, "preview_gone")


def test_a_link_to_a_page_that_changed_its_language_is_refused(read, link_to, draft, homes):
    link = link_to(draft)
    Page.objects.filter(pk=draft.pk).update(locale=homes["en"].locale)

    assert outcome(read(link)) == (410, "preview_gone")


def lose_account(user):
    user.is_active = False
    user.save()


def lose_role(user):
    user.groups.clear()


def lose_page_permission(user):
    Group.objects.get(user=user).page_permissions.all().delete()


def lose_desk(user):
    Group.objects.get(user=user).permissions.filter(codename="access_admin").delete()


@pytest.mark.parametrize("lose", [lose_account, lose_role, lose_page_permission, lose_desk])
def test_a_link_ends_with_its_makers_right_to_see_the_page(read, link_to, draft, maker, lose):
    link = link_to(draft)
    assert read(link).status == 200

    lose(maker)

    assert outcome(read(link)) == (410, "preview_gone")


def test_a_link_ends_with_its_maker(read, link_to, draft, maker):
    link = link_to(draft)
    token = token_for(link)
    maker.delete()

    assert not PreviewLink.objects.exists()
    assert outcome(read(token, draft)) == (410, "preview_gone")


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("code", ["preview_refused", "preview_expired", "preview_revoked", "preview_gone"])
def test_a_refusal_is_in_the_readers_language(read, link_to, draft, maker, language, code):
    link = token = link_to(draft)
    if code == "preview_refused":
        token = "x"
    elif code == "preview_expired":
        PreviewLink.objects.update(expires_at=NOW)
    elif code == "preview_revoked":
        revoke(draft, maker)
    else:
        maker.groups.clear()

    answer = read(token, draft, language)

    assert (answer.data["code"], answer.headers["Content-Language"]) == (code, language)
    assert answer.data["detail"].isascii() == (language == "en")
    assert str(link.pk) not in answer.text


def test_nothing_else_in_the_api_changes_because_there_is_a_link(api, link_to, press, draft):
    edited = StatementPageFactory(parent=press["bn"], title="As published")
    edited.title = "canary change"
    edited.save_revision()
    paths = ["pages/", f"pages/{draft.pk}/", f"pages/{edited.pk}/", f"pages/{press['bn'].pk}/"]
    before = {path: api.get(path).text for path in paths}

    tokens = [token_for(link_to(page)) for page in (draft, edited)]

    assert {path: api.get(path).text for path in paths} == before
    assert api.get(f"pages/{draft.pk}/").status == 404
    for token in tokens:
        headers = {"Authorization": f"Bearer {token}"}
        for path in paths:
            assert "canary" not in api.request("get", path, headers=headers).text
        assert api.get(f"pages/{draft.pk}/", token=token).status == 400


def test_who_has_the_database_has_no_token(link_to, draft, settings):
    link = link_to(draft)
    signature = token_for(link).rsplit(".", 1)[1]

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert signature not in str(cursor.fetchall()), table
    settings.SECRET_KEY = "another"
    assert token_for(link).rsplit(".", 1)[1] != signature


def test_the_token_is_in_no_line_of_the_log(api, link_to, draft, monkeypatch, caplog):
    token = token_for(link_to(draft))
    monkeypatch.setattr("cms.api.views.previews.write_draft", lambda *args: 1 / 0)
    api.client.raise_request_exception = False

    with caplog.at_level(logging.DEBUG):
        failed = api.get(f"pages/{draft.pk}/preview/", token=token)
        refused = api.get(f"pages/{draft.pk + 1}/preview/", token=token)

    assert (failed.status, refused.status) == (500, 403)
    assert "ZeroDivisionError" in caplog.text
    assert token.split(".")[2] not in caplog.text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_draft_is_only_read(api, link_to, draft, method):
    headers = {"Authorization": f"Bearer {token_for(link_to(draft))}"}

    assert api.request(method, f"pages/{draft.pk}/preview/", headers=headers).status == 405


def test_links_that_ended_long_ago_are_cleared_away_when_one_is_made(link_to, draft):
    with time_machine.travel(NOW, tick=False) as clock:
        old = link_to(draft)
        clock.shift(timedelta(days=30))
        recent = link_to(draft)
        clock.shift(timedelta(days=2))
        link_to(draft)

    assert not PreviewLink.objects.filter(pk=old.pk).exists()
    assert PreviewLink.objects.filter(pk=recent.pk).exists()
    assert prune(NOW) == 0
