"""A first sync, from its first page of results to its last: the time of each has to stay the same."""

import json
import statistics
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from benchmarks.client import Ask, Client
from benchmarks.report import surroundings
from benchmarks.server import BenchmarkError, gunicorn, project, say

LIMIT = 100
# Of Wagtail's answers, which take long, only so many are asked for at the beginning, in the middle and at the end.
SAMPLED = 5


def run(addresses: Mapping[str, str], pages: int, workers: int) -> int:
    """Walk both languages, print the table, and return the exit status: 1 when a page was missed or came twice.

    Raises:
        BenchmarkError: when an address does not answer.
    """
    faults = []
    with project(pages) as port:
        from cms.core.languages import LANGUAGES

        print("| list of 100 | full pages of results | first, ms | middle, ms | last, ms | last to first |")
        print("|---|---:|---:|---:|---:|---:|")
        with gunicorn(port, workers):
            for language in LANGUAGES:
                say(f"Walking: {language}.")
                times, fault = _walk(port, addresses["ours"].format(locale=language), language)
                faults += fault
                _row(f"ours, {language}", str(len(times)), _deciles(times))
                say(f"Sampling Wagtail's: {language}.")
                count, samples = _sample(port, addresses["stock"], language)
                title = f"Wagtail's by offset, {language}"
                _row(title, f"{count} ({sum(map(len, samples))} asked for)", samples)
        print("\n" + surroundings(pages, workers))
    print(
        "Ours: the medians of the first tenth of the pages of results, of the tenth in the middle and of the last. "
        f"Wagtail's: of up to {SAMPLED} in each of these places; it was not walked whole."
    )
    print("\n".join(faults) or "Each page of the list came once.")
    return 1 if faults else 0


def _walk(port: int, path: str, language: str) -> tuple[list[float], list[str]]:
    """Follow `meta.next` to the end; return the milliseconds of each full answer, and what was missed or came twice.

    Raises:
        BenchmarkError: when an address does not answer, or there is no full page of results.
    """
    client = Client(port)
    client.get(Ask(path, language))  # the first answer of a process makes what later ones find
    times: list[float] = []
    keys: list[int] = []
    total, address = 0, path
    while address:
        taken = client.get(Ask(address, language))
        answer = json.loads(taken.body)
        if len(answer["items"]) == LIMIT:  # the last one may be short, and quick for that
            times.append(taken.milliseconds)
        keys += [item["id"] for item in answer["items"]]
        total = answer["meta"].get("total_count", total)
        # Only the path: a site may say that it has another host than the one it is asked at here.
        following = urlsplit(answer["meta"]["next"] or "")
        address = f"{following.path}?{following.query}" if following.path else ""
    if not times:
        raise BenchmarkError(f"There are fewer than {LIMIT} pages; make more.")
    faults = []
    if len(set(keys)) != len(keys) or len(keys) != total:
        faults.append(f"**{language}: {len(keys)} came, {len(set(keys))} different ones, of {total}.**")
    return times, faults


def _sample(port: int, template: str, language: str) -> tuple[int, list[list[float]]]:
    """Return how many pages of results there are, and the milliseconds of some of the first, middle and last."""
    client = Client(port)
    first = client.get(Ask(template.format(locale=language, offset=0), language))
    count = json.loads(first.body)["meta"]["total_count"] // LIMIT  # whole ones only
    sampled = min(SAMPLED, max(1, count // 3))
    starts = (0, max(0, (count - sampled) // 2), max(0, count - sampled))
    offsets = [[LIMIT * (start + number) for number in range(sampled)] for start in starts]
    asks = [[Ask(template.format(locale=language, offset=each), language) for each in row] for row in offsets]
    return count, [[client.get(ask).milliseconds for ask in row] for row in asks]


def _deciles(times: Sequence[float]) -> list[Sequence[float]]:
    size = max(1, len(times) // 10)
    middle = (len(times) - size) // 2
    return [times[:size], times[middle : middle + size], times[-size:]]


def _row(title: str, count: str, parts: Sequence[Sequence[float]]) -> None:
    first, middle, last = (statistics.median(part) for part in parts)
    print(f"| {title} | {count} | {first:.0f} | {middle:.0f} | {last:.0f} | {last / first:.2f} |", flush=True)
