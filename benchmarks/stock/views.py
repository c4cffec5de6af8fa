"""Wagtail's viewset for pages, with the serializers that a project writes for what its pages point to."""

from wagtail.api import APIField
from wagtail.api.v2.views import PagesAPIViewSet

from benchmarks.stock import serializers

# By the name of the API field. In a project of Wagtail's own making these stand in the models' `api_fields`.
BODY = {
    "topics": serializers.TermSerializer(many=True),
    "authorities": serializers.TermSerializer(many=True),
    "organisations": serializers.OrganisationSerializer(many=True),
    "authors": serializers.NamedPersonSerializer(many=True),
    "speakers": serializers.NamedPersonSerializer(many=True),
    "contact": serializers.PersonSerializer(),
    "media_contact": serializers.PersonSerializer(),
    "place_issued": serializers.PlaceSerializer(),
    "incident_place": serializers.PlaceSerializer(),
    "hero_image": serializers.ImageSerializer(),
    "body": serializers.BodyField(),
    "attachments": serializers.DocumentSerializer(many=True),
    "related_pages": serializers.PageReferenceSerializer(many=True),
    "agenda": serializers.AgendaItemSerializer(many=True),
    "corrections": serializers.CorrectionSerializer(many=True),
}
META = {"translations": serializers.TranslationsField()}


class StockPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's pages, with all that the house's answers have."""

    meta_fields = [*PagesAPIViewSet.meta_fields, "last_published_at", "translation_key", "translations"]

    @classmethod
    def get_body_fields(cls, model) -> list[APIField]:
        """Return the fields of a page type, each once, with their serializers."""
        fields = {field.name: field for field in super().get_body_fields(model)}
        return [APIField(name, serializer=BODY.get(name, field.serializer)) for name, field in fields.items()]

    @classmethod
    def get_meta_fields(cls, model) -> list[APIField]:
        """Return what stands under `meta`, with its serializers."""
        return [
            APIField(field.name, serializer=META.get(field.name)) for field in super().get_meta_fields(model)
        ]
