"""A file of terms goes out and comes in the same; what it would do is known, and checked, before it is done."""

import pytest
from django.utils import translation

from cms.translation.glossary.files import UnreadableFile, decode, read_table, write_csv
from cms.translation.glossary.importing import Otherwise, Outcome, apply_plan, plan_import
from cms.translation.models import GlossaryTerm
from cms.translation.roles import PUBLISHERS, TRANSLATORS
from tests.factories.users import member

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def shared():
    """Begin with an empty shared glossary."""
    GlossaryTerm.objects.all().delete()
    return GlossaryTerm.objects.filter(owner=None)


def term(bn="জামিন", en="bail", **values):
    return GlossaryTerm.objects.create(term_bn=bn, term_en=en, **values)


def plan(text, owner=None, otherwise=Otherwise.CHANGE):
    return plan_import(read_table(text), owner, otherwise)


def outcomes(text, **kwargs):
    return [(line.number, str(line.outcome)) for line in plan(text, **kwargs).lines]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_round_trip_changes_nothing(shared, language):
    for i, odd in enumerate(
        (
            "=1+1",
            "+a",
            "-b",
            "@c",
            "'=d",
            "''@e",
            "'plain",
            'quoted "so", here',
            "a;b",
            "a|b",
            "১,২৩",
            "x\u200dy",
        )
    ):
        term(
            f"পদ {odd} {i}",
            odd,
            note=f"{odd}\nsecond line",
            avoid_bn="এক\nদুই",
            avoid_en=f"{odd}!\nother; one",
        )
    before = list(shared.values_list())

    with translation.override(language):
        text = write_csv(shared)
    found = plan(decode(text.encode()))
    apply_plan(found, None)

    assert found.counts == {"added": 0, "changed": 0, "same": len(before), "refused": 0}
    assert list(shared.values_list()) == before


def test_the_starter_glossary_makes_the_round_trip():
    count = GlossaryTerm.objects.count()

    found = plan(write_csv(GlossaryTerm.objects.all()))

    assert found.counts == {"added": 0, "changed": 0, "same": count, "refused": 0}


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_begins_as_a_formula(shared, start):
    term(f"{start}পদ", f"{start}cmd", note=f"{start}1", avoid_en=f"{start}2")

    cells = read_cells(write_csv(shared))

    assert [cell for row in cells for cell in row if cell[:1] in tuple("=+-@\t\r")] == []


def read_cells(text):
    import csv
    import io

    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_file_begins_with_a_byte_order_mark(shared):
    assert write_csv(shared).encode().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("header", [("Bangla", "ENGLISH", "part of speech"), ("বাংলা", "ইংরেজি", "পদ")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_marks_headers_and_line_ends_of_either_kind_are_read(shared, delimiter, mark, header, end):
    rows = [
        header,
        ("নতুন পদ", "new, term; one" if delimiter == "\t" else "new term", "বিশেষণ"),
        ("আরেক", "other", "Verb"),
    ]
    text = mark + end.join(delimiter.join(row) for row in rows)

    apply_plan(plan(decode(text.encode())), None)

    assert dict(shared.values_list("term_bn", "part_of_speech")) == {"নতুন পদ": "adjective", "আরেক": "verb"}


def test_excel_s_own_separator_line_is_understood(shared):
    assert outcomes("sep=;\r\nবাংলা;ইংরেজি\r\nক;a") == [(2, "added")]


def test_each_row_says_what_becomes_of_it_and_why(shared):
    term(note="আগের", part_of_speech="noun")
    text = "\n".join(
        [
            "Bangla,English,Part of speech,Note,Do not use in English",
            "নতুন,new,,,",
            "জামিন,BAIL,verb,পরের,",
            ",nothing,,,",
            "আরেক,another,thing,,",
            "নতুন,New,,,",
            "\u200d,blank,,,",
            "এক,same,,,Same",
            ",,,,",
            f"দীর্ঘ,{'x' * 256},,,",
            f"নোট,note,,{'x' * 1001},",
            "বেশি,many,,,,extra",
        ]
    )

    found = plan(text)

    assert [(line.number, str(line.outcome)) for line in found.lines] == [
        (2, "added"), (3, "changed"), (4, "refused"), (5, "refused"), (6, "refused"), (7, "refused"),
        (8, "refused"), (10, "refused"), (11, "refused"), (12, "refused"),
    ]  # fmt: skip
    assert all(line.reasons for line in found.lines if line.outcome is Outcome.REFUSED)
    assert {(change.old, change.new) for change in found.lines[1].changes} >= {
        ("bail", "BAIL"),
        ("আগের", "পরের"),
    }


def test_what_is_right_is_taken_and_nothing_is_deleted(shared):
    term("পুরোনো", "old")
    term(note="আগের")

    apply_plan(plan("বাংলা,ইংরেজি,টীকা\nজামিন,bail,নতুন\n,wrong,\nনতুন,new,"), member(PUBLISHERS))

    assert dict(shared.values_list("term_en", "note")) == {"old": "", "bail": "নতুন", "new": ""}


def test_a_missing_column_or_an_empty_cell_leaves_what_is_there(shared):
    term(note="থাকবে", part_of_speech="verb", avoid_en="surety")

    assert outcomes("বাংলা,ইংরেজি\nজামিন,bail") == [(2, "same")]
    assert outcomes("বাংলা,ইংরেজি,টীকা,পদ\nজামিন,bail,,") == [(2, "same")]


@pytest.mark.parametrize("row", ["জামিননামা,bail", "জামিন,release on bail"])
def test_a_known_term_with_another_translation_is_changed_never_doubled(shared, row):
    known = term()

    apply_plan(plan(f"বাংলা,ইংরেজি\n{row}"), None)

    assert [(each.pk, f"{each.term_bn},{each.term_en}") for each in shared] == [(known.pk, row)]


def test_it_can_be_added_as_another_term_instead(shared):
    term()

    assert outcomes("বাংলা,ইংরেজি\nজামিননামা,bail", otherwise=Otherwise.ADD) == [(2, "added")]


def test_a_second_meaning_is_added_when_the_file_has_the_first_too(shared):
    term("আবেদন", "petition")

    assert outcomes("বাংলা,ইংরেজি\nরিট,petition\nআবেদন,petition") == [(2, "added"), (3, "same")]


def test_a_row_that_could_be_about_several_terms_is_refused(shared):
    term("আবেদন", "petition")
    term("রিট", "petition")

    assert outcomes("বাংলা,ইংরেজি\nদরখাস্ত,petition") == [(2, "refused")]


def test_the_same_file_twice_adds_nothing_the_second_time(shared):
    text = "বাংলা,ইংরেজি\nজামিন,bail\nমামলা,case"
    apply_plan(plan(text), None)

    assert outcomes(text) == [(2, "same"), (3, "same")]


def test_one_s_own_terms_are_compared_with_one_s_own_alone(shared):
    translator = member(TRANSLATORS["en"])
    term()

    apply_plan(plan("বাংলা,ইংরেজি\nজামিন,bail", owner=translator), translator)

    assert GlossaryTerm.objects.filter(owner=translator, term_en="bail").count() == 1
    assert shared.count() == 1


def test_spelling_is_one_before_anything_is_compared(shared):
    term("রায়", "judgment")

    assert outcomes("বাংলা,ইংরেজি\n  রায\u09bc  ,Judgment") == [(2, "changed")]
    assert outcomes("বাংলা,ইংরেজি\nরায\u09bc,judgment") == [(2, "same")]


def test_columns_that_are_none_of_ours_are_named(shared):
    assert plan("বাংলা,ইংরেজি,Remarks\nক,a,b").unread == ["Remarks"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"a,b\n1,2", id="no header"),
        pytest.param("বাংলা\nক".encode(), id="one language"),
        pytest.param("Bangla,English\nক,a".encode("utf-16"), id="UTF-16"),
        pytest.param(b"Bangla,English\n\xff,a", id="not UTF-8"),
        pytest.param(b"Bangla,English\n" + b"x,y\n" * 5001, id="too many rows"),
        pytest.param(b"Bangla,English\n" + b"x" * 1_000_000, id="too large"),
        pytest.param(b'Bangla,English\n"x,y\nz,w', id="quotation mark missing"),
        pytest.param(b'Bangla,English\n"' + b"x" * 200_000 + b'",y', id="a cell as large as a book"),
    ],
)
def test_what_is_no_glossary_is_refused_with_a_reason(data):
    with pytest.raises(UnreadableFile, match=r"\w+ \w+"):
        read_table(decode(data))


def test_5000_rows_are_read_in_one_query_and_written_in_a_few(
    shared, django_assert_num_queries, django_assert_max_num_queries
):
    text = "বাংলা,ইংরেজি\n" + "\n".join(f"পদ {i},term {i}" for i in range(5000))

    with django_assert_num_queries(1):
        found = plan(text)
    with django_assert_max_num_queries(120):
        apply_plan(found, member(PUBLISHERS))

    assert shared.count() == 5000


@pytest.mark.parametrize(("owned", "logged"), [(False, 2), (True, 0)])
def test_what_is_done_to_shared_terms_is_logged_and_to_one_s_own_not(shared, owned, logged):
    from wagtail.models import ModelLogEntry

    user = member(PUBLISHERS)
    term(owner=user if owned else None)

    apply_plan(plan("বাংলা,ইংরেজি,টীকা\nজামিন,bail,x\nনতুন,new,y", owner=user if owned else None), user)

    entries = ModelLogEntry.objects.filter(user=user)
    assert sorted(entry.action for entry in entries) == (["wagtail.create", "wagtail.edit"] if logged else [])
