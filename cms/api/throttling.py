"""How often one address may ask: generous for a reader, so that nobody keeps the others from reading.

Requests are counted in windows of a fixed length, in the cache that all processes share: within a window no more than
the limit are answered, and around its end at most twice as many in as long a time. Redis counts exactly. A cache of
files, the default of a single machine, reads and writes in two steps: of requests in the very same moment it may count
only one, so that a few too many are answered, never too few.

An address is kept nowhere: what is counted under is a keyed hash of it, with another key each day.
"""

import ipaddress
import logging
import re
import time
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

# By the name that a view calls its kind of request: the setting with the limit. All requests count against the first.
SCOPES = {"all": "API_RATE_LIMIT", "search": "API_SEARCH_RATE_LIMIT"}
PERIODS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
RATE = re.compile(r"([1-9][0-9]{0,8})/(second|minute|hour|day)")
# IPv6 gives a household or a phone a network of its own, of this many bits.
IPV6_NETWORK = 64


@dataclass(frozen=True)
class Allowance:
    """What is left to an address: of `limit` requests `remaining`, until `reset` seconds from now."""

    limit: int
    remaining: int
    reset: int
    is_exceeded: bool

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say so."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }


class _Health:
    """Whether counting has failed since it last worked."""

    is_failing = False


def check_settings() -> None:
    """Read every limit, so that a mistake stops the server at its start.

    Raises:
        ImproperlyConfigured: naming the setting.
    """
    for name in SCOPES.values():
        text = getattr(settings, name)
        if text and not RATE.fullmatch(text):
            raise ImproperlyConfigured(
                f"{name} is “{text}”; write it as 600/minute, or leave it empty for no limit."
            )


def count(request: HttpRequest, scope: str = "") -> Allowance | None:
    """Count a request, and return what is left: of the limit that leaves less. None when there is no limit.

    Args:
        request: what its address is counted by.
        scope: the kind of request, such as `search`; it counts besides against the limit of all.
    """
    names = ["all", scope] if scope else ["all"]
    limits = {name: rate for name in names if (rate := _rate(getattr(settings, SCOPES[name])))}
    if not limits:
        return None
    now = time.time()
    client = _client_key(network_of(request), int(now // PERIODS["day"]))
    try:
        allowances = [_count_one(name, client, *rate, now) for name, rate in limits.items()]
    except Exception:
        # Whatever the cache suffers from: people read on.
        if not _Health.is_failing:
            logger.exception("Requests cannot be counted; serving without a limit.")
        _Health.is_failing = True
        return None
    _Health.is_failing = False
    return min(allowances, key=lambda each: (not each.is_exceeded, each.remaining))


def _count_one(name: str, client: str, limit: int, period: int, now: float) -> Allowance:
    window = int(now // period)
    key = f"api-rate:{name}:{window}:{client}"
    try:
        number = cache.incr(key)
    except ValueError:
        # The first one. Two firsts at once: one adds, the other finds that and counts on. It is kept for longer than
        # it is counted in, so that it does not vanish while it is.
        number = 1 if cache.add(key, 1, timeout=2 * period) else cache.incr(key)
    reset = max(1, int((window + 1) * period - now))
    return Allowance(limit, max(0, limit - number), reset, number > limit)


def network_of(request: HttpRequest) -> str:
    """Return the address that a request comes from, an IPv6 address without its last half; empty if there is none.

    Of the addresses in X-Forwarded-For only those count that our own proxies wrote, at its end: the rest is whatever
    the client says.
    """
    hops = settings.TRUSTED_PROXY_COUNT
    forwarded = request.headers.get("X-Forwarded-For", "").split(",") if hops else []
    told = forwarded[-hops:][0] if forwarded else ""
    return _network(told) or _network(request.META.get("REMOTE_ADDR", ""))


@lru_cache(maxsize=1024)
def _rate(text: str) -> tuple[int, int] | None:
    found = RATE.fullmatch(text)
    return (int(found[1]), PERIODS[found[2]]) if found else None


def _network(text: str) -> str:
    text = text.strip()
    if found := re.fullmatch(r"\[([^\]]+)\](?::\d+)?|([\d.]+):\d+", text):  # with a port
        text = found[1] or found[2]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), IPV6_NETWORK), strict=False))


def _client_key(network: str, day: int) -> str:
    return salted_hmac(f"{__name__} {day}", network, algorithm="sha256").hexdigest()[:32]
