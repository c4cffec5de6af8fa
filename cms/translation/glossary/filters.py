"""What part of the glossary a list shows."""

import django_filters
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.translation.models import GlossaryTerm

from .wording import tidy

SEARCHED = ("term_bn", "term_en", "avoid_bn", "avoid_en")


class Whose(models.TextChoices):
    """Whose terms."""

    SHARED = "shared", _("the whole desk's")
    MINE = "mine", _("my own")


def search_terms(terms: QuerySet[GlossaryTerm], query: str) -> QuerySet[GlossaryTerm]:
    """Return those of `terms` that hold `query` in a language or among the wordings not to use."""
    found = Q()
    for field in SEARCHED:
        found |= Q(**{f"{field}__icontains": tidy(query)})
    return terms.filter(found)


class GlossaryFilterSet(WagtailFilterSet):
    """The filters of the glossary's list."""

    whose = django_filters.ChoiceFilter(label=_("Whose terms"), choices=Whose.choices, method="of")

    class Meta:
        model = GlossaryTerm
        fields = ["part_of_speech"]

    def of(self, terms: QuerySet[GlossaryTerm], name: str, value: str) -> QuerySet[GlossaryTerm]:
        """Return those of `terms` that are shared, or that are the reader's own."""
        return terms.filter(owner=self.request.user if value == Whose.MINE else None)
