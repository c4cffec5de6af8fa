"""Images whose alternative text, caption and credit exist in both languages."""

import secrets
from pathlib import Path

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index

from .metadata import without_metadata


class HouseImage(AbstractImage):
    """A picture with its words in Bangla and English.

    Alternative text is not required to upload: a picture is often uploaded in one hurry and described in another.
    It is required to publish a page that shows the picture (see `cms.core.forms`), in that page's language,
    unless the picture is decorative (WCAG 2.2, success criterion 1.1.1).
    """

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick only when the picture adds nothing to the text: screen readers will pass over it."),
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_(
            "What the picture shows, in one sentence, for readers who do not see it. Needed in the language of every "
            "page that shows the picture."
        ),
    )
    caption = models.CharField(
        _("caption"),
        max_length=500,
        blank=True,
        help_text=_("Printed under the picture. Name nobody who is at risk."),
    )
    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Who made the picture."))

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "is_decorative",
        "alt_text_bn",
        "alt_text_en",
        "caption_bn",
        "caption_en",
        "credit_bn",
        "credit_en",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *WagtailImage.search_fields,
        index.SearchField("alt_text_bn"),
        index.SearchField("alt_text_en"),
        index.SearchField("caption_bn"),
        index.SearchField("caption_en"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        """Return where to store the file: under a random name, since an uploaded one may name a person, in public."""
        return super().get_upload_to(f"{secrets.token_hex(8)}{Path(filename).suffix.lower()}")

    def save(self, *args, **kwargs) -> None:
        """Store a newly uploaded picture without its metadata: they may give a person away."""
        if self.file and not self.file._committed:
            self.file = without_metadata(self.file.file)
            self.file_size, self.file_hash = self.file.size, ""
            self._set_file_hash()
        super().save(*args, **kwargs)

    @property
    def default_alt_text(self) -> str:
        """The alternative text in the language now active: empty for a decorative picture, never the file's title."""
        return "" if self.is_decorative else self.alt_text_in(get_language() or "bn")

    def alt_text_in(self, language: str) -> str:
        """Return the alternative text in `language` (`bn` or `en`), without falling back to the other."""
        return getattr(self, f"alt_text_{language}", "") or ""

    def is_described_in(self, language: str) -> bool:
        """Whether a reader of `language` who cannot see the picture is told all they need."""
        return self.is_decorative or bool(self.alt_text_in(language).strip())


class HouseRendition(AbstractRendition):
    """One size of an image, made once and kept."""

    image = models.ForeignKey(HouseImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]
