"""What tests make things with."""

from .files import DocumentFactory, ImageFactory, png
from .pages import (
    AppealPageFactory,
    AssessmentIndexPageFactory,
    AssessmentPageFactory,
    EditorialPageFactory,
    EventPageFactory,
    InternationalIndexPageFactory,
    NetworkPageFactory,
    PressIndexPageFactory,
    SituationUpdatePageFactory,
    StandardPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
)
from .translations import translate
from .vocabulary import (
    AuthorityFactory,
    CriterionFactory,
    MechanismFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    TopicFactory,
)

__all__ = [
    "AppealPageFactory",
    "AssessmentIndexPageFactory",
    "AssessmentPageFactory",
    "AuthorityFactory",
    "CriterionFactory",
    "DocumentFactory",
    "EditorialPageFactory",
    "EventPageFactory",
    "ImageFactory",
    "InternationalIndexPageFactory",
    "MechanismFactory",
    "NetworkPageFactory",
    "OrganisationFactory",
    "PersonFactory",
    "PlaceFactory",
    "PressIndexPageFactory",
    "SituationUpdatePageFactory",
    "StandardPageFactory",
    "StatementPageFactory",
    "SubmissionPageFactory",
    "TopicFactory",
    "png",
    "translate",
]
