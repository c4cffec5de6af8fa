"""The glossary as a file: out, and in again after a look at what it would do."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cms.core.languages import in_readers_digits
from cms.translation.glossary.files import LARGEST, UnreadableFile, decode, read_table, write_csv
from cms.translation.glossary.filters import Whose
from cms.translation.glossary.importing import Otherwise, Plan, apply_plan, plan_import
from cms.translation.glossary.policy import may_keep, may_share
from cms.translation.models import GlossaryTerm
from cms.translation.permissions import can_see_board


class ImportForm(forms.Form):
    """A file of terms, or its text, and whose terms they become."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,text/csv"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or the rows themselves"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose terms"), choices=Whose.choices, widget=forms.RadioSelect
    )
    otherwise = forms.ChoiceField(
        label=gettext_lazy("When a term is there with another translation"),
        choices=Otherwise.choices,
        required=False,
        initial=Otherwise.CHANGE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not may_share(user):
            self.fields["whose"].choices = [(Whose.MINE.value, Whose.MINE.label)]
        self.fields["whose"].initial = self.fields["whose"].choices[0][0]

    @property
    def owner(self) -> Any:
        """Whose terms they become; None for the whole desk's."""
        return self.user if self.cleaned_data["whose"] == Whose.MINE else None

    def clean(self) -> dict[str, Any]:
        """Read the file, which counts before the text, into `text`."""
        cleaned = super().clean() or self.cleaned_data
        try:
            if upload := cleaned.get("file"):
                cleaned["text"] = decode(upload.read(LARGEST + 1))
            elif not (cleaned.get("text") or "").strip():
                raise UnreadableFile(_("Choose a file, or paste its rows."))
            cleaned["table"] = read_table(cleaned["text"])
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from None
        return cleaned


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the shared terms, or with `?mine` one's own."""
    if not can_see_board(request.user):
        raise PermissionDenied
    mine = "mine" in request.GET
    terms = GlossaryTerm.objects.filter(owner=request.user if mine else None).order_by("term_en", "pk")
    response = HttpResponse(write_csv(terms), content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="glossary{"-mine" if mine else ""}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """Read a file, show row by row what it would do, and do exactly that when it is confirmed."""
    if not may_keep(request.user):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        plan = plan_import(form.cleaned_data["table"], form.owner, form.cleaned_data["otherwise"])
        if "confirm" in request.POST and _confirmed(request, plan):
            messages.success(request, _summary(plan))
            return redirect("wagtailsnippets_translation_glossaryterm:list")
        # The rows go along in the form, to be confirmed or put right; the file itself is not sent twice.
        data = form.cleaned_data
        again = {name: data[name] for name in ("text", "whose")}
        again["otherwise"] = data["otherwise"] or Otherwise.CHANGE
        context |= {"plan": plan, "form": ImportForm(initial=again, user=request.user)}
    return render(request, "translation/glossary_import.html", context)


def _confirmed(request: HttpRequest, plan: Plan) -> bool:
    """Carry out `plan` if it is what the person saw. If not, nothing is written and they are told."""
    if request.POST.get("seen") == plan.fingerprint:
        try:
            apply_plan(plan, request.user)
        except IntegrityError:
            pass
        else:
            return True
    messages.warning(
        request, _("Nothing is written yet: this is not what you looked at before. Look again and confirm.")
    )
    return False


def _summary(plan: Plan) -> str:
    numbers = {name: in_readers_digits(count) for name, count in plan.counts.items()}
    return _("%(added)s terms added, %(changed)s changed, %(same)s the same, %(refused)s refused.") % numbers


urlpatterns = [
    path("glossary/export.csv", export, name="glossary_export"),
    path("glossary/import/", read, name="glossary_import"),
]
