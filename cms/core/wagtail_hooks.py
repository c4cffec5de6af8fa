"""What the floor adds to the admin: the vocabularies."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

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
