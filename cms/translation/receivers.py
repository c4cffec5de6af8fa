"""What follows when Wagtail copies a page into the other language."""

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done

from .services import turn_alias_into_draft


@receiver(copy_for_translation_done)
def keep_untranslated_ancestors_offline(sender, source_obj, target_obj, **kwargs) -> None:
    """Submit a page's untranslated ancestors with it, as drafts.

    To have a place for the page, Wagtail copies them as live aliases: the wrong language at the right
    address.
    """
    if isinstance(target_obj, Page) and target_obj.alias_of_id:
        turn_alias_into_draft(source_obj.specific, target_obj)
