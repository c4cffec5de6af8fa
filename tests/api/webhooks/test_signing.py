"""Signatures after the specification, secrets that no database holds, and the examples that receivers start from."""

import base64
import importlib.util
import json
import re
import shutil
import subprocess

import pytest
from django.conf import settings as django_settings
from django.core import serializers

from cms.api.models import WebhookDelivery, WebhookSecret
from cms.api.webhooks import services, signing
from cms.api.webhooks.tasks import send_waiting
from tests.api.webhooks.conftest import later, secret_of, text_of

EXAMPLES = django_settings.BASE_DIR / "docs" / "examples"


def python_says(secret, headers, body, now=None) -> bool:
    spec = importlib.util.spec_from_file_location("verify_webhook", EXAMPLES / "verify_webhook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.is_from_kantho(secret, headers, body, now)


def javascript_says(secret, headers, body, now=None) -> bool:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed (Debian: apt-get install nodejs)")
    script = f"""
        import {{ isFromKantho }} from {json.dumps((EXAMPLES / "verify_webhook.mjs").as_uri())};
        const {{ secret, headers, body, now }} = JSON.parse(process.argv[1]);
        console.log(isFromKantho(secret, headers, Buffer.from(body, "base64"), now ?? undefined));
    """
    data = {"secret": secret, "headers": headers, "body": base64.b64encode(body).decode(), "now": now}
    done = subprocess.run(  # noqa: S603
        [node, "--input-type=module", "-e", script, json.dumps(data)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return {"true": True, "false": False}[done.stdout.strip()]


LANGUAGES = pytest.mark.parametrize("verify", [python_says, javascript_says], ids=["python", "javascript"])


@pytest.fixture
def message(endpoint, receiver, record):
    """A message as the receiver got it: headers with small letters, and body."""
    record()
    send_waiting.call(endpoint.pk)
    [(headers, body, _path)] = receiver.received
    return {name.lower(): value for name, value in headers.items()}, body


def test_the_vector_that_the_reference_libraries_publish_gives_the_published_signature():
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

    signature = signing.sign(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@LANGUAGES
def test_the_example_knows_the_published_vector(verify):
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'

    assert verify(secret, headers, body, 1614265330 + 299)
    assert not verify(secret, headers, body + b" ", 1614265330)


@LANGUAGES
def test_the_example_believes_a_message_that_was_really_sent_and_no_other(verify, message, endpoint):
    headers, body = message
    secret, sent_at = secret_of(endpoint), int(headers["webhook-timestamp"])

    assert verify(secret, headers, body)
    assert not verify(secret, headers, body.replace(b"published", b"deleted"))
    assert not verify(secret, headers | {"webhook-id": "msg_another"}, body)
    assert not verify(
        secret, headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}, body
    )
    assert not verify(signing.written(b"0" * 32), headers, body)
    assert not verify(secret, headers, body, sent_at + 301)
    assert not verify(secret, headers, body, sent_at - 301)
    assert verify(secret, headers, body, sent_at + 290)
    assert not verify(secret, {}, body)
    assert not verify(secret, headers | {"webhook-timestamp": "soon"}, body)
    assert not verify(secret, headers | {"webhook-signature": "v1,é v2,x"}, body)


@LANGUAGES
def test_while_a_secret_is_being_changed_both_are_good(verify, endpoint, receiver, record):
    old = secret_of(endpoint)
    services.make_secret(endpoint)
    new = secret_of(endpoint)
    record()
    send_waiting.call(endpoint.pk)
    [(headers, body, _path)] = receiver.received
    headers = {name.lower(): value for name, value in headers.items()}

    assert old != new
    assert re.fullmatch(r"v1,\S{44} v1,\S{44}", headers["webhook-signature"])
    assert verify(old, headers, body)
    assert verify(new, headers, body)


def test_a_secret_is_32_bytes_in_the_form_of_the_specification_and_no_two_are_the_same(make_endpoint):
    first, second = (secret_of(make_endpoint("http://127.0.0.1:1/")) for _each in range(2))

    assert first != second
    for secret in (first, second):
        assert secret.startswith("whsec_")
        assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32


def test_an_older_secret_ends_when_a_third_is_made(endpoint):
    first = endpoint.secrets.get()
    second = services.make_secret(endpoint)
    third = services.make_secret(endpoint)

    assert list(endpoint.secrets.valid()) == [third, WebhookSecret.objects.get(pk=second.pk)]
    assert not WebhookSecret.objects.filter(pk=first.pk).exists()


def test_the_old_secret_ends_by_itself_after_a_day(endpoint):
    services.make_secret(endpoint)
    assert endpoint.secrets.valid().count() == 2

    with later(hours=23):
        assert endpoint.secrets.valid().count() == 2
    with later(hours=24, seconds=1):
        assert endpoint.secrets.valid().count() == 1


def test_the_old_secret_can_be_ended_at_once(endpoint):
    services.make_secret(endpoint)
    new = secret_of(endpoint)

    services.forget_old_secrets(endpoint)

    assert [text_of(each) for each in endpoint.secrets.all()] == [new]


def test_the_database_does_not_hold_the_secret(endpoint, record):
    record()
    secret = secret_of(endpoint)
    rows = serializers.serialize(
        "json", [endpoint, *WebhookSecret.objects.all(), *WebhookDelivery.objects.all()]
    )

    assert secret not in rows
    assert secret.removeprefix("whsec_") not in rows
    assert (
        signing.key_of(signing.Seed(*WebhookSecret.objects.values_list("seed", "fingerprint").get())).hex()
        not in rows
    )


def test_a_secret_outlives_a_change_of_the_installations_key_that_keeps_the_old_one_for_a_while(
    endpoint, settings
):
    secret = secret_of(endpoint)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]

    assert secret_of(endpoint) == secret


def test_a_secret_made_with_a_forgotten_key_signs_nothing_and_says_so(endpoint, receiver, record, settings):
    settings.SECRET_KEY = "another"
    record()

    send_waiting.call(endpoint.pk)

    assert receiver.received == []
    attempt = WebhookDelivery.objects.get().attempts.get()
    assert attempt.outcome == "unsigned"
    with pytest.raises(signing.SecretUnknown):
        secret_of(endpoint)
