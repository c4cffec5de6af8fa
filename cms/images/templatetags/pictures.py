"""Pictures in templates."""

from typing import Any

from django import template
from wagtail.images.models import Picture

from cms.images.models import HouseImage
from cms.images.renditions import BROKEN_FILE_ERRORS, WIDTHS, find_for_page

register = template.Library()


@register.simple_tag
def sized_picture(image: HouseImage | None, *widths: int, **attributes: Any) -> Picture | str:
    """Return `image` in those of the house's `widths` that it has, for browsers to choose from.

    AVIF is offered when all of its sizes are there; WebP is made when it is not. Nothing is shown of an image whose
    file is missing or broken.
    """
    if not image:
        return ""
    try:
        return Picture(find_for_page(image, widths or WIDTHS), attributes)
    except BROKEN_FILE_ERRORS:
        return ""
