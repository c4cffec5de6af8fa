"""Images and documents with real files."""

import io

import factory
from django.core.files.base import ContentFile
from PIL import Image

from cms.documents.models import HouseDocument
from cms.images.models import HouseImage


def png(width: int = 64, height: int = 48, colour: str = "#0b5c4f") -> bytes:
    """Return a real picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, format="PNG")
    return buffer.getvalue()


class ImageFactory(factory.django.DjangoModelFactory):
    """A small PNG, described in both languages."""

    class Meta:
        model = HouseImage

    title = factory.Sequence(lambda n: f"Vigil {n}")
    file = factory.LazyAttributeSequence(lambda image, n: ContentFile(png(), name=f"vigil-{n}.png"))
    alt_text_bn = "শহীদ মিনারে মোমবাতি হাতে মানুষ"
    alt_text_en = "People with candles at the Shaheed Minar"


class DocumentFactory(factory.django.DjangoModelFactory):
    """A tiny PDF with a title for readers in both languages."""

    class Meta:
        model = HouseDocument

    title = factory.Sequence(lambda n: f"Report {n}")
    file = factory.LazyAttributeSequence(
        lambda document, n: ContentFile(b"%PDF-1.4\n%%EOF\n", name=f"report-{n}.pdf")
    )
    public_title_bn = factory.Sequence(lambda n: f"প্রতিবেদন {n}")
    public_title_en = factory.Sequence(lambda n: f"Report for readers {n}")
    document_language = HouseDocument.Language.BOTH
