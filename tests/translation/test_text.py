"""Rules 4 and 5: every text of a page and of its inline children is translated, each in its own place."""

import datetime

import pytest

from tests.factories import (
    AppealPageFactory,
    AssessmentPageFactory,
    CriterionFactory,
    EditorialPageFactory,
    EventPageFactory,
    NetworkPageFactory,
    SituationUpdatePageFactory,
    StandardPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    TopicFactory,
)

pytestmark = pytest.mark.any_database

OTHER = {"bn": "en", "en": "bn"}


@pytest.fixture(params=["bn", "en"])
def language(request) -> str:
    return request.param


def test_the_texts_of_a_page_are_translated_and_the_source_stays_as_it_was(press, language, desk):
    page = EditorialPageFactory(
        parent=press[language],
        title="One",
        summary="Two",
        outlet="Three",
        body=[("paragraph", "<p>Four</p>")],
    )
    work = desk(page, OTHER[language])
    assert {"One", "Two", "Three", "Four"} <= set(work.strings())

    work.translate({"One": "১", "Two": "২", "Three": "৩", "Four": "৪"})
    twin = work.save(publish=True)

    assert (twin.title, twin.summary, twin.outlet) == ("১", "২", "৩")
    assert "৪" in twin.body[0].value.source
    page.refresh_from_db()
    assert (page.title, page.summary) == ("One", "Two")
    assert twin.live
    assert twin.language == OTHER[language]


CHILDREN = [
    (
        lambda parents: EventPageFactory(
            parent=parents["press"],
            agenda=[{"starts_at": datetime.time(10), "title": "Opening", "speaker": "Chair"}],
        ),
        "agenda",
        {"title": "Opening", "speaker": "Chair"},
        {"starts_at": datetime.time(10)},
    ),
    (
        lambda parents: StatementPageFactory(
            parent=parents["press"],
            corrections=[{"text": "The date was wrong.", "made_on": datetime.date(2026, 4, 1)}],
        ),
        "corrections",
        {"text": "The date was wrong."},
        {"made_on": datetime.date(2026, 4, 1)},
    ),
    (
        lambda parents: SubmissionPageFactory(
            parent=parents["international"],
            recommendations=[
                {"text": "Ratify.", "note": "Promised.", "follow_up": "partial", "topic": TopicFactory()}
            ],
        ),
        "recommendations",
        {"text": "Ratify.", "note": "Promised."},
        {"follow_up": "partial"},
    ),
    (
        lambda parents: AppealPageFactory(parent=parents["international"], actions=[{"text": "Write."}]),
        "actions",
        {"text": "Write."},
        {},
    ),
    (
        lambda parents: SituationUpdatePageFactory(
            parent=parents["international"], sources=[{"text": "Daily", "url": "https://daily.example/"}]
        ),
        "sources",
        {"text": "Daily"},
        {"url": "https://daily.example/"},
    ),
    (
        lambda parents: AssessmentPageFactory(
            parent=parents["assessments"],
            ratings=[{"criterion": CriterionFactory(), "rating": 3, "comment": "Half-way."}],
        ),
        "ratings",
        {"comment": "Half-way."},
        {"rating": 3},
    ),
]


@pytest.mark.parametrize(("make", "relation", "texts", "facts"), CHILDREN, ids=[row[1] for row in CHILDREN])
def test_inline_children_are_translated_and_keep_their_facts(
    press, international, assessments, language, desk, make, relation, texts, facts
):
    page = make(
        {
            "press": press[language],
            "international": international[language],
            "assessments": assessments[language],
        }
    )
    work = desk(page, OTHER[language])
    work.translate({text: f"{text} (translated)" for text in texts.values()})

    twin = work.save(publish=True)

    child, original = getattr(twin, relation).get(), getattr(page, relation).get()
    assert {name: getattr(child, name) for name in texts} == {
        name: f"{text} (translated)" for name, text in texts.items()
    }
    assert {name: getattr(child, name) for name in facts} == facts
    assert {name: getattr(original, name) for name in texts} == texts
    assert child.translation_key == original.translation_key
    assert child.locale == twin.locale


def test_a_removed_child_leaves_the_translation_and_a_new_one_joins_it(press, language, desk):
    page = EventPageFactory(
        parent=press[language],
        agenda=[
            {"starts_at": datetime.time(10), "title": "A"},
            {"starts_at": datetime.time(11), "title": "B"},
        ],
    )
    work = desk(page, OTHER[language])
    work.translate({"A": "ক", "B": "খ"})
    work.save(publish=True)

    kept = page.agenda.get(title="B")
    page.agenda = [kept, type(kept)(starts_at=datetime.time(12), title="C", locale=page.locale, sort_order=9)]
    page.save_revision().publish()
    work.update()
    work.translate({"C": "গ"})
    twin = work.save(publish=True)

    assert [item.title for item in twin.agenda.all()] == ["খ", "গ"]


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (lambda p: EventPageFactory(parent=p["press"], recap="<p>It was said.</p>"), ["recap"]),
        (lambda p: AppealPageFactory(parent=p["international"], letter="<p>Excellency,</p>"), ["letter"]),
    ],
    ids=["recap", "letter"],
)
def test_rich_texts_outside_the_body_are_translated(press, international, language, desk, make, fields):
    page = make({"press": press[language], "international": international[language]})
    work = desk(page, OTHER[language])
    work.translate(dict.fromkeys(work.strings(), "অনুবাদ"))

    twin = work.save(publish=True)

    for field in fields:
        assert "অনুবাদ" in getattr(twin, field)
        assert "অনুবাদ" not in getattr(page, field)


def test_plain_pages_and_networks_have_their_texts_translated(homes, international, language, desk):
    pages = [
        StandardPageFactory(parent=homes[language], introduction="Welcome"),
        NetworkPageFactory(parent=international[language], role="member of the board"),
    ]
    for page, text, field in zip(
        pages, ["Welcome", "member of the board"], ["introduction", "role"], strict=True
    ):
        work = desk(page, OTHER[language])
        work.translate({text: "অনুবাদ"})

        assert getattr(work.save(publish=True), field) == "অনুবাদ"


def test_names_of_vocabulary_rows_are_not_offered_with_the_page(press, language, desk):
    """Rule: a model uses modeltranslation or wagtail-localize, never both."""
    topic = TopicFactory(name_bn="শিশু অধিকার", name_en="Rights of the child")
    page = StatementPageFactory(parent=press[language], topics=[topic])
    work = desk(page, OTHER[language])

    twin = work.save(publish=True)

    assert not {"শিশু অধিকার", "Rights of the child"} & set(work.strings())
    assert not work.source.relatedobjectsegment_set.exists()
    assert twin.topics == [topic]
    assert type(topic).objects.filter(name_en="Rights of the child").count() == 1
