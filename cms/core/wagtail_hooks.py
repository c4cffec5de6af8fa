"""What the floor adds to Wagtail: the vocabularies, slugs made from Bangla titles, reading side by side."""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.bangla.slugs import slugify
from cms.core.parallel import is_asked_for, published_twin, render_parallel
from cms.core.rich_text import PublishedPageLinkHandler

from .models import Authority, Criterion, Mechanism, Organisation, Person, Place, Topic


class TermViewSet(SnippetViewSet):
    """A vocabulary in the admin: both names in the list, both searched."""

    list_display = ["name_bn", "name_en", "slug"]
    ordering = ["slug"]
    copy_view_enabled = False


class TopicViewSet(TermViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name_bn", "name_en", "parent"]
    list_filter = ["parent"]


class AuthorityViewSet(TermViewSet):
    model = Authority
    icon = "site"


class MechanismViewSet(TermViewSet):
    model = Mechanism
    icon = "globe"
    list_display = ["name_bn", "name_en", "acronym", "kind"]
    list_filter = ["kind"]


class PlaceViewSet(TermViewSet):
    model = Place
    icon = "compass"
    list_display = ["name_bn", "name_en", "level", "parent"]
    list_filter = ["level"]


class PersonViewSet(TermViewSet):
    model = Person
    icon = "user"
    list_display = ["name_bn", "name_en", "role_bn", "role_en"]


class OrganisationViewSet(TermViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name_bn", "name_en", "acronym", "kind"]
    list_filter = ["kind"]


class CriterionViewSet(TermViewSet):
    model = Criterion
    icon = "clipboard-list"
    list_display = ["name_bn", "name_en", "position"]
    ordering = ["position", "slug"]


class VocabularyGroup(SnippetViewSetGroup):
    """All vocabularies under one menu entry."""

    items = [
        TopicViewSet,
        AuthorityViewSet,
        OrganisationViewSet,
        PersonViewSet,
        PlaceViewSet,
        MechanismViewSet,
        CriterionViewSet,
    ]
    menu_icon = "list-ul"
    menu_label = _("Vocabularies")
    menu_name = "vocabularies"
    menu_order = 300


register_snippet(VocabularyGroup)


def suggest_slug(request: HttpRequest) -> JsonResponse:
    """Answer with the slug of the title in the query; empty for a title without letters or digits."""
    return JsonResponse({"slug": slugify(request.GET.get("title", "")[:255])})


@hooks.register("register_admin_urls")
def register_slug_url():
    """Let the page form ask for a slug while the editor types the title. Only people of the desk reach it."""
    return [path("suggest-slug/", suggest_slug, name="suggest_slug")]


# After Wagtail's own, whose handler this one takes the place of.
@hooks.register("register_rich_text_features", order=1000)
def print_links_to_published_pages_only(features) -> None:
    """Keep the addresses of drafts and private pages out of what readers get."""
    features.register_link_type(PublishedPageLinkHandler)


# After Wagtail's own, which asks who may see the page: the first in order is the outermost.
@hooks.register("on_serve_page", order=1000)
def serve_side_by_side(serve_page):
    """Answer `?parallel` with both languages of the page; with the page alone where there is but one to read."""

    def serve(page, request, args, kwargs):
        twin = published_twin(page) if is_asked_for(request) else None
        if twin is None:
            return serve_page(page, request, args, kwargs)
        return render_parallel(request, page, twin)

    return serve
