"""Why a draft is not shown, as the API says it.

Who holds no good token gets one and the same answer for every page, whether there is such a page or not. Who holds
one that was good is told what became of it: they know the page already.
"""

from http import HTTPStatus

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.api.errors import Refusal


class TokenRefused(Refusal):
    """There is no token, or it was not made by this server, or it was made for another page."""

    status = HTTPStatus.FORBIDDEN
    code = "preview_refused"
    detail = _("A draft is shown only to those who hold a preview link for it.")


class LinkExpired(Refusal):
    """The link's time is over."""

    status = HTTPStatus.GONE
    code = "preview_expired"
    detail = _("This preview link has expired. Ask whoever sent it for a new one.")


class LinkRevoked(Refusal):
    """Somebody at the desk took the link back."""

    status = HTTPStatus.GONE
    code = "preview_revoked"
    detail = _("This preview link was revoked. Ask whoever sent it for a new one.")


class LinkGone(Refusal):
    """What the link led to is gone: its page, its version, or its maker's right to see them."""

    status = HTTPStatus.GONE
    code = "preview_gone"
    detail = _("This preview link no longer works. Ask whoever sent it for a new one.")


class DraftIncomplete(Refusal):
    """The draft lacks what a page of its type always has, so it cannot be written as one."""

    status = HTTPStatus.CONFLICT
    code = "preview_incomplete"

    def __init__(self, missing: list[str]) -> None:
        super().__init__()
        self.detail = format_lazy(
            _("The draft cannot be shown yet. It lacks: {fields}."), fields=", ".join(missing)
        )
