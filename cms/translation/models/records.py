"""Which words of the original each translation was made from, and what was written by hand beside it.

Units are as `cms.translation.units` makes them: a dictionary from the place of a text in its page to digests of what
stands there. They are compared, never shown.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from .status import TranslationStatus


class Snapshot(models.Model):
    """What the original says now, said before, and said when its published translation was made."""

    status = models.OneToOneField(
        TranslationStatus, on_delete=models.CASCADE, primary_key=True, related_name="snapshot"
    )
    # As published last; as sent for translation while it was never published.
    source_units = models.JSONField(default=dict)
    # Before the last publication: what a small correction is measured against.
    previous_units = models.JSONField(default=dict)
    # What the published translation says the same as; empty while none was published.
    translated_units = models.JSONField(default=dict)
    # One entry for each unit that differs: {"key", "change", "since"}.
    drift = models.JSONField(default=list)

    class Meta:
        verbose_name = _("snapshot of an original")
        verbose_name_plural = _("snapshots of originals")

    def __str__(self) -> str:
        return str(self.status_id)


class RevisionBasis(models.Model):
    """What the original said when a revision of its translation was saved, as far as it was translated then."""

    revision = models.OneToOneField(
        Revision, on_delete=models.CASCADE, primary_key=True, related_name="translation_basis"
    )
    units = models.JSONField(default=dict)
    # Places with passages that nobody had translated, or had looked at, when it was saved.
    gaps = models.PositiveIntegerField(default=0)
    # The checks before publication were passed or waved through for this very revision.
    is_cleared = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("basis of a revision")
        verbose_name_plural = _("bases of revisions")

    def __str__(self) -> str:
        return str(self.revision_id)


class ManualBlock(models.Model):
    """A block of a body that was written by hand in the translation and has to stay as it is.

    Either it has no partner in the original, or its form differs (two paragraphs for one) so that passages cannot be
    put into it.
    """

    status = models.ForeignKey(TranslationStatus, on_delete=models.CASCADE, related_name="manual_blocks")
    field_name = models.CharField(max_length=100)
    block_id = models.UUIDField()
    # The block it comes after; empty for the first.
    after_id = models.UUIDField(null=True)
    # As the stream stores it: type, id and value.
    block = models.JSONField()

    class Meta:
        verbose_name = _("block written by hand")
        verbose_name_plural = _("blocks written by hand")
        constraints = [
            models.UniqueConstraint(fields=["status", "field_name", "block_id"], name="unique_manual_block")
        ]

    def __str__(self) -> str:
        return f"{self.field_name}.{self.block_id}"
