"""Webhooks in the admin's settings: the list, the form, and the screens behind them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from cms.api.models import WebhookEndpoint

from . import views
from .forms import WebhookEndpointForm
from .views import address_of


class WebhookIndexView(generic.IndexView):
    """All endpoints, and how each is."""

    any_permission_required = ["change"]

    def get_base_queryset(self) -> QuerySet[WebhookEndpoint]:
        """Return them with the numbers of what waits and what failed."""
        return WebhookEndpoint.objects.with_counts()


class WebhookCreateView(generic.CreateView):
    """A new endpoint."""

    def get_success_url(self) -> str:
        """Lead to the secret, without which the receiver can check nothing."""
        return address_of("secret", self.object)

    def get_success_buttons(self) -> list[Any]:
        """Offer nothing: what comes next is on the screen."""
        return []


class WebhookEditView(generic.EditView):
    """One endpoint's form."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Lead to messages and secret."""
        return [
            HeaderButton(_("Deliveries"), url=address_of("deliveries", self.object), icon_name="list-ul"),
            HeaderButton(_("Secret"), url=address_of("secret", self.object), icon_name="key"),
        ]

    def get_success_url(self) -> str:
        """Lead to the endpoint's messages."""
        return address_of("deliveries", self.object)


class WebhookViewSet(ModelViewSet):
    """The endpoints."""

    model = WebhookEndpoint
    name = "webhooks"
    icon = "link-external"
    menu_label = _("Webhooks")
    menu_name = "webhooks"
    menu_order = 900
    add_to_settings_menu = True
    add_to_reference_index = False  # what a receiver is called is no business of whoever looks a page up
    copy_view_enabled = False
    ordering = ["pk"]
    index_template_name = "webhooks/index.html"
    index_results_template_name = "webhooks/index_results.html"
    index_view_class = WebhookIndexView
    add_view_class = WebhookCreateView
    edit_view_class = WebhookEditView

    def get_form_class(self, for_update: bool = False) -> type[WebhookEndpointForm]:
        """Return the form that looks the address up."""
        return WebhookEndpointForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the screens of one endpoint."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", self.construct_view(views.DeliveriesView), name="deliveries"),
            path("<int:pk>/secret/", self.construct_view(views.SecretView), name="secret"),
            path("<int:pk>/test/", self.construct_view(views.SendTestView), name="test"),
            path("<int:pk>/replay/", self.construct_view(views.ReplayFailedView), name="replay_failed"),
            path("<int:pk>/<int:delivery_pk>/", self.construct_view(views.DeliveryView), name="delivery"),
            path("<int:pk>/<int:delivery_pk>/replay/", self.construct_view(views.ReplayView), name="replay"),
        ]
