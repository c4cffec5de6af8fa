"""What administrators see of an endpoint beyond its form: its messages, their answers, its secret."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import ListView, TemplateView, View
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.api.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from cms.core.languages import in_readers_digits

from .forms import DeliveryFilterForm, ReplayForm
from .services import forget_old_secrets, make_secret, replay, send_test, show_secret
from .signing import SecretUnknown


def address_of(name: str, endpoint: WebhookEndpoint, *args: Any) -> str:
    """Return the address of a screen of `endpoint`."""
    return reverse(f"webhooks:{name}", args=[endpoint.pk, *args])


class EndpointMixin(PermissionCheckedMixin):
    """A screen of one endpoint: for those who may change it, and for nobody else."""

    model = WebhookEndpoint
    permission_required = "change"

    @cached_property
    def endpoint(self) -> WebhookEndpoint:
        """Return the endpoint of the address."""
        return get_object_or_404(WebhookEndpoint.objects.with_counts(), pk=self.kwargs["pk"])  # type: ignore[attr-defined]


class EndpointScreen(EndpointMixin, WagtailAdminTemplateMixin):
    """A screen with the admin's frame around it."""

    header_icon = "link-external"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here: list, endpoint, and this screen when it is a further one."""
        way = [
            {"url": reverse("webhooks:index"), "label": capfirst(WebhookEndpoint._meta.verbose_name_plural)},
            {"url": address_of("deliveries", self.endpoint), "label": str(self.endpoint)},
        ]
        if self.page_title:
            way.append({"url": "", "label": str(self.page_title)})
        else:
            way[-1]["url"] = ""
        return [*self.breadcrumbs_items, *way]

    def get_header_title(self) -> str:
        """Return the title of the window."""
        return f"{self.endpoint}: {self.page_title}" if self.page_title else str(self.endpoint)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the endpoint."""
        return super().get_context_data(endpoint=self.endpoint, **kwargs)


class DeliveriesView(EndpointScreen, ListView):
    """How an endpoint is, and its messages, the newest first."""

    template_name = "webhooks/deliveries.html"
    paginate_by = 30
    paginator_class = WagtailPaginator
    page_kwarg = "p"
    context_object_name = "deliveries"

    @cached_property
    def filter_form(self) -> DeliveryFilterForm:
        """Return what was asked for."""
        return DeliveryFilterForm(self.request.GET)

    def get_queryset(self) -> QuerySet[WebhookDelivery]:
        """Return the messages, each with the number of attempts and the outcome of the last."""
        last = WebhookAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
        return self.filter_form.filter(
            self.endpoint.deliveries.order_by("-pk").annotate(
                attempted=Count("attempts"),
                last_status=Subquery(last.values("status")[:1]),
                last_outcome=Subquery(last.values("outcome")[:1]),
            )
        ).defer("body")

    def paginate_queryset(self, queryset: QuerySet[WebhookDelivery], page_size: int) -> tuple:
        """Return the page asked for, or the nearest there is."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filter, the numbers, and what can be done."""
        context = super().get_context_data(**kwargs)
        for delivery in context["deliveries"]:
            outcome = delivery.last_outcome
            delivery.last_outcome_text = WebhookAttempt.Outcome(outcome).label if outcome else ""
        return context | {
            "filter_form": self.filter_form,
            "is_filtered": bool(self.request.GET.get("state") or self.request.GET.get("event")),
            "replay_form": ReplayForm(),
            "here": address_of("deliveries", self.endpoint),
            "has_secret": self.endpoint.secrets.valid().exists(),
        }


class DeliveryView(EndpointScreen, TemplateView):
    """One message: what was sent, and each attempt with its answer."""

    template_name = "webhooks/delivery.html"
    page_title = gettext_lazy("Delivery")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the message and its attempts."""
        delivery = get_object_or_404(WebhookDelivery, endpoint=self.endpoint, pk=self.kwargs["delivery_pk"])
        return super().get_context_data(delivery=delivery, attempts=delivery.attempts.all(), **kwargs)


class SecretView(EndpointScreen, TemplateView):
    """The secret: shown once, changed, and the one before it forgotten."""

    template_name = "webhooks/secret.html"
    page_title = gettext_lazy("Secret")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the secret, make a new one, or forget the old one."""
        doings = {"show": self._show, "renew": self._renew, "forget": self._forget}
        doing = doings.get(request.POST.get("do", ""))
        return doing() if doing else redirect(address_of("secret", self.endpoint))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the secret in use, and the one before it while it still holds."""
        current, *older = [*self.endpoint.secrets.valid(), None]
        previous = older[0] if older else None
        return super().get_context_data(**{"current": current, "previous": previous, "text": None} | kwargs)

    def _show(self) -> HttpResponse:
        secret, text = self.endpoint.secrets.valid().first(), None
        try:
            text = show_secret(secret) if secret else None
        except SecretUnknown:
            messages.error(
                self.request,
                _(
                    "This secret cannot be read any more: the key of the installation was changed. Make a new secret."
                ),
            )
        return render(self.request, self.template_name, self.get_context_data(text=text))

    def _renew(self) -> HttpResponse:
        make_secret(self.endpoint)
        messages.success(self.request, _("A new secret has been made."))
        return redirect(address_of("secret", self.endpoint))

    def _forget(self) -> HttpResponse:
        forget_old_secrets(self.endpoint)
        messages.success(self.request, _("The old secret does not hold any more."))
        return redirect(address_of("secret", self.endpoint))


class SendingView(EndpointMixin, View):
    """Something that sends to an endpoint; only while it is switched on."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, and lead back."""
        if not self.endpoint.is_active:
            messages.error(request, _("This webhook is off. Switch it on first."))
            return redirect(address_of("deliveries", self.endpoint))
        return redirect(self.send())

    def send(self) -> str:
        """Send. Returns the address to go on to."""
        raise NotImplementedError


class SendTestView(SendingView):
    """Send a test message."""

    def send(self) -> str:
        """Enqueue it, and lead to where its answer will be seen."""
        delivery = send_test(self.endpoint)
        messages.success(
            self.request, _("The test message is on its way. Reload this page to see the answer.")
        )
        return address_of("delivery", self.endpoint, delivery.pk)


class ReplayView(SendingView):
    """Send one message again."""

    def send(self) -> str:
        """Enqueue it, and lead to where its answer will be seen."""
        delivery = get_object_or_404(WebhookDelivery, endpoint=self.endpoint, pk=self.kwargs["delivery_pk"])
        replay(self.endpoint, WebhookDelivery.objects.filter(pk=delivery.pk))
        messages.success(self.request, _("The message is on its way again."))
        return address_of("delivery", self.endpoint, delivery.pk)


class ReplayFailedView(SendingView):
    """Send all messages again that failed of late."""

    def send(self) -> str:
        """Enqueue them, and say how many there are."""
        form = ReplayForm(self.request.POST)
        number = replay(self.endpoint, form.failed(self.endpoint)) if form.is_valid() else 0
        if number:
            text = ngettext(
                "%(number)s message is on its way again.",
                "%(number)s messages are on their way again.",
                number,
            )
            messages.success(self.request, text % {"number": in_readers_digits(number)})
        else:
            messages.warning(self.request, _("No message failed in that time."))
        return address_of("deliveries", self.endpoint)
