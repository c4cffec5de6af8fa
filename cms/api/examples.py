"""What the OpenAPI document gives as examples. A test holds each against its own schema."""

from http import HTTPStatus
from typing import Any

# Parameters by name.
PARAMETERS: dict[str, Any] = {
    "html_path": "/en/press/death-in-custody/",
}

# Fields by name, or by the name of their schema and their own. No example names a living person.
PROPERTIES: dict[str, str | int] = {
    "acronym": "OHCHR",
    "alt": "A crowd in front of a court, holding empty plates.",
    "article": "35(5)",
    "attribution": "A mother",
    "caption": "Families wait in front of the court in Dhaka.",
    "credit": "The desk",
    "detail_url": "https://desk.example.org/api/v2/pages/57/",
    "extension": "pdf",
    "first_published_at": "2026-03-26T10:05:00+06:00",
    "html_url": "https://desk.example.org/en/press/death-in-custody/",
    "id": 57,
    "instrument": "Constitution of the People's Republic of Bangladesh",
    "issued_on": "2026-03-26",
    "last_published_at": "2026-03-26T10:05:00+06:00",
    "name": "Deaths in custody",
    "next": "https://desk.example.org/api/v2/pages/?locale=en&limit=20&offset=20",
    "reference": "ASK/PS/2026/041",
    "slug": "death-in-custody",
    "summary": "A man died in police custody in Dhaka. We demand an independent inquiry.",
    "title": "Death in custody condemned",
    "translation_key": "0f4dd2f1-2c53-4e3e-9f5c-6d0a0f9a2f11",
    "AgendaItem.title": "Opening",
    "Authority.name": "Ministry of Home Affairs",
    "Authority.slug": "ministry-of-home-affairs",
    "Chart.title": "Deaths in custody, by year",
    "Document.title": "Report on deaths in custody, 2026",
    "Document.url": "https://desk.example.org/documents/12/deaths-in-custody-2026.pdf",
    "Heading.text": "What happened",
    "Mechanism.name": "Human Rights Committee",
    "Mechanism.slug": "human-rights-committee",
    "NamedPerson.name": "Name Surname",
    "NamedPerson.slug": "name-surname",
    "Organisation.name": "An organisation",
    "Organisation.slug": "an-organisation",
    "Person.name": "Name Surname",
    "Person.slug": "name-surname",
    "Place.name": "Dhaka",
    "Problem.code": "invalid_parameters",
    "Problem.detail": "The request has parameters that are not allowed here.",
    "Problem.status": 400,
    "Problem.title": "Bad request",
    "Problem.type": "about:blank",
    "Table.title": "Deaths in custody, by district",
    "Topic.slug": "deaths-in-custody",
}


def _problem(
    status: HTTPStatus, title: str, code: str, detail: str, *errors: dict[str, Any]
) -> dict[str, Any]:
    return {
        "value": {
            "type": "about:blank",
            "title": title,
            "status": int(status),
            "code": code,
            "detail": detail,
            "errors": list(errors),
        }
    }


def _limit(detail: str) -> dict[str, Any]:
    return {"parameter": "limit", "detail": detail, "allowed": None, "minimum": 1, "maximum": 100}


# Problems by status, each in both languages, word for word as `cms.api.errors` says them.
PROBLEMS: dict[HTTPStatus, dict[str, dict[str, Any]]] = {
    HTTPStatus.BAD_REQUEST: {
        "en": _problem(
            HTTPStatus.BAD_REQUEST,
            "Bad request",
            "invalid_parameters",
            "The request has parameters that are not allowed here.",
            _limit("“1000” is not a whole number from 1 to 100."),
        ),
        "bn": _problem(
            HTTPStatus.BAD_REQUEST,
            "ত্রুটিপূর্ণ অনুরোধ",
            "invalid_parameters",
            "অনুরোধে এমন প্যারামিটার আছে, যা এখানে অনুমোদিত নয়।",
            _limit("“1000” ১ থেকে ১০০-এর মধ্যে কোনো পূর্ণসংখ্যা নয়।"),
        ),
    },
    HTTPStatus.NOT_FOUND: {
        "en": _problem(HTTPStatus.NOT_FOUND, "Not found", "not_found", "There is no published page 999."),
        "bn": _problem(HTTPStatus.NOT_FOUND, "পাওয়া যায়নি", "not_found", "999 নম্বরের কোনো প্রকাশিত পাতা নেই।"),
    },
    HTTPStatus.TOO_MANY_REQUESTS: {
        "en": _problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "Too many requests",
            "too_many_requests",
            "Too many requests came from your address. Try again later.",
        ),
        "bn": _problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "অতিরিক্ত অনুরোধ",
            "too_many_requests",
            "আপনার ঠিকানা থেকে অতিরিক্ত অনুরোধ এসেছে। কিছুক্ষণ পরে আবার চেষ্টা করুন।",
        ),
    },
    HTTPStatus.INTERNAL_SERVER_ERROR: {
        "en": _problem(
            HTTPStatus.INTERNAL_SERVER_ERROR,
            "Internal server error",
            "internal_error",
            "Something failed on our side. It has been written down and will be looked at.",
        ),
        "bn": _problem(
            HTTPStatus.INTERNAL_SERVER_ERROR,
            "সার্ভারের অভ্যন্তরীণ ত্রুটি",
            "internal_error",
            "আমাদের দিকে কোনো সমস্যা হয়েছে। বিষয়টি নথিবদ্ধ করা হয়েছে, এটি খতিয়ে দেখা হবে।",
        ),
    },
}
