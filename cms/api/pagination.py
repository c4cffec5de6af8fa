"""Parts of a list: by `after`, which costs the same anywhere in it, or by `limit` and `offset` as in Wagtail's API."""

from typing import Any

from django.http import QueryDict

from cms.api.addresses import Addresses
from cms.api.parameters import MAX_KEY, Number

MAX_OFFSET = 100_000

LIMIT = Number(name="limit", description="How many items to answer with.", minimum=1, maximum=100, default=20)
OFFSET = Number(
    name="offset",
    description="How many items to leave out at the beginning. Beyond the last, the answer is an empty list.",
    minimum=0,
    maximum=MAX_OFFSET,
)
AFTER = Number(
    name="after",
    description="Only items whose id is larger, in the order of their ids: the way to read a long list to its end.",
    minimum=0,
    maximum=MAX_KEY,
)


def neighbours(
    path: str, query: QueryDict, values: dict[str, Any], total: int, addresses: Addresses
) -> dict[str, str | None]:
    """Return the addresses of the results before and after these, None where there are none."""
    limit, offset = values["limit"], values["offset"] or 0
    after = offset + limit
    return {
        "next": with_query(path, query, addresses, offset=after)
        if after < total and after <= MAX_OFFSET
        else None,
        "previous": with_query(path, query, addresses, offset=max(0, offset - limit)) if offset else None,
    }


def with_query(path: str, query: QueryDict, addresses: Addresses, **changes: int) -> str:
    """Return the address of the list at `path` with `query`, in which `changes` are made."""
    changed = query.copy()
    for name, value in changes.items():
        changed[name] = str(value)
    return addresses.absolute(f"{path}?{changed.urlencode(safe=',*()')}")
