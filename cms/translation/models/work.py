"""What happens while people work on a translation: who is there, and what was waved through."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .status import TranslationStatus


class ParityWaiver(models.Model):
    """A difference between the two languages that somebody looked at and let pass, with the reason."""

    status = models.ForeignKey(TranslationStatus, on_delete=models.CASCADE, related_name="waivers")
    # Names the rule, the place, both values and both texts: when one of them changes, the waiver no longer holds.
    fingerprint = models.CharField(max_length=64)
    rule = models.CharField(max_length=40)
    path = models.TextField()
    reason = models.TextField(_("reason"), max_length=1000)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    waived_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("difference let pass")
        verbose_name_plural = _("differences let pass")
        constraints = [models.UniqueConstraint(fields=["status", "fingerprint"], name="unique_waiver")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason[:60]}"


class Presence(models.Model):
    """Somebody has a translation open. Kept for minutes; it says nothing once it is old."""

    status = models.ForeignKey(TranslationStatus, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("person at a translation")
        verbose_name_plural = _("people at translations")
        constraints = [models.UniqueConstraint(fields=["status", "user"], name="unique_presence")]

    def __str__(self) -> str:
        return str(self.user)
