"""Secrets and signatures after the Standard Webhooks specification (standardwebhooks.com, version 1.0.0).

A secret is not kept in the database. What is kept is a random seed; the secret is worked out from it and the key of
the installation (SECRET_KEY) by HMAC-SHA256, whenever something is signed. Whoever gets hold of the database or of a
backup alone can therefore sign nothing.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

PREFIX = "whsec_"
SALT = "cms.api.webhooks.secret"


class SecretUnknown(Exception):
    """The secret cannot be worked out any more: SECRET_KEY has been changed since it was made."""


@dataclass(frozen=True)
class Seed:
    """What is kept of a secret."""

    value: str
    fingerprint: str


def new_seed() -> Seed:
    """Return what a new secret grows from: 256 bits at random."""
    value = secrets.token_urlsafe(32)
    return Seed(value, _fingerprint(value, settings.SECRET_KEY))


def key_of(seed: Seed) -> bytes:
    """Return the 32 bytes that messages are signed with.

    Raises:
        SecretUnknown: neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS is the key that the secret was made with.
    """
    for installation_key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(_fingerprint(seed.value, installation_key), seed.fingerprint):
            return bytes(salted_hmac(SALT, seed.value, secret=installation_key, algorithm="sha256").digest())
    raise SecretUnknown


def written(key: bytes) -> str:
    """Return `key` as a receiver is given it: `whsec_` and base64."""
    return PREFIX + base64.b64encode(key).decode()


def new_message_id() -> str:
    """Return a name for a message; without a full stop, which separates the parts that are signed."""
    return f"msg_{secrets.token_hex(16)}"


def sign(key: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the signature of one message with one key."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def signed_headers(keys: Sequence[bytes], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers of a message; with several keys, a signature by each."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(sign(key, message_id, timestamp, body) for key in keys),
    }


def _fingerprint(seed: str, installation_key: str) -> str:
    code = salted_hmac(f"{SALT}.fingerprint", seed, secret=installation_key, algorithm="sha256")
    return str(code.hexdigest())[:32]
