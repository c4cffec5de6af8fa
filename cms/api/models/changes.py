"""The log of what became of public pages, and what readers were last told of each."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.languages import LANGUAGES


def new_key() -> str:
    """Return a name for a log that no other log has."""
    return secrets.token_hex(4)


class ContentChange(models.Model):
    """One change of what readers can see of a page, written in the transaction that made it.

    The log is read in the order of `transaction` and `id`. A row holds no word of the page: the page may be private by
    the time it is read.
    """

    class Kind(models.TextChoices):
        """What became of the page."""

        PUBLISHED = "published", _("published")
        CHANGED = "changed", _("changed")
        UNPUBLISHED = "unpublished", _("unpublished")
        MOVED = "moved", _("moved")
        DELETED = "deleted", _("deleted")

    # The transaction that wrote the row, or a later one if that wrote of the same page before: `cms.api.changes.log`.
    transaction = models.BigIntegerField(_("transaction"), default=0)
    kind = models.CharField(_("change"), max_length=11, choices=Kind.choices)
    # No foreign key: the row outlives the page.
    page_id = models.PositiveIntegerField(_("page"))
    page_type = models.CharField(_("type"), max_length=100)
    language = models.CharField(_("language"), max_length=2, choices=[(code, code) for code in LANGUAGES])
    translation_key = models.UUIDField(_("text"))
    path = models.TextField(_("address"), blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("change of a page")
        verbose_name_plural = _("changes of pages")
        indexes = [models.Index(fields=["transaction", "id"], name="change_in_order")]

    def __str__(self) -> str:
        return f"{self.page_type} {self.page_id}: {self.kind}"

    @property
    def is_gone(self) -> bool:
        """Whether readers cannot see the page any more."""
        return self.kind in (self.Kind.UNPUBLISHED, self.Kind.DELETED)


class PublicPage(models.Model):
    """What the log last said of a page: a change is a difference between this and what readers see now.

    Its row is the lock under which changes of one page follow each other.
    """

    page_id = models.PositiveIntegerField(_("page"), primary_key=True)
    is_public = models.BooleanField(_("public"), default=False)
    page_type = models.CharField(_("type"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    translation_key = models.UUIDField(_("text"), null=True)
    path = models.TextField(_("address"), blank=True)
    published_at = models.DateTimeField(_("last published"), null=True)
    # Of the page's last row in the log.
    transaction = models.BigIntegerField(_("transaction"), default=0)

    class Meta:
        verbose_name = _("public page")
        verbose_name_plural = _("public pages")

    def __str__(self) -> str:
        return self.path or str(self.page_id)


class ChangeLog(models.Model):
    """The log's own row: which log this is, and what PostgreSQL's transaction numbers count from.

    A new database cluster numbers its transactions from the beginning; `base` keeps the log's numbers growing when a
    database is moved to one.
    """

    key = models.CharField(_("name"), max_length=16, default=new_key)
    base = models.BigIntegerField(_("base"), default=0)

    class Meta:
        verbose_name = _("log of changes")
        verbose_name_plural = _("logs of changes")

    def __str__(self) -> str:
        return self.key
