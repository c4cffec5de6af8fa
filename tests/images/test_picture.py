"""Pictures on pages of the site: AVIF where it is, WebP otherwise, at the price of WebP alone."""

import re

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from cms.images.tasks import make_renditions
from tests.factories import ImageFactory
from tests.factories.files import png

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def render(image, **context) -> str:
    return render_to_string("components/picture.html", {"image": image, "sizes": "100vw", **context})


def widths(html: str, element: str) -> list[int]:
    """Return the widths of the `srcset` of the first `element`."""
    srcset = re.search(rf'<{element}[^>]*srcset="([^"]*)"', html).group(1)
    return [int(width) for width in re.findall(r" (\d+)w", srcset)]


@pytest.fixture
def image():
    return ImageFactory(file=ContentFile(png(1000, 300), name="picture.png"), alt_text_bn="মোমবাতি")


def test_a_picture_without_avif_is_webp(image):
    html = render(image)

    assert "<source" not in html
    assert widths(html, "img") == [480, 800, 1000]
    assert 'alt="মোমবাতি"' in html
    assert 'sizes="100vw"' in html
    assert 'loading="lazy"' in html


def test_a_picture_with_avif_offers_it_first(image):
    make_renditions.call(image.pk)

    html = render(image, eager=True)

    assert re.search(r'<picture><source [^>]*type="image/avif"[^>]*><img ', html)
    assert widths(html, "source") == widths(html, "img") == [480, 800, 1000]
    assert html.count(".avif") == html.count(".webp") - 1 == 3  # the img's own src
    assert 'fetchpriority="high"' in html


def test_avif_that_is_half_made_is_not_offered(image):
    make_renditions.call(image.pk)
    image.renditions.get(filter_spec="width-800|format-avif").delete()
    cache.clear()

    assert "avif" not in render(image)


def test_a_picture_costs_one_query_and_none_when_it_is_in_the_cache(image):
    render(image)
    counts = []
    for is_made in (False, True):
        if is_made:
            make_renditions.call(image.pk)
        cache.clear()
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                html = render(image)
            counts.append(len(queries))
        assert ("avif" in html) is is_made

    assert counts == [1, 0, 1, 0]


@pytest.mark.parametrize("content", [None, b"no picture"])
def test_a_picture_whose_file_is_broken_is_not_shown(image, content):
    image.file.storage.delete(image.file.name)
    if content:
        image.file.storage.save(image.file.name, ContentFile(content))

    assert "<img" not in render(image)


def test_no_picture_is_no_picture():
    assert "<img" not in render(None)
