"""The reference data and the sample vocabulary are complete, bilingual and fit to be loaded as they stand.

These tests read the YAML files alone, without Django. Counts come from the standards that the files follow:
ISO 3166-2:BD for places, the United Nations' list of treaty bodies and mandates for mechanisms.
"""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "cms" / "core" / "data"

PLACES = yaml.safe_load((DATA / "places.yaml").read_text(encoding="utf-8"))
MECHANISMS = yaml.safe_load((DATA / "mechanisms.yaml").read_text(encoding="utf-8"))
CRITERIA = yaml.safe_load((DATA / "criteria.yaml").read_text(encoding="utf-8"))
VOCABULARY = yaml.safe_load((ROOT / "home" / "sample" / "vocabulary.yaml").read_text(encoding="utf-8"))

LISTS: dict[str, list[dict[str, Any]]] = {
    "places": PLACES,
    "mechanisms": MECHANISMS,
    "criteria": CRITERIA,
    **VOCABULARY,
}
# What a row must have, then what it may have besides.
KEYS = {
    "places": ({"slug", "level", "code", "name_bn", "name_en"}, {"parent"}),
    "mechanisms": ({"slug", "kind", "acronym", "name_bn", "name_en"}, {"treaty_bn", "treaty_en"}),
    "criteria": ({"slug", "order", "name_bn", "name_en", "description_bn", "description_en"}, set()),
    "topics": ({"slug", "name_bn", "name_en"}, {"parent"}),
    "authorities": ({"slug", "name_bn", "name_en"}, set()),
    "organisations": ({"slug", "acronym", "kind", "name_bn", "name_en"}, {"website"}),
    "people": ({"slug", "name_bn", "name_en", "role_bn", "role_en"}, set()),
}
TEXTS = [
    pytest.param(row[key], id=f"{name}-{row['slug']}-{key}")
    for name, rows in LISTS.items()
    for row in rows
    for key in row
    if key.endswith(("_bn", "_en"))
]
BANGLA_TEXTS = [text for text in TEXTS if str(text.id).endswith("_bn")]
ENGLISH_TEXTS = [text for text in TEXTS if str(text.id).endswith("_en")]

# Letters, signs and digits of the Bengali block; a joiner only where ra needs it before a ya-phala;
# spaces, punctuation and the danda; other digits; acronyms in capitals.
BANGLA = re.compile(
    r"(?:[\u0980-\u09ff]|(?<=\u09b0)\u200d(?=\u09cd)|[\s().,:;'/\u0964\u2013\u2019-]|[0-9]|[A-Z]{2,})+"
)
NUKTA = {"\u09a1\u09bc": "\u09dc", "\u09a2\u09bc": "\u09dd", "\u09af\u09bc": "\u09df"}


def canonical(text: str) -> str:
    """Return `text` in NFC with ড়, ঢ়, য় composed, which NFC itself takes apart (UAX #15)."""
    text = unicodedata.normalize("NFC", text)
    for decomposed, composed in NUKTA.items():
        text = text.replace(decomposed, composed)
    return text


def slugs(rows: list[dict[str, Any]], **having: str) -> list[str]:
    """Return the slugs of the rows whose values match `having`, in the file's order."""
    return [row["slug"] for row in rows if all(row.get(key) == value for key, value in having.items())]


# Every list


@pytest.mark.parametrize("name", KEYS)
def test_rows_have_the_keys_that_loaders_read_and_no_others(name: str) -> None:
    required, optional = KEYS[name]
    for row in LISTS[name]:
        assert required <= set(row) <= required | optional, row["slug"]


def test_the_files_hold_these_lists_and_no_others() -> None:
    assert set(LISTS) == set(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_slugs_are_ascii_short_and_unique(name: str) -> None:
    found = slugs(LISTS[name])
    assert [slug for slug, times in Counter(found).items() if times > 1] == []
    assert [slug for slug in found if not re.fullmatch(r"[a-z0-9-]+", slug)] == []
    assert [slug for slug in found if len(slug) > 50] == []  # SlugField's default length


@pytest.mark.parametrize("name", KEYS)
def test_no_two_rows_of_a_list_share_a_name(name: str) -> None:
    for key in ("name_bn", "name_en"):
        assert [text for text, times in Counter(row[key] for row in LISTS[name]).items() if times > 1] == []


@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_canonical_trimmed_and_not_empty(text: str) -> None:
    assert text == canonical(text)
    assert text == " ".join(text.split()) != ""


@pytest.mark.parametrize("text", BANGLA_TEXTS)
def test_bangla_texts_are_in_bengali_script(text: str) -> None:
    assert BANGLA.fullmatch(text)
    assert re.search(r"[\u0985-\u09b9]", text)


@pytest.mark.parametrize("text", ENGLISH_TEXTS)
def test_english_texts_are_in_plain_latin_script(text: str) -> None:
    assert text.isascii()
    assert re.search(r"[A-Za-z]", text)


# Places


def test_bangladesh_has_eight_divisions_and_sixty_four_districts() -> None:
    assert Counter(row["level"] for row in PLACES) == {"country": 9, "division": 8, "district": 64}


def test_districts_stand_under_the_division_that_governs_them() -> None:
    assert Counter(row["parent"] for row in PLACES if row["level"] == "district") == {
        "barishal-division": 6,
        "chattogram-division": 11,
        "dhaka-division": 13,
        "khulna-division": 10,
        "mymensingh-division": 4,
        "rajshahi-division": 8,
        "rangpur-division": 8,
        "sylhet-division": 4,
    }


def test_parents_are_earlier_rows_of_the_level_above() -> None:
    level_above = {"country": None, "division": "country", "district": "division"}
    seen: dict[str, str] = {}
    for row in PLACES:
        assert seen.get(row.get("parent")) == level_above[row["level"]], row["slug"]
        seen[row["slug"]] = row["level"]


def test_iso_codes_are_the_whole_of_the_standard_once_each() -> None:
    codes = {
        level: sorted(row["code"] for row in PLACES if row["level"] == level)
        for level in ("division", "district")
    }
    assert codes["division"] == [f"BD-{letter}" for letter in "ABCDEFGH"]
    assert codes["district"] == [f"BD-{number:02}" for number in range(1, 65)]
    assert sorted(row["code"] for row in PLACES if row["level"] == "country") == [
        *("AF", "BD", "BT", "IN", "LK", "MM", "MV", "NP", "PK"),
    ]


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("dhaka-division", "BD-C"),
        ("rangpur-division", "BD-F"),
        ("sylhet-division", "BD-G"),
        ("mymensingh-division", "BD-H"),
        ("dhaka", "BD-13"),
        ("gopalganj", "BD-17"),
        ("gazipur", "BD-18"),
        ("munshiganj", "BD-35"),
        ("madaripur", "BD-36"),
        ("cumilla", "BD-08"),
        ("jashore", "BD-22"),
        ("bogura", "BD-03"),
    ],
)
def test_places_easily_confused_carry_their_own_code(slug: str, code: str) -> None:
    assert slugs(PLACES, code=code) == [slug]


# Mechanisms


def test_mechanisms_are_the_review_ten_treaty_bodies_and_the_mandates_in_force() -> None:
    kinds = Counter(row["kind"] for row in MECHANISMS)
    assert kinds == {"upr": 1, "treaty_body": 10, "special_procedure": 47, "regional": 3}
    mandates = Counter(slug.partition("-")[0] for slug in slugs(MECHANISMS, kind="special_procedure"))
    assert mandates == {"wg": 7, "sr": 34, "ie": 6}


def test_mandates_are_named_by_what_their_holders_are() -> None:
    titles = {
        "wg": ("Working Group", "ওয়ার্কিং গ্রুপ"),
        "sr": ("Special Rapporteur", "বিশেষ প্রতিবেদক"),
        "ie": ("Independent Expert", "স্বাধীন বিশেষজ্ঞ"),
    }
    for row in (row for row in MECHANISMS if row["kind"] == "special_procedure"):
        english, bangla = titles[row["slug"].partition("-")[0]]
        assert row["name_en"].startswith(english), row["slug"]
        assert row["name_bn"].endswith(canonical(bangla)), row["slug"]


def test_treaty_bodies_and_only_they_name_their_treaty() -> None:
    with_treaty = [row["slug"] for row in MECHANISMS if {"treaty_bn", "treaty_en"} <= set(row)]
    assert with_treaty == slugs(MECHANISMS, kind="treaty_body")
    assert [row["slug"] for row in MECHANISMS if ("treaty_bn" in row) != ("treaty_en" in row)] == []


def test_acronyms_are_unique_and_never_missing_from_a_body_known_by_one() -> None:
    acronyms = [row["acronym"] for row in MECHANISMS if row["acronym"]]
    assert len(acronyms) == len(set(acronyms))
    assert [
        row["slug"] for row in MECHANISMS if not row["acronym"] and row["kind"] != "special_procedure"
    ] == []


# Criteria


def test_criteria_are_numbered_in_the_order_of_the_file() -> None:
    assert [row["order"] for row in CRITERIA] == list(range(1, 11))


def test_descriptions_are_one_sentence() -> None:
    for row in CRITERIA:
        assert re.fullmatch(r"[^।]+।", row["description_bn"]), row["slug"]
        assert re.fullmatch(r"[^.]+\.", row["description_en"]), row["slug"]


# The sample vocabulary


def test_topics_have_two_levels_and_parents_stand_first() -> None:
    parents: set[str] = set()
    for row in VOCABULARY["topics"]:
        if "parent" in row:
            assert row["parent"] in parents, row["slug"]
        else:
            parents.add(row["slug"])
    children = Counter(row["parent"] for row in VOCABULARY["topics"] if "parent" in row)
    assert set(children) == parents
    assert set(children.values()) <= {2, 3, 4}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "topics",
            "right-to-life-and-liberty enforced-disappearance torture extrajudicial-killing "
            "violence-against-women child-rights migrant-workers labour-rights freedom-of-expression "
            "press-freedom digital-rights minority-rights indigenous-peoples refugees access-to-justice "
            "prison-and-custody land-and-housing environment disability-rights un-mechanisms "
            "national-human-rights-institutions civic-space freedom-of-assembly",
        ),
        (
            "authorities",
            "ministry-of-home-affairs ministry-of-law ministry-of-women-and-children-affairs "
            "ministry-of-labour-and-employment ministry-of-expatriates-welfare ministry-of-information "
            "ministry-of-foreign-affairs ministry-of-education ministry-of-social-welfare "
            "ministry-of-chittagong-hill-tracts-affairs office-of-the-prime-minister-or-chief-adviser "
            "bangladesh-police national-human-rights-commission supreme-court prison-directorate "
            "election-commission un-human-rights-council all-states-of-saarc",
        ),
        (
            "people",
            "sample-author-one sample-author-two sample-media-coordinator sample-trainer sample-editor "
            "sample-advocacy-coordinator",
        ),
    ],
)
def test_slugs_that_the_sample_pages_refer_to_exist(name: str, wanted: str) -> None:
    assert set(wanted.split()) - set(slugs(VOCABULARY[name])) == set()


def test_the_nine_networks_are_there() -> None:
    networks = slugs(VOCABULARY["organisations"], kind="network")
    assert networks == ["apwld", "ecpat", "forum-asia", "iwraw", "mfa", "sahr", "safhr", "wluml", "we-can"]


def test_invented_people_and_organisations_say_so_in_both_languages() -> None:
    invented = [
        *VOCABULARY["people"],
        *(row for row in VOCABULARY["organisations"] if row["kind"] == "partner"),
    ]
    assert len(invented) == 9
    for row in invented:
        assert row["slug"].startswith("sample-")
        assert row["name_en"].startswith("Sample ")
        assert row["name_bn"].startswith("নমুনা ")


def test_only_networks_have_websites_and_those_are_secure_origins() -> None:
    for row in VOCABULARY["organisations"]:
        if "website" in row:
            assert row["kind"] == "network"
            assert re.fullmatch(r"https://[a-z0-9.-]+", row["website"])
