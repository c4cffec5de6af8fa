"""What an editor says of a new preview link."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api.previews.tokens import longest_life
from cms.bangla.normalise import normalise

# By hours.
LIFETIMES = {1: _("1 hour"), 24: _("1 day"), 168: _("1 week")}
USUAL = 24


class PreviewForm(forms.Form):
    """How long a link works, and for whom it is."""

    hours = forms.TypedChoiceField(label=_("How long it works"), coerce=int)
    note = forms.CharField(
        required=False,
        max_length=200,
        label=_("For whom"),
        help_text=_("So that you know later which link is whose. Only the desk sees it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = {
            hours: text for hours, text in LIFETIMES.items() if timedelta(hours=hours) <= longest_life()
        }
        self.fields["hours"].choices = list(allowed.items())
        self.fields["hours"].initial = USUAL if USUAL in allowed else max(allowed)

    def clean_note(self) -> str:
        """Return the note in the one spelling."""
        return normalise(self.cleaned_data["note"])

    @property
    def lifetime(self) -> timedelta:
        """How long the link is to work, once the form is valid."""
        return timedelta(hours=self.cleaned_data["hours"])
