"""What differs between two versions of an original, from digests alone."""

from cms.translation.drift import accept_small, drift, paragraph_of

OLD = {
    "title": ["t"],
    "body.a.text": ["a"],
    "body.b": ["b1", "b2"],
    "body.a#facts": ["fa"],
    "body.b#facts": ["fb"],
    "body#order": ["a", "b"],
    "#facts": ["f"],
}


def changes(old, new, known=()):
    return {(each["key"], each["change"]) for each in drift(old, new, known, "now")}


def test_nothing_differs_from_itself():
    assert drift(OLD, dict(OLD), [], "now") == []


def test_a_changed_word_is_one_changed_paragraph():
    assert changes(OLD, OLD | {"body.b": ["b1", "changed"]}) == {("body.b", "changed")}


def test_words_and_facts_of_one_block_are_one_paragraph():
    new = OLD | {"body.a.text": ["x"], "body.a#facts": ["y"]}

    assert changes(OLD, new) == {("body.a", "changed")}


def test_a_new_block_is_added_and_the_order_of_the_others_is_the_same():
    new = OLD | {"body.c": ["c"], "body.c#facts": ["fc"], "body#order": ["a", "c", "b"]}

    assert changes(OLD, new) == {("body.c", "added")}


def test_a_block_that_is_gone_is_removed():
    new = {key: value for key, value in OLD.items() if not key.startswith("body.a")} | {"body#order": ["b"]}

    assert changes(OLD, new) == {("body.a", "removed")}


def test_blocks_that_change_places_are_moved():
    assert changes(OLD, OLD | {"body#order": ["b", "a"]}) == {("body#order", "moved")}


def test_a_changed_date_is_a_changed_fact():
    assert changes(OLD, OLD | {"#facts": ["g"]}) == {("#facts", "facts")}


def test_a_paragraph_keeps_the_moment_since_which_it_differs():
    known = [{"key": "title", "change": "changed", "since": "then"}]

    found = drift(OLD, OLD | {"title": ["x"], "body.b": ["y"]}, known, "now")

    assert {each["key"]: each["since"] for each in found} == {"title": "then", "body.b": "now"}


def test_a_small_correction_settles_words_that_were_in_step():
    new = OLD | {"body.b": ["b1", "b2 corrected"]}

    assert drift(accept_small(OLD, OLD, new), new, [], "now") == []


def test_a_small_correction_does_not_settle_what_was_outdated_before():
    before = OLD | {"title": ["changed"]}
    after = before | {"title": ["changed again"]}

    assert changes(accept_small(OLD, before, after), after) == {("title", "changed")}


def test_a_small_correction_settles_no_facts_no_order_and_no_new_paragraph():
    after = OLD | {"#facts": ["g"], "body#order": ["b", "a", "c"], "body.c": ["c"]}

    assert changes(accept_small(OLD, OLD, after), after) == {
        ("#facts", "facts"),
        ("body#order", "moved"),
        ("body.c", "added"),
    }


def test_the_paragraph_of_a_unit_is_its_block_child_or_field():
    assert paragraph_of("body.a.items.b.text") == "body.a"
    assert paragraph_of("body.a#facts") == "body.a"
    assert paragraph_of("agenda.key.title") == "agenda.key"
    assert paragraph_of("title") == "title"
    assert paragraph_of("#facts") == "#facts"
    assert paragraph_of("body#order") == "body#order"
