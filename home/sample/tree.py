"""The sections of the sample site, its front pages and footer, and how its pages are placed and published."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.core.languages import LANGUAGES, OTHER_LANGUAGE
from cms.core.models import FooterLink, NavigationSettings
from home.models import HomePage
from international.models import AssessmentIndexPage, InternationalIndexPage
from press.models import PressIndexPage

from .body import stable_id
from .reading import Entry, read
from .twins import adopt_twin, make_twin

# name, which is also the slug: the type, and the section it is in
SECTIONS: dict[str, tuple[type[Page], str]] = {
    "press": (PressIndexPage, "home"),
    "international": (InternationalIndexPage, "home"),
    "assessments": (AssessmentIndexPage, "international"),
}
IN_MENUS = {"press", "international", "assessments", "about-us", "contact"}
FOOTER = ["about-us", "contact", "privacy", "accessibility"]
# As the migration that makes the home pages titles them; another title is an editor's, and stays.
HOME_TITLES = {"bn": "প্রচ্ছদ", "en": "Home"}
# When the sample site "opened": the date of what has none of its own, before the first dated text.
OPENING_DAY = datetime.date(2025, 1, 5)
HOURS = {"source": datetime.time(11), "twin": datetime.time(16, 30)}


@dataclass
class Tree:
    """The places pages go to, in both languages."""

    today: datetime.date
    sections: dict[str, dict[str, Page]] = field(default_factory=dict)
    made: int = 0

    def prepare(self) -> None:
        """Fill in the front pages if they are as the migration left them, and make the missing sections."""
        content = read("pages/indexes.yaml")
        content.only({"home", *SECTIONS})
        homes = {
            page.locale.language_code: page
            for page in HomePage.objects.select_related("locale").filter(depth=2)
        }
        if set(homes) != set(LANGUAGES):
            raise content.error("there must be one home page in each language.")
        self._fill_homes(homes, content["home"])
        self.sections["home"] = homes
        for name, (model, parent) in SECTIONS.items():
            self.sections[name] = self._section(model, name, parent, content[name])

    def place(
        self,
        build: Callable[[str], Page],
        document: Entry,
        section: str,
        day: datetime.date,
        share: float | None = None,
    ) -> None:
        """Publish the page that `build` makes in its source language, and then its twin if it has one.

        A page that is there already is an editor's now, and left alone in both languages.

        Args:
            build: returns the unsaved page in a language.
            document: the page's file, or the part of one.
            section: the name of its place.
            day: when it was published.
            share: given, the twin stays a draft with this share of its strings translated.
        """
        parents = self.sections[section]
        slug = document.get("slug", document.place.rpartition(" ")[2])
        languages = document.get("languages", list(LANGUAGES))
        if any(Page.objects.child_of(parents[each]).filter(slug=slug).exists() for each in LANGUAGES):
            return
        source = document.get("source", "bn")
        if source not in languages:
            raise document.error("“source” is not one of “languages”.")
        page = self._add(build(source), parents[source], document, day)
        self.made += 1
        other = OTHER_LANGUAGE[source]
        if other in languages:
            twin = make_twin(page, build(other), document, share=1 if share is None else share)
            self.made += 1
            if share is None:
                publish(twin, _moment(min(day, self._latest_day), "twin"))

    def find(self, slug: str, section: str, language: str) -> Page | None:
        """Return the page at `slug` in a section of one language, or None."""
        return Page.objects.child_of(self.sections[section][language]).filter(slug=slug).specific().first()

    def load_footer(self) -> int:
        """Make the footer's links if there are none; return how many were made."""
        settings = NavigationSettings.for_site(Site.objects.get(is_default_site=True))
        if settings.footer_links.exists():
            return 0
        pages = [page for slug in FOOTER if (page := self.find(slug, "home", "bn"))]
        settings.footer_links = [
            FooterLink(sort_order=number, page=page) for number, page in enumerate(pages)
        ]
        settings.save()
        return len(pages)

    @property
    def _latest_day(self) -> datetime.date:
        return self.today - datetime.timedelta(days=2)

    def _add(self, page: Page, parent: Page, document: Entry, day: datetime.date) -> Page:
        page.live = False
        page.show_in_menus = page.slug in IN_MENUS
        page.first_published_at = moment = _moment(min(day, self._latest_day), "source")
        try:
            # A parent in hand may be older than its last child.
            Page.objects.get(pk=parent.pk).add_child(instance=page)
            # A draft is checked only in part when it is added; a revision is checked whole.
            page.save_revision()
            return publish(page, moment)
        except ValidationError as error:
            raise document.error("; ".join(error.messages) + f" ({', '.join(_fields(error))})") from error

    def _fill_homes(self, homes: dict[str, Page], content: Entry) -> None:
        content.only({"sample", "title", "menu_label", "lead", "introduction"})
        if any(page.title != HOME_TITLES[language] or page.lead for language, page in homes.items()):
            return
        for language, page in homes.items():
            for key, entry in content.entries():
                if key != "sample":
                    setattr(page, key, entry.text(language))
            page.first_published_at = moment = _moment(OPENING_DAY, "source")
            page.save_revision()
            homes[language] = publish(page, moment)
        adopt_twin(homes["bn"], homes["en"], content)

    def _section(self, model: type[Page], name: str, parent: str, content: Entry) -> dict[str, Page]:
        content.only({"sample", "title", "menu_label", "introduction"})

        def build(language: str) -> Page:
            texts = {key: entry.text(language) for key, entry in content.entries() if key != "sample"}
            locale = Locale.objects.get(language_code=language)
            return model(slug=name, locale=locale, translation_key=stable_id(name), **texts)

        self.place(build, content, parent, OPENING_DAY)
        pages = {language: self.find(name, parent, language) for language in LANGUAGES}
        for language, page in pages.items():
            if not isinstance(page, model):
                raise content.error(f"there is no {model.__name__} “{name}” in “{language}”.")
        return pages


def publish(page: Page, moment: datetime.datetime) -> Page:
    """Publish the latest revision of `page` as if at `moment`, and return the page as it is then."""
    pages = type(page).objects.filter(pk=page.pk)
    pages.get().latest_revision.publish()
    pages.update(first_published_at=moment, last_published_at=moment)
    return pages.get()


def _fields(error: ValidationError) -> list[str]:
    return list(getattr(error, "error_dict", {}))


def _moment(day: datetime.date, hour: str) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, HOURS[hour]))
