"""Full-text search for the API, behind one function."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.bangla.graphemes import words
from cms.bangla.normalise import normalise

# Nobody reads further, and every match is looked at for whether readers may see it.
MAX_MATCHES = 2000


def find_matches(text: str, operator: str, pages: QuerySet[Any]) -> list[int]:
    """Return the keys of those of `pages` that `text` is found in, the best match first: two queries.

    Args:
        text: what a reader is looking for; only its words count.
        operator: `and` when all words have to be there, `or` when one is enough.
        pages: the pages to search among, already narrowed to what readers may see.
    """
    terms = " ".join(words(normalise(text)))
    if not terms:
        return []
    results = get_search_backend().search(terms, Page.objects.all(), operator=operator)
    ranked = list(results.get_queryset()[:MAX_MATCHES].values_list("pk", flat=True))
    visible = set(pages.filter(pk__in=ranked).order_by().values_list("pk", flat=True))
    return [key for key in dict.fromkeys(ranked) if key in visible]
