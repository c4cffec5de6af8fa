"""The tokens that readers of a draft hold: a link's key, signed with the server's secret.

Nothing of a token is kept. It is written anew from the key when it is shown, and it is checked by its signature.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from cms.api.models import PreviewLink
from cms.api.previews.refusals import LinkExpired, TokenRefused

# All of a token is allowed as it is in a URL and in an Authorization header (RFC 6750, section 2.1).
_SIGNER = {"salt": "cms.api.previews", "sep": "."}


def token_for(link: PreviewLink) -> str:
    """Return the token that opens `link`. Show it to whoever made the link; never store or log it."""
    return str(TimestampSigner(**_SIGNER).sign(link.pk.hex))


def key_in(token: str) -> UUID:
    """Return the key of the link that `token` opens.

    Raises:
        TokenRefused: when it was not made by this server.
        LinkExpired: when it is older than any link may become, whatever the database says.
    """
    try:
        key = TimestampSigner(**_SIGNER).unsign(token, max_age=longest_life())
    except SignatureExpired as error:
        raise LinkExpired from error
    except BadSignature as error:
        raise TokenRefused from error
    return UUID(key)


def longest_life() -> timedelta:
    """Return how long a link may work at most."""
    return timedelta(hours=settings.PREVIEW_MAX_HOURS)
