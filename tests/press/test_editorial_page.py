"""What an editorial says and refuses."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.factories import EditorialPageFactory, PersonFactory
from tests.reading import LANGUAGES, fact, in_english, open_page, said, text_of

pytestmark = pytest.mark.django_db

WORD = {"bn": "অধিকার", "en": "rights"}
PACE = {"bn": 190, "en": 238}


@pytest.mark.parametrize("language", LANGUAGES)
def test_authors_are_named_with_their_roles_in_the_editors_order(client, press, language):
    authors = [
        PersonFactory(name_bn="শিরিন আক্তার", name_en="Shirin Akter", role_bn="গবেষক", role_en="researcher"),
        PersonFactory(name_bn="আবদুল করিম", name_en="Abdul Karim", role_bn="", role_en=""),
    ]

    soup = open_page(client, EditorialPageFactory(parent=press[language], people=authors))

    shown = [" ".join(item.get_text("").split()) for item in soup.select(".byline li")]
    assert (
        shown
        == {"bn": ["শিরিন আক্তার, গবেষক", "আবদুল করিম"], "en": ["Shirin Akter, researcher", "Abdul Karim"]}[
            language
        ]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_is_told_how_long_the_text_takes(client, press, language):
    text = " ".join([WORD[language]] * (PACE[language] * 3 + 1))
    page = EditorialPageFactory(
        parent=press[language], summary=WORD[language], body=[("paragraph", f"<p>{text}</p>")]
    )

    soup = open_page(client, page)

    assert page.reading_minutes == 4
    with translation.override(language):
        message = translation.ngettext("%(shown)s min read", "%(shown)s min read", 4)
    assert message % {"shown": {"bn": "৪", "en": "4"}[language]} in text_of(soup, ".article__header")


@pytest.mark.parametrize("language", LANGUAGES)
def test_even_a_short_text_takes_a_minute(press, language):
    assert EditorialPageFactory(parent=press[language], body=[]).reading_minutes == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outlet_it_first_appeared_in_is_linked_and_dated(client, press, language):
    page = EditorialPageFactory(
        parent=press[language],
        outlet="The Sample Daily",
        outlet_url="https://daily.example/opinion/1",
        outlet_on=datetime.date(2026, 2, 19),
    )

    soup = open_page(client, page)

    shown = fact(soup, said(language, "First appeared in"))
    assert (
        shown
        == {"bn": "The Sample Daily , ১৯ ফেব্রুয়ারি ২০২৬", "en": "The Sample Daily , 19 February 2026"}[language]
    )
    link = soup.select_one('.facts a[href="https://daily.example/opinion/1"]')
    assert link["rel"] == ["noreferrer"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_editorial_of_our_own_names_no_outlet(client, press, language):
    soup = open_page(client, EditorialPageFactory(parent=press[language]))

    assert fact(soup, said(language, "First appeared in")) == ""
    assert fact(soup, said(language, "Date")) == {"bn": "২১ ফেব্রুয়ারি ২০২৬", "en": "21 February 2026"}[language]


@pytest.mark.parametrize(
    "values", [{"outlet_url": "https://daily.example/"}, {"outlet_on": datetime.date(2026, 2, 19)}]
)
def test_a_link_or_a_date_without_an_outlet_is_refused(press, values):
    page = EditorialPageFactory(parent=press["bn"])
    for name, value in values.items():
        setattr(page, name, value)

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {"outlet": ["Name the outlet that the link or the date belongs to."]}
