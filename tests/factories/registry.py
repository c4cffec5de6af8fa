"""Which factory makes which page type, for tests of promises that every page type keeps."""

import datetime
from decimal import Decimal

from wagtail.models import Page, get_page_models

from cms.core.models import BasePage
from home.models import HomePage

from . import pages as page_factories
from .files import DocumentFactory, ImageFactory
from .pages import PageFactory, home
from .vocabulary import AuthorityFactory, CriterionFactory, OrganisationFactory, PersonFactory, TopicFactory

HOUSE_PAGES: list[type[BasePage]] = sorted(
    (model for model in get_page_models() if issubclass(model, BasePage)), key=lambda model: model._meta.label
)
# The migrations make the two home pages; there is never a third.
MADE_BY_MIGRATION = {HomePage}

PAGE_FACTORIES: dict[type[Page], type[PageFactory]] = {
    factory._meta.model: factory
    for factory in vars(page_factories).values()
    if isinstance(factory, type) and issubclass(factory, PageFactory) and factory._meta.model is not None
}
SECTIONS = ("assessments", "press", "international")


def make_page(model: type[Page], language: str = "bn", parents: dict | None = None, **fields) -> Page:
    """Return a published page of `model` in `language`: the home page, or a new page under its section.

    Args:
        model: a page type of the house.
        language: `bn` or `en`.
        parents: the sections by name, each a dictionary by language, as the fixtures give them.
        fields: what the factory is given besides.
    """
    if model in MADE_BY_MIGRATION:
        return home(language)
    candidates = [parents[name][language] for name in SECTIONS if parents and name in parents]
    for parent in [*candidates, home(language)]:
        if model in parent.allowed_subpage_models():
            return PAGE_FACTORIES[model](parent=parent, **fields)
    raise LookupError(f"no section to put a {model.__name__} under")


def rich_body(related: Page) -> list[tuple]:
    """Return a body with one block of every kind."""
    table = {"data": [["District", "Cases"], ["Khulna", "12"]], "cell": [], "table_header_choice": "row"}
    chart = {
        "title": "Cases",
        "summary": "They rise.",
        "kind": "bar",
        "unit": "",
        "series": ["Reported", "Tried"],
        "rows": [{"label": "2025", "values": [Decimal("3"), Decimal("1")]}],
        "source": "Monitoring",
    }
    return [
        ("paragraph", "<p>First <b>words</b> and <a href='https://law.example/'>a link</a>.</p>"),
        ("heading", {"text": "What happened", "level": "h2"}),
        ("quotation", {"text": "Nobody told us.", "attribution": "A relative"}),
        (
            "demands",
            {"intro": "We demand:", "items": [{"text": "An inquiry.", "authority": AuthorityFactory()}]},
        ),
        ("legal_reference", {"instrument": "Penal Code", "article": "302", "note": "", "url": ""}),
        ("timeline", {"items": [{"on": datetime.date(2026, 3, 1), "text": "Arrested."}]}),
        (
            "key_figures",
            {"items": [{"value": Decimal("12"), "unit": "%", "label": "of cases"}], "source": ""},
        ),
        ("chart", chart),
        ("table", {"title": "By district", "table": table, "source": ""}),
        ("image", {"image": ImageFactory()}),
        ("document", {"document": DocumentFactory(), "label": ""}),
        ("embed", {"url": "https://video.example/1", "title": "The briefing"}),
        ("related_pages", {"pages": [related]}),
    ]


def rich_relations(model: type[Page], related: list[Page]) -> dict:
    """Return relations for every field of `model` that can hold some, three rows each."""
    relations = {
        "hero_image": ImageFactory(),
        "topics": [TopicFactory() for _ in range(3)],
        "attachments": [DocumentFactory() for _ in range(3)],
        "related": related,
    }
    inline = {getattr(panel, "relation_name", None) for panel in model.facts_panels}
    for relation, name, factory in [
        ("authority_links", "authorities", AuthorityFactory),
        ("organisation_links", "organisations", OrganisationFactory),
        ("person_links", "people", PersonFactory),
    ]:
        if relation in inline:
            relations[name] = factory.create_batch(3)
    children = {
        "agenda": [{"starts_at": datetime.time(10), "title": "Opening"}] * 3,
        "corrections": [{"text": "The date was wrong."}] * 3,
        "recommendations": [{"text": "Ratify.", "topic": TopicFactory()} for _ in range(3)],
        "actions": [{"text": "Write."}] * 3,
        "sources": [{"text": "Daily"}] * 3,
        "ratings": [{"criterion": CriterionFactory(), "rating": 3, "comment": "So-so."} for _ in range(3)],
    }
    return relations | {name: rows for name, rows in children.items() if hasattr(model, name)}
