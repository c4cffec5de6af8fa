"""Events as iCalendar files."""

import datetime

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event

STATUS = {"scheduled": "CONFIRMED", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}


def event_calendar(page, request: HttpRequest) -> HttpResponse:
    """Return `page`, an event, as an iCalendar file (RFC 5545) in its language.

    Both languages carry the same UID, so that a calendar that meets both keeps one entry. Times are written
    in UTC: a time in Dhaka's zone would need the zone's own rules in the file (section 3.2.19).
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Kantho//Events//BN-EN")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", f"{page.translation_key}@kantho")
    event.add("dtstamp", (page.last_published_at or page.starts_at).astimezone(datetime.UTC))
    event.add("dtstart", page.starts_at.astimezone(datetime.UTC))
    # An end must lie after the start (section 3.8.2.2); an event without length has none.
    if page.ends_at > page.starts_at:
        event.add("dtend", page.ends_at.astimezone(datetime.UTC))
    event.add("summary", page.title, parameters={"language": page.language})
    event.add("description", "\n\n".join(filter(None, [page.status_reason, page.summary])))
    if page.has_place:
        address = ", ".join(page.address.splitlines())
        event.add("location", ", ".join(filter(None, [page.venue, address, page.online_url])))
    event.add("url", page.get_full_url(request))
    event.add("status", STATUS[page.status])
    calendar.add_component(event)
    return HttpResponse(
        calendar.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{page.slug}.ics"'},
    )
