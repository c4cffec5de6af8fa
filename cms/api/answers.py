"""Whole answers, kept in the cache that all processes share for as long as nothing that readers see changes.

An answer is kept under the tag of its ETag, which is another after every committed change (`cms.api.conditional`). So
none is ever deleted or found again too late: what was withdrawn is asked for under a tag that nothing was kept under.
The tag is made before the content is read, so an answer may be newer than its tag says, never older.

Asking costs two round trips: the content version from the database, the answer from the cache.
"""

import logging
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from rest_framework.response import Response

from cms.api.compression import compress
from cms.api.conditional import Validators

logger = logging.getLogger(__name__)

ALIAS = "answers"
# In seconds. An older one is as good; this only bounds the room that is taken by answers nobody asks for.
KEPT_FOR = 600
# In bytes. A hundred whole pages, compressed, are well below it.
LARGEST = 512 * 1024


class _Health:
    """Whether keeping has failed since it last worked."""

    is_failing = False


def find(known: Validators) -> HttpResponse | None:
    """Return the answer that was kept under `known`, compressed as the client asks; None when there is none."""
    try:
        kept = caches[ALIAS].get(_key(known))
    except Exception:
        return _note_failure()
    if kept is None:
        return None
    body, headers = kept
    return HttpResponse(body, headers=headers)


def keep(request: HttpRequest, response: Any, known: Validators) -> None:
    """Keep `response`, the answer to `request`, under `known` as soon as it is written out."""
    if isinstance(response, Response):
        response.add_post_render_callback(lambda written: _keep(request, written, known))


def _keep(request: HttpRequest, response: HttpResponse, known: Validators) -> None:
    compress(request, response)
    if len(response.content) > LARGEST:
        return
    try:
        caches[ALIAS].set(_key(known), (response.content, dict(response.headers)), KEPT_FOR)
        _Health.is_failing = False
    except Exception:
        _note_failure()


def _key(known: Validators) -> str:
    return f"{known.tag}-{known.encoding or 'identity'}"


def _note_failure() -> None:
    """Say once that the cache does not work, such as for want of room on the disk: people read on."""
    if not _Health.is_failing:
        logger.exception("Answers cannot be kept; each is made anew.")
    _Health.is_failing = True
