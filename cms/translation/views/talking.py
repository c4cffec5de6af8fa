"""Comments on passages, and who else is there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.http import urlencode
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_user_display_name

from cms.translation.comments import CommentRefused, add_comment, reopen, resolve
from cms.translation.editor import load_thread
from cms.translation.models import SegmentComment, TranslationStatus
from cms.translation.permissions import can_comment
from cms.translation.presence import others_here, touch

from .base import editor_url, load_status


def _may_comment(user: Any, status: TranslationStatus) -> bool:
    return can_comment(user, status.target_language)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a comment to one passage. The editor's one form names it in the address."""
    status = load_status(request, pk, _may_comment)
    where = request.POST.get("path") or request.GET.get("path", "")
    text = request.POST.get("text") or request.POST.get(f"comment-{where}", "")
    to = request.POST.get("to") or request.POST.get(f"to-{where}", "")
    try:
        add_comment(status, where, request.user, text, to=to.replace("\0", ""))
    except CommentRefused as error:
        if _wants_thread(request):
            return JsonResponse({"error": str(error)}, status=422)
        # What was typed comes back with the refusal, to be copied.
        messages.error(request, f"{error} {text}")
    return _to_passage(request, status, where)


@require_POST
def settle(request: HttpRequest, pk: int, comment_pk: int, action: str) -> HttpResponse:
    """Resolve a comment, or open it again."""
    status = load_status(request, pk, _may_comment)
    found = get_object_or_404(SegmentComment.objects.select_related("status"), pk=comment_pk, status=status)
    {"resolve": resolve, "reopen": reopen}[action](found, request.user)
    return _to_passage(request, status, found.path)


@require_POST
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the user is here, and say who else is."""
    status = load_status(request, pk, _may_comment)
    touch(status, request.user)
    names = [get_user_display_name(each) for each in others_here(status, request.user)]
    return JsonResponse({"others": names})


def _to_passage(request: HttpRequest, status: TranslationStatus, where: str) -> HttpResponse:
    if _wants_thread(request):
        context = {
            "status": status,
            "thread": load_thread(status, where),
            "can_comment": True,
            "is_open": True,
        }
        return render(request, "translation/comments.html", context)
    return redirect(f"{editor_url(status)}?{urlencode({'passage': where})}#comments-{where}")


def _wants_thread(request: HttpRequest) -> bool:
    """Whether a script asks, which puts the comments of the passage in the place of those it has."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


urlpatterns = [
    path("<int:pk>/comments/", comment, name="comment"),
    path(
        "<int:pk>/comments/<int:comment_pk>/resolve/", settle, {"action": "resolve"}, name="resolve_comment"
    ),
    path("<int:pk>/comments/<int:comment_pk>/reopen/", settle, {"action": "reopen"}, name="reopen_comment"),
    path("<int:pk>/presence/", presence, name="presence"),
]
