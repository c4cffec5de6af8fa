"""What a message says: what happened to which page, and where to read it. Never a title, a text or a name."""

import datetime
import json
from typing import Any
from urllib.parse import urljoin

from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from wagtail.models import Site

from cms.api.models import ContentChange
from cms.api.models.webhooks import TEST_EVENT


def site_root() -> str:
    """Return where the site is, without a slash at the end. No request asks here, so it is the default site's."""
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else ""


def event_type(change: ContentChange) -> str:
    """Return the type of the message about `change`, such as `page.published`."""
    return f"page.{change.kind}"


def change_body(change: ContentChange, root: str) -> str:
    """Return the message about `change`, as JSON."""
    detail = None if change.is_gone else urljoin(root, reverse("api:page", args=[change.page_id]))
    html = None if change.is_gone else iri_to_uri(urljoin(root, change.path))
    data = {
        "id": change.page_id,
        "type": change.page_type,
        "locale": change.language,
        "translation_key": str(change.translation_key),
        "change": change.kind,
        "is_gone": change.is_gone,
        "detail_url": detail,
        "html_url": html,
    }
    return _body(event_type(change), change.at, data)


def test_body() -> str:
    """Return a message that tells of nothing."""
    return _body(TEST_EVENT, timezone.now(), {})


def _body(kind: str, at: datetime.datetime, data: dict[str, Any]) -> str:
    moment = at.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
    return json.dumps({"type": kind, "timestamp": moment, "data": data}, separators=(",", ":"))
