"""A file that comes back as it went out changes nothing; one that comes back translated brings exactly that."""

import os
import tempfile
from dataclasses import replace

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail_localize.strings import StringValue, validate_translation_links

from cms.bangla.normalise import normalise
from cms.translation.exchange.po import write_po
from cms.translation.exchange.reading import read
from tests.translation.exchange_documents import (
    PLAIN,
    RICH,
    WRITERS,
    html_of,
    links_in,
    make_document,
    make_unit,
    rich_pairs,
    translated,
)

pytestmark = pytest.mark.any_database

FORMATS = pytest.mark.parametrize("kind", WRITERS)
ROUNDS = settings(max_examples=150, deadline=None)


def nothing_to_do(report) -> bool:
    return (report.fatal, report.refused, report.accepted) == ((), (), ())


@FORMATS
@given(pair=rich_pairs())
@ROUNDS
def test_a_rich_passage_that_comes_back_as_it_went_out_is_unchanged(kind, pair):
    source, target = pair
    document = make_document(make_unit(source, target, is_rich=True))

    report = read("file", WRITERS[kind](document), document)

    assert nothing_to_do(report), report
    assert report.unchanged == 1


@FORMATS
@given(source=PLAIN, target=PLAIN)
@ROUNDS
def test_a_plain_passage_that_comes_back_as_it_went_out_is_unchanged(kind, source, target):
    document = make_document(make_unit(source, target))

    report = read("file", WRITERS[kind](document), document)

    assert nothing_to_do(report), report
    assert report.unchanged == 1


@FORMATS
@given(source=PLAIN, target=PLAIN)
@ROUNDS
def test_a_plain_translation_arrives_as_it_was_written(kind, source, target):
    unit = make_unit(source)
    document = make_document(unit)

    report = read("file", WRITERS[kind](translated(document, {unit.id: target})), document)

    assert not report.refused
    assert [(each.unit.id, each.target) for each in report.accepted] == [(unit.id, normalise(target))]


@FORMATS
@given(source=RICH, words=PLAIN.filter(lambda text: "\u0338" not in text))
@ROUNDS
def test_a_rich_translation_arrives_as_it_was_written_and_as_the_engine_keeps_it(kind, source, words):
    unit = make_unit(source, is_rich=True)
    document = make_document(unit)
    target = normalise(html_of(words, links_in(source)))

    report = read("file", WRITERS[kind](translated(document, {unit.id: target})), document)

    assert not report.refused
    assert [each.target for each in report.accepted] == [target]
    assert StringValue.from_translated_html(target).data == target
    validate_translation_links(source, target)


@FORMATS
@given(
    sources=st.lists(st.tuples(RICH, st.booleans()), min_size=2, max_size=6, unique_by=lambda each: each[0])
)
@settings(max_examples=40, deadline=None)
def test_every_passage_of_a_page_keeps_its_own_translation(kind, sources):
    units = [
        make_unit(source, path=f"body.{number}", is_rich=True) for number, (source, _t) in enumerate(sources)
    ]
    document = make_document(*units)
    translations = {
        unit.id: html_of(f"no. {number}", links_in(unit.source))
        for number, (unit, (_source, is_translated)) in enumerate(zip(units, sources, strict=True))
        if is_translated
    }

    report = read("file", WRITERS[kind](translated(document, translations)), document)

    assert {each.unit.id: each.target for each in report.accepted} == translations
    assert report.untranslated == len(units) - len(translations)
    assert report.refused == ()


@FORMATS
def test_a_translation_in_another_spelling_is_brought_into_the_one(kind):
    unit = make_unit("Death in custody")
    document = make_document(unit, source_language="en", target_language="bn")
    two_code_points = "ব\u09be\u09a1\u09bc\u09bf"  # বাড়ি

    report = read("file", WRITERS[kind](translated(document, {unit.id: two_code_points})), document)

    assert [each.target for each in report.accepted] == ["বা\u09dcি"]


@FORMATS
def test_a_machine_suggestion_that_nobody_touched_stays_a_suggestion(kind):
    document = make_document(make_unit("এক", "One", needs_work=True))

    report = read("file", WRITERS[kind](document), document)

    assert nothing_to_do(report), report


@FORMATS
def test_a_machine_suggestion_that_the_translator_stands_by_is_taken_over(kind):
    document = make_document(make_unit("এক", "One", needs_work=True))
    confirmed = replace(document, units=(replace(document.units[0], needs_work=False),))

    report = read("file", WRITERS[kind](confirmed), document)

    assert [each.target for each in report.accepted] == ["One"]


@FORMATS
def test_a_broken_translation_on_the_desk_does_not_stop_an_export(kind):
    document = make_document(make_unit("এক <b>দুই</b>", "One <b>two", is_rich=True))

    report = read("file", WRITERS[kind](document), document)

    assert nothing_to_do(report), report


@given(
    source=PLAIN.filter(lambda text: "\u2028" not in text),
    target=PLAIN.filter(lambda text: "\u2028" not in text),
)
@settings(max_examples=50, deadline=None)
def test_other_programs_read_our_po_and_we_read_theirs(source, target):
    # (polib ends lines at more characters than PO does.)
    source, target = ("".join(text.splitlines()) or "x" for text in (source, target))
    unit = make_unit(source)
    document = make_document(unit)
    descriptor, path = tempfile.mkstemp(suffix=".po")
    with os.fdopen(descriptor, "wb") as file:
        file.write(write_po(document))
    po = polib.pofile(path)
    os.unlink(path)
    assert [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in po] == [(unit.id, source, "")]

    po[0].msgstr = target
    po.wrapwidth = 40
    report = read("file.po", str(po).encode(), document)

    assert [each.target for each in report.accepted] == [normalise(target).strip()]
    assert report.refused == ()
