"""What belongs to one page and is edited with it: corrections, agenda items, recommendations and so on."""

from functools import cache
from typing import ClassVar

from django.db.models import ForeignKey, Model
from rest_framework import serializers

from cms.api.serializers.base import ClockField, LinkField, OutputSerializer, TextField
from cms.api.serializers.vocabulary import CriterionSerializer, TopicSerializer
from cms.core.models import Criterion, Topic
from cms.core.models.vocabulary import Term
from international.models import Rating, Recommendation, RecommendedAction, Source
from press.models import AgendaItem, Correction


class ChildSerializer(OutputSerializer):
    """What belongs to one page."""

    # The vocabulary that a field points to, by the field's name.
    terms: ClassVar[dict[str, type[Term]]] = {}

    id = serializers.UUIDField(source="translation_key", help_text="The same in both languages.")


class CorrectionSerializer(ChildSerializer):
    """A public note that says what the published text had wrong."""

    made_on = serializers.DateField()
    text = TextField()


class AgendaItemSerializer(ChildSerializer):
    """One item of an event's agenda."""

    starts_at = ClockField(help_text="Dhaka time.")
    title = TextField()
    speaker = TextField()


class RecommendationSerializer(ChildSerializer):
    """One thing a submission asks for, and what has been done about it."""

    terms = {"topic": Topic}

    text = TextField()
    topic = TopicSerializer(allow_null=True)
    follow_up = serializers.ChoiceField(Recommendation.FollowUp.choices)
    note = TextField()


class RatingSerializer(ChildSerializer):
    """How far the Commission met one criterion, from 1 (not met) to 5 (fully met)."""

    terms = {"criterion": Criterion}

    criterion = CriterionSerializer()
    rating = serializers.ChoiceField(Rating.Value.choices)
    comment = TextField()


class RecommendedActionSerializer(ChildSerializer):
    """One thing a reader can do."""

    text = TextField()


class SourceSerializer(ChildSerializer):
    """Where figures come from."""

    text = TextField()
    url = LinkField()


CHILDREN: dict[type[Model], type[ChildSerializer]] = {
    AgendaItem: AgendaItemSerializer,
    Correction: CorrectionSerializer,
    Rating: RatingSerializer,
    Recommendation: RecommendationSerializer,
    RecommendedAction: RecommendedActionSerializer,
    Source: SourceSerializer,
}


@cache
def child_columns(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Return the fields that are written of the children in `model`, each with its column."""
    columns = []
    for name, field in CHILDREN[model]._declared_fields.items():
        column = model._meta.get_field(field.source or name)
        columns.append((name, column.attname if isinstance(column, ForeignKey) else column.name))
    return tuple(columns)
