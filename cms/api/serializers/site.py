"""The site as a whole and the resources of the API, for the OpenAPI document: the views write them."""

from drf_spectacular.helpers import lazy_serializer
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from cms.api.page_types import page_types
from cms.api.serializers.base import TextField
from cms.api.serializers.references import PageReferenceSerializer
from cms.core.languages import LANGUAGES


class MenuItemSerializer(serializers.Serializer):
    """A page in the main menu, with those under it."""

    id = serializers.IntegerField()
    type = serializers.ChoiceField(list(page_types()))
    title = TextField(help_text="The short title where the page has one, for menus.")
    locale = serializers.ChoiceField(LANGUAGES)
    detail_url = serializers.URLField(help_text="The page in the API.")
    html_url = serializers.URLField(help_text="The page on the site.")
    children = serializers.SerializerMethodField()

    @extend_schema_field(lazy_serializer("cms.api.serializers.site.MenuItemSerializer")(many=True))
    def get_children(self, item: dict) -> list[dict]:
        """Return the pages below that are shown in menus too, in the order of the tree."""
        return item["children"]


class FooterLinkSerializer(serializers.Serializer):
    """A link at the foot of every page: to a page of the site or to an address outside."""

    title = TextField(help_text="In the language of the navigation.")
    url = serializers.URLField(help_text="Where the link leads.")
    page = PageReferenceSerializer(
        allow_null=True,
        help_text="The page, in the other language when it is published in that only; null for an address outside.",
    )


class NavigationSerializer(serializers.Serializer):
    """What leads readers of one language through the site."""

    menu = MenuItemSerializer(many=True)
    footer = FooterLinkSerializer(many=True)


class SiteLanguageSerializer(serializers.Serializer):
    """A language of the site."""

    code = serializers.ChoiceField(LANGUAGES)
    endonym = TextField(help_text="The name of the language in the language itself.")
    html_url = serializers.URLField(
        allow_null=True, help_text="Where the language begins; null while its home page is not published."
    )
    home = PageReferenceSerializer(allow_null=True)
    navigation = NavigationSerializer()


class SocialLinkSerializer(serializers.Serializer):
    """A profile of the organisation on another site."""

    label = TextField()
    url = serializers.URLField()


class SiteMetaSerializer(serializers.Serializer):
    """What the answer says about itself."""

    locale = serializers.ChoiceField(LANGUAGES, help_text="The language of the organisation's texts.")


@extend_schema_serializer(many=False)
class SiteSerializer(serializers.Serializer):
    """Who speaks, in the language of the answer, and the way through the site, in every language."""

    meta = SiteMetaSerializer()
    html_url = serializers.URLField(help_text="The address that leads readers to the language they prefer.")
    name = TextField(
        help_text="The organisation's name. Like every text here, empty until the desk fills it in."
    )
    short_name = TextField()
    desk_name = TextField(help_text="The name of the desk that publishes.")
    description = TextField(help_text="One or two sentences.")
    address = TextField(help_text="The postal address, in lines.")
    phone = TextField()
    email = TextField()
    ecosoc_since = serializers.IntegerField(
        allow_null=True, help_text="The year since which the organisation has UN ECOSOC consultative status."
    )
    social_links = SocialLinkSerializer(many=True)
    languages = SiteLanguageSerializer(many=True)


class ResourceSerializer(serializers.Serializer):
    """A resource of the API."""

    name = TextField()
    url = serializers.URLField()


@extend_schema_serializer(many=False)
class IndexSerializer(serializers.Serializer):
    """Where everything in the API is."""

    title = TextField()
    version = TextField()
    resources = ResourceSerializer(many=True)
