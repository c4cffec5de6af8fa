"""Conditional requests (RFC 9110, section 13): who has an answer already is told so, without its being made again.

An answer is a function of the content version, the request and the code. So its ETag is known before it is made, for
the price of one query, and it changes with every one of them.

Last-Modified is coarser, whole seconds, and a change may be committed a little after the moment it is dated by. A date
that was handed out in the meantime would cover a text that was withdrawn since. So what has changed is dated `SETTLING`
later than it was; until then Last-Modified is the present moment, and no date is taken for an answer's.
"""

import hashlib
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from cms.api.compression import ENCODINGS, encoding_for
from cms.api.negotiation import negotiated_language
from cms.core.caching import content_version

# Within a minute of its withdrawal a text is gone from every cache that keeps to the rules: half a minute fresh at
# most, and half a minute more while it is being fetched again. Readers may be at risk for what is published.
CACHE_CONTROL = "public, max-age=15, s-maxage=30, stale-while-revalidate=30"
# An answer that depends on the clock is looked at again this often.
CLOCK_STEP = timedelta(seconds=60)
# Longer than a publication's transaction lasts.
SETTLING = timedelta(seconds=5)
# What the answers are made by.
CODE = ("cms", "home", "international", "press", "locale")
SETTINGS = ("LANGUAGE_CODE", "MEDIA_URL", "STATIC_URL", "WAGTAILADMIN_BASE_URL")


@dataclass(frozen=True)
class Validators:
    """What tells the answer to one request from every other: its ETag, without quotation marks, and its date."""

    tag: str
    modified_at: datetime
    encoding: str

    @property
    def etag(self) -> str:
        """The ETag in the encoding asked for: a strong one stands for the same bytes."""
        return f'"{self.tag}-{self.encoding}"' if self.encoding else f'"{self.tag}"'

    @property
    def last_modified(self) -> str:
        """The date, or the present one as long as that is earlier."""
        return http_date(min(self.modified_at, timezone.now()).timestamp())

    def matching(self, request: HttpRequest) -> str | None:
        """Return the ETag of the answer that the client says it has, None when it has to be given one.

        Only what the client can have from us is believed, so that there is no need to look whether the address has an
        answer at all: for `*`, and for a date of the client's own, see `is_unchanged`.
        """
        if header := request.headers.get("If-None-Match"):
            known = {f'"{self.tag}"', *(f'"{self.tag}-{encoding}"' for encoding in ENCODINGS)}
            # The comparison is the weak one: a proxy that compressed the answer has marked the tag.
            return next(
                (tag for each in parse_etags(header) if (tag := each.removeprefix("W/")) in known), None
            )
        date = _date(request)
        is_ours = date == int(self.modified_at.timestamp()) and date <= timezone.now().timestamp()
        return self.etag if is_ours else None

    def is_unchanged(self, request: HttpRequest) -> bool:
        """Whether the client needs no answer, now that there is known to be one."""
        if header := request.headers.get("If-None-Match"):
            return header.strip() == "*"
        date = _date(request)
        return date is not None and self.modified_at.timestamp() <= date


def validators(request: HttpRequest, *, variant: str = "", depends_on_clock: bool = False) -> Validators:
    """Return the validators of the answer to `request`, as everything is committed now.

    Args:
        variant: what the answer depends on besides the address, the language and the encoding.
        depends_on_clock: whether the answer changes with the time alone.
    """
    version = content_version()
    request._kantho_content_version = (
        version.number,
        version.changed_at,
    )  # for what is remembered as long as nothing changes
    # Rounded up: a date has no fractions, and must not be earlier than the change.
    modified_at = version.changed_at.replace(microsecond=0) + timedelta(seconds=1) + SETTLING
    bucket = ""
    if depends_on_clock:
        began = _bucket_of(timezone.now())
        modified_at, bucket = max(modified_at, began), began.isoformat()
    parts = (
        code_fingerprint(),
        str(version.number),
        version.changed_at.isoformat(),
        f"{request.scheme}://{request.get_host()}",
        request.path,
        request.META.get("QUERY_STRING", ""),
        negotiated_language(request),
        variant,
        bucket,
    )
    tag = hashlib.blake2b("\0".join(parts).encode(errors="surrogateescape"), digest_size=15).hexdigest()
    return Validators(tag, modified_at, encoding_for(request))


def not_modified(etag: str, known: Validators) -> HttpResponse:
    """Return the 304 for the answer with `etag`; it repeats what a cache keeps of it (RFC 9110, section 15.4.5)."""
    response = HttpResponseNotModified()
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = known.last_modified
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def mark(response: Any, known: Validators) -> None:
    """Put on an answer what a client asks with the next time."""
    response.headers["ETag"] = known.etag
    response.headers["Last-Modified"] = known.last_modified


@cache
def code_fingerprint() -> str:
    """Return a text that another version of the code, of its packages or of its settings has another of."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=8)
    for name in CODE:
        for path in sorted((settings.BASE_DIR / name).rglob("*")):
            if path.suffix in (".py", ".mo", ".html", ".json"):
                digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode() + path.read_bytes())
    digest.update(Path(settings.BASE_DIR / "requirements.txt").read_bytes())
    digest.update(repr([getattr(settings, name, None) for name in SETTINGS]).encode())
    return digest.hexdigest()


def _bucket_of(moment: datetime) -> datetime:
    step = int(CLOCK_STEP.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // step * step, tz=UTC)


def _date(request: HttpRequest) -> int | None:
    header = request.headers.get("If-Modified-Since")
    return parse_http_date_safe(header) if header else None
