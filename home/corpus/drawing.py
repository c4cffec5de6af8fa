"""Pictures and documents that anyone sees to be samples: plain shapes, and the word for sample in both languages."""

import csv
import random
from io import BytesIO, StringIO
from pathlib import Path
from time import gmtime

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = (1600, 900)  # as wide as the widest size that pages show
PAGE = (595, 842)  # A4 in points
INK, PAPER = "#ffffff", "#f4a261"
WORDS = (("নমুনা", "kantho-sans-bengali.woff2"), ("SAMPLE", "kantho-sans-latin.woff2"))
FONTS = Path(settings.BASE_DIR) / "cms" / "static" / "fonts"


def picture(shape: str, ground: str, size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a picture of `shape` on the colour `ground`; the same arguments draw the same pixels."""
    width, height = size
    drawn = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(drawn)
    chance = random.Random(f"{shape} {ground}")  # noqa: S311 - a drawing needs no secure chance
    for _number in range(9):
        half = chance.randint(width // 30, width // 12)
        x, y = chance.randint(half, width - half), chance.randint(half, height * 2 // 3)
        box = (x - half, y - half, x + half, y + half)
        if shape == "circles":
            draw.ellipse(box, fill=PAPER)
        elif shape == "squares":
            draw.rectangle(box, fill=PAPER)
        elif shape == "triangles":
            draw.regular_polygon((x, y, half), 3, fill=PAPER)
        else:
            draw.line((0, y, width, y), fill=PAPER, width=half // 4)
    for row, (word, font) in enumerate(WORDS):
        face = ImageFont.truetype(FONTS / font, width // 12)
        draw.text((width // 20, height * (68 + 15 * row) // 100), word, fill=INK, font=face)
    return drawn


def png(shape: str, ground: str) -> bytes:
    """Return a picture as a PNG file."""
    output = BytesIO()
    picture(shape, ground).save(output, "PNG")
    return output.getvalue()


def pdf(title: str, shape: str, ground: str) -> bytes:
    """Return a document of one page as a PDF file, with no time in it: the same arguments make the same file."""
    output = BytesIO()
    picture(shape, ground, PAGE).save(
        output, "PDF", title=title, resolution=72, creationDate=gmtime(0), modDate=gmtime(0)
    )
    return output.getvalue()


def table(header: list[str], seed: int) -> bytes:
    """Return twelve rows of made-up numbers under `header` as a CSV file."""
    chance, output = random.Random(seed), StringIO()  # noqa: S311 - made-up numbers
    rows = csv.writer(output)
    rows.writerow(header)
    rows.writerows([month, chance.randint(0, 400)] for month in range(1, 13))
    return output.getvalue().encode()
