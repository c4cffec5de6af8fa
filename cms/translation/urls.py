"""Every address of the translation desk, under `/cms/translations/`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.models import Page
from wagtail_localize.models import SourceDeletedError, Translation, TranslationSource

from .models import SegmentComment, TranslationStatus
from .views import board, editor, exchange, glossary, machine, parity, running, sending, talking

# Of what a view works with, somebody else has just deleted something.
GONE = (
    TranslationStatus.DoesNotExist,
    SegmentComment.DoesNotExist,
    Page.DoesNotExist,
    Translation.DoesNotExist,
    TranslationSource.DoesNotExist,
    SourceDeletedError,
)


def or_gone(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Have `view` answer that there is no such text when it is deleted while the view is at work."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except GONE as error:
            raise Http404 from error

    return answer


urlpatterns = [
    *board.urlpatterns,
    *sending.urlpatterns,
    *editor.urlpatterns,
    *running.urlpatterns,
    *parity.urlpatterns,
    *talking.urlpatterns,
    *machine.urlpatterns,
    *exchange.urlpatterns,
    *glossary.urlpatterns,
]
for pattern in urlpatterns:
    pattern.callback = or_gone(pattern.callback)
