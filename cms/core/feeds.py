"""Atom feeds, one for each section and language."""

import datetime
from urllib.parse import urljoin
from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator, timezone


def article_feed(section, request: HttpRequest, pages, author: str) -> HttpResponse:
    """Return the Atom feed (RFC 4287) of `pages`, the newest texts of `section`, in the section's language.

    `author` is the organisation's name; the section's title stands in for it while it is not known.
    """
    feed = feedgenerator.Atom1Feed(
        title=section.title,
        link=section.get_full_url(request),
        description=getattr(section, "introduction", ""),
        language=section.language,
        author_name=author or section.title,
        feed_url=urljoin(section.get_full_url(request), "feed/"),
    )
    for page in pages:
        feed.add_item(
            title=page.title,
            link=page.get_full_url(request),
            description=page.summary,
            pubdate=_moment(page.listing_date),
            updateddate=page.last_published_at,
            unique_id=uuid5(page.translation_key, page.language).urn,
            categories=[topic.name for topic in page.topics],
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _moment(date: datetime.date | datetime.datetime | None) -> datetime.datetime | None:
    """Return the first moment of `date` in Dhaka; a moment, or nothing, is returned as it is."""
    if date is None or isinstance(date, datetime.datetime):
        return date
    return timezone.make_aware(datetime.datetime.combine(date, datetime.time.min))
