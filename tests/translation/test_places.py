"""Where a passage stands, in words that a translator understands, in both languages."""

import datetime

import pytest
from django.utils import translation

from cms.bangla.normalise import normalise
from cms.translation.models import TranslationStatus
from cms.translation.roles import WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from tests.factories import EventPageFactory
from tests.factories.registry import rich_body
from tests.factories.users import member
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database


@kept_fixture
def sent(press) -> TranslationStatus:
    """An event with every block and two items of an agenda."""
    agenda = [
        {"starts_at": datetime.time(10), "title": "সূচনা"},
        {"starts_at": datetime.time(11), "title": "প্রশ্ন"},
    ]
    page = EventPageFactory(parent=press["bn"], body=rich_body(press["bn"]), agenda=agenda)
    return send_for_translation(page, member(WRITERS))


@pytest.mark.parametrize(
    ("source", "language", "what", "where"),
    [
        ("What happened", "en", "heading, level 2", "Body, block 2 of 13"),
        ("What happened", "bn", "উপশিরোনাম, স্তর ২", "মূল লেখা, ব্লক ২/১৩"),
        ("A relative", "en", "who said it", "Body, block 3 of 13: Quotation"),
        ("Khulna", "en", "cell in row 2, column 1", "Body, block 9 of 13: Table"),
        ("Khulna", "bn", "সারি ২, কলাম ১-এর ঘর", "মূল লেখা, ব্লক ৯/১৩: সারণি"),
        ("An inquiry.", "en", "demand, no. 1", "Body, block 4 of 13: Demands"),
        ("Tried", "en", "name, no. 2", "Body, block 8 of 13: Chart"),
        ("প্রশ্ন", "en", "title, no. 2", "Agenda items"),
        ("প্রশ্ন", "bn", "শিরোনাম, ২ নম্বর", "কর্মসূচির অংশ"),
    ],
)
def test_a_passage_says_what_it_is_and_where_it_stands(sent, source, language, what, where):
    with translation.override(language):
        segments = load_segments(attached_translation(sent))
        place = next(each.place for each in segments if each.source == normalise(source))

        assert (place.what, place.where) == (normalise(what), normalise(where))
