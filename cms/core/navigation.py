"""What the frame around every page shows: menu, path, language switch, alternates, footer links.

The frame speaks the language of the address; the page inside may be in the other, when it stands in for a
translation that is not published (see `cms.core.views.serve_page`). Everything is worked out once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Page, Site, get_page_models

from cms.bangla.languages import language_of as reader_language
from cms.core.languages import LANGUAGES, OTHER_LANGUAGE, LanguageSwitch, language_of, nearest_twin
from cms.core.models import ArticlePage, BasePage, FooterLink, OrganisationSettings
from cms.core.models.indexes import IndexPage
from cms.core.querysets import private_pages


@dataclass(frozen=True)
class Link:
    """A link of the frame."""

    title: str
    url: str
    is_current: bool = False  # the page itself
    is_section: bool = False  # the page is somewhere under it
    language: str = ""  # set when the link leads to a page in the other language
    is_external: bool = False
    page: Page | None = None  # set on links of the footer that lead to a page


@dataclass(frozen=True)
class Alternate:
    """The address of the page in one language (`hreflang`)."""

    language: str
    url: str


class Navigation:
    """The frame of one page, or of an answer that is no page at all (`page` is None)."""

    def __init__(self, request: HttpRequest, page: Page | None):
        self.request = request
        self.page = page
        self.language = reader_language(get_language() or LANGUAGES[0])
        self.site = Site.find_for_request(request)

    @property
    def is_fallback(self) -> bool:
        """Whether the page is shown in place of its missing translation."""
        return self.page is not None and language_of(self.page) != self.language

    @cached_property
    def content_language(self) -> str:
        """The language of the page itself; that of the address when there is no page."""
        return language_of(self.page) if self.page is not None else self.language

    @cached_property
    def home(self) -> Page | None:
        """The home page of the reader's language; None when it is not published."""
        key = self.site.root_page.translation_key if self.site is not None else None
        return next((page for page in self._published(self.language) if page.translation_key == key), None)

    @cached_property
    def menu(self) -> list[Link]:
        """The published children of the home page that are shown in menus, in tree order."""
        if self.home is None:
            return []
        under = {ancestor.translation_key for ancestor in self.ancestors}
        key = self.page.translation_key if self.page is not None else None
        return [
            Link(
                page.short_title,
                page.get_url(self.request),
                is_current=page.translation_key == key,
                is_section=page.translation_key in under,
            )
            for page in self._published(self.language)
            if page.show_in_menus and page.is_child_of(self.home)
        ]

    @cached_property
    def ancestors(self) -> list[Page]:
        """The pages above the page, from the home page down, in the page's own language."""
        above = set(self._own_paths[:-1])
        return [page for page in self._pages if page.path in above and page.live]

    @cached_property
    def breadcrumbs(self) -> list[Link]:
        """The way from the home page to the page, in the reader's language; the page itself is not in it."""
        above = self.ancestors
        if self.is_fallback:
            keys = {page.translation_key for page in above}
            above = [page for page in self._published(self.language) if page.translation_key in keys]
        return [Link(page.short_title, page.get_url(self.request)) for page in above]

    @cached_property
    def section(self) -> Page | None:
        """The nearest page above that lists articles and can be filtered by topic."""
        lists = (
            page for page in reversed(self.ancestors) if issubclass(page.specific_class or Page, IndexPage)
        )
        return next(lists, None)

    @cached_property
    def switch(self) -> LanguageSwitch | None:
        """Where the language switch leads; None when nothing is published in the other language."""
        other = OTHER_LANGUAGE[self.language]
        if self.page is None:
            return LanguageSwitch(other, f"/{other}/", is_translation=True)
        if self.is_fallback:
            return LanguageSwitch(other, self.page.get_url(self.request), is_translation=True)
        return self._switch_of_page

    @cached_property
    def nearest(self) -> str:
        """On a page that stands in for its translation: the nearest address in the reader's language."""
        return self._switch_of_page.url if self._switch_of_page else f"/{self.language}/"

    @cached_property
    def canonical(self) -> str:
        """The address search engines should know the page by: the original's, whatever the frame."""
        return self.absolute(self.page.get_url(self.request) or "") if self.page is not None else ""

    @cached_property
    def alternates(self) -> list[Alternate]:
        """The page's address in each language and for readers of neither; none unless published in both."""
        if self.page is None or self.is_fallback or not (self.switch and self.switch.is_translation):
            return []
        urls = {self.language: self.canonical, self.switch.language: self.absolute(self.switch.url)}
        is_home = self.home is not None and self.page.pk == self.home.pk
        neutral = self.absolute("/") if is_home else urls["bn"]
        return [
            *(Alternate(language, urls[language]) for language in LANGUAGES),
            Alternate("x-default", neutral),
        ]

    @cached_property
    def organisation(self) -> OrganisationSettings:
        """Who speaks. Nothing is written when the desk has not filled it in: a GET leaves no trace."""
        return organisation_of(self.site)

    @cached_property
    def footer(self) -> list[Link]:
        """The links at the foot, each to the page in the reader's language where there is one."""
        pages = by_key((page for page in self._pages if page.live and not page.is_private), self.language)
        links = (footer_link(link, pages, self.language, self.request) for link in footer_of(self.site))
        return [link for link in links if link is not None]

    def absolute(self, url: str) -> str:
        """Return `url` with the site's scheme and host."""
        return self.request.build_absolute_uri(url)

    @cached_property
    def _own_paths(self) -> list[str]:
        """The tree paths of the page's ancestors and itself, from the home page down; none for no page."""
        if self.page is None or not self.page.path:
            return []
        return [
            self.page.path[:end] for end in range(2 * Page.steplen, len(self.page.path) + 1, Page.steplen)
        ]

    @cached_property
    def _pages(self) -> list[Page]:
        """Every page the frame may name, in tree order and by one query: a frame is drawn around every page."""
        if self.site is None:
            return []
        root = self.site.root_page
        in_menu = Q(depth=root.depth + 1, show_in_menus=True, locale__language_code=self.language)
        above = Page.objects.filter(path__in=self._own_paths)
        footer = FooterLink.objects.filter(settings__site=self.site, page__isnull=False)
        wanted = (
            Q(translation_key=root.translation_key)
            | in_menu
            | Q(path__in=self._own_paths)
            | Q(translation_key__in=above.values("translation_key"))
            | Q(translation_key__in=footer.values("page__translation_key"))
        )
        pages = with_short_titles(Page.objects.filter(wanted)).annotate(is_private=private_pages())
        return list(pages.select_related("locale").order_by("path"))

    def _published(self, language: str) -> list[Page]:
        """The pages of the frame that any reader may see, in `language` and in tree order."""
        return [
            page
            for page in self._pages
            if page.live and not page.is_private and language_of(page) == language
        ]

    @cached_property
    def _switch_of_page(self) -> LanguageSwitch | None:
        if not self._own_paths:
            return None
        above = {page.translation_key for page in self._pages if page.path in set(self._own_paths)}
        language = OTHER_LANGUAGE[language_of(self.page)]
        twins = [page for page in self._published(language) if page.translation_key in above]
        return nearest_twin(self.page, twins, self.request)


def navigation_for(request: HttpRequest, page: Page | None) -> Navigation:
    """Return the frame of `page` in the active language, worked out once for a request."""
    known = getattr(request, "_kantho_navigation", None)
    if (
        known is None
        or known.page is not page
        or known.language != reader_language(get_language() or LANGUAGES[0])
    ):
        known = request._kantho_navigation = Navigation(request, page)
    return known


def organisation_of(site: Site | None) -> OrganisationSettings:
    """Return who speaks on `site`, unsaved and empty while the desk has not filled it in."""
    settings = OrganisationSettings.objects.filter(site=site).prefetch_related("social_links").first()
    return settings or OrganisationSettings()


def footer_of(site: Site | None) -> QuerySet[FooterLink]:
    """Return the footer of `site` as the desk keeps it, with the pages it names, in its order."""
    return FooterLink.objects.filter(settings__site=site).select_related("page").order_by("sort_order", "pk")


def footer_link(link: FooterLink, pages: dict, language: str, request: HttpRequest) -> Link | None:
    """Return `link` as readers of `language`, which is active, see it; None when its page is not in `pages`.

    `pages` holds one page for each translation key (see `by_key`), with its short title.
    """
    if link.url:
        return Link(link.label, link.url, is_external=True)
    page = pages.get(link.page.translation_key) if link.page else None
    if page is None:
        return None
    other = language_of(page) if language_of(page) != language else ""
    return Link(link.label or page.short_title, page.get_url(request), language=other, page=page)


def with_short_titles(pages: QuerySet) -> QuerySet:
    """Annotate `pages` with `short_title`, which is on each type's own table, by no query more.

    Articles are leaves of the tree and stand in no menu: their full title will do.
    """
    labels = [NullIf(F(f"{name}__menu_label"), Value("")) for name in _labelled_types()]
    return pages.annotate(short_title=Coalesce(*labels, F("title")))


def in_readers_language(pages: Iterable[Page], language: str) -> dict:
    """Return the published page for each of `pages`, by translation key, in `language` if there is one."""
    keys = {page.translation_key for page in pages}
    if not keys:
        return {}
    published = Page.objects.live().exclude(private_pages())
    return by_key(
        with_short_titles(published.filter(translation_key__in=keys)).select_related("locale"), language
    )


def by_key(pages: Iterable[Page], language: str) -> dict:
    """Return one page for each translation key among `pages`: the one in `language` if it is there."""
    found: dict = {}
    for page in pages:
        if page.translation_key not in found or language_of(page) == language:
            found[page.translation_key] = page
    return found


@cache
def _labelled_types() -> tuple[str, ...]:
    models = [
        model
        for model in get_page_models()
        if issubclass(model, BasePage) and not issubclass(model, ArticlePage)
    ]
    return tuple(model._meta.get_ancestor_link(Page).remote_field.get_accessor_name() for model in models)
