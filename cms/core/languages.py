"""The two languages of the house, and how a reader gets from one to the other."""

from dataclasses import dataclass

from wagtail.models import Page

LANGUAGES = ("bn", "en")
OTHER_LANGUAGE = {"bn": "en", "en": "bn"}
ENDONYMS = {"bn": "বাংলা", "en": "English"}


@dataclass(frozen=True)
class LanguageSwitch:
    """Where "read this in the other language" leads from one page."""

    language: str
    url: str
    is_translation: bool  # False: the page is not published in that language; `url` leads to its nearest ancestor

    @property
    def endonym(self) -> str:
        """The language's name in the language itself, the only name its readers look for."""
        return ENDONYMS[self.language]


def language_of(page: Page) -> str:
    """Return the language code of `page`: `bn` or `en`. Our querysets fetch the locale with the page."""
    return page.locale.language_code


def language_of_path(path: str) -> str | None:
    """Return the language a URL path such as `/en/press/` belongs to, or None."""
    prefix = path.lstrip("/").split("/", 1)[0]
    return prefix if prefix in LANGUAGES else None


def published_twin(page: Page, language: str) -> Page | None:
    """Return the live, public page that says the same as `page` in `language`, or None."""
    return (
        Page.objects.live()
        .public()
        .filter(translation_key=page.translation_key, locale__language_code=language)
        .select_related("locale")
        .first()
    )


def language_switch(page: Page, request=None) -> LanguageSwitch | None:
    """Return where the language switch of `page` leads: its twin, or the nearest ancestor that has one.

    Two queries at any depth. None when not even the home page is published in the other language.
    """
    language = OTHER_LANGUAGE[language_of(page)]
    ancestors = list(page.get_ancestors(inclusive=True).filter(depth__gte=2).order_by("-depth"))
    twins = {
        twin.translation_key: twin
        for twin in Page.objects.live()
        .public()
        .filter(locale__language_code=language, translation_key__in=[each.translation_key for each in ancestors])
        .select_related("locale")
    }
    for ancestor in ancestors:
        if twin := twins.get(ancestor.translation_key):
            return LanguageSwitch(language, twin.get_url(request), is_translation=ancestor.pk == page.pk)
    return None
