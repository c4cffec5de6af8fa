"""Changes of pages, for the OpenAPI document: `cms.api.views.changes` writes them."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from cms.api.models import ContentChange
from cms.api.page_types import page_types
from cms.api.serializers.base import TextField
from cms.core.languages import LANGUAGES


class ChangeSerializer(serializers.Serializer):
    """What became of one page at one time."""

    id = serializers.IntegerField(help_text="The page's.")
    type = serializers.ChoiceField(list(page_types()), help_text="The page's type, as `app.Model`.")
    locale = serializers.ChoiceField(LANGUAGES, help_text="The page's language.")
    translation_key = serializers.UUIDField(help_text="What a page and its translation share.")
    change = serializers.ChoiceField(
        ContentChange.Kind.values,
        help_text="What became of it. A page that comes back is `published`; one that was public and is published anew "
        "is `changed`; `moved` is one with a new address.",
    )
    at = serializers.DateTimeField(
        help_text="When. Items are in the order to apply them in, not in that of the times."
    )
    is_gone = serializers.BooleanField(
        help_text="Remove the page from your copy: it is gone with this change, or is not public any more at the time "
        "of this answer (an item further on says since when)."
    )
    detail_url = serializers.URLField(allow_null=True, help_text="The page in the API; null when it is gone.")
    html_url = serializers.URLField(allow_null=True, help_text="The page on the site; null when it is gone.")


class ChangeListMetaSerializer(serializers.Serializer):
    """Where to go on."""

    cursor = TextField(help_text="Keep it with your copy, and give it as `since` the next time.")
    has_more = serializers.BooleanField(help_text="Whether there are more changes already.")
    next = serializers.URLField(help_text="This address with the new cursor: what to ask next, now or later.")


@extend_schema_serializer(many=False)
class ChangeListSerializer(serializers.Serializer):
    """A part of the log of changes, oldest first."""

    meta = ChangeListMetaSerializer()
    items = ChangeSerializer(many=True)
