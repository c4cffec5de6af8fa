"""The worker itself, over real transactions: nothing is lost, nobody waits for a receiver who does not answer."""

import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.api.models import WebhookDelivery, WebhookEndpoint
from cms.api.webhooks import queue, sending, tasks
from cms.api.webhooks.pruning import prune
from cms.api.webhooks.tasks import enqueue_forgotten, enqueue_sending, send_waiting
from cms.core.management.commands.clock import Command as Clock
from tests.api.webhooks.conftest import environment_of_processes, later

REAL = pytest.mark.django_db(transaction=True)


def tasks_of_webhooks():
    return DBTaskResult.objects.filter(task_path="cms.api.webhooks.tasks.send_waiting")


@REAL
def test_the_worker_sends_what_a_transaction_made_when_it_holds_and_nothing_when_it_does_not(
    make_endpoint, receiver, record, worker
):
    make_endpoint(receiver.url)

    with transaction.atomic():
        record(2)
        assert WebhookDelivery.objects.count() == 2
        assert tasks_of_webhooks().count() == 1
        transaction.set_rollback(True)
    worker()

    assert receiver.received == []
    assert not WebhookDelivery.objects.exists()
    assert not tasks_of_webhooks().exists()

    with transaction.atomic():
        changes = record(2)
        assert receiver.received == []
    worker()

    assert len(receiver.received) == len(changes)
    assert {each.state for each in WebhookDelivery.objects.all()} == {"delivered"}
    assert {each.status for each in tasks_of_webhooks()} == {TaskResultStatus.SUCCESSFUL}


@REAL
def test_the_queue_keeps_a_task_back_until_its_moment(make_endpoint, receiver, record, worker):
    endpoint = make_endpoint(receiver.url)
    receiver.mood = 503
    record()
    worker()
    worker()

    assert len(receiver.received) == 1
    [ready] = tasks_of_webhooks().filter(status=TaskResultStatus.READY)
    assert timezone.now() < ready.run_after <= timezone.now() + timedelta(seconds=7)
    receiver.mood = 200
    with later(seconds=7):
        worker()

    assert len(receiver.received) == 2
    endpoint.refresh_from_db()
    assert endpoint.health == "well"


@REAL
def test_a_worker_that_is_killed_while_a_receiver_thinks_loses_nothing(
    make_endpoint, receiver, record, worker
):
    endpoint = make_endpoint(receiver.url)
    receiver.mood = "hanging"
    record(2)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--queue-name", "webhooks", "--no-startup-delay"],
        cwd=django_settings.BASE_DIR,
        env=environment_of_processes(connection),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        assert receiver.seen.wait(60), process.communicate(timeout=1)
    finally:
        process.kill()
        process.communicate()
    receiver.mood = 200
    [(headers, _body, _path)] = receiver.received

    # Its task is gone with it, and while it might still live nobody else sends.
    assert [each.status for each in tasks_of_webhooks()] == [TaskResultStatus.RUNNING]
    assert enqueue_forgotten() == 0
    with later(seconds=queue.LEASE.total_seconds() + 1):
        Clock().tick()
        assert tasks_of_webhooks().filter(status=TaskResultStatus.READY).count() == 1
        Clock().tick()
        assert tasks_of_webhooks().filter(status=TaskResultStatus.READY).count() == 1
        worker()

    assert len(receiver.received) == 3
    assert receiver.received[1][0]["webhook-id"] == headers["webhook-id"]
    assert {each.state for each in WebhookDelivery.objects.all()} == {"delivered"}
    endpoint.refresh_from_db()
    assert endpoint.leased_until is None


@REAL
def test_a_dead_and_a_slow_receiver_keep_the_others_waiting_no_longer_than_one_attempt(
    make_endpoint, make_receiver, record, worker, closed_port, monkeypatch
):
    monkeypatch.setattr(sending, "TOTAL_SECONDS", 1.0)
    slow, well = make_receiver(), make_receiver()
    slow.mood = "hanging"
    make_endpoint(slow.url)
    make_endpoint(f"http://127.0.0.1:{closed_port}/")
    make_endpoint(well.url)
    began = time.monotonic()
    record(20)
    made = time.monotonic() - began
    worker()

    assert made < 2
    assert len(well.received) == 20
    assert len(slow.received) == 1
    assert time.monotonic() - began < 15


@REAL
def test_two_workers_at_once_send_each_message_once(make_endpoint, receiver, record):
    endpoint = make_endpoint(receiver.url)
    record(10)

    def work():
        try:
            send_waiting.call(endpoint.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()

    names = [headers["webhook-id"] for headers, _body, _path in receiver.received]
    assert len(names) == len(set(names)) == 10


def test_the_worker_of_everything_else_leaves_webhooks_alone(endpoint, receiver, record):
    record()

    [task] = tasks_of_webhooks()
    assert task.queue_name == "webhooks"
    assert not DBTaskResult.objects.ready().filter(queue_name="default").exists()
    assert mail.outbox == []


def test_a_receiver_that_takes_its_time_makes_room_for_the_others_after_its_turn(
    endpoint, receiver, record, monkeypatch
):
    monkeypatch.setattr(tasks, "TURN_SECONDS", 0.0)
    record(3)

    send_waiting.call(endpoint.pk)

    assert len(receiver.received) == 1
    assert tasks_of_webhooks().count() == 2  # the first, and the one that goes on
    endpoint.refresh_from_db()
    assert endpoint.leased_until is None


def test_a_second_worker_leaves_an_endpoint_to_the_first(endpoint, receiver, record):
    record()
    lease = queue.take(endpoint.pk)

    send_waiting.call(endpoint.pk)

    assert lease is not None
    assert queue.take(endpoint.pk) is None
    assert receiver.received == []
    with later(seconds=61):
        send_waiting.call(endpoint.pk)
    assert len(receiver.received) == 1
    assert queue.keep(endpoint.pk, lease) is None


def test_the_clock_enqueues_only_what_is_due_free_and_has_no_task(make_endpoint, receiver, record):
    forgotten = make_endpoint(receiver.url)
    held, paused, off = (make_endpoint(receiver.url) for _each in range(3))
    record()
    tasks_of_webhooks().delete()
    queue.take(held.pk)
    WebhookEndpoint.objects.filter(pk=paused.pk).update(paused_until=timezone.now() + timedelta(minutes=5))
    WebhookEndpoint.objects.filter(pk=off.pk).update(is_active=False)

    assert enqueue_forgotten() == 1
    assert enqueue_forgotten() == 0
    [task] = tasks_of_webhooks()
    assert task.args_kwargs["args"] == [forgotten.pk]


def test_a_task_for_later_does_not_keep_the_clock_from_what_is_due_now(endpoint, record):
    record()
    tasks_of_webhooks().delete()
    enqueue_sending(endpoint.pk, timezone.now() + timedelta(hours=5))

    assert enqueue_forgotten() == 1


def test_a_tick_of_the_clock_takes_up_what_was_left_and_forgets_what_is_old(endpoint, record, settings):
    settings.WEBHOOKS_KEEP_DAYS = 10
    [_old, _new] = record(2)
    tasks_of_webhooks().delete()
    old, new = WebhookDelivery.objects.order_by("pk")
    WebhookDelivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=11))

    Clock().tick()

    assert list(WebhookDelivery.objects.all()) == [new]
    assert tasks_of_webhooks().count() == 1


def test_old_messages_go_with_their_attempts_and_the_workers_notes(endpoint, receiver, record, capsys):
    record(3)
    send_waiting.call(endpoint.pk)
    before = timezone.now() - timedelta(days=40)
    tasks_of_webhooks().update(status=TaskResultStatus.SUCCESSFUL, finished_at=before)
    WebhookDelivery.objects.update(created_at=before)
    record()

    assert prune(limit=2) == 2
    call_command("prune_webhook_deliveries")

    assert capsys.readouterr().out == "1 messages deleted.\n"
    assert WebhookDelivery.objects.count() == 1
    assert tasks_of_webhooks().count() == 1
    call_command("prune_webhook_deliveries", "--days", "0")
    assert WebhookDelivery.objects.count() == 0


@pytest.mark.parametrize("days", ["-1", "x", "99999999999", "১"])
def test_the_command_refuses_what_is_no_number_of_days(db, days):
    with pytest.raises(CommandError, match="a whole number"):
        call_command("prune_webhook_deliveries", f"--days={days}")


def test_webhooks_have_a_worker_of_their_own_wherever_it_runs():
    def read(name: str) -> str:
        return (django_settings.BASE_DIR / name).read_text(encoding="utf-8")

    assert "\nwebhooks: exec python manage.py db_worker --queue-name webhooks " in read("Procfile")
    assert '"db_worker", "--queue-name", "webhooks"' in read("compose.yaml")
