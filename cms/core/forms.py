"""What every page's edit form checks."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StreamValue

from cms.core.blocks import images_in
from cms.core.slugs import free_slug
from cms.images.models import HouseImage

LANGUAGE_NAMES = {"bn": _("Bangla"), "en": _("English")}


def undescribed_images(values: Iterable[Any], language: str) -> list[HouseImage]:
    """Return the images among `values` that lack alternative text in `language` and are not decorative, each once."""
    shown = {image.pk: image for value in values for image in images_in(value)}
    return [image for image in shown.values() if not image.is_described_in(language)]


def undescribed_images_error(images: list[HouseImage], language: str) -> ValidationError:
    """Return the error that names `images` and says what is missing."""
    return ValidationError(
        format_lazy(
            _(
                "Alternative text in {language} is missing for: {images}. Open the image and describe it, or mark it "
                "as decorative."
            ),
            language=LANGUAGE_NAMES[language],
            images=", ".join(f"“{image.title}”" for image in images),
        ),
        code="undescribed_image",
    )


class BasePageForm(WagtailAdminPageForm):
    """The edit form of every page type of the house."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # On a slow line the suggestion may not have arrived when the editor saves; the server then makes the slug.
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        """Make a missing slug, and check, when the page is about to go out, that each picture it shows is described.

        A draft may be saved without descriptions: a picture is often placed before it is described.
        """
        if "slug" in self.fields and self.cleaned_data.get("title") and not self.cleaned_data.get("slug"):
            self.cleaned_data["slug"] = free_slug(self.cleaned_data["title"], self.parent_page, self.instance)
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for name, value in list(cleaned.items()):
                if error := self._undescribed_error(value):
                    self.add_error(name, error)
        return cleaned

    def _undescribed_error(self, value: Any) -> ValidationError | None:
        """Return what is missing in `value`, at the block that shows the picture when `value` is a stream."""
        language = self.instance.locale.language_code
        if isinstance(value, StreamValue):
            errors = {i: self._undescribed_error(block.value) for i, block in enumerate(value)}
            errors = {i: error for i, error in errors.items() if error}
            return StreamBlockValidationError(block_errors=errors) if errors else None
        images = undescribed_images([value], language)
        return undescribed_images_error(images, language) if images else None
