"""Make the sizes of every image that a published page shows."""

import time

from django.core.management.base import BaseCommand

from cms.api.uses import shown_images
from cms.images.renditions import lacking_sizes
from cms.images.tasks import make_renditions


class Command(BaseCommand):
    """Do at once, and in this process, what the background worker does picture by picture."""

    help = (
        "Makes the sizes, in WebP and AVIF, of all images that a live page shows and that lack some. A photograph "
        "takes some three seconds. Running it again makes nothing."
    )

    def handle(self, *args, **options) -> None:
        """Make them, and say how many there were."""
        started = time.monotonic()
        images = lacking_sizes(shown_images())
        made = sum(make_renditions.call(image.pk) for image in images)
        self.stdout.write(
            f"Made {made} sizes of {len(images)} images in {time.monotonic() - started:.1f} seconds."
        )
