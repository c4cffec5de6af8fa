"""Pages of results by `limit` and `offset`, as in Wagtail's API, within bounds."""

from typing import Any

from django.http import QueryDict

from cms.api.addresses import Addresses
from cms.api.parameters import Number

MAX_OFFSET = 100_000

LIMIT = Number(name="limit", description="How many items to answer with.", minimum=1, maximum=100, default=20)
OFFSET = Number(
    name="offset",
    description="How many items to leave out at the beginning. Beyond the last, the answer is an empty list.",
    minimum=0,
    maximum=MAX_OFFSET,
    default=0,
)


def neighbours(
    path: str, query: QueryDict, values: dict[str, Any], total: int, addresses: Addresses
) -> dict[str, str | None]:
    """Return the addresses of the results before and after these, None where there are none."""
    limit, offset = values["limit"], values["offset"]
    after = offset + limit
    return {
        "next": _with_offset(path, query, after, addresses)
        if after < total and after <= MAX_OFFSET
        else None,
        "previous": _with_offset(path, query, max(0, offset - limit), addresses) if offset else None,
    }


def _with_offset(path: str, query: QueryDict, offset: int, addresses: Addresses) -> str:
    changed = query.copy()
    changed["offset"] = str(offset)
    return addresses.absolute(f"{path}?{changed.urlencode(safe=',')}")
