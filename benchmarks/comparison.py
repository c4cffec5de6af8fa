"""Whether two answers say the same, so that nobody compares unequal work."""

import json
import re
from typing import Any

PICTURE = re.compile(r"/media/images/([\w.-]+)")
TAG = re.compile(r"<[^>]*>")
# Lists of terms or people, and what tells their rows apart.
ROWS = {
    "topics": "name",
    "authorities": "name",
    "organisations": "name",
    "authors": "name",
    "speakers": "name",
    "attachments": "id",
    "related_pages": "id",
    "agenda": "title",
    "corrections": "text",
}
TERMS = ("contact", "media_contact", "place_issued", "incident_place")
# What Wagtail says of every page that the house does not.
ONLY_STOCK = {"alias_of"}


def differences(ours: dict[str, Any], stock: dict[str, Any]) -> list[str]:
    """Return what Wagtail's answer for a page has and ours has not, or has otherwise; empty when there is nothing."""
    found = [
        f"page {stock['id']}: ours has no {name}"
        for name in sorted((_names(stock) - _names(ours)) - ONLY_STOCK)
    ]
    ours_facts, stock_facts = facts(ours), facts(stock)
    return found + [
        f"page {stock['id']}: {name} is {_short(ours_facts[name])} in ours, {_short(expected)} in Wagtail's"
        for name, expected in stock_facts.items()
        if ours_facts[name] != expected
    ]


def facts(page: dict[str, Any]) -> dict[str, Any]:
    """Return what the answer for a page says, whatever its form: the files of its pictures, its words, its links."""
    body = page.get("body") or []
    paragraphs = [block["value"] for block in body if block["type"] == "paragraph"]
    meta = page["meta"]
    return {
        "id": page["id"],
        "title": page["title"],
        "summary": page.get("summary"),
        "locale": meta["locale"],
        "slug": meta["slug"],
        "kind": page.get("kind"),
        "translations": [each["id"] for each in meta.get("translations") or []],
        "blocks": [(block["type"], block["id"]) for block in body],
        "paragraphs": [TAG.sub("", text) for text in paragraphs],
        "links": [text.count("<a ") for text in paragraphs],
        "demands": [
            [(item["text"], (item["authority"] or {}).get("name")) for item in block["value"]["items"]]
            for block in body
            if block["type"] == "demands"
        ],
        # Each size in each format is a file.
        "pictures": sorted(set(PICTURE.findall(json.dumps(page)))),
        **{name: [row[key] for row in page.get(name) or []] for name, key in ROWS.items()},
        **{name: (page.get(name) or {}).get("name") for name in TERMS},
    }


def _names(page: dict[str, Any]) -> set[str]:
    """Return the names of all that is said of a page, be it under `meta` or not."""
    return {*page, *page["meta"]}


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 200 else f"{text[:200]}…"
