"""The vocabularies that the API lists, and which of their terms readers may know of."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from cms.api.parameters import Choices, Parameter, Slugs
from cms.api.serializers import vocabulary
from cms.api.visibility import Visibility, plain
from cms.core.models import (
    Authority,
    Mechanism,
    Organisation,
    PageAuthority,
    PageOrganisation,
    PagePerson,
    PageTopic,
    Person,
    Place,
    Topic,
)
from cms.core.models.vocabulary import Term
from international.models import AppealPage, NetworkPage, Recommendation, SubmissionPage
from press.models import EventPage, StatementPage

# For each vocabulary: the tables whose rows point to its terms from a page, and their column. A page's own table is
# asked by its key.
USES: dict[type[Term], list[tuple[type[Model], str, str]]] = {
    Topic: [(PageTopic, "topic", "page"), (Recommendation, "topic", "page")],
    Authority: [(PageAuthority, "authority", "page")],
    Organisation: [(PageOrganisation, "organisation", "page"), (NetworkPage, "organisation", "pk")],
    Person: [
        (PagePerson, "person", "page"),
        (StatementPage, "media_contact", "pk"),
        (EventPage, "contact", "pk"),
    ],
    Mechanism: [(SubmissionPage, "mechanism", "pk")],
    Place: [
        (StatementPage, "place_issued", "pk"),
        (StatementPage, "incident_place", "pk"),
        (AppealPage, "country", "pk"),
    ],
}


@dataclass(frozen=True)
class Vocabulary:
    """A list of terms. `choices` are its columns that it can be narrowed by."""

    name: str
    serializer: type[vocabulary.TermSerializer]
    choices: tuple[str, ...] = ()

    @property
    def model(self) -> type[Term]:
        """The model of the terms."""
        return self.serializer.model

    def filters(self) -> list[Parameter]:
        """Return the parameters that the list can be narrowed by."""
        slugs = Slugs(
            name="slug", description="Only the terms with these slugs, with commas between them.", maximum=100
        )
        fields = [self.model._meta.get_field(name) for name in self.choices]
        return [
            slugs,
            *(
                Choices(
                    name=field.name,
                    description=f"Only terms with one of these as `{field.name}`, with commas between them.",
                    choices=tuple(value for value, _label in field.choices),
                )
                for field in fields
            ),
        ]

    def visible(self, visibility: Visibility) -> QuerySet[Any]:
        """Return the terms that a page readers may see is linked to, and those above them.

        What only a draft names is nobody's business: the name of a speaker can give away an event to come.
        """
        pages = visibility.pages().values("pk")
        used = Q(pk__in=[])
        for model, column, page in USES[self.model]:
            used |= Q(
                pk__in=plain(model)
                .filter(**{f"{page}__in": pages, f"{column}__isnull": False})
                .values(column)
            )
        terms = plain(self.model)
        for _level in range(1, getattr(self.model, "max_level", 1)):
            below = terms.filter(used)
            used |= Q(pk__in=below.exclude(parent=None).values("parent"))
        return terms.filter(used)


VOCABULARIES = [
    Vocabulary("topics", vocabulary.TopicSerializer),
    Vocabulary("authorities", vocabulary.AuthoritySerializer),
    Vocabulary("mechanisms", vocabulary.MechanismSerializer, ("kind",)),
    Vocabulary("places", vocabulary.PlaceSerializer, ("level",)),
    Vocabulary("people", vocabulary.NamedPersonSerializer),
    Vocabulary("organisations", vocabulary.OrganisationSerializer, ("kind",)),
]
