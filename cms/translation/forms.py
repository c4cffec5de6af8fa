"""What people fill in at the translation desk."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail_localize.views.update_translations import UpdateTranslationsForm

from cms.bangla.normalise import normalise

from .permissions import REVIEW, SUBMIT, TRANSLATE

BACKEND = "django.contrib.auth.backends.ModelBackend"


class PersonField(forms.ModelChoiceField):
    """A colleague, by full name where there is one."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name a colleague is known by."""
        return get_user_display_name(obj)


class AssignmentForm(forms.Form):
    """Who translates, who reviews, until when, and a note."""

    translator = PersonField(
        queryset=None,
        required=False,
        label=_("Translator"),
        help_text=_(
            "Gets a mail with the link. Left empty, anybody who translates into this language may begin."
        ),
    )
    reviewer = PersonField(queryset=None, required=False, label=_("Reviewer"))
    due_on = forms.DateField(required=False, label=_("Due date"), widget=AdminDateInput)
    note = forms.CharField(
        required=False,
        max_length=2000,
        label=_("Note"),
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("What the translator should know: the occasion, the tone, a name that must not appear."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["translator"].queryset = _who_may(TRANSLATE[language])
        self.fields["reviewer"].queryset = _who_may(REVIEW)

    def clean_due_on(self) -> Any:
        """Refuse a new date that has passed; one that was set before may stay."""
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on < timezone.localdate() and due_on != self.initial.get("due_on"):
            raise forms.ValidationError(_("This day has passed."))
        return due_on

    def clean_note(self) -> str:
        """Return the note in the one spelling."""
        return normalise(self.cleaned_data["note"])


class NotNeededForm(forms.Form):
    """Why a language does without a text."""

    reason = forms.CharField(
        max_length=1000, label=_("Reason"), widget=AdminAutoHeightTextInput(attrs={"rows": 2})
    )

    def clean_reason(self) -> str:
        """Return the reason in the one spelling."""
        return normalise(self.cleaned_data["reason"])


class SafeUpdateTranslationsForm(UpdateTranslationsForm):
    """wagtail-localize's form without its "publish immediately" tick.

    The tick would put changed paragraphs live in the other language before anyone has translated them.
    Without it, the changes wait in the translation editor until they are translated and published there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["publish_translations"]

    def clean(self) -> dict[str, Any]:
        """Answer the view's question, whatever was sent: nothing is published."""
        return {**(super().clean() or self.cleaned_data), "publish_translations": False}


def people_of_the_desk(*, with_writers: bool = False) -> Any:
    """Return everybody who translates or reviews, and whoever sends texts as well if asked for."""
    wanted = Q()
    for name in (*TRANSLATE.values(), REVIEW, *([SUBMIT] if with_writers else [])):
        app, _dot, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    permissions = Permission.objects.filter(wanted)
    users = get_user_model().objects.filter(
        Q(is_superuser=True) | Q(user_permissions__in=permissions) | Q(groups__permissions__in=permissions)
    )
    return users.filter(is_active=True).distinct().order_by("first_name", "last_name", "username")


def _who_may(permission: str) -> Any:
    users = get_user_model().objects.with_perm(permission, backend=BACKEND)
    return users.filter(is_active=True).order_by("first_name", "last_name", "username")
