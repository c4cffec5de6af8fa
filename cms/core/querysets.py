"""The words in which views and templates ask for pages."""

from django.db.models import QuerySet
from wagtail.models import PageManager, PageQuerySet


class BasePageQuerySet(PageQuerySet):
    """What every page type of the house can be asked for."""

    def published(self) -> "BasePageQuerySet":
        """Pages that any reader may see: live, and neither private themselves nor under a private page."""
        return self.live().public()

    def in_language(self, language: str) -> "BasePageQuerySet":
        """Pages written in `language`: `bn` or `en`."""
        return self.filter(locale__language_code=language)

    def about(self, topics: QuerySet) -> "BasePageQuerySet":
        """Pages that carry at least one of `topics` (a queryset of `core.Topic`), each page once."""
        return self.filter(pk__in=topics.values("page_links__page"))

    def newest(self) -> "BasePageQuerySet":
        """Newest first, by the date the type calls its own; the key breaks ties, so that paging is stable."""
        return self.order_by(f"-{self.model.date_field}", "-pk")


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
