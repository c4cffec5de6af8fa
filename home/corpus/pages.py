"""The pages of a synthetic corpus in memory, in the order of their dates: two of each text, one a language."""

import datetime
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page

from cms.core.models import (
    ArticlePage,
    Authority,
    Organisation,
    PageAttachment,
    PageAuthority,
    PageOrganisation,
    PagePerson,
    PageTopic,
    Person,
    Place,
    Topic,
)
from press.models import AgendaItem, EditorialPage, EventPage, PressIndexPage, StatementPage

from .files import Files
from .texts import Body, Text, Writer

YEARS = 10
# Out of a hundred pages
SHARES: dict[type[ArticlePage], int] = {StatementPage: 80, EditorialPage: 12, EventPage: 8}
# The share of pages that have one; the shares of what stands in bodies are in `texts`.
HERO_IMAGES, ATTACHMENTS, RELATED_PAGES = 0.6, 0.15, 0.3
INCIDENT_PLACES, MEDIA_CONTACTS = 0.6, 0.5
# Real people and organisations sign nothing that is made up: only those of the vocabulary that say they are samples.
INVENTED = "sample-"

Links = dict[type[Model], list[int]]


@dataclass
class Twins:
    """The pages of one text by language, and what belongs to both, in the order in which it is shown."""

    number: int
    pages: dict[str, ArticlePage]
    bodies: dict[str, Body]
    links: Links
    related: list[int]  # the numbers of earlier texts
    agenda: list[dict[str, AgendaItem]] = field(default_factory=list)


class Builder:
    """Builds pages. The same `chance` on the same vocabulary builds the same ones."""

    def __init__(
        self, sections: dict[str, PressIndexPage], count: int, chance: random.Random, files: Files
    ) -> None:
        self.sections = sections
        self.count = count
        self.chance = chance
        self.images = [image.pk for image in files.images]
        self.documents = [document.pk for document in files.documents]
        self.topics = _keys(Topic, parent__isnull=False) or _keys(Topic)
        self.authorities = _keys(Authority)
        self.organisations = _keys(Organisation, slug__startswith=INVENTED)
        self.people = list(Person.objects.filter(slug__startswith=INVENTED).order_by("slug"))
        self.places = _keys(Place, level=Place.Level.DISTRICT)
        self.writer = Writer(chance, self.images, self.documents, self.authorities)
        self.content_types = {model: ContentType.objects.get_for_model(model) for model in SHARES}
        self.first_day = timezone.localdate() - datetime.timedelta(days=round(YEARS * 365.25))

    def twins(self) -> Iterator[Twins]:
        """Yield the pages of each text."""
        days = (timezone.localdate() - self.first_day).days
        for number in range(1, self.count + 1):
            model = self.chance.choices(list(SHARES), weights=list(SHARES.values()))[0]
            facts = self._facts(model, self.first_day + datetime.timedelta(days=days * number // self.count))
            text, key = self.writer.write(number), self._key()
            pages = {
                language: self._page(model, number, language, key, text, facts) for language in self.sections
            }
            twins = Twins(number, pages, text.body, self._links(model, facts), self._related(number))
            if model is EventPage:
                self._tell_event(twins, facts["starts_at"])
            yield twins

    def _page(
        self, model: type[ArticlePage], number: int, language: str, key: uuid.UUID, text: Text, facts: dict
    ) -> ArticlePage:
        section = self.sections[language]
        slug = f"{model.listing_name.rstrip('s')}-{number:06d}"
        return model(
            title=text.title[language],
            draft_title=text.title[language],
            summary=text.summary[language],
            slug=slug,
            url_path=f"{section.url_path}{slug}/",
            path=Page._get_path(section.path, section.depth + 1, number),
            depth=section.depth + 1,
            numchild=0,
            locale_id=section.locale_id,
            translation_key=key,
            content_type=self.content_types[model],
            live=True,
            **facts,
        )

    def _facts(self, model: type[ArticlePage], day: datetime.date) -> dict[str, Any]:
        moment = timezone.make_aware(
            datetime.datetime.combine(day, datetime.time(self.chance.randint(9, 17)))
        )
        facts = {
            "first_published_at": moment,
            "last_published_at": moment,
            "hero_image_id": self._perhaps(HERO_IMAGES, self.images),
        }
        contact = self._perhaps(MEDIA_CONTACTS, [person.pk for person in self.people])
        if model is StatementPage:
            facts |= {
                "issued_on": day,
                "kind": self.chance.choice(StatementPage.Kind.values),
                "incident_on": day - datetime.timedelta(days=self.chance.randint(0, 9)),
                "incident_place_id": self._perhaps(INCIDENT_PLACES, self.places),
                "media_contact_id": contact,
            }
        elif model is EditorialPage:
            facts |= {"published_on": day}
        else:
            kind = self.chance.choice(EventPage.Kind.values)
            ends_at = moment + datetime.timedelta(hours=2)
            facts |= {"starts_at": moment, "ends_at": ends_at, "kind": kind, "contact_id": contact}
        return facts

    def _links(self, model: type[ArticlePage], facts: dict[str, Any]) -> Links:
        links: Links = {PageTopic: self._some(self.topics, 1, 3)}
        if model is StatementPage:
            links[PageAuthority] = self._some(self.authorities, 0, 2)
            if facts["kind"] == StatementPage.Kind.JOINT:
                links[PageOrganisation] = self._some(self.organisations, 1, 3)
        else:
            links[PagePerson] = self._some([person.pk for person in self.people], 1, 2)
        if self.chance.random() < ATTACHMENTS:
            links[PageAttachment] = self._some(self.documents, 1, 2)
        return links

    def _related(self, number: int) -> list[int]:
        if number == 1 or self.chance.random() >= RELATED_PAGES:
            return []
        return self._some(range(1, number), 1, 3)

    def _tell_event(self, twins: Twins, starts_at: datetime.datetime) -> None:
        """Give an event its place, its agenda and what came of it."""
        venue, recap = self.writer.venue(), self.writer.paragraph(3)
        for language, page in twins.pages.items():
            page.venue, page.recap = venue[language], recap[language]
        for order, title in enumerate(self.writer.agenda()):
            begins, key = starts_at + datetime.timedelta(minutes=30 * order), self._key()
            speaker = self.chance.choice([None, *self.people])
            items = {
                language: AgendaItem(
                    starts_at=timezone.localtime(begins).time(),
                    title=title[language],
                    speaker=getattr(speaker, f"name_{language}", ""),
                    locale_id=page.locale_id,
                    translation_key=key,
                    sort_order=order,
                )
                for language, page in twins.pages.items()
            }
            twins.agenda.append(items)

    def _key(self) -> uuid.UUID:
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)

    def _some(self, rows: Sequence[int], least: int, most: int) -> list[int]:
        return self.chance.sample(rows, min(len(rows), self.chance.randint(least, most)))

    def _perhaps(self, share: float, rows: Sequence[int]) -> int | None:
        return self.chance.choice(rows) if rows and self.chance.random() < share else None


def _keys(model: type[Model], **conditions: Any) -> list[int]:
    return list(model._default_manager.filter(**conditions).order_by("slug").values_list("pk", flat=True))
