"""The counters that the content version is the sum of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentVersionSlot(models.Model):
    """One of the counters. There are as many as there were ever publishers at the same moment.

    Whoever changes what readers see adds one to a counter that nobody else holds (`cms.core.caching`): with a single
    counter, each publisher would wait until the one before has committed.
    """

    number = models.PositiveBigIntegerField(_("number"), default=0)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("counter of the content version")
        verbose_name_plural = _("counters of the content version")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
