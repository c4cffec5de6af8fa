"""The abstract pages that every page type is one of."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, TabbedInterface
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.utils.decorators import cached_classmethod

from cms.core.blocks import BodyStreamBlock
from cms.core.data_files import data_file
from cms.core.forms import BasePageForm, undescribed_images, undescribed_images_error
from cms.core.languages import language_of
from cms.core.normalisation import normalise_instance
from cms.core.panels import Tab
from cms.core.publishing import check_publication, publication_begins
from cms.core.querysets import BasePageManager, private_pages
from cms.core.revisions import without_dangling
from cms.core.slugs import free_slug
from cms.core.synchronisation import synchronised
from cms.core.widgets import HouseSlugInput


class BasePage(Page):
    """What every page of the site is: a place in one of two language trees, with a twin in the other."""

    # The date a list is ordered by; a type with a date of its own names it.
    date_field = "first_published_at"
    # Facts, kept the same in both languages. A subclass extends the list.
    override_translatable_fields = synchronised("slug")
    base_form_class = BasePageForm

    menu_label = models.CharField(
        _("short title"),
        max_length=40,
        blank=True,
        help_text=_("For menus and the path above the title. Left empty, the full title is shown."),
    )

    objects = BasePageManager()

    content_panels = Page.content_panels
    facts_panels: list = []
    related_panels: list = []
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", widget=HouseSlugInput),
                FieldPanel("menu_label"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("On this site"),
        ),
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description")], heading=_("For search engines")
        ),
    ]
    settings_panels = Page.settings_panels

    search_fields = [*Page.search_fields]
    api_fields: list[APIField] = []

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls):
        """Return the edit form's tabs, in the order an editor works: content, facts, related, promotion, settings."""
        tabs = [
            Tab(cls.content_panels, name="content", heading=_("Content")),
            Tab(cls.facts_panels, name="facts", heading=_("Facts")),
            Tab(cls.related_panels, name="related", heading=_("Related")),
            Tab(cls.promote_panels, name="promotion", heading=_("Promotion")),
            Tab(cls.settings_panels, name="settings", heading=_("Settings")),
        ]
        return TabbedInterface(
            [tab for tab in tabs if tab.children], base_form_class=cls.base_form_class
        ).bind_to_model(cls)

    @property
    def language(self) -> str:
        """The language the page is written in: `bn` or `en`."""
        return language_of(self)

    @property
    def short_title(self) -> str:
        """The title for menus and breadcrumbs."""
        return self.menu_label or self.title

    def full_clean(self, *args, **kwargs) -> None:
        """Put the page's text in its one spelling; here and not only in `save`, so that revisions hold it too."""
        normalise_instance(self)
        super().full_clean(*args, **kwargs)

    def save_revision(self, *args, **kwargs):
        """Normalise what is kept: the edit form saves without cleaning, after it has filled the inline children."""
        normalise_instance(self)
        return super().save_revision(*args, **kwargs)

    def _set_core_field_defaults(self) -> None:
        """Give the page a readable ASCII slug when it has none. Wagtail's own would drop Bangla letters."""
        parent_is_known = bool(self.path or getattr(self, "_cached_parent_obj", None))
        if not self.slug and self.title and parent_is_known:
            self.slug = free_slug(self.title, self.get_parent(), self)
        super()._set_core_field_defaults()

    def publish(self, revision, *args, **kwargs) -> None:
        """Publish `revision`, unless it shows a picture that readers of its language are not told about.

        The edit form checks the same and says it better; this catches the ways to publish that have no form. A
        scheduled page was checked when it was scheduled: at its minute it goes out.

        When a person publishes, whoever registered a check (`cms.core.publishing`) is asked as well.

        Raises:
            ValidationError: naming the pictures, or saying what a check has against it.
        """
        if kwargs.get("log_action") != "wagtail.publish.scheduled":
            images = undescribed_images(revision.as_object().shown_values(), self.language)
            if images:
                raise undescribed_images_error(images, self.language)
            if (user := args[0] if args else kwargs.get("user")) is not None:
                check_publication(self, revision, user)
        with transaction.atomic():
            publication_begins.send(sender=type(self), instance=self)
            super().publish(revision, *args, **kwargs)

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Return the page that a revision holds, without what it points to and is gone.

        A term may be deleted while only a draft names it; without this the draft could not be opened again.
        """
        return super().from_serializable_data(without_dangling(cls, data), check_fks, strict_fks)

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """Refuse the root of the tree: what stands there belongs to no site and no language."""
        return parent.depth > 1 and super().can_create_at(parent)

    @classmethod
    def shown_with(cls) -> list[str]:
        """Return the type's own links to single rows (places, people, pictures), to be fetched with the page."""
        fields = [field for field in cls._meta.local_fields if isinstance(field, models.ForeignKey)]
        return [field.name for field in fields if not field.remote_field.parent_link]

    def get_view_restrictions(self):
        """Return the restrictions on the page and on all above it (and on what it is an alias of), in one query."""
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        sources, page = [], self
        while page.alias_of_id:
            page = page.alias_of
            sources.append(page.pk)
        return PageViewRestriction.objects.filter(
            models.Q(page__path__in=paths)
            | models.Q(page__aliases__path__in=paths)
            | models.Q(page__in=sources)
        ).distinct()

    def shown_values(self) -> Iterator[Any]:
        """Yield each value of the page that may show a picture: streams, and links to images."""
        for field in self._meta.get_fields():
            is_image = (
                isinstance(field, models.ForeignKey)
                and field.related_model._meta.label == "images.HouseImage"
            )
            if is_image or isinstance(field, StreamField):
                yield getattr(self, field.name)


class ArticlePage(RoutablePageMixin, BasePage):
    """A text with a summary, a body, topics, a leading picture and documents."""

    # The name of the type in list filters and in the API's collections, such as `statements`.
    listing_name: str
    # The field that holds the kind, for types that have kinds.
    kind_field: str | None = None

    summary = models.TextField(
        _("summary"),
        max_length=600,
        help_text=_(
            "One or two sentences that stand on their own: shown in lists, in mails and by search engines."
        ),
    )
    body = StreamField(
        BodyStreamBlock(),
        blank=True,
        verbose_name=_("body"),
        help_text=_("One paragraph a block: the two languages are matched block by block."),
    )
    hero_image = models.ForeignKey(
        "images.HouseImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leading picture"),
        help_text=_("Shown under the title and when the page is shared. Show nobody who is at risk."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("body"),
    ]
    related_panels = [
        InlinePanel("topic_links", heading=_("Topics"), label=_("topic")),
        InlinePanel("attachment_links", heading=_("Documents to download"), label=_("document")),
        InlinePanel("related_links", heading=_("Related pages"), label=_("page")),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    api_fields = [
        *BasePage.api_fields,
        APIField("summary"),
        APIField("topics"),
        APIField("hero_image"),
        APIField("body"),
        APIField("attachments"),
        APIField("related_pages"),
    ]

    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @cached_property
    def topics(self) -> list:
        """The topics, in the editor's order."""
        return [link.topic for link in self.topic_links.select_related("topic")]

    @cached_property
    def attachments(self) -> list:
        """The documents to download, in the editor's order."""
        return [link.document for link in self.attachment_links.select_related("document")]

    @cached_property
    def related_pages(self) -> list[Page]:
        """The published related pages, in this page's language where there is one, in the editor's order."""
        keys = [
            link.related_page.translation_key for link in self.related_links.select_related("related_page")
        ]
        if not keys:
            return []
        published = Page.objects.live().exclude(private_pages())
        candidates = published.filter(translation_key__in=keys).select_related("locale")
        by_key: dict = {}
        for page in candidates:
            if page.translation_key not in by_key or page.locale_id == self.locale_id:
                by_key[page.translation_key] = page
        return [by_key[key] for key in keys if key in by_key]

    @property
    def listing_date(self):
        """The date lists print and order by."""
        return getattr(self, self.date_field)

    @property
    def kind_label(self) -> str:
        """The kind in the language now active, such as “protest”; the type's name for types without kinds."""
        if self.kind_field:
            return str(getattr(self, f"get_{self.kind_field}_display")())
        return str(self._meta.verbose_name)

    # Wagtail hands the end of the address over with a slash that a file's address does not have.
    @re_path(r"^data/(?P<block_id>[0-9a-f-]{36})\.csv/?$", name="data")
    def data(self, request, block_id):
        """The data of one chart or table of the body, as a file for spreadsheets."""
        return data_file(self, block_id)

    def clean(self) -> None:
        """Run the checks of the type's own facts.

        Raises:
            ValidationError: one entry for each field in error, all at once.
        """
        super().clean()
        errors: dict[str, ValidationError] = {}
        self.check_facts(errors)
        if errors:
            raise ValidationError(errors)

    def check_facts(self, errors: dict[str, ValidationError]) -> None:
        """Add to `errors`, by field name, what is wrong with the type's facts. A subclass extends this."""
