"""What we write is XLIFF 2.0 as the standard has it: the elements of its core, in their order, with their attributes.

The rules are those of the core schema and of the constraints in the standard's text (section 4), written down here for
the elements that we use.
"""

import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from cms.translation.exchange.markup import BREAK, LINK, parse
from cms.translation.exchange.xliff import NAMESPACE, write_xliff
from tests.translation.exchange_documents import PLAIN, make_document, make_unit, rich_pairs, sample_document

pytestmark = pytest.mark.any_database

NMTOKEN = re.compile(r"[\w.:-]+")
INLINE = ["cp", "ph", "pc"]
# Each element: what may be in it, which attributes it must have, which it may have.
RULES = {
    "xliff": (["file"], {"version", "srcLang"}, {"trgLang"}),
    "file": (["notes", "unit"], {"id"}, {"original", "canResegment"}),
    "notes": (["note"], set(), set()),
    "note": ([], set(), {"category", "appliesTo"}),
    "unit": (["notes", "originalData", "segment"], {"id"}, {"name", "xml:space"}),
    "originalData": (["data"], set(), set()),
    "data": (["cp"], {"id"}, set()),
    "segment": (["source", "target"], set(), {"state"}),
    "source": (INLINE, set(), set()),
    "target": (INLINE, set(), set()),
    "cp": ([], {"hex"}, set()),
    "ph": ([], {"id"}, {"type", "subType", "dataRef", "canCopy", "canDelete"}),
    "pc": (INLINE, {"id"}, {"type", "subType", "dataRefStart", "dataRefEnd", "canCopy", "canDelete"}),
}
ONE_AT_MOST = {"notes", "originalData", "source", "target"}
MIXED = {"note", "data", "source", "target", "pc"}


def name(node: ElementTree.Element) -> str:
    assert node.tag.startswith(f"{{{NAMESPACE}}}"), node.tag
    return node.tag.removeprefix(f"{{{NAMESPACE}}}")


def attributes(node: ElementTree.Element) -> dict[str, str]:
    space = "{http://www.w3.org/XML/1998/namespace}"
    return {key.replace(space, "xml:"): value for key, value in node.attrib.items()}


def check_core(root: ElementTree.Element) -> None:
    """Check every element of `root` against the rules."""
    for node in root.iter():
        allowed, required, optional = RULES[name(node)]
        children = [name(child) for child in node]
        assert required <= attributes(node).keys() <= required | optional, name(node)
        assert set(children) <= set(allowed), name(node)
        if name(node) not in MIXED:
            assert children == sorted(children, key=allowed.index), "elements are out of order"
            assert not "".join([node.text or "", *(child.tail or "" for child in node)]).strip()
        assert not [each for each, number in Counter(children).items() if each in ONE_AT_MOST and number > 1]
        if "id" in node.attrib:
            assert NMTOKEN.fullmatch(node.get("id"))


def check_unit(unit: ElementTree.Element) -> None:
    """Check the constraints on the codes and the state of `unit`."""
    find = f"{{{NAMESPACE}}}"
    data = [each.get("id") for each in unit.iter(f"{find}data")]
    assert len(data) == len(set(data))
    segment = unit.find(f"{find}segment")
    source, target = segment.find(f"{find}source"), segment.find(f"{find}target")
    assert segment.get("state") in ("initial", "translated")
    assert target is not None or segment.get("state") == "initial"
    kinds = {}
    for side in [each for each in (source, target) if each is not None]:
        codes = [each for each in side.iter() if "id" in each.attrib]
        ids = [code.get("id") for code in codes]
        assert len(ids) == len(set(ids)), "an id is used twice on one side"
        for code in codes:
            refs = [code.get(key) for key in ("dataRef", "dataRefStart", "dataRefEnd") if key in code.attrib]
            assert len(refs) == (1 if name(code) == "ph" else 2)
            assert set(refs) <= set(data)
            assert ("subType" in code.attrib) <= ("type" in code.attrib)
            kind = (name(code), code.get("type"), code.get("subType"), *refs)
            assert kinds.setdefault(code.get("id"), kind) == kind, "one id stands for two codes"


@given(pair=rich_pairs(), title=PLAIN)
@settings(max_examples=120, deadline=None)
def test_what_is_written_is_xliff_2_0(pair, title):
    document = make_document(
        make_unit(*pair, path="body.b1", is_rich=True, links={"a1": "https://law.example/?a=1&b=2"}),
        make_unit(title, title, path="title", max_length=255),
        make_unit("not translated", path="summary"),
        title=title,
    )

    root = ElementTree.fromstring(write_xliff(document))  # noqa: S314  (written by ourselves)

    check_core(root)
    assert name(root) == "xliff"
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "bn", "en")
    units = root.findall(f"{{{NAMESPACE}}}file/{{{NAMESPACE}}}unit")
    assert [unit.get("id") for unit in units] == [unit.id for unit in document.units]
    for unit in units:
        assert attributes(unit)["xml:space"] == "preserve"
        check_unit(unit)


def test_a_file_says_which_page_it_is_of_and_what_each_passage_is():
    document = sample_document()

    root = ElementTree.fromstring(write_xliff(document))  # noqa: S314  (written by ourselves)

    assert root[0].get("original") == f"urn:uuid:{document.page}"
    notes = {note.get("category"): note.text for note in root.iter(f"{{{NAMESPACE}}}note")}
    assert (notes["title"], notes["place"]) == ("নমুনা বিবৃতি", "Summary")
    assert notes["link"] == "a1: https://law.example/"


@pytest.mark.parametrize(
    ("target", "needs_work", "state"),
    [("", False, "initial"), ("One", True, "initial"), ("One", False, "translated")],
)
def test_the_state_says_whether_somebody_stands_by_the_translation(target, needs_work, state):
    data = write_xliff(make_document(make_unit("এক", target, needs_work=needs_work)))

    root = ElementTree.fromstring(data)  # noqa: S314  (written by ourselves)

    assert [each.get("state") for each in root.iter(f"{{{NAMESPACE}}}segment")] == [state]


def test_bold_italic_links_and_line_breaks_are_named_as_the_standard_names_them():
    source = '<b>এক</b><i>দুই</i><a id="a1">তিন</a><br/><em>চার</em>'
    data = write_xliff(make_document(make_unit(source, is_rich=True)))

    root = ElementTree.fromstring(data)  # noqa: S314  (written by ourselves)

    codes = [each for each in root.iter() if "dataRef" in each.attrib or "dataRefStart" in each.attrib]
    assert [(name(each), each.get("type"), each.get("subType")) for each in codes] == [
        ("pc", "fmt", "xlf:b"),
        ("pc", "fmt", "xlf:i"),
        ("pc", "link", None),
        ("ph", "fmt", "xlf:lb"),
        ("pc", "fmt", "kantho:em"),
    ]
    assert [each.get("canDelete") for each in codes] == [None, None, "no", None, None]


def test_what_xml_cannot_hold_is_written_by_its_number():
    data = write_xliff(make_document(make_unit("a\uffffb")))

    assert '<source>a<cp hex="FFFF"/>b</source>' in data.decode()


def test_markup_is_taken_apart_and_put_together_as_the_engine_has_it():
    pieces = parse("a &amp; b<br><A id='a1'>c</A>")

    assert pieces[1] == BREAK
    assert (pieces[2].name, pieces[2].link) == (LINK, "a1")
    assert "".join(map(str, pieces)) == 'a & b<br/><a id="a1">c</a>'
