"""The floor: what every app of the desk builds on."""

from .caching import ContentVersionSlot
from .mixins import ReferencedMixin
from .navigation import FooterLink, NavigationSettings
from .pages import ArticlePage, BasePage
from .references import Reference, ReferenceSeries
from .relations import (
    PageAttachment,
    PageAuthority,
    PageOrganisation,
    PagePerson,
    PageRelation,
    PageTopic,
)
from .settings import OrganisationSettings, SocialLink
from .vocabulary import Authority, Criterion, Mechanism, Organisation, Person, Place, Topic

__all__ = [
    "ArticlePage",
    "Authority",
    "BasePage",
    "ContentVersionSlot",
    "Criterion",
    "FooterLink",
    "Mechanism",
    "NavigationSettings",
    "Organisation",
    "OrganisationSettings",
    "PageAttachment",
    "PageAuthority",
    "PageOrganisation",
    "PagePerson",
    "PageRelation",
    "PageTopic",
    "Person",
    "Place",
    "Reference",
    "ReferenceSeries",
    "ReferencedMixin",
    "SocialLink",
    "Topic",
]
