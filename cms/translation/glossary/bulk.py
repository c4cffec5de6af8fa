"""Deleting many terms at once."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from cms.translation.models import GlossaryTerm

from .filters import GlossaryFilterSet, search_terms
from .policy import POLICY, visible_terms

LONGEST_ID = 18  # digits that every database takes for an integer


class GlossaryDeleteBulkAction(DeleteBulkAction):
    """Wagtail's own would name the terms of other people, to say that they cannot be deleted.

    Its "all" would also mean the whole glossary; here it means what the list showed.
    """

    models = [GlossaryTerm]

    @cached_property
    def _actionable_objects(self) -> tuple[list[GlossaryTerm], dict[str, Any]]:
        chosen = self.request.GET.getlist("id")
        terms = visible_terms(self.request.user)
        if "all" in chosen:
            terms = GlossaryFilterSet(self.request.GET, queryset=terms, request=self.request).qs
            if query := self.request.GET.get("q"):
                terms = search_terms(terms, query)
        else:
            terms = terms.filter(pk__in=[pk for pk in chosen if pk.isdecimal() and len(pk) <= LONGEST_ID])
        allowed, refused = [], []
        for term in terms:
            (allowed if self.check_perm(term) else refused).append(term)
        if not allowed and not refused:
            raise Http404
        return allowed, {"items_with_no_access": refused}

    def check_perm(self, snippet: GlossaryTerm) -> bool:
        """Whether the person may delete this term."""
        return POLICY.user_has_permission_for_instance(self.request.user, "delete", snippet)
