"""The form in which a term is written down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.translation.models import GlossaryTerm

from .policy import may_share


class GlossaryTermForm(WagtailAdminModelForm):
    """A term, and whose it is. What a term must be is checked by the model."""

    is_mine = forms.BooleanField(
        required=False, label=_("Only for me"), help_text=_("Unticked, the term is shared by the whole desk.")
    )

    class Meta:
        model = GlossaryTerm
        fields = ["term_bn", "term_en", "part_of_speech", "note", "avoid_bn", "avoid_en"]
        widgets = {
            name: AdminAutoHeightTextInput(attrs={"rows": 2}) for name in ("note", "avoid_bn", "avoid_en")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_shared = self.instance.pk is not None and self.instance.owner_id is None
        self.fields["is_mine"].initial = self.instance.owner_id is not None
        if not may_share(self.for_user):
            del self.fields["is_mine"]
        for name, field in self.fields.items():
            if name.endswith(("_bn", "_en")):
                field.widget.attrs["lang"] = name[-2:]

    def clean(self) -> dict[str, Any]:
        """Give the term its owner before the model compares it with the owner's other terms."""
        cleaned = super().clean() or self.cleaned_data
        is_shared = "is_mine" in self.fields and not cleaned.get("is_mine")
        self.instance.owner = None if is_shared else self.for_user
        return cleaned
