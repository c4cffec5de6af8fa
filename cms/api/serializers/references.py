"""Pages as other pages point to them."""

from typing import Any

from rest_framework import serializers

from cms.api.output import Output
from cms.api.page_types import label_of, page_types
from cms.api.rows import STATES, PageRow
from cms.api.serializers.base import OutputSerializer, TextField
from cms.core.languages import LANGUAGES


class TranslationSerializer(OutputSerializer):
    """The published page that says the same in another language."""

    id = serializers.IntegerField()
    locale = serializers.ChoiceField(LANGUAGES)
    state = serializers.ChoiceField(
        STATES, help_text="How it stands to the other page: see `translation_state`."
    )
    detail_url = serializers.URLField()
    html_url = serializers.URLField()

    @classmethod
    def write(cls, value: PageRow, out: Output) -> dict[str, Any]:
        """Return the translation `value`."""
        return {
            "id": value.pk,
            "locale": value.language,
            "state": value.state or STATES[0],
            "detail_url": out.addresses.detail(value.pk),
            "html_url": out.addresses.html(value.url_path, value.language),
        }


class PageReferenceSerializer(OutputSerializer):
    """Another page of the site: enough to print a link to it and to fetch it."""

    id = serializers.IntegerField()
    type = serializers.ChoiceField(list(page_types()))
    title = TextField()
    locale = serializers.ChoiceField(LANGUAGES)
    detail_url = serializers.URLField()
    html_url = serializers.URLField()

    @classmethod
    def write(cls, value: PageRow | None, out: Output) -> dict[str, Any] | None:
        """Return the reference to the page `value`; None for none."""
        if value is None:
            return None
        return {
            "id": value.pk,
            "type": label_of(value.content_type_id),
            "title": value.title,
            "locale": value.language,
            "detail_url": out.addresses.detail(value.pk),
            "html_url": out.addresses.html(value.url_path, value.language),
        }


def write_targets(keys: list[int], out: Output) -> list[dict[str, Any]]:
    """Return references to the published pages that links to `keys` lead to, in the answer's language, each once."""
    targets = [target for key in keys if (target := out.loaded.target(key, out.language)) is not None]
    written = (PageReferenceSerializer.write(target, out) for target in dict.fromkeys(targets))
    return [each for each in written if each is not None]
