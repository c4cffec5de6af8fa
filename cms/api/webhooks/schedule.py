"""When a message is tried again, and when an endpoint is let alone."""

import datetime
import random

SECOND, MINUTE, HOUR = (datetime.timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours"))

# The pauses between the attempts of one message, as the specification suggests: ten attempts in three days.
MESSAGE_PAUSES = [
    5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR,
]  # fmt: skip
# How long an endpoint is let alone after failures in a row, whatever messages wait: a dead receiver costs the worker
# one attempt an hour.
ENDPOINT_PAUSES = [5 * SECOND, 30 * SECOND, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 1 * HOUR]
LONGEST_PAUSE = ENDPOINT_PAUSES[-1]
# A message holds up those after it, so that they keep their order, for this many attempts; then they pass it.
ATTEMPTS_IN_LINE = 2
# An endpoint that took nothing for so long, at so many attempts, is switched off.
PATIENCE, LEAST_FAILURES = datetime.timedelta(days=5), 10

_chance = random.SystemRandom()


def message_pause(tries: int) -> datetime.timedelta | None:
    """Return how long a message waits after `tries` attempts; None when that was the last."""
    return _about(MESSAGE_PAUSES[tries - 1]) if tries <= len(MESSAGE_PAUSES) else None


def endpoint_pause(failures: int, asked_for: datetime.timedelta | None = None) -> datetime.timedelta:
    """Return how long an endpoint is let alone after `failures` in a row.

    Args:
        asked_for: how long it asked for (Retry-After); heeded up to an hour.
    """
    pause = _about(ENDPOINT_PAUSES[min(failures, len(ENDPOINT_PAUSES)) - 1])
    return max(pause, min(asked_for, LONGEST_PAUSE)) if asked_for else pause


def _about(pause: datetime.timedelta) -> datetime.timedelta:
    # Receivers that failed together do not all come back at the same second.
    return pause * _chance.uniform(1, 1.2)
