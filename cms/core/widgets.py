"""Form controls of the admin that Wagtail has not, or not for Bangla."""

from django.urls import reverse_lazy
from wagtail.admin.widgets.slug import SlugInput


class HouseSlugInput(SlugInput):
    """A slug that follows the title, romanised by the server (see `cms.bangla.slugs`)."""

    class Media:
        js = ["js/admin-slug.js"]

    def __init__(self, attrs=None, **kwargs):
        super().__init__(attrs, **kwargs)
        self.attrs |= {
            "data-controller": f"{self.attrs['data-controller']} house-slug",
            "data-action": (
                "blur->w-slug#slugify w-sync:check->house-slug#check w-sync:apply->house-slug#suggest:prevent"
            ),
            "data-house-slug-url-value": reverse_lazy("suggest_slug"),
        }
