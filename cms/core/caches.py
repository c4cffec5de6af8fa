"""The cache on Redis, which may be down: then answers are slower, and nothing else."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# After a failure Redis is left alone this long: each request would wait for it anew.
PAUSE_SECONDS = 5


def _or_else(make_default: Callable[..., Any]) -> Callable[[Callable], Callable]:
    """Return a decorator: while Redis does not answer, a method returns what `make_default` makes of its arguments."""

    def decorate(method: Callable) -> Callable:
        @wraps(method)
        def ask(self: "PatientRedisCache", *args: Any, **kwargs: Any) -> Any:
            if time.monotonic() < self.silent_until:
                return make_default(*args, **kwargs)
            try:
                result = method(self, *args, **kwargs)
            except RedisError:
                self.note_failure()
                return make_default(*args, **kwargs)
            self.note_success()
            return result

        return ask

    return decorate


class PatientRedisCache(RedisCache):
    """Django's cache on Redis, except that while Redis does not answer everything is as if it held nothing.

    Emptying it, and deleting from it, fail as ever: what could not be deleted would be found again later.
    """

    # One for all threads of a process: Redis is down for all of them.
    silent_until = 0.0
    is_failing = False

    @classmethod
    def note_failure(cls) -> None:
        """Leave Redis alone for a while; say so once, and not again until it has answered."""
        cls.silent_until = time.monotonic() + PAUSE_SECONDS
        if not cls.is_failing:
            logger.exception("The cache does not answer; going on without it.")
        cls.is_failing = True

    @classmethod
    def note_success(cls) -> None:
        """Say that Redis answers again, if it did not."""
        if cls.is_failing:
            logger.warning("The cache answers again.")
        cls.is_failing = False

    add = _or_else(lambda *args, **kwargs: False)(RedisCache.add)
    get = _or_else(lambda key, default=None, **kwargs: default)(RedisCache.get)
    get_many = _or_else(lambda *args, **kwargs: {})(RedisCache.get_many)
    has_key = _or_else(lambda *args, **kwargs: False)(RedisCache.has_key)
    set = _or_else(lambda *args, **kwargs: None)(RedisCache.set)
    set_many = _or_else(lambda data, *args, **kwargs: list(data))(RedisCache.set_many)
    touch = _or_else(lambda *args, **kwargs: False)(RedisCache.touch)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number.

        Raises:
            ValueError: when there is no such number, as when Redis does not answer.
        """
        number = self._incr(key, delta, version)
        if number is None:
            raise ValueError(f"There is no number {key!r} in the cache.")
        return number

    _incr = _or_else(lambda *args, **kwargs: None)(RedisCache.incr)
