"""Pages of the sample site: a YAML file into an unsaved page in one language."""

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from cms.core.models import (
    Authority,
    Organisation,
    PageAuthority,
    PageOrganisation,
    PagePerson,
    PageTopic,
    Person,
    Topic,
)
from home.models import StandardPage
from international.models import (
    AppealPage,
    AssessmentPage,
    NetworkPage,
    Rating,
    Recommendation,
    RecommendedAction,
    SituationUpdatePage,
    Source,
    SubmissionPage,
)
from press.models import AgendaItem, Correction, EditorialPage, EventPage, StatementPage

from .body import BodyBuilder, stable_id
from .library import Library
from .reading import Entry

TITLE_MARKS = {"bn": "নমুনা: ", "en": "Sample: "}
CLOSING_MARKS = {
    "bn": (
        "<p><b>এটি নমুনা লেখা।</b> সফটওয়্যারটি কীভাবে কাজ করে, তা দেখাতে লেখা হয়েছে; এখানে কোনো বাস্তব ব্যক্তি বা"
        " ঘটনার কথা বলা হয়নি।</p>"
    ),
    "en": (
        "<p><b>This is sample content.</b> It was written to show the software and describes no real person"
        " or event.</p>"
    ),
}
DOCUMENT_KEYS = {"type", "slug", "languages", "source", "sample"}

# key of the file: the relation, its model, and the vocabulary the slugs are of
LINKS: dict[str, tuple[str, type[models.Model], type[models.Model]]] = {
    "topics": ("topic_links", PageTopic, Topic),
    "authorities": ("authority_links", PageAuthority, Authority),
    "targets": ("authority_links", PageAuthority, Authority),
    "organisations": ("organisation_links", PageOrganisation, Organisation),
    "authors": ("person_links", PagePerson, Person),
    "speakers": ("person_links", PagePerson, Person),
}
# key of the file, which is also the relation: its model, and the field of each key
CHILDREN: dict[str, tuple[type[models.Model], dict[str, str]]] = {
    "corrections": (Correction, {"on": "made_on", "text": "text"}),
    "agenda": (AgendaItem, {"time": "starts_at", "title": "title", "speaker": "speaker"}),
    "recommendations": (
        Recommendation,
        {"text": "text", "topic": "topic", "status": "follow_up", "note": "note"},
    ),
    "actions": (RecommendedAction, {"text": "text"}),
    "ratings": (Rating, {"criterion": "criterion", "rating": "rating", "comment": "comment"}),
    "sources": (Source, {"text": "text", "url": "url"}),
}


@dataclass(frozen=True)
class SampleType:
    """A page type of the sample files: its model, the section it belongs in, and its keys."""

    model: type[Page]
    section: str
    keys: set[str]
    renamed: dict[str, str] = field(default_factory=lambda: {"image": "hero_image"})


ARTICLE = {"title", "summary", "topics", "image", "body"}
EVENT_TIMES = {"starts_in_days", "start_time", "end_time", "ends_after_days", "event_languages"}
TYPES = {
    "statement": SampleType(
        StatementPage,
        "press",
        ARTICLE
        | {"kind", "issued_on", "place_issued", "incident_on", "incident_place", "media_contact"}
        | {"authorities", "organisations", "corrections"},
    ),
    "editorial": SampleType(EditorialPage, "press", ARTICLE | {"authors", "published_on", "first_appeared"}),
    "event": SampleType(
        EventPage,
        "press",
        ARTICLE
        | EVENT_TIMES
        | {"kind", "venue", "address", "online_url", "audience", "agenda", "speakers", "contact", "status"}
        | {"status_reason", "recap"},
    ),
    "network": SampleType(
        NetworkPage, "international", ARTICLE | {"organisation", "level", "role", "member_since"}
    ),
    "submission": SampleType(
        SubmissionPage,
        "international",
        ARTICLE
        | {"kind", "mechanism", "session", "symbol", "due_on", "submitted_on", "status", "organisations"}
        | {"recommendations"},
    ),
    "appeal": SampleType(
        AppealPage,
        "international",
        ARTICLE
        | {
            "kind",
            "country",
            "issued_on",
            "act_by",
            "status",
            "outcome",
            "letter",
            "targets",
            "organisations",
        }
        | {"actions"},
    ),
    "situation_update": SampleType(
        SituationUpdatePage,
        "international",
        ARTICLE | {"period_start", "period_end", "published_on", "sources"},
    ),
    "assessment": SampleType(AssessmentPage, "assessments", ARTICLE | {"year", "published_on", "ratings"}),
    "standard": SampleType(StandardPage, "home", {"title", "introduction", "body", "shows_contact"}),
}


@dataclass(frozen=True)
class PageBuilder:
    """Makes pages, in memory, from the entries of sample files."""

    library: Library
    today: datetime.date

    def build(self, document: Entry, language: str) -> Page:
        """Return the page that `document` describes, in `language`, not saved and not placed.

        Built in the other language, it has the same keys and block ids, so that the two can be paired.

        Raises:
            SampleError: naming the file and the key.
        """
        kind = type_of(document)
        document.only(DOCUMENT_KEYS | kind.keys)
        slug = document["slug"].value
        page = kind.model(
            slug=slug,
            locale=Locale.objects.get(language_code=language),
            translation_key=stable_id(slug),
        )
        content = self._expand(document)
        for key, entry in content.entries():
            if key in DOCUMENT_KEYS:
                continue
            if key in LINKS:
                self._link(page, key, entry)
            elif key in CHILDREN:
                self._add_children(page, key, entry, language)
            else:
                self._set(page, kind.renamed.get(key, key), entry, language)
        if is_marked(document):
            page.title = TITLE_MARKS[language] + page.title
        return page

    def _expand(self, document: Entry) -> Entry:
        """Return `document` with the keys written out that stand for several fields or reckon from today."""
        content = dict(document.value)
        if "first_appeared" in content:
            elsewhere = document["first_appeared"]
            elsewhere.only({"outlet", "url", "on"})
            del content["first_appeared"]
            names = {"outlet": "outlet", "url": "outlet_url", "on": "outlet_on"}
            content |= {names[key]: value for key, value in elsewhere.value.items()}
        if is_marked(document):
            content["body"] = [*content.get("body", []), {"paragraph": CLOSING_MARKS}]
        if content["type"] == "event":
            content["starts_at"], content["ends_at"] = self._times(document)
            content["spoken_languages"] = ",".join(document["event_languages"].value)
            content = {key: value for key, value in content.items() if key not in EVENT_TIMES}
        return Entry(content, document.place)

    def _times(self, document: Entry) -> tuple[datetime.datetime, datetime.datetime]:
        first_day = self.today + datetime.timedelta(days=document["starts_in_days"].value)
        last_day = first_day + datetime.timedelta(days=document.get("ends_after_days", 0))
        return tuple(
            timezone.make_aware(
                datetime.datetime.combine(day, datetime.time.fromisoformat(document[key].value))
            )
            for day, key in ((first_day, "start_time"), (last_day, "end_time"))
        )

    def _set(self, instance: models.Model, name: str, entry: Entry, language: str) -> None:
        model_field = instance._meta.get_field(name)
        if isinstance(model_field, models.ForeignKey):
            if model_field.related_model._meta.label == "images.HouseImage":
                value = self.library.image(entry)
            else:
                value = self.library.term(model_field.related_model, entry)
        elif isinstance(model_field, StreamField):
            value = BodyBuilder(self.library, language, instance.slug).build(model_field.stream_block, entry)
        elif isinstance(entry.value, dict):
            value = entry.text(language)
        else:
            value = entry.value
        setattr(instance, name, value)

    def _link(self, page: Page, key: str, entry: Entry) -> None:
        relation, model, vocabulary = LINKS[key]
        target = vocabulary._meta.model_name
        links = [
            model(sort_order=number, **{target: self.library.term(vocabulary, item)})
            for number, item in enumerate(entry.items())
        ]
        setattr(page, relation, links)

    def _add_children(self, page: Page, relation: str, entry: Entry, language: str) -> None:
        model, names = CHILDREN[relation]
        children = []
        for number, item in enumerate(entry.items()):
            item.only(set(names))
            child = model(
                sort_order=number,
                locale=page.locale,
                translation_key=stable_id(page.slug, relation, number),
            )
            for key, value in item.entries():
                self._set(child, names[key], value, language)
            try:
                child.full_clean(exclude=["page"], validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                raise item.error(str(error.message_dict)) from error
            children.append(child)
        setattr(page, relation, children)


def type_of(document: Entry) -> SampleType:
    """Return the sample type of a page file.

    Raises:
        SampleError: when there is no such type.
    """
    entry = document["type"]
    if entry.value not in TYPES:
        raise entry.error(f"“{entry.value}” is none of {', '.join(TYPES)}.")
    return TYPES[entry.value]


def is_marked(document: Entry) -> bool:
    """Whether the page says that it is a sample: not one that is true as it stands, such as “About us”."""
    return document.get("sample", True)
