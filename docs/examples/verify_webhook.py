"""How a receiver written in Python makes sure that a message is from Kantho. The standard library is all it takes."""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping

TOLERANCE_SECONDS = 300


def is_from_kantho(secret: str, headers: Mapping[str, str], body: bytes, now: float | None = None) -> bool:
    """Whether `body` was signed with `secret`, within the last five minutes.

    Args:
        secret: as the admin shows it, beginning with `whsec_`.
        headers: those of the request, by their names in small letters.
        body: the very bytes of the request: JSON that was read and written again is another text.
        now: seconds since 1970; the clock's, if none is given.
    """
    try:
        message_id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
        signatures = headers["webhook-signature"].split(" ")
        sent_at = int(timestamp)
    except (KeyError, ValueError):
        return False
    if abs((time.time() if now is None else now) - sent_at) > TOLERANCE_SECONDS:
        return False  # somebody may have kept it, to send it again later
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    # While a secret is being changed there are two signatures.
    return any(hmac.compare_digest(expected.encode(), each.encode()) for each in signatures)
