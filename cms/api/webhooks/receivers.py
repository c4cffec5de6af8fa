"""What webhooks listen to: changes of pages, and the clock."""

from typing import Any

from django.dispatch import receiver

from cms.api.changes import changes_recorded
from cms.api.models import ContentChange
from cms.core.timekeeping import minute_passed

from .pruning import prune
from .services import announce
from .tasks import enqueue_forgotten


@receiver(changes_recorded, dispatch_uid="tell webhooks of changes")
def tell_of_changes(sender: Any, changes: list[ContentChange], **kwargs: Any) -> None:
    """Write down whom to tell, in the transaction of the changes."""
    announce(changes)


@receiver(minute_passed, dispatch_uid="look after webhooks")
def look_after_messages(sender: Any, **kwargs: Any) -> None:
    """Take up what a killed worker left, and forget what is old."""
    enqueue_forgotten()
    prune()
