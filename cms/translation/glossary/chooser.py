"""Choosing a term in a form: among the shared ones and one's own."""

from typing import Any

from django.db.models import QuerySet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from cms.translation.models import GlossaryTerm

from .policy import visible_terms


class _VisibleTerms:
    def get_object_list(self) -> QuerySet[GlossaryTerm]:
        """Return the terms to choose from."""
        return visible_terms(self.request.user)  # type: ignore[attr-defined]


class GlossaryChooseView(_VisibleTerms, ChooseView):
    """The list to choose from."""


class GlossaryChooseResultsView(_VisibleTerms, ChooseResultsView):
    """Another page of that list."""


class GlossaryChosenView(SnippetChosenView):
    """The term that was chosen."""

    def get_object(self, pk: Any) -> GlossaryTerm:
        """Return the term with `pk`. Raises GlossaryTerm.DoesNotExist for one that the person may not see."""
        return visible_terms(self.request.user).get(pk=pk)


class GlossaryChosenMultipleView(SnippetChosenMultipleView):
    """The terms that were chosen."""

    def get_objects(self, pks: list[str]) -> QuerySet[GlossaryTerm]:
        """Return those of the terms with `pks` that the person may see."""
        return visible_terms(self.request.user).filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class GlossaryChooserCreateView(SnippetCreateView):
    """Closed: a term is written in the glossary, where it is checked."""

    def can_create(self) -> bool:
        """Nobody can."""
        return False


class GlossaryChooserViewSet(SnippetChooserViewSet):
    """The chooser's screens."""

    choose_view_class = GlossaryChooseView
    choose_results_view_class = GlossaryChooseResultsView
    chosen_view_class = GlossaryChosenView
    chosen_multiple_view_class = GlossaryChosenMultipleView
    create_view_class = GlossaryChooserCreateView
