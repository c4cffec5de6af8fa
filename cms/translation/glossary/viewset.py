"""The glossary in the admin: the desk's terms for all, and each person's own for themselves."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.actions import action_registry
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views import snippets

from cms.translation.models import GlossaryTerm

from .chooser import GlossaryChooserViewSet
from .filters import SEARCHED, GlossaryFilterSet, Whose, search_terms
from .forms import GlossaryTermForm
from .policy import POLICY, GlossaryPermissionPolicy, visible_terms

__all__ = ["GlossaryPermissionPolicy", "GlossaryViewSet"]


class _Guarded:
    """Wagtail asks whether somebody may do a thing at all; here it is asked of each term as well."""

    guarded_action = "change"

    def get_object(self, *args: Any, **kwargs: Any) -> GlossaryTerm:
        """Return the term.

        Raises:
            Http404: it is another person's; not even that is said.
            PermissionDenied: the person may see it, but not do this with it.
        """
        term = super().get_object(*args, **kwargs)  # type: ignore[misc]
        user = self.request.user  # type: ignore[attr-defined]
        if term.owner_id not in (None, user.pk):
            raise Http404
        if not POLICY.user_has_permission_for_instance(user, self.guarded_action, term):
            raise PermissionDenied
        return term


class _LogsSharedTerms:
    """What a person does with their own terms stays out of the log, which the whole desk reads."""

    logged_action = "edit"

    @cached_property
    def action_class(self) -> Callable[..., Any]:
        """Return what carries the action out."""
        action = action_registry.get_action_class(GlossaryTerm, self.logged_action)

        def quiet_for_own(term: GlossaryTerm, *, form: Any = None, **kwargs: Any) -> Any:
            is_shared = term.owner_id is None or getattr(form, "was_shared", False)
            options = kwargs if form is None else kwargs | {"form": form}
            return action(term, **options, **({} if is_shared else {"log_action": None}))

        return quiet_for_own


class GlossaryCreateView(_LogsSharedTerms, snippets.CreateView):
    """A new term."""

    logged_action = "create"


class GlossaryEditView(_Guarded, _LogsSharedTerms, snippets.EditView):
    """One term."""


class GlossaryDeleteView(_Guarded, _LogsSharedTerms, snippets.DeleteView):
    """Goodbye to one term."""

    guarded_action = logged_action = "delete"


class GlossaryHistoryView(_Guarded, snippets.HistoryView):
    """What became of one term."""


class GlossaryUsageView(_Guarded, snippets.UsageView):
    """Where one term is used."""


class _LinksWhatIsAllowed:
    """Offer to edit and delete a term only to those who may do it with that very term."""

    def _may(self, action: str, term: GlossaryTerm) -> bool:
        return POLICY.user_has_permission_for_instance(self.request.user, action, term)  # type: ignore[attr-defined]


class GlossaryInspectView(_Guarded, _LinksWhatIsAllowed, snippets.InspectView):
    """All there is to read about one term, for those who may not change it."""

    guarded_action = "view"

    def get_edit_url(self) -> str | None:
        """Return where this term is edited."""
        return super().get_edit_url() if self._may("change", self.object) else None

    def get_delete_url(self) -> str | None:
        """Return where this term is deleted."""
        return super().get_delete_url() if self._may("delete", self.object) else None


class GlossaryIndexView(_LinksWhatIsAllowed, snippets.IndexView):
    """The list, with its files."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Add: read a file of terms."""
        button = HeaderButton(
            _("Import a CSV file"), url=reverse("translation_desk:glossary_import"), icon_name="upload"
        )
        return [*super().header_buttons, button] if self.user_has_permission("add") else []

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add: take terms along as a file."""
        address = reverse("translation_desk:glossary_export")
        return [
            *super().header_more_buttons,
            Button(_("Export as CSV"), url=address, icon_name="download"),
            Button(_("Export my own terms"), url=f"{address}?mine", icon_name="download"),
        ]

    def get_base_queryset(self) -> QuerySet[GlossaryTerm]:
        """Return the shared terms and the person's own."""
        return visible_terms(self.request.user)

    def search_queryset(self, queryset: QuerySet[GlossaryTerm]) -> QuerySet[GlossaryTerm]:
        """Return what holds the words that were searched, in one spelling."""
        return search_terms(queryset, self.search_query) if self.is_searching else queryset

    def get_edit_url(self, instance: GlossaryTerm) -> str | None:
        """Return where `instance` is edited."""
        return super().get_edit_url(instance) if self._may("change", instance) else None

    def get_delete_url(self, instance: GlossaryTerm) -> str | None:
        """Return where `instance` is deleted."""
        return super().get_delete_url(instance) if self._may("delete", instance) else None


class GlossaryViewSet(snippets.SnippetViewSet):
    """The glossary."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_order = 160
    add_to_admin_menu = True
    add_to_reference_index = (
        False  # nothing points at a term; and an owner's account is not where terms are told
    )
    copy_view_enabled = False  # Wagtail's would let whoever may add write over the term that is copied
    inspect_view_enabled = True
    inspect_view_fields = ["term_bn", "term_en", "part_of_speech", "note", "avoid_bn", "avoid_en"]
    ordering = ["term_en"]
    list_per_page = 100
    list_display = [
        "term_en",
        "term_bn",
        Column("part_of_speech", label=_("part of speech"), accessor="get_part_of_speech_display"),
        Column(
            "owner",
            label=_("belongs to"),
            accessor=lambda term: Whose.MINE.label if term.owner_id else Whose.SHARED.label,
        ),
    ]
    filterset_class = GlossaryFilterSet
    search_fields = SEARCHED
    search_backend_name = None
    index_view_class = GlossaryIndexView
    add_view_class = GlossaryCreateView
    edit_view_class = GlossaryEditView
    delete_view_class = GlossaryDeleteView
    history_view_class = GlossaryHistoryView
    usage_view_class = GlossaryUsageView
    inspect_view_class = GlossaryInspectView
    chooser_viewset_class = GlossaryChooserViewSet

    panels = [
        FieldRowPanel([FieldPanel("term_bn"), FieldPanel("term_en")]),
        FieldPanel("part_of_speech"),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("avoid_bn"), FieldPanel("avoid_en")]),
        FieldPanel("is_mine"),
    ]

    def get_edit_handler(self) -> ObjectList:
        """Return the form that checks terms."""
        return ObjectList(self.panels, base_form_class=GlossaryTermForm).bind_to_model(self.model)
