"""Networks, submissions to UN and regional mechanisms, appeals, assessments and situation updates."""

from .appeals import AppealPage, RecommendedAction
from .assessments import AssessmentIndexPage, AssessmentPage, Rating
from .index import InternationalIndexPage
from .networks import NetworkPage
from .situation import SituationUpdatePage, Source
from .submissions import Recommendation, SubmissionPage

__all__ = [
    "AppealPage",
    "AssessmentIndexPage",
    "AssessmentPage",
    "InternationalIndexPage",
    "NetworkPage",
    "Rating",
    "Recommendation",
    "RecommendedAction",
    "SituationUpdatePage",
    "Source",
    "SubmissionPage",
]
