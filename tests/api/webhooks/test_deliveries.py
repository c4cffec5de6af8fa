"""From a change to a message that arrives: what is written down, tried again, given up, sent once more."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from cms.api.models import ContentChange, WebhookAttempt, WebhookDelivery, WebhookEndpoint
from cms.api.webhooks import schedule, sending, services
from cms.api.webhooks.schedule import MINUTE, SECOND, endpoint_pause, message_pause
from cms.api.webhooks.tasks import send_waiting
from tests.api.webhooks.conftest import later


def body_of(message) -> dict:
    return json.loads(message[1])


def pages_told_of(receiver) -> list[int]:
    return [body_of(each)["data"]["id"] for each in receiver.received]


def states() -> list[str]:
    return list(WebhookDelivery.objects.order_by("pk").values_list("state", flat=True))


# What is written down


def test_a_message_says_what_happened_to_which_page_and_nothing_that_stands_in_it(endpoint, record):
    Site.objects.update(hostname="kantho.example", port=443)
    root = "https://kantho.example"
    [change] = record(kind="changed", language="bn", path="/bn/press/খবর/")

    delivery = WebhookDelivery.objects.get()

    assert delivery.event_type == "page.changed"
    assert json.loads(delivery.body) == {
        "type": "page.changed",
        "timestamp": change.at.isoformat().replace("+00:00", "Z"),
        "data": {
            "id": change.page_id,
            "type": "press.StatementPage",
            "locale": "bn",
            "translation_key": str(change.translation_key),
            "change": "changed",
            "is_gone": False,
            "detail_url": f"{root}/api/v2/pages/{change.page_id}/",
            "html_url": f"{root}/bn/press/%E0%A6%96%E0%A6%AC%E0%A6%B0/",
        },
    }


@pytest.mark.parametrize("kind", ["unpublished", "deleted"])
def test_what_is_gone_has_no_address(endpoint, record, kind):
    record(kind=kind)

    data = json.loads(WebhookDelivery.objects.get().body)["data"]

    assert (data["is_gone"], data["detail_url"], data["html_url"]) == (True, None, None)


def test_each_endpoint_is_told_of_its_events_in_its_languages_only(make_endpoint, record):
    every = make_endpoint("http://127.0.0.1:1/")
    bangla = make_endpoint("http://127.0.0.1:1/", languages=["bn"])
    gone = make_endpoint("http://127.0.0.1:1/", events=["unpublished", "deleted"])
    make_endpoint("http://127.0.0.1:1/", is_active=False)

    record(kind="published", language="en")
    record(kind="deleted", language="bn")

    told = [(each.endpoint, each.event_type) for each in WebhookDelivery.objects.order_by("pk")]
    assert told == [
        (every, "page.published"), (every, "page.deleted"), (bangla, "page.deleted"), (gone, "page.deleted"),
    ]  # fmt: skip
    assert len(set(WebhookDelivery.objects.values_list("message_id", flat=True))) == 4


def test_five_hundred_changes_cost_as_many_queries_as_one(make_endpoint, record):
    make_endpoint("http://127.0.0.1:1/")
    changes = record()
    values = {name: getattr(changes[0], name) for name in ("kind", "language", "page_type", "path", "at")}
    many = [ContentChange(page_id=each, translation_key=uuid4(), **values) for each in range(500)]

    with CaptureQueriesContext(connection) as one:
        services.announce(changes)
    with CaptureQueriesContext(connection) as five_hundred:
        services.announce(many)

    assert WebhookDelivery.objects.count() == 502
    # SQLite takes no more than 999 values in a statement: it needs several where PostgreSQL needs one.
    inserts = [each for each in five_hundred if 'INSERT INTO "api_webhookdelivery"' in each["sql"]]
    assert len(inserts) <= 6
    assert len(five_hundred) - len(inserts) == len(one) - 1
    assert len(one) <= 7


def test_changes_that_nobody_wants_to_know_cost_one_query(make_endpoint, record, django_assert_num_queries):
    changes = record()

    with django_assert_num_queries(3):  # the endpoints, between a savepoint and its release
        services.announce(changes)

    assert not DBTaskResult.objects.exists()


# What the receiver gets


def test_messages_arrive_in_the_order_of_the_changes(endpoint, receiver, record):
    changes = record(5)

    send_waiting.call(endpoint.pk)

    assert pages_told_of(receiver) == [each.page_id for each in changes]
    assert states() == ["delivered"] * 5
    endpoint.refresh_from_db()
    assert endpoint.health == "well"
    assert endpoint.leased_until is None


def test_a_message_that_failed_is_tried_again_under_the_same_name_with_a_new_time(endpoint, receiver, record):
    record()
    receiver.mood = 500
    send_waiting.call(endpoint.pk)
    receiver.mood = 200
    with later(seconds=10):
        send_waiting.call(endpoint.pk)

    [first, second] = [headers for headers, _body, _path in receiver.received]
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-id"].startswith("msg_")
    assert int(second["webhook-timestamp"]) >= int(first["webhook-timestamp"]) + 10
    assert first["webhook-signature"] != second["webhook-signature"]
    delivery = WebhookDelivery.objects.get()
    assert delivery.state == "delivered"
    assert [(each.outcome, each.status) for each in delivery.attempts.all()] == [
        ("refused", 500),
        ("accepted", 200),
    ]


def test_an_attempt_keeps_what_was_answered_and_how_long_it_took(endpoint, receiver, record):
    receiver.mood = "redirecting"
    record()

    send_waiting.call(endpoint.pk)

    attempt = WebhookAttempt.objects.get()
    assert (attempt.outcome, attempt.status, attempt.answer) == ("redirected", 302, "<b>noted</b>")
    assert attempt.detail.endswith("/elsewhere")
    assert 0 <= attempt.milliseconds < 15_000


def test_the_pauses_are_those_of_the_specification_and_a_little_more():
    assert len(schedule.MESSAGE_PAUSES) == 9
    for tries, pause in enumerate(schedule.MESSAGE_PAUSES, 1):
        assert pause <= message_pause(tries) <= pause * 1.2
    assert message_pause(10) is None
    assert len({message_pause(9) for _each in range(5)}) > 1


def test_after_the_tenth_attempt_a_message_has_failed(endpoint, receiver, record):
    receiver.mood = 500
    record()

    for attempt in range(1, 11):
        delivery = WebhookDelivery.objects.get()
        assert delivery.state == "waiting", attempt
        endpoint.refresh_from_db()
        due = max(delivery.next_attempt_at, endpoint.paused_until or delivery.next_attempt_at)
        with later(seconds=(due - timezone.now()).total_seconds() + 1):
            send_waiting.call(endpoint.pk)

    assert len(receiver.received) == 10
    assert states() == ["failed"]
    assert WebhookDelivery.objects.get().finished_at is not None
    endpoint.refresh_from_db()
    assert endpoint.is_active


# Receivers in trouble


def test_an_endpoint_in_trouble_is_asked_once_and_then_let_alone_whatever_waits(endpoint, receiver, record):
    receiver.mood = 500
    record(20)

    for _each in range(5):
        send_waiting.call(endpoint.pk)

    assert len(receiver.received) == 1
    endpoint.refresh_from_db()
    assert endpoint.health == "failing"
    with later(seconds=7):
        send_waiting.call(endpoint.pk)
        assert len(receiver.received) == 2


def test_when_it_is_well_again_everything_arrives_in_order(endpoint, receiver, record):
    receiver.mood = 500
    changes = record(5)
    send_waiting.call(endpoint.pk)
    receiver.mood = 200
    receiver.received.clear()

    with later(seconds=10):
        send_waiting.call(endpoint.pk)

    assert pages_told_of(receiver) == [each.page_id for each in changes]


def test_a_message_that_is_never_taken_lets_the_others_pass(endpoint, receiver, record):
    poison, *others = record(4)
    receiver.mood = lambda body: 500 if json.loads(body)["data"]["id"] == poison.page_id else 200

    for seconds in (0, 10, 60):
        with later(seconds=seconds):
            send_waiting.call(endpoint.pk)

    assert pages_told_of(receiver) == [poison.page_id, poison.page_id, *[each.page_id for each in others]]
    assert states() == ["waiting", "delivered", "delivered", "delivered"]


def test_a_receiver_that_asks_for_a_pause_gets_it_up_to_an_hour(endpoint, receiver, record):
    receiver.mood = "busy"
    record()

    send_waiting.call(endpoint.pk)

    endpoint.refresh_from_db()
    pause = endpoint.paused_until - timezone.now()
    assert 1190 * SECOND < pause <= 1200 * SECOND
    assert endpoint_pause(1, 999_999 * SECOND) == 60 * MINUTE


def test_a_receiver_that_says_it_is_gone_is_switched_off_with_the_reason(endpoint, receiver, record):
    receiver.mood = 410
    record(2)

    send_waiting.call(endpoint.pk)
    record()

    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.off_reason, endpoint.health) == (False, "gone", "off")
    assert endpoint.off_at is not None
    assert states() == ["failed", "failed"]
    assert len(receiver.received) == 1


def test_a_receiver_that_took_nothing_for_five_days_is_switched_off_with_the_reason(
    endpoint, receiver, record
):
    receiver.mood = 500
    record(30)

    for hours in range(0, 5 * 24 + 3, 2):
        with later(hours=hours):
            send_waiting.call(endpoint.pk)
        endpoint.refresh_from_db()
        if hours == 118:
            assert endpoint.is_active

    assert (endpoint.is_active, endpoint.off_reason) == (False, "failing")
    assert set(states()) == {"failed"}


def test_a_quiet_endpoint_is_not_switched_off_after_two_failures_a_week_apart(endpoint, receiver, record):
    receiver.mood = 500
    record()
    send_waiting.call(endpoint.pk)

    with later(days=7):
        send_waiting.call(endpoint.pk)

    endpoint.refresh_from_db()
    assert endpoint.is_active


# By hand


def test_a_message_can_be_sent_again_under_its_old_name(endpoint, receiver, record):
    record()
    send_waiting.call(endpoint.pk)

    assert services.replay(endpoint, WebhookDelivery.objects.all()) == 1
    assert states() == ["waiting"]
    send_waiting.call(endpoint.pk)

    first, second = [headers["webhook-id"] for headers, _body, _path in receiver.received]
    assert first == second
    assert WebhookDelivery.objects.get().attempts.count() == 2


def test_sending_again_does_not_wait_for_the_end_of_a_pause(endpoint, receiver, record):
    receiver.mood = 500
    record()
    send_waiting.call(endpoint.pk)
    receiver.mood = 200

    services.replay(endpoint, WebhookDelivery.objects.all())
    send_waiting.call(endpoint.pk)

    assert states() == ["delivered"]


def test_messages_of_another_endpoint_are_not_sent_again(endpoint, make_endpoint, record):
    other = make_endpoint("http://127.0.0.1:1/")
    record()
    WebhookDelivery.objects.update(state="failed")

    assert services.replay(endpoint, WebhookDelivery.objects.filter(endpoint=other)) == 0


def test_a_test_message_tells_of_nothing(endpoint, receiver):
    services.send_test(endpoint)

    send_waiting.call(endpoint.pk)

    [message] = receiver.received
    assert body_of(message) == {
        "type": "webhook.test",
        "timestamp": body_of(message)["timestamp"],
        "data": {},
    }


def test_a_deleted_endpoint_takes_its_messages_along_and_its_tasks_do_nothing(endpoint, receiver, record):
    record(2)
    pk = endpoint.pk

    endpoint.delete()
    send_waiting.call(pk)

    assert receiver.received == []
    assert WebhookDelivery.objects.count() == WebhookEndpoint.objects.count() == 0


def test_an_endpoint_that_is_deleted_while_it_is_being_told_is_no_fault(
    endpoint, receiver, record, monkeypatch
):
    record()
    post = sending.post

    def delete_and_post(*args):
        WebhookEndpoint.objects.all().delete()
        return post(*args)

    monkeypatch.setattr(sending, "post", delete_and_post)
    send_waiting.call(endpoint.pk)

    assert len(receiver.received) == 1
    assert not WebhookAttempt.objects.exists()
