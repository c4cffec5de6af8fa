"""The words in which views ask for international pages."""

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager

from cms.core.querysets import BasePageQuerySet


class AppealPageQuerySet(BasePageQuerySet):
    """What appeals can be asked for."""

    def open(self) -> "AppealPageQuerySet":
        """Appeals a reader can still act on: not closed, and their day not past."""
        in_time = Q(act_by=None) | Q(act_by__gte=timezone.localdate())
        return self.filter(in_time, status=self.model.Status.OPEN)


AppealPageManager = PageManager.from_queryset(AppealPageQuerySet)
