"""Redirects, for the OpenAPI document: the view writes them."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from cms.api.serializers.base import TextField
from cms.api.serializers.references import PageReferenceSerializer


class RedirectSerializer(serializers.Serializer):
    """An address that is no more, and where its readers are led."""

    id = serializers.IntegerField()
    is_permanent = serializers.BooleanField(help_text="Whether the old address may be forgotten.")
    target = PageReferenceSerializer(
        allow_null=True, help_text="The page it leads to; null when it leads to a document or another site."
    )
    url = serializers.URLField(help_text="The address it leads to.")

    def get_fields(self) -> dict[str, serializers.Field]:
        """Add `from`, which Python does not allow as the name of an attribute."""
        old = TextField(
            help_text="The old path, without a slash at its end: it is meant with and without."
            " It may end in a query; then it is meant with that query only."
        )
        return {"from": old} | super().get_fields()


class RedirectListMetaSerializer(serializers.Serializer):
    """What the list says about itself."""

    total_count = serializers.IntegerField(help_text="How many there are in all.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


@extend_schema_serializer(many=False)
class RedirectListSerializer(serializers.Serializer):
    """A part of the list of redirects."""

    meta = RedirectListMetaSerializer()
    items = RedirectSerializer(many=True)
