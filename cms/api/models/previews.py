"""Links by which somebody outside the desk reads one draft."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.core.languages import ENDONYMS


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Links, by whether they may still be used."""

    def living(self, now: datetime) -> "PreviewLinkQuerySet":
        """Return the links that are neither revoked nor expired at `now`."""
        return self.filter(revoked_at=None, expires_at__gt=now)

    def ended_before(self, moment: datetime) -> "PreviewLinkQuerySet":
        """Return the links that were revoked, or expired, before `moment`."""
        return self.filter(models.Q(expires_at__lt=moment) | models.Q(revoked_at__lt=moment))


class PreviewLink(models.Model):
    """Leave to read one saved version of a page, in its one language, until a moment.

    Its key is random, and is no secret: the token that readers hold is the key signed with the server's secret
    (`cms.api.previews.tokens`), so that who has only the database can make none. The link ends with its version,
    its page and its maker.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="+", verbose_name=_("version")
    )
    # The edit form writes over the version it saved last, in place. What it says then is another draft.
    saved_at = models.DateTimeField(_("version saved at"))
    language = models.CharField(_("language"), max_length=2, choices=list(ENDONYMS.items()))
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("works until"), db_index=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = PreviewLinkQuerySet.as_manager()

    # No content of the site: deleting a page need not warn of its preview links.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return str(self.pk)
