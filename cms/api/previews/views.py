"""The desk's screen of a page's preview links."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from cms.api.addresses import Addresses
from cms.api.models import PreviewLink
from cms.api.previews.addresses import preview_address
from cms.api.previews.forms import PreviewForm
from cms.api.previews.permissions import may_share
from cms.api.previews.services import CannotShare, make_link, obstacle, revoke
from cms.api.previews.tokens import token_for
from cms.core.languages import in_readers_digits


@dataclass(frozen=True)
class Row:
    """A living link as the screen lists it."""

    link: PreviewLink
    is_latest: bool
    obstacle: str


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, page_id: int) -> HttpResponse:
    """List the page's living links; make one. Its address is in the answer to that request and nowhere else."""
    page = _load_page(request, page_id)
    form = PreviewForm(request.POST if request.method == "POST" else None)
    made, address = None, ""
    if form.is_valid():
        try:
            made = make_link(page, request.user, form.lifetime, form.cleaned_data["note"])
        except CannotShare as error:
            form.add_error(None, str(error))
        else:
            form, address = PreviewForm(), preview_address(made, token_for(made), Addresses(request))
    context = {
        "page": page,
        "version": page.latest_revision,
        "form": form,
        "made": made,
        "address": address,
        "rows": _rows(page),
    }
    return render(request, "previews/links.html", context)


@require_POST
def revoke_links(request: HttpRequest, page_id: int) -> HttpResponse:
    """Revoke one link, or all of the page's."""
    page = _load_page(request, page_id)
    count = revoke(page, request.user, None if "all" in request.POST else _keys(request.POST.getlist("link")))
    messages.success(
        request,
        ngettext("%(count)s preview link was revoked.", "%(count)s preview links were revoked.", count)
        % {"count": in_readers_digits(count)}
        if count
        else _("There was no such link any more."),
    )
    return redirect("previews:links", page.pk)


def _load_page(request: HttpRequest, page_id: int) -> Page:
    pages = Page.objects.filter(depth__gt=1).select_related("locale", "latest_revision")
    page = get_object_or_404(pages, pk=page_id)
    if not may_share(request.user, page):
        raise PermissionDenied
    return page


def _rows(page: Page) -> list[Row]:
    living = PreviewLink.objects.living(timezone.now()).filter(page=page.pk)
    found = living.select_related("page__locale", "revision", "created_by").defer("revision__content")
    return [
        Row(link, link.revision_id == page.latest_revision_id, obstacle(link))
        for link in found.order_by("-created_at")
    ]


def _keys(texts: list[str]) -> list[UUID]:
    keys = []
    for text in texts:
        try:
            keys.append(UUID(text))
        except ValueError:  # not from our form
            continue
    return keys


urlpatterns = [
    path("<int:page_id>/", links, name="links"),
    path("<int:page_id>/revoke/", revoke_links, name="revoke"),
]
