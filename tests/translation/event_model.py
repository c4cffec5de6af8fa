"""A model of the desk, small enough to be walked to the end: what each event does to a text in two languages.

It knows no database. The tests walk every sequence of events through it, and then walk the real desk along the same
ways to see that it does what the model says.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cms.translation.states import Facts, State, state_of

# How much of the original, as last taken over, is translated.
NOTHING, TITLE_ONLY, ALL_BUT_CHANGED, ALL = range(4)


@dataclass(frozen=True)
class World:
    """One text. `source` and `target` are "none", "draft" (never or no longer published) or "live"."""

    source: str = "none"
    is_ahead: bool = False  # the original has a draft that differs from what is taken over
    target: str = "none"
    attached: bool | None = None  # None: no translation was ever begun
    done: int = NOTHING
    is_whole: bool = False  # the page, edited on its own, has no words of the original in it
    was_translated: bool = False  # some version of the translation was published
    drifted: bool = False  # the original was published with changes since
    not_needed: bool = False

    @property
    def state(self) -> State:
        """The state by the table of the desk."""
        return state_of(
            Facts(
                exists=self.target != "none",
                live=self.target == "live",
                attached=bool(self.attached),
                drifted=self.drifted,
                not_needed=self.not_needed,
            )
        )


Event = Callable[[World], World]


def create(world: World) -> World:
    """An editor begins a text, unless there is one."""
    return replace(world, source="draft") if world.source == "none" else world


def edit_draft(world: World) -> World:
    """An editor changes a word of the second paragraph and saves a draft."""
    return replace(world, is_ahead=True) if world.source != "none" else world


def publish(world: World) -> World:
    """An editor publishes the original."""
    if world.source == "none":
        return world
    published = replace(world, source="live", is_ahead=False)
    if not world.is_ahead or world.target == "none":
        return published
    done = ALL_BUT_CHANGED if world.done == ALL else world.done
    return replace(published, done=done, drifted=world.drifted or world.was_translated)


def publish_minor(world: World) -> World:
    """An editor publishes the original as a small correction."""
    published = publish(world)
    return replace(published, done=world.done, drifted=world.drifted)


def submit(world: World) -> World:
    """An editor sends the text for translation."""
    if world.source == "none" or world.target != "none":
        return world
    # An unpublished page's row is its draft, so the draft is what is sent.
    is_ahead = world.is_ahead and world.source == "live"
    return replace(world, target="draft", attached=True, is_ahead=is_ahead, not_needed=False)


def translate_some(world: World) -> World:
    """A translator translates the title."""
    if not world.attached:
        return world
    return replace(world, done=max(world.done, TITLE_ONLY))


def translate_all(world: World) -> World:
    """A translator translates everything that is not translated."""
    return replace(world, done=ALL) if world.attached else world


def publish_translation(world: World) -> World:
    """A publisher publishes the translation; the desk refuses while anything is missing."""
    if world.target == "none":
        return world
    if world.attached:
        if world.done != ALL:
            return world
        return replace(world, target="live", was_translated=True, drifted=False, not_needed=False)
    if not world.is_whole:
        return world
    return replace(world, target="live", was_translated=True, not_needed=False)


def detach(world: World) -> World:
    """Synchronisation is stopped."""
    if not world.attached:
        return world
    return replace(world, attached=False, is_whole=world.done >= ALL_BUT_CHANGED)


def reattach(world: World) -> World:
    """Synchronisation is started again. As on sending, the draft of an original that is not published is taken over."""
    if world.attached is not False:
        return world
    if world.source == "live" or not world.is_ahead:
        return replace(world, attached=True)
    done = ALL_BUT_CHANGED if world.done == ALL else world.done
    drifted = world.drifted or world.was_translated
    return replace(world, attached=True, is_ahead=False, done=done, drifted=drifted)


def unpublish_source(world: World) -> World:
    """The original is taken off the site."""
    return replace(world, source="draft") if world.source == "live" else world


def unpublish_target(world: World) -> World:
    """The translation is taken off the site."""
    return replace(world, target="draft") if world.target == "live" else world


def delete_source(world: World) -> World:
    """The original is deleted: what is left of the text is its former translation, now a text of its own."""
    if world.source == "none":
        return world
    return World(source=world.target)


def delete_target(world: World) -> World:
    """The translation is deleted."""
    if world.target == "none":
        return world
    return World(source=world.source, is_ahead=world.is_ahead, not_needed=world.not_needed)


def mark_not_needed(world: World) -> World:
    """An editor says that the other language does without the text; refused while it is published there."""
    if world.source == "none" or world.target == "live":
        return world
    return replace(world, not_needed=True)


EVENTS: tuple[Event, ...] = (
    create, edit_draft, publish, publish_minor, submit, translate_some, translate_all, publish_translation, detach,
    reattach, unpublish_source, unpublish_target, delete_source, delete_target, mark_not_needed,
)  # fmt: skip
LONGEST = 6


def levels() -> Iterator[dict[World, int]]:
    """Yield, for each length from 0 to `LONGEST`, the worlds that sequences of it end in, and how many end there."""
    level = {World(): 1}
    for _length in range(LONGEST + 1):
        yield level
        following: dict[World, int] = {}
        for world, ways in level.items():
            for event in EVENTS:
                end = event(world)
                following[end] = following.get(end, 0) + ways
        level = following


def shortest_ways() -> dict[World, tuple[Event, ...]]:
    """Return the shortest way to every world that can be reached in fewer than `LONGEST` events."""
    ways: dict[World, tuple[Event, ...]] = {World(): ()}
    queue = [World()]
    for world in queue:
        if len(ways[world]) < LONGEST - 1:
            for event in EVENTS:
                if (end := event(world)) not in ways:
                    ways[end] = (*ways[world], event)
                    queue.append(end)
    return ways
