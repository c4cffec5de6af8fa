"""What an administrator fills in."""

import datetime
from typing import Any

from django import forms
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.api.models import WebhookDelivery, WebhookEndpoint
from cms.api.models.webhooks import WebhookEvent, both_languages, every_event
from cms.core.forms import LANGUAGE_NAMES

from .addresses import AddressRefused, parse, resolve
from .services import make_secret, resume


class WebhookEndpointForm(WagtailAdminModelForm):
    """One endpoint: where, and of what it is told."""

    events = forms.MultipleChoiceField(
        label=_("Events"),
        choices=WebhookEvent.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=every_event,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=both_languages,
        help_text=_("Of pages in which language it is told."),
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["description", "url", "events", "languages", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].widget.attrs |= {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}

    def clean(self) -> dict[str, Any]:
        """Look the address up when it is new or is to be used again, and refuse what nothing may be sent to."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("url") and cleaned.get("is_active") and self._begins_anew:
            try:
                resolve(parse(cleaned["url"]))
            except AddressRefused as refusal:
                self.add_error("url", refusal.message)
        elif cleaned.get("url") and "url" in self.changed_data:
            try:
                parse(cleaned["url"])
            except AddressRefused as refusal:
                self.add_error("url", refusal.message)
        return cleaned

    def save(self, commit: bool = True) -> WebhookEndpoint:
        """Save the endpoint. A new one gets its secret; one whose address or switch was changed begins anew."""
        is_new, begins_anew = self.instance._state.adding, self._begins_anew
        if not self.cleaned_data["is_active"] and "is_active" in self.changed_data:
            self.instance.off_at = timezone.now()
        with transaction.atomic():
            endpoint = super().save(commit)
            if is_new:
                make_secret(endpoint)
            elif begins_anew and endpoint.is_active:
                resume(endpoint)
        return endpoint

    @property
    def _begins_anew(self) -> bool:
        return bool({"url", "is_active"} & set(self.changed_data)) or self.instance._state.adding


class DeliveryFilterForm(forms.Form):
    """Which messages a list shows."""

    state = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *WebhookDelivery.State.choices]
    )
    event = forms.ChoiceField(
        label=_("Event"),
        required=False,
        choices=[("", _("All")), *WebhookEvent.choices, ("test", _("A test message"))],
    )

    def filter(self, deliveries: models.QuerySet[WebhookDelivery]) -> models.QuerySet[WebhookDelivery]:
        """Return those of `deliveries` that are asked for; all when what is asked for does not exist."""
        if not self.is_valid():
            return deliveries
        if state := self.cleaned_data["state"]:
            deliveries = deliveries.filter(state=state)
        if event := self.cleaned_data["event"]:
            deliveries = deliveries.filter(event_type="webhook.test" if event == "test" else f"page.{event}")
        return deliveries


class ReplayForm(forms.Form):
    """Since when messages that failed are sent again."""

    HOURS = {
        "1": _("the last hour"),
        "24": _("the last day"),
        "72": _("the last three days"),
        "168": _("the last week"),
    }

    since = forms.ChoiceField(
        label=_("Failed in"), choices=[*HOURS.items(), ("all", _("all the time they are kept"))], initial="24"
    )

    def failed(self, endpoint: WebhookEndpoint) -> models.QuerySet[WebhookDelivery]:
        """Return the messages to send again. The form must be valid."""
        deliveries = endpoint.deliveries.filter(state=WebhookDelivery.State.FAILED)
        since = self.cleaned_data["since"]
        if since == "all":
            return deliveries
        return deliveries.filter(created_at__gte=timezone.now() - datetime.timedelta(hours=int(since)))
