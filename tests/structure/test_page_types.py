"""Promises that every page type of the house keeps, looked up in the classes themselves."""

import pytest
from django.db import models
from django.template.loader import get_template
from django.utils.functional import Promise
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import FieldPanel, InlinePanel, get_edit_handler
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail.search.index import RelatedFields
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

from cms.core.checks import many_to_many_links
from home.models import HomePage
from tests.factories.registry import HOUSE_PAGES, MADE_BY_MIGRATION, PAGE_FACTORIES, make_page

pytestmark = pytest.mark.any_database

every_type = pytest.mark.parametrize("model", HOUSE_PAGES, ids=lambda model: model.__name__)
every_language = pytest.mark.parametrize("language", ["bn", "en"])

FACTS = (
    models.DateField,
    models.TimeField,
    models.IntegerField,
    models.DecimalField,
    models.FloatField,
    models.ForeignKey,
    models.URLField,
    models.EmailField,
    models.SlugField,
)
# A translation may show a picture of its own: one with Bangla lettering, say.
MAY_DIFFER = {"hero_image"}
# Both home pages stand under the same root, where a slug is free only once.
KEPT_APART = {(HomePage, "slug")}
PAGE_FIELDS = {field.name for field in Page._meta.get_fields()}
INLINE_CHILDREN = sorted(
    {
        relation.related_model
        for model in HOUSE_PAGES
        for relation in get_all_child_relations(model)
        if relation.related_model.__module__.split(".")[0] in {"cms", "home", "press", "international"}
    },
    key=lambda child: child._meta.label,
)
every_child = pytest.mark.parametrize("child", INLINE_CHILDREN, ids=lambda child: child.__name__)


def is_fact(field: models.Field) -> bool:
    return isinstance(field, FACTS) or bool(field.choices)


def is_words(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField | StreamField) and not is_fact(field)


def own_fields(model: type[models.Model]) -> list[models.Field]:
    """Return the editable columns a model adds to Wagtail's own, and the slug."""
    skipped = (PAGE_FIELDS - {"slug"}) | {"id", "sort_order", "locale", "translation_key"}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in skipped
        and not isinstance(field, ParentalKey)
        and not getattr(field.remote_field, "parent_link", False)
    ]


def rules(model: type[models.Model]) -> dict[str, SynchronizedField | TranslatableField]:
    return {rule.field_name: rule for rule in get_translatable_fields(model)}


def test_the_house_has_page_types():
    assert len(HOUSE_PAGES) >= 12


@every_type
def test_it_names_its_children(model):
    assert "subpage_types" in vars(model)


@every_type
def test_its_children_are_page_types_of_the_house(model):
    assert set(model.clean_subpage_models()) <= set(HOUSE_PAGES)


@every_type
def test_its_template_is_there(model):
    assert get_template(model.template)


@every_type
def test_it_is_named_in_words_that_can_be_translated(model):
    assert isinstance(model._meta.verbose_name, Promise)
    assert isinstance(model._meta.verbose_name_plural, Promise)


@every_type
def test_it_is_found_by_more_than_its_title(model):
    own = [field for field in model.search_fields if field not in Page.search_fields]

    assert own
    for field in own:
        if not isinstance(field, RelatedFields):
            assert field.get_field(model), field.field_name


@every_type
def test_it_has_fields_in_the_api_that_exist(model):
    names = [field.name for field in model.api_fields]

    assert names
    assert len(names) == len(set(names))
    assert [name for name in names if not hasattr(model, name)] == []


@every_type
def test_it_has_a_factory(model):
    assert model in PAGE_FACTORIES or model in MADE_BY_MIGRATION


@every_type
def test_every_panel_leads_to_a_field_or_a_relation(model):
    panels = walk(get_edit_handler(model))
    form_fields = set(get_edit_handler(model).get_form_class().base_fields)
    relations = {relation.get_accessor_name() for relation in get_all_child_relations(model)}

    for panel in panels:
        if isinstance(panel, FieldPanel) and not panel.read_only:
            assert panel.field_name in form_fields
        if isinstance(panel, InlinePanel):
            assert panel.relation_name in relations


def test_no_field_an_editor_should_fill_in_is_left_out_of_the_form():
    left_out = {
        f"{model.__name__}.{field.name}"
        for model in HOUSE_PAGES
        for field in own_fields(model)
        if field.editable and field.name not in get_edit_handler(model).get_form_class().base_fields
    }

    assert left_out == set()


def walk(panel) -> list:
    return [panel, *(found for child in getattr(panel, "children", []) for found in walk(child))]


@every_type
def test_facts_are_the_same_in_both_languages(model):
    loose = {
        field.name
        for field in own_fields(model)
        if is_fact(field)
        and field.name not in MAY_DIFFER
        and (model, field.name) not in KEPT_APART
        and not (
            isinstance(rules(model).get(field.name), SynchronizedField)
            and not rules(model)[field.name].overridable
        )
    }

    assert loose == set()


@every_type
def test_texts_are_translated(model):
    untranslated = {
        field.name
        for field in own_fields(model)
        if is_words(field) and field.editable and field.name not in synchronised_on_purpose(model)
        if not isinstance(rules(model).get(field.name), TranslatableField)
    }

    assert untranslated == set()
    assert isinstance(rules(model)["title"], TranslatableField)


def synchronised_on_purpose(model: type[Page]) -> set[str]:
    """A UN document symbol is letters, but a fact."""
    return {"symbol"} if model.__name__ == "SubmissionPage" else set()


@every_child
def test_facts_of_inline_children_are_the_same_in_both_languages(child):
    if not issubclass(child, TranslatableMixin):
        return
    loose = {
        field.name
        for field in own_fields(child)
        if is_fact(field)
        and not (
            isinstance(rules(child)[field.name], SynchronizedField)
            and not rules(child)[field.name].overridable
        )
    }

    assert loose == set()


@every_child
def test_inline_children_that_hold_text_are_translated_with_the_page(child):
    words = [field.name for field in own_fields(child) if is_words(field)]

    assert bool(words) == issubclass(child, TranslatableMixin), words


@every_child
def test_inline_children_keep_the_editor_s_order(child):
    assert child._meta.ordering == ["sort_order"]


@every_type
def test_it_links_to_no_vocabulary_by_a_many_to_many_field(model):
    assert many_to_many_links([model]) == []


@every_type
@every_language
def test_it_is_served_in_both_languages(model, language, sections, client):
    page = make_page(model, language, sections)

    response = client.get(page.url)

    assert response.status_code == 200
    assert page.title in response.content.decode()
    assert f'<html lang="{language}"' in response.content.decode()
    assert page.url.startswith(f"/{language}/")


@every_type
@every_language
def test_it_can_be_previewed_before_it_is_published(model, language, sections):
    if model in MADE_BY_MIGRATION:
        page = make_page(model, language)
    else:
        page = make_page(model, language, sections, publish=False)

    response = page.get_latest_revision_as_object().make_preview_request()

    assert response.status_code == 200
    assert (
        page.title in response.render().content.decode() if hasattr(response, "render") else response.content
    )


@every_type
def test_its_edit_form_opens(model, sections, admin_client):
    page = make_page(model, "bn", sections)

    response = admin_client.get(f"/cms/pages/{page.pk}/edit/")

    assert response.status_code == 200
