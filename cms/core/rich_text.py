"""Links inside rich text, as readers get them."""

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from cms.core.querysets import private_pages


class PublishedPageLinkHandler(PageLinkHandler):
    """A link to a page, printed only while readers may see that page.

    Wagtail prints the address whatever the page's state: the slug of a draft can give away what is being prepared.
    """

    @classmethod
    def get_many(cls, attrs_list):
        """Return the page of each link, None for those that are not there for all. One query."""
        keys = [attrs.get("id") for attrs in attrs_list]
        published = Page.objects.live().exclude(private_pages()).filter(pk__in=keys)
        by_key = {str(page.pk): page for page in published}
        return [by_key.get(str(key)) for key in keys]
