"""Events as iCalendar files."""

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event

STATUS = {"scheduled": "CONFIRMED", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}


def event_calendar(page, request: HttpRequest) -> HttpResponse:
    """Return `page`, an event, as an iCalendar file (RFC 5545) in its language.

    Both languages carry the same UID, so that a calendar that meets both keeps one entry.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Kantho//Events//BN-EN")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", f"{page.translation_key}@kantho")
    event.add("dtstamp", page.last_published_at or page.starts_at)
    event.add("dtstart", page.starts_at)
    event.add("dtend", page.ends_at)
    event.add("summary", page.title)
    event.add("description", page.summary)
    event.add("location", ", ".join(filter(None, [page.venue, page.address, page.online_url])))
    event.add("url", page.get_full_url(request))
    event.add("status", STATUS[page.status])
    calendar.add_component(event)
    return HttpResponse(
        calendar.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{page.slug}.ics"'},
    )
