"""The two languages of the house, and how a reader gets from one to the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language
from wagtail.models import Page

from cms.bangla.numerals import to_bangla_digits
from cms.core.querysets import private_pages

LANGUAGES = ("bn", "en")
OTHER_LANGUAGE = {"bn": "en", "en": "bn"}
ENDONYMS = {"bn": "বাংলা", "en": "English"}


@dataclass(frozen=True)
class LanguageSwitch:
    """Where "read this in the other language" leads from one page."""

    language: str
    url: str
    is_translation: (
        bool  # False: the page is not published in that language; `url` leads to its nearest ancestor
    )

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


def language_switch(page: Page, request=None) -> LanguageSwitch | None:
    """Return where the language switch of `page` leads: its twin, or the nearest ancestor that has one.

    One query at any depth. None when not even the home page is published in the other language.
    """
    language = OTHER_LANGUAGE[language_of(page)]
    # A page's path names the paths of its ancestors; the first step is the root, which is no page.
    paths = [page.path[:end] for end in range(2 * page.steplen, len(page.path) + 1, page.steplen)]
    keys = Page.objects.filter(path__in=paths).values("translation_key")
    return nearest_twin(page, _published_in(language).filter(translation_key__in=keys), request)


def nearest_twin(page: Page, twins: Iterable[Page], request=None) -> LanguageSwitch | None:
    """Return the switch from `page` to the deepest of `twins`: the published twins of it and its ancestors."""
    nearest = max(twins, key=lambda twin: twin.depth, default=None)
    if nearest is None:
        return None
    is_translation = nearest.translation_key == page.translation_key
    return LanguageSwitch(language_of(nearest), nearest.get_url(request), is_translation)


def _published_in(language: str) -> QuerySet:
    pages = Page.objects.live().exclude(private_pages())
    return pages.filter(locale__language_code=language).select_related("locale")


def in_readers_digits(number: int | str) -> str:
    """Return `number` in the digits of the active language, for a message to that reader."""
    return to_bangla_digits(str(number)) if (get_language() or "").startswith("bn") else str(number)
