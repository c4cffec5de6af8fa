"""Files that are not this page's, not in a format we read, or built to do harm, are refused whole, in a sentence."""

import time

import pytest
from django.utils import translation as languages
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.translation.exchange.document import Document
from cms.translation.exchange.reading import MOST_BYTES, read
from tests.translation.exchange_documents import (
    PAGE,
    WRITERS,
    hand_back,
    make_document,
    only_the_summary,
    put_target,
    sample_document,
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


@FORMATS
def test_a_file_of_another_page_is_refused_whole(kind, document):
    data = hand_back(kind, document).replace(PAGE.encode(), b"00000000-6a0b-4c8e-9a55-1f1f6f2e6f10")

    report = read("file", data, document)

    assert len(report.fatal) == 1
    assert report.fatal[0].startswith("The file is not of this page.")
    assert report.accepted == ()


@FORMATS
@pytest.mark.parametrize("pair", [("en", "bn"), ("bn", "fr"), ("bn", "bn"), ("fr", "en")])
def test_a_file_for_other_languages_is_refused_whole(kind, document, pair):
    other = make_document(*document.units, source_language=pair[0], target_language=pair[1])

    report = read("file", hand_back(kind, other), document)

    assert len(report.fatal) == 1
    assert f"from “{pair[0]}” into “{pair[1]}”; here “bn” is translated into “en”" in report.fatal[0]


@FORMATS
def test_a_language_with_its_country_is_the_language(kind, document):
    data = hand_back(kind, document)
    data = data.replace(b'trgLang="en"', b'trgLang="en-GB"').replace(
        b"Language: en\\n", b"Language: en_GB\\n"
    )

    assert only_the_summary(read("file", data, document))


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<xliff>&c;</xliff>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]><xliff>&file;</xliff>"""
FOREIGN = b"""<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><xliff/>"""

UNREADABLE = {
    "nothing": (b"", "“file.txt” is neither PO nor XLIFF."),
    "some text": ("কিছু কথা".encode(), "“file.txt” is neither PO nor XLIFF."),
    "the name of a file": (b"/etc/passwd", "“file.txt” is neither PO nor XLIFF."),
    "a zip": (b"PK\x03\x04\xff\xfe\x00", "The file is not a text in UTF-8."),
    "UTF-16": ("<xliff/>".encode("utf-16"), "The file is not a text in UTF-8."),
    "XML that says it is Latin": (
        b'<?xml version="1.0" encoding="iso-8859-1"?><xliff/>', "The file is not a text in UTF-8."),
    "PO that says it is Latin": (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=iso-8859-1\\n"\n', "The file is not a text in UTF-8."),
    "a web page": (b"<html></html>", "The file is neither PO nor XLIFF."),
    "broken XML": (b"<xliff>\n<file>\n</xliff>", "The XML is broken in line 3;"),
    "an unknown entity": (b"<xliff>&nbsp;</xliff>", "The XML is broken in line 1;"),
    "a null byte": (b"<xliff>\x00</xliff>", "The XML is broken in line 1;"),
    "XLIFF 1.2": (
        b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
        "The file is XLIFF 1.2; 2.0 or 2.1 is needed."),
    "XLIFF without a version": (b"<xliff/>", "The file is XLIFF ?; 2.0 or 2.1 is needed."),
    "XLIFF without a file": (
        b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "The file is not of this page."),
    "PO without a header": (b'msgid "x"\nmsgstr "y"\n', "The file is not of this page."),
    "billion laughs": (LAUGHS, "The file has a document type declaration (DOCTYPE)."),
    "a file of the server": (OUTSIDE, "The file has a document type declaration (DOCTYPE)."),
    "a DOCTYPE from elsewhere": (FOREIGN, "The file has a document type declaration (DOCTYPE)."),
    "too deep": (b"<x>" * 1000 + b"</x>" * 1000, "The file is nested too deeply or has too many parts."),
    "too many elements": (b"<x>" + b"<y/>" * 300_000 + b"</x>", "The file is nested too deeply or has too many parts."),
    "too large": (b" " * (MOST_BYTES + 1), "The file is larger than 5 MB."),
}  # fmt: skip


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_is_no_file_of_ours_is_refused_in_a_sentence(document, what):
    data, sentence = UNREADABLE[what]

    report = read("file.txt", data, document)

    assert len(report.fatal) == 1
    assert report.fatal[0].startswith(sentence)
    assert (report.accepted, report.refused) == ((), ())


@pytest.mark.parametrize("name", ["file.po", "file.xlf", "x.docx", ""])
@FORMATS
def test_what_a_file_is_called_does_not_matter(kind, document, name):
    assert only_the_summary(read(name, hand_back(kind, document), document))


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(document):
    data = b"\xef\xbb\xbf" + hand_back("po", document).replace(b"\n", b"\r\n")

    assert only_the_summary(read("file.po", data, document))


BULK = {
    "blank lines": b"\n" * MOST_BYTES,
    "spaces": b'msgid "' + b" " * (MOST_BYTES - 10),
    "escapes": b'msgid "' + b"\\n" * (MOST_BYTES // 2 - 10) + b'"',
    "continued lines": b'msgid ""\n' + b'"x"\n' * (MOST_BYTES // 4 - 10),
    "entries": b'msgctxt "x"\nmsgid "x"\nmsgstr "x"\n\n' * (MOST_BYTES // 40),
    "beginnings of tags": b"<" * MOST_BYTES,
    "long attribute": b'<x y="' + b" " * (MOST_BYTES - 20) + b'"/>',
}


@pytest.mark.parametrize("what", BULK)
def test_a_file_built_to_keep_the_server_busy_is_done_with_soon(document, what):
    begun = time.process_time()

    report = read("file", BULK[what], document)

    assert report.fatal
    assert time.process_time() - begun < 10


@FORMATS
def test_a_translation_built_to_keep_the_server_busy_is_done_with_soon(kind, document):
    text = "<b>" * 40_000 + "< " * 100_000 + "&amp" * 40_000
    data = (
        hand_back("po", document, paragraph=text)
        if kind == "po"
        else put_target(document, "&lt;b " * 200_000)
    )
    begun = time.process_time()

    report = read("file", data, document)

    assert len(report.refused) == 1
    assert time.process_time() - begun < 10


@FORMATS
@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_whatever_happens_to_a_file_on_its_way_there_is_a_report(kind, data):
    document = sample_document()
    file = bytearray(hand_back(kind, document, title="Title", paragraph='<a id="a1">x</a><br/><b>y</b>'))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(file)))
        end = data.draw(st.integers(start, min(len(file), start + 40)))
        file[start:end] = data.draw(
            st.one_of(
                st.sampled_from([b"<", b">", b'"', b"\\", b"\n", b"&", b"]]>", b"<ec/>", b"\xff"]),
                st.binary(max_size=4),
            )
        )

    report = read("file", bytes(file), document)

    assert report.fatal or len(report.accepted) + len(report.refused) + report.unchanged + report.untranslated
    for each in report.accepted:
        assert each.target
        assert each.unit in document.units
