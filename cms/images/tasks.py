"""What the background worker does for pictures."""

import logging

from django_tasks import task

from .models import HouseImage
from .renditions import BROKEN_FILE_ERRORS, make_missing_sizes

logger = logging.getLogger(__name__)


@task()
def make_renditions(image_pk: int) -> int:
    """Make the sizes of an image that are not there yet; return how many that were.

    It may run twice, also at once: what is there is left alone. A broken file is written down and not tried again.
    """
    image = HouseImage.objects.filter(pk=image_pk).first()
    if image is None:
        return 0
    try:
        return make_missing_sizes(image)
    except BROKEN_FILE_ERRORS as error:
        logger.warning("The sizes of image %s could not be made: %s", image_pk, type(error).__name__)
        return 0
