"""What is filled in to import a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.core.languages import in_readers_digits

from .reading import MEGABYTE, MOST_BYTES


class ImportForm(forms.Form):
    """A file that came back, and whether it wins over what was saved meanwhile."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ".po,.xlf,.xliff,.xml"}))
    overwrite = forms.BooleanField(
        required=False,
        label=_("Overwrite"),
        help_text=_("Take a passage from the file even if somebody has saved another text since the export."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        size = in_readers_digits(MOST_BYTES // MEGABYTE)
        self.fields["file"].help_text = gettext("PO or XLIFF 2, as exported here; at most %(size)s MB.") % {
            "size": size
        }
