"""What an editor can ask for when a source text has changed."""

from typing import Any

from wagtail_localize.views.update_translations import UpdateTranslationsForm


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
