"""Documents for the tests of export and import: made by hand, and made by chance."""

import re
from dataclasses import replace
from itertools import count
from uuid import UUID, uuid5

from hypothesis import strategies as st

from cms.bangla.normalise import normalise
from cms.translation.exchange.document import Document, Unit, unit_id
from cms.translation.exchange.po import write_po
from cms.translation.exchange.report import Report
from cms.translation.exchange.xliff import write_xliff
from cms.translation.segments import version_of

PAGE = "7f0c1c86-6a0b-4c8e-9a55-1f1f6f2e6f10"
UUID_OF_TRANSLATION = "0d0b9f3e-3a0e-4b0c-8a3e-8f4f3a5b7c11"
WRITERS = {"po": write_po, "xliff": write_xliff}


def make_unit(source: str, target: str = "", path: str = "summary", **fields) -> Unit:
    """Return a passage that says `source`; `target` is what the desk has as its translation."""
    return Unit(
        id=unit_id(path, uuid5(UUID(PAGE), source)),
        path=path,
        label="Summary",
        source=source,
        target=target,
        version=version_of(target),
        **fields,
    )


def make_document(*units: Unit, **fields) -> Document:
    """Return a document of `units`, from Bangla into English unless `fields` say otherwise."""
    values = {"source_language": "bn", "target_language": "en", "title": "নমুনা বিবৃতি"} | fields
    return Document(**{"uuid": UUID_OF_TRANSLATION, "page": PAGE, "units": units, **values})


def translated(document: Document, translations: dict[str, str]) -> Document:
    """Return `document` as an outside translator hands it back, with `translations` by id. Versions stay."""
    return replace(
        document,
        units=tuple(
            replace(unit, target=translations.get(unit.id, unit.target), needs_work=False)
            for unit in document.units
        ),
    )


# What real texts have and programs trip over: joiners that mean something, letters with two spellings, signs of markup
# as text, quotes, backslashes as PO has them, line ends of other systems' alphabets, code points XML cannot hold.
_FRAGMENTS = [
    "আইন ও সালিশ কেন্দ্র", "র\u200d্যাব", "উদ্\u200cযাপন", "হত্যা", "ড়ঢ়য়", "ক্ষ", "২০২৬", "…", "😀", "\u00a0", "\u2028", "\ufdd0",
    " ", "  ", "\t", "a", "Z", "5 < 6", "a > b", "AT&T", "&amp;", "&lt;b&gt;", "]]>", "<!--", '"', "'", "“", "”", "\\",
    "\\n", '\\"', "%s", "%(name)s", "{0}", "#", 'msgid "',
]  # fmt: skip
_TEXTS = st.one_of(
    st.sampled_from(_FRAGMENTS), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
)


def _as_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _combining_mark_at_start(text: str) -> bool:
    # NFC would join it with the `>` of a tag before it: no text of anybody's.
    return text.startswith("\u0338")


def _node(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(children, min_size=1, max_size=3).map("".join)
    return st.one_of(
        inner.map(lambda html: f"<b>{html}</b>"),
        inner.map(lambda html: f"<i>{html}</i>"),
        inner.map(lambda html: f'<a id="?">x{html}</a>'),
    )


def _number_links(html: str, most: int = 1000) -> str:
    """Give the links the engine's ids, in order; take the tags of those after the first `most` away."""
    numbers = count(1)
    opened: list[bool] = []

    def number(found: re.Match[str]) -> str:
        if found[0] == "</a>":
            return found[0] if opened.pop() else ""
        opened.append((this := next(numbers)) <= most)
        return f'<a id="a{this}">' if opened[-1] else ""

    return re.sub(r'<a id="\?">|</a>', number, html)


_LEAVES = st.one_of(
    _TEXTS.filter(lambda text: not _combining_mark_at_start(text)).map(_as_html), st.just("<br/>")
)


def _has_words(text: str) -> bool:
    return bool(re.sub("<[^>]*>", "", text).strip()) and "\u0338" not in text


_HTML = st.lists(st.recursive(_LEAVES, _node, max_leaves=6), min_size=1, max_size=5).map("".join)
RICH = _HTML.map(lambda html: normalise(_number_links(html)).strip()).filter(_has_words)
PLAIN = (
    st.lists(st.one_of(_TEXTS, st.just("\n")), min_size=1, max_size=6)
    .map(lambda parts: normalise("".join(parts)).strip())
    .filter(bool)
)


@st.composite
def rich_pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Return an original and a translation, which has no links but the original's."""
    source = draw(RICH)
    target = draw(
        _HTML.map(lambda html: normalise(_number_links(html, len(links_in(source)))).strip()).filter(
            _has_words
        )
    )
    return source, target


def html_of(words: str, links: list[str]) -> str:
    """Return a translation that has `words` and each of `links` once."""
    return _as_html(words) + "".join(f' <a id="{link}"><b>y</b></a>' for link in links)


def links_in(html: str) -> list[str]:
    return re.findall(r'<a id="(a\d+)">', html)


RICH_SOURCE = 'এক <b>দুই</b> <a id="a1">তিন</a><br/>চার'


def sample_document() -> Document:
    """Return a title, a rich paragraph, and a summary that is right whatever becomes of the others."""
    return make_document(
        make_unit("শিরোনাম", path="title", max_length=20),
        make_unit(RICH_SOURCE, path="body.b1", is_rich=True, links={"a1": "https://law.example/"}),
        make_unit("সারকথা", path="summary"),
    )


def hand_back(kind: str, document: Document, title="", paragraph="", summary="Summary") -> bytes:
    """Return a sample document as a file with these translations."""
    texts = zip(document.units, (title, paragraph, summary), strict=True)
    return WRITERS[kind](translated(document, {unit.id: text for unit, text in texts if text}))


def put_target(document: Document, target: str) -> bytes:
    """Return a sample document as XLIFF with `target` as the paragraph's translation, and the summary translated."""
    before, unit, after = (
        hand_back("xliff", document).decode().partition(f'<unit id="{document.units[1].id}"')
    )
    return (before + unit + after.replace("</segment>", f"<target>{target}</target>\n</segment>", 1)).encode()


def only_the_summary(report: Report) -> bool:
    """Whether nothing but the summary, which is always right, was taken over."""
    return [each.target for each in report.accepted] == ["Summary"]
