"""What an outside translator can get wrong is refused with its line and the reason; the rest of the file is kept."""

import pytest
from django.utils import translation as languages

from cms.translation.exchange.document import Document
from cms.translation.exchange.reading import read
from tests.translation.exchange_documents import (
    WRITERS,
    hand_back,
    make_document,
    make_unit,
    only_the_summary,
    put_target,
    sample_document,
    translated,
)

pytestmark = pytest.mark.any_database

FORMATS = pytest.mark.parametrize("kind", WRITERS)


@pytest.fixture(autouse=True)
def _in_english():
    with languages.override("en"):
        yield


@pytest.fixture
def document() -> Document:
    return sample_document()


def line_of(data: bytes, text: str) -> int:
    """Return the number of the line of `data` that has `text`."""
    return next(number for number, line in enumerate(data.decode().split("\n"), 1) if text in line)


BROKEN = {
    "not closed": ('<a id="a1">x</a> <b>y', "<b> is never closed."),
    "closed in the wrong order": ('<a id="a1">x<b>y</a></b>', "</a> closes a tag that was not opened last."),
    "closed but not opened": ('<a id="a1">x</a></i>', "</i> closes a tag that was not opened last."),
    "not allowed": ('<a id="a1">x</a><script>y</script>', "The tag <script> is not allowed"),
    "a block": ('<p><a id="a1">x</a></p>', "The tag <p> is not allowed"),
    "an attribute": ('<a id="a1">x</a><b onclick="y">z</b>', "has attributes"),
    "an attribute of the link": ('<a id="a1" href="https://x.example/">x</a>', "has attributes"),
    "not whole": ('<a id="a1">x</a> <b', "The tag at “<b” is not whole."),
    "a comment": ('<a id="a1">x</a><!-- y -->', "The tag at “<!-- y -->” is not whole."),
    "link missing": ("x", 'The link <a id="a1"> is missing.'),
    "link twice": ('<a id="a1">x</a><a id="a1">y</a>', 'The link <a id="a1"> is there more than once.'),
    "link new": ('<a id="a1">x</a><a id="a2">y</a>', '<a id="a2"> is a link that the original does not have.'),
    "link without words": ('x <a id="a1"> </a>', 'The link <a id="a1"> has no words.'),
    "control character": ('<a id="a1">x</a>\x07', "control characters"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", BROKEN)
def test_broken_markup_in_a_po_file_is_refused_with_its_line(document, mistake):
    text, reason = BROKEN[mistake]
    data = hand_back("po", document, paragraph=text)

    report = read("file.po", data, document)

    (refused,) = report.refused
    assert reason in refused.reason
    assert data.decode().split("\n")[refused.line - 1].startswith("msgstr")
    assert refused.line > line_of(data, document.units[1].id)
    assert only_the_summary(report)


XLIFF_BROKEN = {
    "no link": ("x", 'The link <a id="a1"> is missing.'),
    "unknown code": ('<pc id="2">x</pc><ph id="9"/>', "The code 9 is not one of the original's."),
    "link copied": ('<pc id="2">x</pc><pc id="9" copyOf="2">y</pc>', 'The link <a id="a1"> is there more than once.'),
    "a pair where there is a single code": ('<pc id="2">x</pc><pc id="3">y</pc>', "The code 3 is not one"),
    "a tag of the translator's own": (
        '<pc id="2">x</pc><pc id="9" type="fmt" subType="kantho:script">y</pc>', "The tag <script> is not allowed"),
    "an end without a beginning": ('<pc id="2">x</pc><ec startRef="1"/>', "<ec> has no place"),
    "a beginning without an end": ('<pc id="2">x</pc><sc id="1"/>', "<b> is never closed."),
    "an element of XLIFF": ('<pc id="2">x</pc><note>y</note>', "<note> has no place"),
    "an element of another kind": ('<pc id="2">x</pc><b xmlns="urn:x">y</b>', "<b> has no place"),
    "control character": ('<pc id="2">x</pc><cp hex="0007"/>', "control characters"),
    "half a character": ('<pc id="2">x</pc><cp hex="D800"/>', "“D800” is not the number of a character."),
    "no character": ('<pc id="2">x</pc><cp hex="FFFFFF"/>', "“FFFFFF” is not the number of a character."),
}  # fmt: skip


@pytest.mark.parametrize("mistake", XLIFF_BROKEN)
def test_broken_codes_in_an_xliff_file_are_refused_with_their_line(document, mistake):
    target, reason = XLIFF_BROKEN[mistake]
    data = put_target(document, target)

    report = read("file.xlf", data, document)

    (refused,) = report.refused
    assert reason in refused.reason
    assert refused.line == line_of(data, f"<target>{target}")
    assert only_the_summary(report)


RIGHT = {
    "as in the original": ('<pc id="2">x</pc>', '<a id="a1">x</a>'),
    "in another order": ('<pc id="2">x</pc> <pc id="1">y</pc><ph id="3"/>', '<a id="a1">x</a> <b>y</b><br/>'),
    "as beginning and end": ('<sc id="2"/>x<ec startRef="2"/>', '<a id="a1">x</a>'),
    "beginning in one sentence and ending in another": (
        '<sc id="2"/>x</target></segment><segment><source> </source><target>y<ec startRef="2"/>',
        '<a id="a1">xy</a>'),
    "with a remark of the program": ('<mrk id="m1"><pc id="2">x</pc></mrk><sm id="m2"/>', '<a id="a1">x</a>'),
    "with formatting added": (
        '<pc id="2">x</pc><pc id="9" type="fmt" subType="xlf:i">y</pc>', '<a id="a1">x</a><i>y</i>'),
    "with formatting copied": ('<pc id="2">x</pc><pc id="9" copyOf="1">y</pc>', '<a id="a1">x</a><b>y</b>'),
}  # fmt: skip


@pytest.mark.parametrize("way", RIGHT)
def test_codes_that_a_translators_program_writes_in_its_own_way_are_understood(document, way):
    target, expected = RIGHT[way]

    report = read("file.xlf", put_target(document, target), document)

    assert report.refused == ()
    assert [each.target for each in report.accepted] == [expected, "Summary"]


@FORMATS
def test_a_text_that_is_too_long_is_refused(kind, document):
    report = read("file", hand_back(kind, document, title="x" * 21), document)

    assert [each.reason for each in report.refused] == ["Too long: 21 characters; there is room for 20."]
    assert only_the_summary(report)


@FORMATS
def test_a_text_that_just_fits_is_taken_over(kind, document):
    report = read("file", hand_back(kind, document, title="&" * 20), document)

    assert [each.target for each in report.accepted] == ["&" * 20, "Summary"]


@FORMATS
def test_formatting_in_a_passage_without_any_is_no_formatting(kind, document):
    data = hand_back(kind, document, title="<b>x</b>")

    report = read("file", data, document)

    assert [each.target for each in report.accepted] == ["<b>x</b>", "Summary"]


def test_a_code_in_a_passage_without_formatting_is_refused(document):
    data = hand_back("xliff", document, title="here").replace(
        b">here<", b'><pc id="1" type="fmt" subType="xlf:b">x</pc><'
    )

    report = read("file.xlf", data, document)

    assert [each.reason for each in report.refused] == ["This passage can have no formatting and no links."]


@FORMATS
def test_a_changed_original_is_refused_and_both_are_shown(kind, document):
    data = hand_back(kind, document, title="Title", paragraph='x <a id="a1">y</a>')
    changed = make_document(
        document.units[0], make_unit("আগের চেয়ে <b>অন্য</b>", path="body.b1", is_rich=True), document.units[2]
    )

    report = read("file", data, changed)

    (refused,) = report.refused
    assert refused.reason == "The original has changed since the export."
    assert refused.label == changed.units[1].label
    assert (refused.theirs.replace("\n", ""), refused.ours) == ("এক দুই তিনচার", "আগের চেয়ে অন্য")
    assert [each.target for each in report.accepted] == ["Title", "Summary"]


@FORMATS
def test_an_original_that_was_altered_in_the_file_is_refused(kind, document):
    data = hand_back(kind, document).replace("সারকথা".encode(), "অন্য কথা".encode())

    report = read("file", data, document)

    (refused,) = report.refused
    assert refused.reason == "The original has changed since the export."
    assert (refused.theirs, refused.ours) == ("অন্য কথা", "সারকথা")


@FORMATS
def test_a_passage_that_is_no_more_on_the_page_is_refused(kind, document):
    report = read("file", hand_back(kind, document, title="Title"), make_document(document.units[2]))

    assert [each.reason for each in report.refused] == ["There is no such passage on the page, or no longer."]
    assert only_the_summary(report)


@FORMATS
def test_an_empty_translation_is_not_translated_yet(kind, document):
    report = read("file", hand_back(kind, document), document)

    assert (report.untranslated, report.refused, report.fatal) == (2, (), ())
    assert only_the_summary(report)


def twice(kind: str, document: Document, first: str, second: str) -> bytes:
    """Return a file that has the summary twice."""
    start = {"po": b"#. Summary\n", "xliff": b"<unit "}[kind]
    one = hand_back(kind, document, summary=first)
    entry = hand_back(kind, document, summary=second)
    entry = entry[entry.rindex(start) :]
    return one.replace(b"</file>\n</xliff>\n", b"") + entry if kind == "xliff" else one + b"\n" + entry


@FORMATS
def test_a_passage_with_two_different_translations_is_refused(kind, document):
    report = read("file", twice(kind, document, "One", "Two"), document)

    assert [each.excerpt for each in report.refused] == ["One", "Two"]
    assert {each.reason.partition(":")[0] for each in report.refused} == {
        "The passage is in the file more than once"
    }
    assert report.accepted == ()


@FORMATS
def test_a_passage_that_is_there_twice_and_says_the_same_is_taken_over_once(kind, document):
    report = read("file", twice(kind, document, "Summary", "Summary"), document)

    assert only_the_summary(report)
    assert len(report.refused) == 1
    assert report.refused[0].line > report.accepted[0].line


def test_a_fuzzy_translation_is_refused_as_not_finished(document):
    data = hand_back("po", document, title="Title").replace(b"msgctxt", b"#, fuzzy\nmsgctxt", 1)

    report = read("file.po", data, document)

    assert [each.reason for each in report.refused] == [
        "The file says that this translation is not finished (“fuzzy”)."
    ]
    assert only_the_summary(report)


@pytest.mark.parametrize("touched", ["", " at last"])
def test_what_poedit_calls_in_need_of_work_is_not_finished(touched):
    document = make_document(make_unit("এক", "One", needs_work=True))
    data = WRITERS["xliff"](translated(document, {document.units[0].id: f"One{touched}"})).replace(
        b'state="translated"', b'state="translated" subState="poedit:fuzzy"'
    )

    report = read("file.xlf", data, document)

    assert report.accepted == ()
    assert len(report.refused) == (1 if touched else 0)


def test_a_passage_of_which_one_sentence_is_translated_is_refused(document):
    data = put_target(document, "x").replace(
        b"</target>\n</segment>", b"</target></segment><segment><source>y</source></segment>", 1
    )

    report = read("file.xlf", data, document)

    assert [each.reason for each in report.refused] == ["Only a part of the passage is translated."]
    assert only_the_summary(report)


UNREADABLE_PO = {
    "no quotation marks": "msgstr Title",
    "quotation mark missing at the end": 'msgstr "Title',
    "quotation mark inside": 'msgstr "Ti"tle"',
    "unknown escape": 'msgstr "Ti\\qtle"',
    "twice": 'msgstr "Title"\nmsgstr "Title"',
    "junk": 'msgstr "Title"\nnonsense',
}


@pytest.mark.parametrize("mistake", UNREADABLE_PO)
def test_a_line_that_is_no_po_loses_its_own_passage_only(document, mistake):
    data = hand_back("po", document, title="Title").replace(
        b'msgstr "Title"', UNREADABLE_PO[mistake].encode()
    )

    report = read("file.po", data, document)

    (refused,) = report.refused
    assert refused.reason.startswith("The line cannot be read: ")
    assert data.decode().split("\n")[refused.line - 1] == UNREADABLE_PO[mistake].split("\n")[-1]
    assert only_the_summary(report)


def test_an_entry_without_a_translation_line_is_refused(document):
    data = hand_back("po", document, title="Title").replace(b'msgstr "Title"\n', b"")

    report = read("file.po", data, document)

    assert ["The entry is not whole" in each.reason for each in report.refused] == [True]
    assert only_the_summary(report)


def test_plural_forms_are_refused(document):
    data = hand_back("po", document, title="Title").replace(
        b'msgstr "Title"', b'msgid_plural "x"\nmsgstr[0] "Title"'
    )

    report = read("file.po", data, document)

    assert [each.reason for each in report.refused] == ["Plural forms are not used here."]
    assert only_the_summary(report)


def test_what_is_wrong_is_said_in_the_readers_language_with_its_digits(document):
    with languages.override("bn"):
        report = read("file.po", hand_back("po", document, title="x" * 21), document)

    assert "২১" in report.refused[0].reason
