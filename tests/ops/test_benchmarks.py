"""The benchmark of the API compares equal work only, and says where it is not."""

import copy

import pytest

from benchmarks.client import Taken, summed_up
from benchmarks.comparison import differences

pytestmark = pytest.mark.any_database

OURS = {
    "id": 7,
    "type": "press.StatementPage",
    "meta": {
        "type": "press.StatementPage",
        "locale": "bn",
        "slug": "statement-000001",
        "translations": [{"id": 8}],
        "parent": {"id": 5},
        "only_ours": 1,
    },
    "title": "নমুনা: তদন্ত চাই",
    "topics": [{"slug": "torture", "name": "নির্যাতন"}],
    "hero_image": {
        "id": 3,
        "srcset": [{"url": "http://a.example/media/images/one.width-480.webp"}],
    },
    "body": [
        {
            "type": "paragraph",
            "id": "b1",
            "value": '<p>দেখুন <a href="http://a.example/bn/x/">আগের লেখা</a>।</p>',
        },
        {
            "type": "demands",
            "id": "b2",
            "value": {"intro": "", "items": [{"text": "তদন্ত", "authority": None}]},
        },
    ],
}
STOCK = OURS | {
    "meta": {
        "type": "press.StatementPage",
        "locale": "bn",
        "slug": "statement-000001",
        "translations": [{"id": 8}],
        "parent": {"id": 5},
        "alias_of": None,
    },
    "hero_image": {"id": 3, "width_480_format_webp": {"url": "/media/images/one.width-480.webp", "alt": ""}},
    "body": [
        {"type": "paragraph", "id": "b1", "value": '<p>দেখুন <a href="/bn/x/">আগের লেখা</a>।</p>'},
        *OURS["body"][1:],
    ],
}


def test_two_forms_of_the_same_facts_are_equal():
    assert differences(OURS, STOCK) == []


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (["hero_image", "srcset"], [], "pictures"),
        (["title"], "Other", "title"),
        (["topics"], [], "topics"),
        (["body", 0, "value"], "<p>দেখুন আগের লেখা।</p>", "links"),
        (["body", 1, "value", "items", 0, "authority"], {"name": "পুলিশ"}, "demands"),
        (["meta", "translations"], [], "translations"),
    ],
)
def test_what_ours_has_otherwise_is_named(place, value, said):
    ours = copy.deepcopy(OURS)
    inner = ours
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value

    assert [difference.split()[2] for difference in differences(ours, STOCK)] == [said]


def test_a_field_that_only_wagtail_gives_is_named():
    assert differences(OURS, STOCK | {"reading_minutes": 3}) == ["page 7: ours has no reading_minutes"]


def test_median_and_95th_percentile_are_of_all_answers():
    times = summed_up([Taken(float(number), b"x" * 10) for number in range(1, 102)])

    assert (times.median, times.p95, times.size) == (51, 96, 10)
