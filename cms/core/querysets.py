"""The words in which views and templates ask for pages."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import PageManager, PageQuerySet, PageViewRestriction


def private_pages() -> Exists:
    """Return the condition that a page is private, or under one that is; an alias is as private as what it repeats.

    Wagtail's own `public()` asks for all restrictions first, in a query of its own each time, and shows the aliases
    of private pages; this is part of the query it stands in.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    private = Q(below__startswith=F("page__path"))
    for alias in ("page__aliases", "page__aliases__aliases"):
        private |= Q(below__startswith=F(f"{alias}__path"))
    return Exists(PageViewRestriction.objects.alias(below=path).filter(private))


class BasePageQuerySet(PageQuerySet):
    """What every page type of the house can be asked for."""

    def published(self) -> "BasePageQuerySet":
        """Pages that any reader may see: live, and neither private themselves nor under a private page."""
        return self.live().exclude(private_pages())

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
