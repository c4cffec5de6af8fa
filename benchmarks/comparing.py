"""Our list and our detail beside Wagtail's: the same facts, the queries, the times, and a table of them."""

import json
import random
import shutil
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from benchmarks.client import Ask, Times, at_once, one_by_one, summed_up
from benchmarks.comparison import differences
from benchmarks.report import surroundings
from benchmarks.server import HOST, BenchmarkError, gunicorn, project, say

SIDES = ("ours", "stock")
# What the table calls each; the last is what ours come to when they are asked for a second time.
TITLES = {"ours": "ours", "stock": "Wagtail's", "kept": "ours, asked for again"}
LIST = 20
CHECKED, COUNTED, WARMED = 20, 20, 40
# The machine's mood changes: both sides are measured by turns.
TURNS = 4

Addresses = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Plan:
    """What is asked for of one side, each address once: what is checked, counted, asked for to warm up, and timed."""

    checked: Sequence[Ask]
    counted: Sequence[Ask]
    warming: Sequence[Ask]
    alone: Sequence[Ask]
    at_once: Sequence[Ask]


@dataclass(frozen=True)
class Result:
    """What one side came to."""

    queries: Sequence[int]
    times: Times
    answers_a_second: float


def run(addresses: Addresses, pages: int, workers: int, requests: int, connections: int) -> int:
    """Compare, print the table, and return the exit status: 1 when the two do not say the same.

    Raises:
        BenchmarkError: when an address does not answer, or the corpus is too small.
    """
    with project(pages) as port:
        plans = {name: _plans(name, templates, requests) for name, templates in addresses.items()}
        unequal = {name: _check(by_side) for name, by_side in plans.items()}
        queries = {name: _count(by_side) for name, by_side in plans.items()}
        _empty_cache()
        with gunicorn(port, workers):
            say("Warming up.")
            for by_side in plans.values():
                for plan in by_side.values():
                    at_once(port, plan.warming, connections)
            results = {
                name: _measure(name, by_side, queries[name], port, connections)
                for name, by_side in plans.items()
            }
        print("\n".join(_table(results, connections)))
        print("\n" + surroundings(pages, workers))
    asked = [len(plan.alone) for by_side in plans.values() for plan in by_side.values()]
    print(
        f"\nRequests for each time: {min(asked)}; each address was asked for once, in one shuffled order, and ours"
        " once more at the end."
    )
    return _say_whether_equal(unequal)


def _plans(name: str, templates: Mapping[str, str], requests: int) -> dict[str, Plan]:
    points = list(_points(name, "{id}" in templates["ours"]))
    random.Random(1).shuffle(points)  # noqa: S311 - an order, no secret
    timed = min(requests, (len(points) - CHECKED - COUNTED - WARMED) // 2)
    if timed < TURNS:
        raise BenchmarkError(f"There are only {len(points)} addresses of a {name}; make more pages.")
    plans = {}
    for side in SIDES:
        asks = [Ask(templates[side].format(**point), point["locale"]) for point in points]
        ends = accumulate((CHECKED, COUNTED, WARMED, timed, timed), initial=0)
        plans[side] = Plan(*(asks[start:end] for start, end in pairwise(ends)))
    return plans


def _points(name: str, is_detail: bool) -> Iterator[dict]:
    """Yield what goes into the addresses: every page, or every place where a list of statements can begin."""
    from cms.core.languages import LANGUAGES
    from home.corpus.building import corpus_sections
    from press.models import StatementPage

    for language in LANGUAGES:
        if is_detail:
            section = corpus_sections()[language]
            for key in section.get_children().order_by("pk").values_list("pk", flat=True):
                yield {"locale": language, "id": key}
        else:
            statements = StatementPage.objects.live().filter(locale__language_code=language).count()
            for offset in range(max(0, statements - LIST + 1)):
                yield {"locale": language, "offset": offset}


def _get(ask: Ask) -> dict:
    """Return the answer at an address, in this process."""
    from django.test import Client

    response = Client(HTTP_HOST=HOST).get(ask.path, headers={"accept-language": ask.language})
    if response.status_code != 200:
        said = response.content[:300].decode(errors="replace")
        raise BenchmarkError(f"{ask.path} answers {response.status_code}, not 200: {said}")
    return json.loads(response.content)


def _check(plans: Mapping[str, Plan]) -> list[str]:
    """Return in what the two sides' answers do not say the same."""
    found: list[str] = []
    for ours, stock in zip(plans["ours"].checked, plans["stock"].checked, strict=True):
        our_pages, stock_pages = (answer.get("items", [answer]) for answer in (_get(ours), _get(stock)))
        if [page["id"] for page in our_pages] != [page["id"] for page in stock_pages]:
            found.append(f"{ours.path} and {stock.path} list other pages, or in another order")
            continue
        for our_page, stock_page in zip(our_pages, stock_pages, strict=True):
            found += differences(our_page, stock_page)
    return found


def _count(plans: Mapping[str, Plan]) -> dict[str, list[int]]:
    """Return how many queries answers take, in this process, which has its lasting lookups behind it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts: dict[str, list[int]] = {}
    for side, plan in {**plans, "kept": plans["ours"]}.items():
        counts[side] = []
        for ask in plan.counted:
            with CaptureQueriesContext(connection) as queries:
                _get(ask)
            counts[side].append(len(queries))
    return counts


def _empty_cache() -> None:
    """Forget what checking and counting may have kept, in the files of the cache."""
    from django.conf import settings

    shutil.rmtree(settings.CACHES["default"]["LOCATION"], ignore_errors=True)


def _measure(
    name: str, plans: Mapping[str, Plan], queries: Mapping[str, list[int]], port: int, connections: int
) -> dict[str, Result]:
    alone: dict[str, list] = {side: [] for side in SIDES}
    seconds = dict.fromkeys(SIDES, 0.0)
    for turn in range(TURNS):
        say(f"Measuring: {name}, {turn + 1} of {TURNS}.")
        for side in SIDES:
            alone[side] += one_by_one(port, plans[side].alone[turn::TURNS])
            seconds[side] += at_once(port, plans[side].at_once[turn::TURNS], connections)
    asked = {side: len(plans[side].at_once) for side in SIDES}
    say(f"Measuring: {name}, again.")
    again = plans["ours"].alone
    alone["kept"], seconds["kept"], asked["kept"] = (
        one_by_one(port, again),
        at_once(port, again, connections),
        len(again),
    )
    return {
        side: Result(queries[side], summed_up(alone[side]), asked[side] / seconds[side]) for side in TITLES
    }


def _table(results: Mapping[str, Mapping[str, Result]], connections: int) -> Iterator[str]:
    yield f"| | queries | median, ms | 95th percentile, ms | answers/s on {connections} connections | kB |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, by_side in results.items():
        for side, title in TITLES.items():
            result = by_side[side]
            least, most = min(result.queries), max(result.queries)
            middle = round(statistics.median(result.queries))
            queries = str(middle) if least == most else f"{middle} ({least} to {most})"
            yield (
                f"| {name}, {title} | {queries} | {result.times.median:.1f} | {result.times.p95:.1f}"
                f" | {result.answers_a_second:.1f} | {result.times.size / 1000:.1f} |"
            )
        ours, stock = by_side["ours"], by_side["stock"]
        faster = (
            stock.times.median / ours.times.median,
            stock.times.p95 / ours.times.p95,
            ours.answers_a_second / stock.answers_a_second,
        )
        yield f"| **{name}: times as fast** | | " + " | ".join(f"**{each:.1f}**" for each in faster) + " | |"


def _say_whether_equal(unequal: Mapping[str, list[str]]) -> int:
    for name, found in unequal.items():
        if not found:
            print(f"{name.capitalize()}: {CHECKED} answers of each were compared; they hold the same facts.")
            continue
        print(f"**{name.capitalize()}: not comparable.** {len(found)} differences, such as:\n")
        print("\n".join(f"- {difference}" for difference in found[:10]))
    return 1 if any(unequal.values()) else 0
