"""Two pages, passage by passage: what the parity check compares."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from cms.core.blocks import images_in
from cms.core.languages import language_of
from cms.core.models import BasePage

from .parity import AvoidedTerm, Difference, Passage, Rule, check
from .places import Places
from .segments import link_target, linked_titles


@dataclass
class _There:
    """What stands at one path of a page."""

    texts: list[str] = field(default_factory=list)
    links: list[tuple[str, ...]] = field(default_factory=list)
    items: int = 0


def check_pages(source: Page, target: Page, avoided: Sequence[AvoidedTerm] = ()) -> list[Difference]:
    """Return where `target`, a translation of `source`, does not agree with it. Both may be unsaved."""
    found = check(
        list(pair_pages(source, target)),
        source_language=language_of(source),
        target_language=language_of(target),
        avoided=avoided,
    )
    return [*_with_titles(found), *_missing_blocks(source, target), *_pictures(source, target)]


def pair_pages(source: Page, target: Page) -> Iterator[Passage]:
    """Yield the passages of both pages that stand at the same place, with what stands in each."""
    here, there = _read(source), _read(target)
    names = _page_names([*here.values(), *there.values()])
    places = Places(source)
    for path, one in here.items():
        other = there.get(path)
        if other is None and "." in path:
            continue  # the whole block, or the inline child, is not there
        other = other or _There()
        label = _label(places, path)
        items = (one.items, other.items)
        if len(one.texts) != len(other.texts):
            yield _passage(path, label, one, other, names, items)
            continue
        for index, (text, translated) in enumerate(zip_longest(one.texts, other.texts)):
            yield _passage(
                path,
                label,
                _There([text], one.links[index : index + 1]),
                _There([translated], other.links[index : index + 1]),
                names,
                items if index == 0 else (0, 0),
            )


def _passage(
    path: str, label: str, one: _There, other: _There, names: dict[str, str], items: tuple[int, int]
) -> Passage:
    return Passage(
        path,
        label,
        "\n".join(one.texts),
        "\n".join(other.texts),
        tuple(names.get(link, link) for links in one.links for link in links),
        tuple(names.get(link, link) for links in other.links for link in links),
        *items,
    )


def _read(page: Page) -> dict[str, _There]:
    found: dict[str, _There] = defaultdict(_There)
    for segment in extract_segments(page):
        if isinstance(segment, TemplateSegmentValue):
            found[segment.path].items = segment.template.count("<li")
        elif isinstance(segment, StringSegmentValue):
            found[segment.path].texts.append(StringValue(segment.string.data).render_text())
            links = (segment.attrs or {}).items()
            found[segment.path].links.append(
                tuple(link_target(attrs) for name, attrs in links if f'id="{name}"' in segment.string.data)
            )
    return dict(found)


def _page_names(found: Sequence[_There]) -> dict[str, str]:
    """Return a name for each linked page that both of its languages share. One query."""
    links = {link for there in found for each in there.links for link in each if link.startswith("page:")}
    keys = {int(link.partition(":")[2]): link for link in links if link.partition(":")[2].isdecimal()}
    if not keys:
        return {}
    rows = Page.objects.filter(pk__in=keys).values_list("pk", "translation_key")
    return {keys[pk]: f"page:{key}" for pk, key in rows}


def _with_titles(found: Sequence[Difference]) -> list[Difference]:
    """Return `found` with linked pages and documents by their titles: a key says nothing to a person."""
    links = {
        value
        for each in found
        if each.rule is Rule.LINK
        for value in (*each.source_values, *each.target_values)
    }
    titles = linked_titles(links)
    if keys := [link[5:] for link in links if link.startswith("page:") and not link[5:].isdecimal()]:
        rows = Page.objects.filter(translation_key__in=keys).order_by("-pk")
        titles |= {f"page:{key}": title for key, title in rows.values_list("translation_key", "title")}

    def named(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(titles.get(value, value) for value in values)

    return [
        replace(each, source_values=named(each.source_values), target_values=named(each.target_values))
        if each.rule is Rule.LINK
        else each
        for each in found
    ]


def _missing_blocks(source: Page, target: Page) -> Iterator[Difference]:
    """Yield each block and inline child with text of `source` that `target` does not have, once."""
    here, there = _read(source), {_block(path) for path in _read(target)}
    places = Places(source)
    told = set()
    for path, one in here.items():
        block = _block(path)
        if "." in path and block not in there and block not in told:
            told.add(block)
            yield Difference(Rule.MISSING, block, _label(places, path), (), (), "\n".join(one.texts))


def _block(path: str) -> str:
    return ".".join(path.split(".")[:2])


def _pictures(source: Page, target: Page) -> Iterator[Difference]:
    if not (isinstance(source, BasePage) and isinstance(target, BasePage)):
        return
    here, there = (
        sum(1 for value in page.shown_values() for _image in images_in(value)) for page in (source, target)
    )
    if here != there:
        label = str(source._meta.verbose_name)
        yield Difference(Rule.IMAGE, "", label, (str(here),), (str(there),))


def _label(places: Places, path: str) -> str:
    place = places.find(path)
    return f"{place.where}: {place.what}" if place.number else place.where
