"""The seven states: the table alone, every sequence of events in the model, and every step on the real desk."""

from itertools import product

import pytest
from django.db import transaction

from cms.translation.states import Facts, State, state_of
from tests.translation import event_model
from tests.translation.event_driver import MARK, Driver
from tests.translation.event_model import ALL, EVENTS, World, levels, shortest_ways

pytestmark = pytest.mark.any_database

NAMES = ("exists", "live", "attached", "in_workflow", "drifted", "not_needed")
ALL_FACTS = [Facts(**dict(zip(NAMES, values, strict=True))) for values in product([False, True], repeat=6)]
# A page that is not there cannot be live, attached or under review.
POSSIBLE = [
    facts for facts in ALL_FACTS if facts.exists or not (facts.live or facts.attached or facts.in_workflow)
]
WAYS = shortest_ways()


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), State.MISSING),
        (Facts(exists=True, attached=True), State.DRAFT),
        (Facts(exists=True, attached=True, in_workflow=True), State.IN_REVIEW),
        (Facts(exists=True, attached=True, live=True), State.CURRENT),
        (Facts(exists=True, attached=True, live=True, drifted=True), State.OUTDATED),
        (Facts(exists=True, live=True, drifted=True), State.DETACHED),
        (Facts(not_needed=True), State.NOT_NEEDED),
        (Facts(exists=True, attached=True, not_needed=True), State.NOT_NEEDED),
        (Facts(exists=True, attached=True, live=True, not_needed=True), State.CURRENT),
    ],
)
def test_the_table_names_the_state(facts, state):
    assert state_of(facts) is state


@pytest.mark.parametrize("facts", POSSIBLE, ids=str)
def test_no_state_contradicts_what_a_reader_sees(facts):
    state = state_of(facts)

    if facts.live:
        assert state not in {State.MISSING, State.DRAFT, State.NOT_NEEDED}
    else:
        assert state not in {State.CURRENT, State.OUTDATED}
    if state is State.CURRENT:
        assert not facts.drifted


def test_every_sequence_of_six_events_ends_in_a_state_that_is_true():
    sequences, worlds = 0, set()
    for level in levels():
        sequences += sum(level.values())
        worlds |= set(level)

    for world in worlds:
        assert (world.state in {State.CURRENT, State.OUTDATED}) <= (world.target == "live")
        assert (world.state is State.CURRENT) <= (not world.drifted)
        assert (world.state is State.MISSING) <= (world.target == "none")
        assert (world.target == "live") <= world.was_translated
    assert {world.state for world in worlds} == set(State) - {State.IN_REVIEW}
    print(f"\n{sequences:,} sequences of up to {event_model.LONGEST} events end in {len(worlds)} situations")


@pytest.fixture
def driver(press, django_user_model) -> Driver:
    return Driver(press, django_user_model.objects.create_superuser("editor"))


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(
    "world", WAYS, ids=[" ".join(e.__name__ for e in way) or "nothing" for way in WAYS.values()]
)
def test_the_desk_does_what_the_model_says(driver, world, language):
    """Go the way to one situation, then try every event from there, each taken back again."""
    driver.begin_in(language)
    for event in WAYS[world]:
        getattr(driver, event.__name__)()
    key, version = driver.key, driver.version
    assert_agrees(driver, world, "the way here")

    for event in EVENTS:
        with transaction.atomic():
            before = published_texts(driver)
            getattr(driver, event.__name__)()
            assert_agrees(driver, event(world), event.__name__)
            assert_only_publication_changes_what_is_read(driver, event, before)
            transaction.set_rollback(True)
        driver.key, driver.version = key, version


def assert_agrees(driver: Driver, world: World, what: str) -> None:
    status = driver.status
    if world.source == "none":
        assert status is None, what
        return
    assert status.state == world.state, what
    assert (status.source_page.live, bool(driver.target and driver.target.live)) == (
        world.source == "live",
        world.target == "live",
    ), what
    assert (driver.target is not None) == (world.target != "none"), what
    if world.attached is not None:
        assert (status.total_segments == status.translated_segments) == (world.done == ALL), what
    if status.state == State.CURRENT:
        shown = [text.removeprefix("<p>").removesuffix("</p>") for text in driver.texts(driver.target)]
        assert shown == driver.translations(), what
    if status.target_is_live:
        assert all(MARK in text for text in driver.texts(driver.target)), what


def published_texts(driver: Driver) -> dict[str, list[str]]:
    """Return what readers can read, by whether it is the original or the translation."""
    pages = {"source": driver.source, "target": driver.target}
    return {name: driver.texts(page) for name, page in pages.items() if page is not None and page.live}


def assert_only_publication_changes_what_is_read(driver: Driver, event, before: dict[str, list[str]]) -> None:
    if event is event_model.delete_source:
        return
    after = published_texts(driver)
    if event not in {event_model.publish, event_model.publish_minor, event_model.unpublish_source}:
        assert after.get("source") == before.get("source"), event.__name__
    if event not in {
        event_model.publish_translation, event_model.unpublish_target, event_model.delete_target,
    }:  # fmt: skip
        assert after.get("target") == before.get("target"), event.__name__
