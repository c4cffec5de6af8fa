"""Which pages show which files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.documents.models import HouseDocument
from cms.images.models import HouseImage


class FileUse(models.Model):
    """A page, as it is stored, shows an image or hands out a document.

    Wagtail's reference index knows this too, but some time later: a background task writes it. When an editor takes a
    picture off a page it must be gone from the API at the same moment. So this is written in the transaction that
    stores the page (`cms.api.uses`). It says nothing of who may see the page; whoever asks has to.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="file_uses", verbose_name=_("page"))
    # A page may name a file that is gone, or that somebody deletes this very moment: the database must not refuse to
    # publish the page for that.
    image = models.ForeignKey(
        HouseImage,
        on_delete=models.CASCADE,
        null=True,
        db_constraint=False,
        related_name="uses",
        verbose_name=_("image"),
    )
    document = models.ForeignKey(
        HouseDocument,
        on_delete=models.CASCADE,
        null=True,
        db_constraint=False,
        related_name="uses",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("use of a file")
        verbose_name_plural = _("uses of files")
        constraints = [
            models.UniqueConstraint(fields=("page", "image"), name="unique_page_image_use"),
            models.UniqueConstraint(fields=("page", "document"), name="unique_page_document_use"),
            models.CheckConstraint(
                condition=models.Q(image__isnull=True) ^ models.Q(document__isnull=True),
                name="use_of_one_file",
            ),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return (
            f"{self.page_id}: {'image' if self.image_id else 'document'} {self.image_id or self.document_id}"
        )
