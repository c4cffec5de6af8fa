"""What belongs to one page and is edited with it: corrections, agenda items, recommendations and so on."""

from rest_framework import serializers

from cms.api.serializers.base import ClockField, LinkField, OutputSerializer, TextField
from cms.api.serializers.vocabulary import CriterionSerializer, TopicSerializer
from international.models import Rating, Recommendation, RecommendedAction, Source
from press.models import AgendaItem, Correction


class ChildSerializer(OutputSerializer):
    """What belongs to one page."""

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

    text = TextField()
    topic = TopicSerializer(allow_null=True)
    follow_up = serializers.ChoiceField(Recommendation.FollowUp.choices)
    note = TextField()


class RatingSerializer(ChildSerializer):
    """How far the Commission met one criterion, from 1 (not met) to 5 (fully met)."""

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


CHILDREN: dict[type, type[ChildSerializer]] = {
    AgendaItem: AgendaItemSerializer,
    Correction: CorrectionSerializer,
    Rating: RatingSerializer,
    Recommendation: RecommendationSerializer,
    RecommendedAction: RecommendedActionSerializer,
    Source: SourceSerializer,
}
