"""What the screen of a translation shows: every passage, with all that helps to translate it. No request."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, NavigableString
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue, extract_ids

from cms.bangla.normalise import normalise
from cms.core.languages import OTHER_LANGUAGE

from .comments import open_comments
from .glossary.matching import TermIndex
from .glossary.terms import terms_for
from .models import SegmentComment, TranslationStatus
from .parity import Difference
from .segments import Progress, Segment, linked_titles, load_segments, version_of
from .services.checking import differences
from .worddiff import render_diff


class Show(models.TextChoices):
    """Which passages to show."""

    ALL = "all", _("All passages")
    TODO = "todo", _("To do")
    OUTDATED = "outdated", _("Outdated")
    COMMENTS = "comments", _("With open comments")
    DIFFERENCES = "differences", _("With differences")


@dataclass(frozen=True)
class TermHint:
    """A term of the glossary that stands in the original, and what it is in the other language."""

    source: str
    target: str
    avoid: list[str]
    note: str


@dataclass(frozen=True)
class LinkHint:
    """A link of the original: translators place it anew, they never write where it leads."""

    name: str  # as the engine has it: `a1`
    number: int
    words: str  # what is linked in the original
    target: str  # where it leads, for a person to read


@dataclass
class Thread:
    """The comments on one paragraph."""

    path: str
    comments: list[SegmentComment] = field(default_factory=list)

    @property
    def open_comments(self) -> int:
        """How many nobody has resolved."""
        return sum(comment.is_open for comment in self.comments)


@dataclass
class Row:
    """One passage on the screen."""

    segment: Segment
    source_language: str
    thread: Thread | None = None  # on the first passage of a paragraph
    terms: list[TermHint] = field(default_factory=list)
    links: list[LinkHint] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    number: int = 0  # of the passage among those of its paragraph
    begins_block: bool = False
    text: str | None = None  # what somebody typed that could not be saved
    seen: str | None = None  # the version of the translation that they had before them
    error: str = ""
    conflict: Segment | None = None

    @property
    def is_rich(self) -> bool:
        """Whether the passage holds bold, italic or links."""
        return self.segment.place.is_rich

    @property
    def value(self) -> str:
        """What stands in the field: HTML for a rich passage, plain text for any other."""
        return self.text if self.text is not None else editable(self.segment, self.segment.translation)

    @property
    def was(self) -> str:
        """A name for what stands in the field, to tell what was changed; empty for what could not be saved."""
        return "" if self.error or self.conflict else version_of(self.value)

    @property
    def version(self) -> str:
        """The version of the translation that whoever saves next has seen."""
        return self.segment.version if self.seen is None else self.seen

    @property
    def is_doubtful(self) -> bool:
        """Whether there is a text that nobody stands by: a machine's, or one made from an older original."""
        return self.segment.progress in (Progress.MACHINE, Progress.BROKEN)

    @property
    def twin(self) -> str:
        """A name for the engine's one translation: passages of a paragraph with the same words share it."""
        return f"{self.segment.context_id}:{self.segment.string_id}"

    @property
    def source_html(self) -> SafeString:
        """The original for reading: words and line breaks, bold and italic, links underlined."""
        return readable(self.segment.source)

    @property
    def plain_source(self) -> str:
        """The words of the original alone."""
        return StringValue(self.segment.source).render_text()

    @property
    def translation_html(self) -> SafeString:
        """The translation for reading, as `source_html`."""
        return readable(self.segment.translation)

    @property
    def conflict_html(self) -> SafeString:
        """What somebody else has saved meanwhile, for reading."""
        return readable(self.conflict.translation) if self.conflict else SafeString()

    @property
    def what(self) -> str:
        """What the passage is, in words, unless the heading above it says just that."""
        place = self.segment.place
        return "" if place.what.casefold() == place.where.casefold() else place.what

    @property
    def key(self) -> str:
        """A name for the place of the passage, which stays when the original changes and its row does not."""
        return f"{self.segment.path}:{self.number}"

    @property
    def is_outdated(self) -> bool:
        """Whether the passage was translated and its original has changed since."""
        return self.segment.previous is not None and self.segment.progress is not Progress.DONE

    @property
    def changes(self) -> SafeString:
        """The former original with the words that changed marked."""
        return (
            render_diff(self.segment.previous.source, self.segment.source)
            if self.segment.previous
            else SafeString()
        )

    @property
    def previous(self) -> str:
        """The former translation, as the field wants it."""
        return editable(self.segment, self.segment.previous.translation) if self.segment.previous else ""

    @property
    def previous_html(self) -> SafeString:
        """The former translation, for reading."""
        return readable(self.segment.previous.translation) if self.segment.previous else SafeString()

    @property
    def anchor(self) -> str:
        """The passage's name in the page's address."""
        return f"passage-{self.segment.pk}"


def editable(segment: Segment, data: str) -> str:
    """Return the engine's HTML `data` as the field of `segment` wants it.

    Links that the original does not have, or no longer, become their words: they could not be saved.
    """
    if not segment.place.is_rich:
        return StringValue(data).render_text()
    if extract_ids(data) <= segment.links.keys():
        return data
    soup = BeautifulSoup(data, "html.parser")
    for tag in soup.find_all("a"):
        if tag.get("id") not in segment.links:
            tag.unwrap()
    return str(soup)


def readable(data: str) -> SafeString:
    """Return the engine's HTML as safe HTML to read: inline tags stay, links lead nowhere."""
    soup = BeautifulSoup(data, "html.parser")
    for tag in soup.find_all(True):
        if tag.name == "a":
            tag.name, tag.attrs = "span", {"class": "link"}
        elif tag.name in ("b", "i", "em", "strong", "br"):
            tag.attrs = {}
        else:
            tag.unwrap()
    for text in soup.find_all(string=True):
        # A comment ends for a browser elsewhere than for the parser: what it hides could be markup.
        if type(text) is not NavigableString:
            text.extract()
    return SafeString(soup.decode(formatter="html"))


@dataclass
class Editor:
    """The whole screen."""

    status: TranslationStatus
    translation: Translation
    rows: list[Row]
    show: Show
    counts: dict[str, int]
    general: list[Difference]  # differences that belong to no passage
    orphans: list[Thread]  # comments on paragraphs that the original does not have any more

    @property
    def shown(self) -> list[Row]:
        """The passages that were asked for, in the order of the page."""
        return [row for row in self.rows if is_shown(row, self.show)]


def is_shown(row: Row, show: Show) -> bool:
    """Whether `row` is among the passages to `show`. What could not be saved is always shown."""
    if row.error or row.conflict or show is Show.ALL:
        return True
    if show is Show.TODO:
        return row.segment.progress is not Progress.DONE
    if show is Show.OUTDATED:
        return row.is_outdated
    if show is Show.DIFFERENCES:
        return bool(row.differences)
    return row.thread is not None and row.thread.open_comments > 0


def build_editor(status: TranslationStatus, translation: Translation, user: Any, show: Show) -> Editor:
    """Put the screen of `translation` together for `user`, in a constant number of queries.

    Both pages have to be put together to compare them: that is done when differences are asked for, and by the
    screen's script once it has opened.
    """
    rows = build_rows(translation)
    orphans = _add_comments(rows, status)
    _add_terms(rows, terms_for(user, status.source_language), status.source_language)
    _add_links(rows)
    general = add_differences(rows, open_differences(status)) if show is Show.DIFFERENCES else []
    counts = Counter({each.value: sum(is_shown(row, each) for row in rows) for each in Show})
    return Editor(status, translation, rows, show, dict(counts), general, orphans)


def build_rows(translation: Translation) -> list[Row]:
    """Return the passages of `translation` in the order of the page, with nothing but their places."""
    language = translation.source.locale.language_code
    rows = [Row(segment, language) for segment in load_segments(translation)]
    _mark_places(rows)
    return rows


def open_differences(status: TranslationStatus) -> list[Difference]:
    """Return how the two languages differ as they are now, without what was let pass."""
    return [each.difference for each in differences(status) if each.waiver is None]


def add_differences(rows: list[Row], found: Iterable[Difference]) -> list[Difference]:
    """Give each of `rows` the differences of its passage; return those that belong to none."""
    by_path: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_path[row.segment.path].append(row)
    general = []
    for each in found:
        here = by_path.get(each.path)
        if here:
            # Passages of one paragraph share a path; the words of the original tell them apart.
            mine = (row for row in here if normalise(row.plain_source).strip() == each.source_text.strip())
            next(mine, here[0]).differences.append(each)
        else:
            general.append(each)
    return general


def _mark_places(rows: Iterable[Row]) -> None:
    before, seen = None, Counter()
    for row in rows:
        place = row.segment.place
        here = (place.field, place.block_id)
        row.begins_block = here != before
        row.number = seen[row.segment.path]
        seen[row.segment.path] += 1
        before = here


def _add_comments(rows: Iterable[Row], status: TranslationStatus) -> list[Thread]:
    by_path = defaultdict(list)
    for comment in status.comments.select_related("author", "resolved_by").prefetch_related("mentioned"):
        by_path[comment.path].append(comment)
    for row in rows:
        if row.number == 0:
            row.thread = Thread(row.segment.path, by_path.pop(row.segment.path, []))
    threads = [Thread(path, comments) for path, comments in by_path.items()]
    return [thread for thread in threads if thread.open_comments]


def load_thread(status: TranslationStatus, path: str) -> Thread:
    """Return the comments on the paragraph at `path`."""
    comments = status.comments.filter(path=path).select_related("author", "resolved_by")
    return Thread(path, list(comments.prefetch_related("mentioned")))


def open_threads(status: TranslationStatus) -> list[Thread]:
    """Return the open comments, paragraph by paragraph, for a screen that shows no passages."""
    by_path: dict[str, list[SegmentComment]] = defaultdict(list)
    for comment in (
        open_comments(status).select_related("author", "resolved_by").prefetch_related("mentioned")
    ):
        by_path[comment.path].append(comment)
    return [Thread(path, comments) for path, comments in by_path.items()]


def _add_links(rows: Iterable[Row]) -> None:
    titles = linked_titles({target for row in rows for target in row.segment.links.values()})
    for row in rows:
        if row.segment.links:
            soup = BeautifulSoup(row.segment.source, "html.parser")
            words = {tag.get("id"): tag.get_text() for tag in soup.find_all("a")}
            row.links = [
                LinkHint(name, number, words.get(name, ""), titles.get(target, target))
                for number, (name, target) in enumerate(row.segment.links.items(), 1)
            ]


def _add_terms(rows: Iterable[Row], terms: list, language: str) -> None:
    other = OTHER_LANGUAGE[language]
    index = TermIndex(terms, language)
    for row in rows:
        found = {match.term.pk: match.term for match in index.find(row.plain_source)}
        row.terms = [
            TermHint(
                getattr(term, f"term_{language}"),
                getattr(term, f"term_{other}"),
                [each.strip() for each in getattr(term, f"avoid_{other}").splitlines() if each.strip()],
                term.note,
            )
            for term in found.values()
        ]
