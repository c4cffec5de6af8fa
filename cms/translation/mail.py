"""Mails of the desk to its own people: in the language each of them works in, sent by the background worker.

A mail names the title and links to the desk; the text itself never leaves it. Every task looks again, when it runs,
whether there is still something to say. A task may run twice: then both letters carry one name, `mark`, by which mail
programs know them for one.
"""

from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from .models import SegmentComment, TranslationStatus

ROLES = ("translator", "reviewer")


def notify_assigned(status: TranslationStatus, role: str, by: Any) -> None:
    """Tell the `translator` or `reviewer` of `status` that they have it now, unless they took it themselves."""
    person = getattr(status, role)
    if _can_be_told(person, by):
        _after_commit(mail_assigned, status.pk, person.pk, role, getattr(by, "pk", None))


def notify_mentioned(comment: SegmentComment) -> None:
    """Tell everybody who is mentioned in `comment`, but not its author."""
    for person in comment.mentioned.all():
        if _can_be_told(person, comment.author):
            _after_commit(mail_mentioned, comment.pk, person.pk)


def notify_outdated(status: TranslationStatus) -> None:
    """Tell the translator that the original was published with changes."""
    if _can_be_told(status.translator, None):
        _after_commit(mail_outdated, status.pk, status.translator_id)


def notify_review(status: TranslationStatus, by: Any) -> None:
    """Tell the reviewer that the translation waits for them."""
    if _can_be_told(status.reviewer, by):
        _after_commit(mail_review, status.pk, status.reviewer_id)


@task()
def mail_assigned(status_pk: int, person_pk: int, role: str, by_pk: int | None, mark: str) -> None:
    """Write to a person who was given a translation, if they still have it."""
    status = TranslationStatus.objects.filter(pk=status_pk, **{role: person_pk}).first()
    if status is not None:
        by = get_user_model().objects.filter(pk=by_pk).first()
        _write("assigned", person_pk, mark, status, {"role": role, "by": by})


@task()
def mail_mentioned(comment_pk: int, person_pk: int, mark: str) -> None:
    """Write to a person who was mentioned, if the comment is still open."""
    comment = SegmentComment.objects.filter(pk=comment_pk, resolved_at=None).select_related("status").first()
    if comment is not None:
        _write("mentioned", person_pk, mark, comment.status, {"by": comment.author})


@task()
def mail_outdated(status_pk: int, person_pk: int, mark: str) -> None:
    """Write to a translator, if the translation is still outdated: it may have been a small correction."""
    status = TranslationStatus.objects.filter(pk=status_pk, translator=person_pk).first()
    if status is not None and status.outdated_segments:
        _write("outdated", person_pk, mark, status, {})


@task()
def mail_review(status_pk: int, person_pk: int, mark: str) -> None:
    """Write to a reviewer, if the review is still under way and theirs."""
    status = TranslationStatus.objects.filter(pk=status_pk, reviewer=person_pk, state="in_review").first()
    if status is not None:
        _write("review", person_pk, mark, status, {})


def language_for(person: Any) -> str:
    """Return the language `person` works in: that of their admin, Bangla when they chose none."""
    profile = getattr(person, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def _can_be_told(person: Any, by: Any) -> bool:
    return person is not None and person.is_active and bool(person.email) and person != by


def _after_commit(mail: Any, *args: Any) -> None:
    transaction.on_commit(lambda: mail.enqueue(*args, mark=uuid4().hex))


def _write(name: str, person_pk: int, mark: str, status: TranslationStatus, context: dict[str, Any]) -> None:
    person = get_user_model().objects.filter(pk=person_pk, is_active=True).exclude(email="").first()
    if person is None:
        return
    path = reverse("translation_desk:edit", args=[status.pk])
    context |= {
        "person": person,
        "status": status,
        "title": status.title,
        "url": urljoin(settings.WAGTAILADMIN_BASE_URL, path),
    }
    with translation.override(language_for(person)):
        text = render_to_string(f"emails/translation_{name}.txt", context)
    subject, _line, body = text.strip().partition("\n")
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    headers = {"Message-ID": f"<{mark}@{host}>"}
    EmailMessage(subject.strip(), f"{body.strip()}\n", None, [person.email], headers=headers).send()
