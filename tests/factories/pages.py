"""Pages of every type, added under a parent and published through a revision, as an editor would."""

import datetime
from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Page

from cms.core.models import Mechanism
from home.models import HomePage, StandardPage
from international.models import (
    AppealPage,
    AssessmentIndexPage,
    AssessmentPage,
    InternationalIndexPage,
    NetworkPage,
    SituationUpdatePage,
    SubmissionPage,
)
from press.models import EditorialPage, EventPage, PressIndexPage, StatementPage

from .relations import attach, split_relations
from .vocabulary import OrganisationFactory

BODY = {
    "bn": [("paragraph", "<p>এ ঘটনার নিরপেক্ষ তদন্ত ও দায়ীদের বিচার দাবি করছি।</p>")],
    "en": [("paragraph", "<p>We demand an impartial inquiry and that those responsible be tried.</p>")],
}
SUMMARY = {
    "bn": "হেফাজতে মৃত্যুর নিরপেক্ষ তদন্ত দাবি করছে আসক।",
    "en": "ASK demands an impartial inquiry into the death in custody.",
}


def in_language(bn: Any, en: Any):
    """Return a default that is in the language of the page's parent; `{n}` becomes a running number."""

    def choose(page, n):
        value = {"bn": bn, "en": en}[page.parent.locale.language_code]
        return value.replace("{n}", str(n)) if isinstance(value, str) else value

    return factory.LazyAttributeSequence(choose)


def home(language: str = "bn") -> HomePage:
    """Return the home page that the migrations made."""
    return HomePage.objects.get(locale__language_code=language)


def section(factory_class: type["PageFactory"]) -> Page:
    """Return the Bangla section of a type, making it when there is none."""
    model = factory_class._meta.model
    return model.objects.filter(locale__language_code="bn").first() or factory_class()


class PageFactory(factory.Factory):
    """Adds a page under `parent` and publishes it; `publish=False` leaves a draft.

    Relations are given as lists of rows: `topics`, `authorities`, `organisations`, `people`, `attachments`
    and `related`; inline children as lists of dictionaries under the relation's own name.
    """

    class Meta:
        abstract = True

    parent = factory.LazyFunction(home)
    publish = True

    @classmethod
    def _build(cls, model_class, *args, **kwargs):
        kwargs.pop("publish")
        kwargs["locale"] = kwargs.pop("parent").locale
        fields, relations = split_relations(model_class, kwargs)
        page = model_class(live=False, **fields)
        attach(page, relations)
        return page

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parent, publish = kwargs["parent"], kwargs["publish"]
        page = cls._build(model_class, **kwargs)
        # The parent in hand may be older than its last child.
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        revision = page.save_revision()
        if publish:
            revision.publish()
        return model_class.objects.select_related("locale").get(pk=page.pk)


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage

    title = in_language("আমাদের কথা {n}", "About us {n}")
    introduction = in_language("আমরা কী করি।", "What we do.")
    body = in_language(BODY["bn"], BODY["en"])


class PressIndexPageFactory(PageFactory):
    class Meta:
        model = PressIndexPage

    title = in_language("সংবাদ ও বিবৃতি", "Press")
    slug = factory.Sequence(lambda n: f"press-{n}")
    introduction = in_language("বিবৃতি, সম্পাদকীয় ও আয়োজন।", "Statements, editorials and events.")


class InternationalIndexPageFactory(PageFactory):
    class Meta:
        model = InternationalIndexPage

    title = in_language("আন্তর্জাতিক অ্যাডভোকেসি", "International advocacy")
    slug = factory.Sequence(lambda n: f"international-{n}")
    introduction = in_language("প্রতিবেদন, আবেদন ও হালনাগাদ।", "Submissions, appeals and updates.")


class AssessmentIndexPageFactory(PageFactory):
    class Meta:
        model = AssessmentIndexPage

    parent = factory.LazyFunction(lambda: section(InternationalIndexPageFactory))
    title = in_language("মানবাধিকার কমিশনের মূল্যায়ন", "Assessments of the Commission")
    slug = factory.Sequence(lambda n: f"assessments-{n}")
    introduction = in_language("বছর ধরে মূল্যায়ন।", "Year by year.")


class ArticlePageFactory(PageFactory):
    class Meta:
        abstract = True

    summary = in_language(SUMMARY["bn"], SUMMARY["en"])
    body = in_language(BODY["bn"], BODY["en"])


class StatementPageFactory(ArticlePageFactory):
    class Meta:
        model = StatementPage

    parent = factory.LazyFunction(lambda: section(PressIndexPageFactory))
    title = in_language("হেফাজতে মৃত্যুর নিন্দা {n}", "Death in custody condemned {n}")
    kind = StatementPage.Kind.CONDEMNATION
    issued_on = datetime.date(2026, 3, 26)


class EditorialPageFactory(ArticlePageFactory):
    class Meta:
        model = EditorialPage

    parent = factory.LazyFunction(lambda: section(PressIndexPageFactory))
    title = in_language("অভিযোগ বাক্স প্রতিকার নয় {n}", "A complaint box is not a remedy {n}")
    published_on = datetime.date(2026, 2, 21)


class EventPageFactory(ArticlePageFactory):
    class Meta:
        model = EventPage

    parent = factory.LazyFunction(lambda: section(PressIndexPageFactory))
    title = in_language("সংবাদ সম্মেলন {n}", "Press conference {n}")
    kind = EventPage.Kind.PRESS_CONFERENCE
    starts_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda page: page.starts_at + datetime.timedelta(hours=2))
    venue = in_language("জাতীয় প্রেস ক্লাব", "National Press Club")


class NetworkPageFactory(ArticlePageFactory):
    class Meta:
        model = NetworkPage

    parent = factory.LazyFunction(lambda: section(InternationalIndexPageFactory))
    title = in_language("এশীয় মানবাধিকার জোট {n}", "Asian Human Rights Alliance {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    role = in_language("সদস্য", "member")


class SubmissionPageFactory(ArticlePageFactory):
    class Meta:
        model = SubmissionPage

    parent = factory.LazyFunction(lambda: section(InternationalIndexPageFactory))
    title = in_language("ইউপিআর প্রতিবেদন {n}", "UPR stakeholder report {n}")
    kind = SubmissionPage.Kind.UPR
    mechanism = factory.LazyAttribute(lambda page: Mechanism.objects.filter(kind=page.kind).first())
    session = in_language("চতুর্থ চক্র", "fourth cycle")
    status = SubmissionPage.Status.SUBMITTED
    submitted_on = datetime.date(2026, 1, 15)


class AppealPageFactory(ArticlePageFactory):
    class Meta:
        model = AppealPage

    parent = factory.LazyFunction(lambda: section(InternationalIndexPageFactory))
    title = in_language("জরুরি আবেদন {n}", "Urgent appeal {n}")
    kind = AppealPage.Kind.URGENT_APPEAL
    issued_on = datetime.date(2026, 3, 1)
    letter = in_language("<p>মাননীয় মন্ত্রী, আমরা উদ্বিগ্ন।</p>", "<p>Your Excellency, we are concerned.</p>")


class SituationUpdatePageFactory(ArticlePageFactory):
    class Meta:
        model = SituationUpdatePage

    parent = factory.LazyFunction(lambda: section(InternationalIndexPageFactory))
    title = in_language("মানবাধিকার পরিস্থিতি {n}", "Human-rights situation {n}")
    period_start = datetime.date(2026, 1, 1)
    period_end = datetime.date(2026, 3, 31)
    published_on = datetime.date(2026, 4, 10)


class AssessmentPageFactory(ArticlePageFactory):
    class Meta:
        model = AssessmentPage

    parent = factory.LazyFunction(lambda: section(AssessmentIndexPageFactory))
    title = in_language("কমিশনের মূল্যায়ন {n}", "Assessment of the Commission {n}")
    # One a year and language: each page without a year of its own takes the first that is free.
    year = factory.LazyAttribute(lambda page: free_year(page.parent))
    published_on = factory.LazyAttribute(lambda page: datetime.date(page.year + 1, 1, 15))


def free_year(parent: Page) -> int:
    """Return the first year from 2008 on that has no assessment in the language of `parent`."""
    taken = set(AssessmentPage.objects.filter(locale=parent.locale_id).values_list("year", flat=True))
    return next(year for year in range(2008, 2100) if year not in taken)
