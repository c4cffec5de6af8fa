"""The events of the model, done for real: by the services that the admin's screens call."""

from contextlib import suppress
from itertools import count

from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.core.languages import OTHER_LANGUAGE
from cms.translation.models import TranslationStatus
from cms.translation.segments import Progress, load_segments
from cms.translation.services.attachment import attach, detach
from cms.translation.services.deciding import CannotDecide, mark_not_needed
from cms.translation.services.originals import accept_small_correction
from cms.translation.services.publishing import NotReady, publish_translation, refuse_unfinished_translation
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import CannotSend, send_for_translation
from cms.translation.standing import any_translation, attached_translation
from press.models import StatementPage
from tests.factories import StatementPageFactory

TITLE = {"bn": "নমুনা বিবৃতি", "en": "A sample statement"}
TEXT = {"bn": "নমুনা অনুচ্ছেদ", "en": "A sample paragraph"}
VERSIONS = "অআইঈউঊঋএঐওঔ"
MARK = "~"


class Driver:
    """One text on the real desk. Translations are the original's words between two tildes."""

    def __init__(self, parents: dict[str, Page], user):
        self.parents, self.user = parents, user
        self.key = None
        self.language = None
        self.version = count()

    def begin_in(self, language: str) -> "Driver":
        """Choose the language that the text is written in."""
        self.language = language
        return self

    @property
    def status(self) -> TranslationStatus | None:
        """The board's row, read anew."""
        return TranslationStatus.objects.filter(translation_key=self.key).first()

    @property
    def source(self) -> StatementPage | None:
        """The original, read anew."""
        return StatementPage.objects.get(pk=self.status.source_page_id) if self.status else None

    @property
    def target(self) -> StatementPage | None:
        """The translation, read anew."""
        if not self.status or not self.status.target_page_id:
            return None
        return StatementPage.objects.get(pk=self.status.target_page_id)

    def create(self) -> None:
        if self.status is None:
            body = [("paragraph", f"<p>{TEXT[self.language]}</p>"), ("paragraph", "<p>অ</p>")]
            page = StatementPageFactory(
                parent=self.parents[self.language], title=TITLE[self.language], body=body, publish=False
            )
            self.key = page.translation_key

    def edit_draft(self) -> None:
        if self.source is None:
            return
        page = self.source.get_latest_revision_as_object()
        raw = page.body.get_prep_value()
        raw[1]["value"] = (
            f"<p>{VERSIONS[next(self.version) % len(VERSIONS)]} {raw[1]['value'][3:-4][-40:]}</p>"
        )
        page.body = page.body.stream_block.to_python(raw)
        if not page.live:
            page.save(clean=False)
        page.save_revision(user=self.user)

    def publish(self) -> None:
        if self.source is not None:
            self.source.get_latest_revision().publish()

    def publish_minor(self) -> None:
        if self.source is not None:
            self.publish()
            accept_small_correction(self.status, self.user)

    def submit(self) -> None:
        if self.source is not None:
            with suppress(CannotSend):
                send_for_translation(self.source, self.user)

    def translate_some(self) -> None:
        self._translate(lambda segment: segment.path == "title")

    def translate_all(self) -> None:
        self._translate(lambda segment: True)

    def _translate(self, chosen) -> None:
        translation = attached_translation(self.status) if self.status else None
        if translation is not None:
            for segment in load_segments(translation):
                if chosen(segment) and segment.progress is not Progress.DONE:
                    save_segment(translation, segment, f"{MARK}{segment.source}{MARK}", self.user)

    def publish_translation(self) -> None:
        if self.target is None:
            return
        if attached_translation(self.status) is not None:
            with suppress(NotReady):
                publish_translation(self.status, self.user)
            return
        revision = self.target.get_latest_revision()
        try:
            refuse_unfinished_translation(self.target, revision, self.user)
        except ValidationError:
            return
        revision.publish()

    def detach(self) -> None:
        if self.target is not None:
            detach(self.status, self.user)

    def reattach(self) -> None:
        if self.target is None:
            return
        translation = any_translation(self.status)
        if translation is not None and not translation.enabled:
            attach(self.status, self.user)

    def unpublish_source(self) -> None:
        if self.source is not None:
            self.source.unpublish()

    def unpublish_target(self) -> None:
        if self.target is not None:
            self.target.unpublish()

    def delete_source(self) -> None:
        if self.source is not None:
            Page.objects.get(pk=self.source.pk).delete()

    def delete_target(self) -> None:
        if self.target is not None:
            Page.objects.get(pk=self.target.pk).delete()

    def mark_not_needed(self) -> None:
        if self.source is not None:
            with suppress(CannotDecide):
                mark_not_needed(self.status, self.user, "নমুনা")

    def texts(self, page: StatementPage) -> list[str]:
        """Return what readers of the published `page` read: title, summary and paragraphs."""
        return [page.title, page.summary, *(block.value.source for block in page.body)]

    def translations(self) -> list[str]:
        """Return what each passage of the original, as it is now, is in the other language."""
        return [segment.translation for segment in load_segments(any_translation(self.status))]

    @property
    def other(self) -> str:
        """The language of the translation."""
        return OTHER_LANGUAGE[self.language]
