"""Documents whose title exists in both languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.search import index


class HouseDocument(AbstractDocument):
    """A file to download. `title` is the desk's own name for it; readers see `public_title` in their language."""

    class Language(models.TextChoices):
        BANGLA = "bn", _("Bangla")
        ENGLISH = "en", _("English")
        BOTH = "both", _("Bangla and English")

    public_title = models.CharField(
        _("title for readers"),
        max_length=255,
        blank=True,
        help_text=_("What the document is called on the site. Left empty, the title above is shown."),
    )
    document_language = models.CharField(
        _("language of the document"), max_length=4, choices=Language.choices, default=Language.BANGLA
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "public_title_bn",
        "public_title_en",
        "document_language",
        "tags",
    )
    search_fields = [
        *WagtailDocument.search_fields,
        index.SearchField("public_title_bn"),
        index.SearchField("public_title_en"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    @property
    def display_title(self) -> str:
        """The title to print for a reader of the language now active."""
        return self.public_title or self.title
