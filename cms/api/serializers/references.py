"""Pages as other pages point to them."""

from typing import Any

from rest_framework import serializers
from wagtail.models import Page

from cms.api.page_types import name_of, page_types
from cms.api.serializers.base import LoadedList, OutputSerializer, TextField
from cms.core.languages import LANGUAGES, language_of


class TranslationSerializer(OutputSerializer):
    """The published page that says the same in another language."""

    id = serializers.IntegerField()
    locale = serializers.ChoiceField(LANGUAGES)
    detail_url = serializers.URLField()
    html_url = serializers.URLField()

    def to_representation(self, instance: Page) -> dict[str, Any]:
        return {
            "id": instance.pk,
            "locale": language_of(instance),
            "detail_url": self.addresses.detail(instance.pk),
            "html_url": self.addresses.html(instance),
        }


class PageReferenceSerializer(TranslationSerializer):
    """Another page of the site: enough to print a link to it and to fetch it."""

    type = serializers.ChoiceField(list(page_types()))
    title = TextField()

    def get_attribute(self, instance: Page) -> Page | None:
        """Return the page above: it is the one page that a page points to by a field."""
        return self.loaded.parent(instance)

    def to_representation(self, instance: Page) -> dict[str, Any]:
        reference = super().to_representation(instance)
        return reference | {"type": name_of(instance), "title": instance.title}


class TranslationList(serializers.ListSerializer):
    """The translations of a page."""

    def get_attribute(self, instance: Page) -> list[Page]:
        return self.context["loaded"].translations(instance)


class RelatedPagesList(LoadedList):
    """The published pages that a page points to, in its language where there is one, each once."""

    def get_attribute(self, instance: Page) -> list[Page]:
        loaded = self.context["loaded"]
        targets = [loaded.target(key, language_of(instance)) for key in super().get_attribute(instance)]
        return list({page.pk: page for page in targets if page is not None}.values())
