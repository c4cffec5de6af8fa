"""What every page's edit form checks."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.core.blocks import images_in
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

    def clean(self) -> dict[str, Any]:
        """Check, when the page is about to be published or submitted, that each picture it shows is described.

        A draft may be saved without: a picture is often placed before it is described.
        """
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for name, value in cleaned.items():
                if images := undescribed_images([value], self.instance.locale.language_code):
                    self.add_error(name, undescribed_images_error(images, self.instance.locale.language_code))
        return cleaned
