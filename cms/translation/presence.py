"""Who else has a translation open now."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.utils import timezone

from .models import Presence, TranslationStatus

# A page that is open says so every half minute; three silences in a row mean that somebody has gone.
FRESH = timedelta(seconds=90)


def touch(status: TranslationStatus, user: Any) -> None:
    """Note that `user` has `status` open now, and forget who had anything open long ago."""
    now = timezone.now()
    # Who deletes the text at this moment leaves nothing to be present at.
    with suppress(IntegrityError):
        Presence.objects.update_or_create(status=status, user=user, defaults={"seen_at": now})
    Presence.objects.filter(seen_at__lt=now - FRESH).delete()


def others_here(status: TranslationStatus, user: Any) -> list[Any]:
    """Return the colleagues who have `status` open now, besides `user`."""
    fresh = Presence.objects.filter(status=status, seen_at__gte=timezone.now() - FRESH).exclude(user=user)
    return list(get_user_model().objects.filter(pk__in=fresh.values("user")).order_by("username"))
