"""Suggestions from a LibreTranslate server that the administrator runs. Without one, nothing is ever sent anywhere.

A suggestion is kept as such until a person has read it: it counts as not translated, and holds publication up.
"""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue, extract_ids

from cms.bangla.normalise import normalise

from .exchange import markup
from .segments import Progress, Segment
from .standing import lock_texts, refresh

NAME = "LibreTranslate"
MOST_STRINGS, MOST_BYTES = 50, 20_000
LARGEST_ANSWER = 2_000_000
# How many seconds all requests for one text may take together: the web server gives up after sixty.
PATIENCE = 30


class MachineUnavailable(Exception):
    """No suggestions can be had now; the message tells the editor why."""


@dataclass(frozen=True)
class Applied:
    """What came of asking: how many suggestions were kept, and how many were no use."""

    filled: int
    dropped: int


class _NoRedirects(HTTPRedirectHandler):
    """Texts go to the server that the administrator named, and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def is_configured() -> bool:
    """Whether the administrator has named a server, and at an address that texts can be sent to."""
    try:
        address = urlsplit(settings.LIBRETRANSLATE_URL)
    except ValueError:
        return False
    return address.scheme in ("http", "https") and bool(address.hostname) and "@" not in address.netloc


def suggest(strings: Sequence[str], source: str, target: str) -> list[str | None]:
    """Return a suggestion for each of `strings` (the engine's HTML), None where it is no use.

    A suggestion that has lost a link of the original, or has markup of its own, is no use. Of a long text and a slow
    server the rest is left for the next time.

    Args:
        source: the language they are in, `bn` or `en`.
        target: the language to translate into.

    Raises:
        MachineUnavailable: when no server is named, and when it is down, slow or talks nonsense.
    """
    if not is_configured():
        raise MachineUnavailable(_("No translation server has been set up."))
    answers: list[str] = []
    end = time.monotonic() + PATIENCE
    for batch in _batches(strings):
        if answers and time.monotonic() > end:
            break
        answers += _ask(batch, source, target)
    found = [_usable(text, answer) for text, answer in zip(strings, answers, strict=False)]
    return found + [None] * (len(strings) - len(found))


def apply_suggestions(translation: Translation, user: Any, segments: Sequence[Segment]) -> Applied:
    """Keep a suggestion for each passage that nobody has translated. What a person wrote is never touched.

    Raises:
        MachineUnavailable: as `suggest`; nothing is kept then.
    """
    empty = [each for each in segments if each.progress is Progress.MISSING]
    if not empty:
        return Applied(0, 0)
    found = suggest(
        [each.source for each in empty],
        translation.source.locale.language_code,
        translation.target_locale.language_code,
    )
    filled = _keep(translation, user, zip(empty, found, strict=True))
    return Applied(filled, len(empty) - filled)


@transaction.atomic
def _keep(translation: Translation, user: Any, found: Iterable[tuple[Segment, str | None]]) -> int:
    """Write suggestions down. Returns how many: none when the translation was deleted or set on its own meanwhile."""
    lock_texts([translation.source.object_id])
    if not Translation.objects.filter(pk=translation.pk, enabled=True).exists():
        return 0
    filled = 0
    for segment, text in found:
        if text is not None and not _is_too_long(segment, text):
            _row, made = StringTranslation.objects.get_or_create(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale_id=translation.target_locale_id,
                defaults={
                    "data": text,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
                    "tool_name": NAME,
                    "last_translated_by": user,
                },
            )
            filled += made
    refresh(translation.source.object_id)
    return filled


def _is_too_long(segment: Segment, text: str) -> bool:
    limit = segment.place.max_length
    return bool(limit) and len(StringValue(text).render_text()) > limit


def _batches(strings: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in strings:
        if batch and (len(batch) == MOST_STRINGS or _size([*batch, text]) > MOST_BYTES):
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def _size(strings: Sequence[str]) -> int:
    return sum(len(text.encode()) for text in strings)


def _ask(strings: list[str], source: str, target: str) -> list[str]:
    body: dict[str, Any] = {"q": strings, "source": source, "target": target, "format": "html"}
    if settings.LIBRETRANSLATE_API_KEY:
        body["api_key"] = settings.LIBRETRANSLATE_API_KEY
    request = Request(  # noqa: S310 - `is_configured` admits http and https only
        settings.LIBRETRANSLATE_URL.rstrip("/") + "/translate",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
    )
    try:
        opener = build_opener(_NoRedirects)
        with opener.open(request, timeout=settings.LIBRETRANSLATE_TIMEOUT) as response:
            answer = json.loads(_read(response))["translatedText"]
    except (URLError, HTTPException, OSError):
        raise MachineUnavailable(
            _("The translation server does not answer. You can go on working; try again later.")
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise MachineUnavailable(
            _("The translation server answered something that cannot be read.")
        ) from None
    if not isinstance(answer, list) or len(answer) != len(strings):
        raise MachineUnavailable(_("The translation server answered something that cannot be read."))
    return [each if isinstance(each, str) else "" for each in answer]


def _read(response: HTTPResponse) -> bytes:
    """Return the answer, unless it dribbles in: the timeout of the connection begins anew with every byte."""
    end = time.monotonic() + settings.LIBRETRANSLATE_TIMEOUT
    body = b""
    while len(body) < LARGEST_ANSWER and (part := response.read1(LARGEST_ANSWER - len(body))):
        body += part
        if time.monotonic() > end:
            raise TimeoutError
    return body


def _usable(source: str, answer: str) -> str | None:
    try:
        text = normalise(answer).strip()
        markup.parse(text)
        data = StringValue.from_translated_html(text).data
    except ValueError:
        return None
    return data if data and extract_ids(source) == extract_ids(data) else None
