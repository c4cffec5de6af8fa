"""Asking a server on this machine over connections that stay open, and taking the time."""

import http.client
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.server import HOST, BenchmarkError


class Ask(NamedTuple):
    """One address, and the language that the reader prefers."""

    path: str
    language: str


class Taken(NamedTuple):
    """How long an answer took, and the answer."""

    milliseconds: float
    body: bytes


@dataclass(frozen=True)
class Times:
    """How long answers took on one connection, in milliseconds, and how many bytes they had."""

    median: float
    p95: float
    size: float


class Client:
    """One connection. Answers are asked for whole and uncompressed, with nothing a kept copy could be named by."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=120)

    def get(self, ask: Ask) -> Taken:
        """Return the answer at an address.

        Raises:
            BenchmarkError: when it is not 200, or there is none.
        """
        begun = time.perf_counter()
        try:
            self.connection.request("GET", ask.path, headers={"Accept-Language": ask.language})
            response = self.connection.getresponse()
            body = response.read()
        except (http.client.HTTPException, OSError) as error:
            raise BenchmarkError(f"{ask.path} has no answer: {error!r}") from error
        taken = (time.perf_counter() - begun) * 1000
        if response.status != http.client.OK:
            said = body[:300].decode(errors="replace")
            raise BenchmarkError(f"{ask.path} answers {response.status}, not 200: {said}")
        return Taken(taken, body)


def one_by_one(port: int, asks: Sequence[Ask]) -> list[Taken]:
    """Ask for one after the other on one connection."""
    client = Client(port)
    return [client.get(ask) for ask in asks]


def at_once(port: int, asks: Sequence[Ask], connections: int) -> float:
    """Ask for all over some connections, each as fast as it is answered; return the seconds from first to last."""
    shares = [asks[start::connections] for start in range(connections)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(lambda share: len(one_by_one(port, share)), shares))
    return time.perf_counter() - begun


def summed_up(taken: Sequence[Taken]) -> Times:
    """Return median and 95th percentile of the times, and the median size."""
    times = [each.milliseconds for each in taken]
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return Times(statistics.median(times), p95, statistics.median(len(each.body) for each in taken))
