"""The words in which views ask for press pages."""

from django.utils import timezone
from wagtail.models import PageManager

from cms.core.querysets import BasePageQuerySet


class EventPageQuerySet(BasePageQuerySet):
    """What events can be asked for."""

    def upcoming(self) -> "EventPageQuerySet":
        """Events that are not over, the next one first, cancelled ones included: readers must learn of it."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def past(self) -> "EventPageQuerySet":
        """Events that are over, the latest first."""
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")


EventPageManager = PageManager.from_queryset(EventPageQuerySet)
