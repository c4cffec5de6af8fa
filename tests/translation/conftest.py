"""wagtail-localize at work: a source, its translation, and the strings a translator types."""

from collections.abc import Callable, Mapping

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource


class Desk:
    """What a translator does in the admin, without the admin."""

    def __init__(self, page: Page, language: str):
        self.page = page
        self.locale = Locale.objects.get(language_code=language)
        self.source, _made = TranslationSource.get_or_create_from_instance(page)
        self.translation, _made = Translation.objects.get_or_create(
            source=self.source, target_locale=self.locale, defaults={"enabled": True}
        )

    def offered(self) -> list[tuple[str, str]]:
        """Return each string offered for translation, with the path of its place in the page before it."""
        segments = StringSegment.objects.filter(source=self.source).select_related("context", "string")
        return [(segment.context.path, segment.string.data) for segment in segments.order_by("order")]

    def strings(self) -> list[str]:
        """Return the strings offered for translation."""
        return [string for _path, string in self.offered()]

    def translate(self, strings: Mapping[str, str]) -> None:
        """Type `strings`: the source's words, and what they are in the other language."""
        for segment in StringSegment.objects.filter(source=self.source).select_related("string"):
            if segment.string.data in strings:
                StringTranslation.objects.update_or_create(
                    translation_of=segment.string,
                    locale=self.locale,
                    context=segment.context,
                    defaults={"data": strings[segment.string.data]},
                )

    def save(self, publish: bool = False) -> Page:
        """Save the translation and return the page as it now stands in its latest revision."""
        self.translation.save_target(publish=publish)
        return self.twin()

    def twin(self) -> Page:
        """Return the translated page, read anew."""
        return (
            type(self.page)
            .objects.select_related("locale")
            .get(translation_key=self.page.translation_key, locale=self.locale)
        )

    def update(self) -> None:
        """Take what the source now says, as "Sync translated pages" does."""
        self.source.update_from_db()


@pytest.fixture
def desk(db, django_capture_on_commit_callbacks) -> Callable[[Page, str], Desk]:
    """Begin the translation of a page into a language; publishing happens at once, as after a commit."""

    class PromptDesk(Desk):
        def save(self, publish: bool = False) -> Page:
            with django_capture_on_commit_callbacks(execute=True):
                super().save(publish)
            return self.twin()

    return PromptDesk
