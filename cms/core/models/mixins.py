"""What some page types have and others have not."""

from django.db import models, transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published

from cms.core.caching import bump_content_version
from cms.core.publishing import publication_begins
from cms.core.services import allocate_reference

from .settings import OrganisationSettings


class ReferencedMixin(models.Model):
    """A page that is given a reference number the first time it goes live.

    A subclass names its `reference_series` and says by `reference_year()` which year it counts in.
    """

    reference_series: str

    reference = models.CharField(
        _("reference number"), max_length=40, blank=True, editable=False, db_index=True
    )

    class Meta:
        abstract = True

    def reference_year(self) -> int:
        """Return the year the page counts in."""
        raise NotImplementedError

    @property
    def reference_path(self) -> str:
        """The permanent short path of the page, such as `/r/ps-2026-041`; empty before first publication."""
        return "/r/" + "-".join(self.reference.lower().rsplit("/", 3)[-3:]) if self.reference else ""

    def publish(self, revision, *args, **kwargs) -> None:
        """Publish `revision`, giving the page its number in the same transaction if it goes live and has none.

        If publishing fails the number is not used up: that is what makes the series gap-free.
        """
        with transaction.atomic():
            publication_begins.send(sender=type(self), instance=self)
            upcoming = revision.as_object()
            if not upcoming.go_live_at or upcoming.go_live_at <= timezone.now():
                self._take_reference(upcoming)
                # The revision may hold a page that was read before it had its number.
                revision.content_object.reference = self.reference
            super().publish(revision, *args, **kwargs)

    def with_content_json(self, content):
        """Keep the number when an older revision, saved before there was one, is restored or published."""
        restored = super().with_content_json(content)
        restored.reference = self.reference
        return restored

    def _take_reference(self, upcoming: "ReferencedMixin") -> None:
        self.reference = allocate_reference(
            self.reference_series,
            upcoming.reference_year(),
            self.translation_key,
            prefix=self.reference_prefix(),
        ).text
        pages = type(self).objects.filter(translation_key=self.translation_key)
        if pages.exclude(reference=self.reference).update(reference=self.reference):
            bump_content_version()  # an update tells nobody

    def reference_prefix(self) -> str:
        """Return the organisation's prefix, such as `ASK`, from the settings of the page's site."""
        site = self.get_site()
        return OrganisationSettings.for_site(site).reference_prefix if site else ""


@receiver(page_published)
def number_what_went_live(sender, instance, **kwargs) -> None:
    """Give a page its number when it went live without `publish`: copying a page with its publication does."""
    # The signal is also sent when a page is only scheduled.
    if not isinstance(instance, ReferencedMixin) or not instance.live or instance.alias_of_id:
        return
    if not instance.reference:
        with transaction.atomic():
            instance._take_reference(instance)
