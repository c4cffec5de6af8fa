"""Atom feeds, one for each section and language."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator, timezone


def article_feed(section, request: HttpRequest, pages) -> HttpResponse:
    """Return the Atom feed (RFC 4287) of `pages`, the newest texts of `section`, in the section's language."""
    feed = feedgenerator.Atom1Feed(
        title=section.title,
        link=section.get_full_url(request),
        description=getattr(section, "introduction", ""),
        language=section.language,
        feed_url=request.build_absolute_uri(request.path),
    )
    for page in pages:
        feed.add_item(
            title=page.title,
            link=page.get_full_url(request),
            description=page.summary,
            pubdate=_moment(page.listing_date),
            updateddate=page.last_published_at,
            unique_id=f"urn:uuid:{page.translation_key}:{page.language}",
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
