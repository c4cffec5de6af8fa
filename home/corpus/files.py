"""The pictures and documents of a synthetic corpus, in a collection of their own.

They are saved and deleted one by one, as an editor's are: there are few, and the worker has to hear which files to
delete.
"""

from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from wagtail.models import Collection

from cms.bangla.normalise import normalise
from cms.bangla.numerals import to_bangla_digits
from cms.core.languages import LANGUAGES
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage

from . import drawing

COLLECTION = "পরিমাপের নমুনা ভান্ডার / Sample corpus for measurements"
WORDS = Path(__file__).resolve().parent / "files.yaml"
DOCUMENTS = 6
DOCUMENT_LANGUAGES = list(HouseDocument.Language)


@dataclass(frozen=True)
class Files:
    """What pages show and hand out, in the order of its numbers."""

    images: list[HouseImage] = field(default_factory=list)
    documents: list[HouseDocument] = field(default_factory=list)

    def forget(self) -> None:
        """Delete what was stored: a database that rolls back leaves files behind."""
        for row in [*self.images, *self.documents]:
            storage: Storage = row.file.storage
            storage.delete(row.file.name)


def make_files(files: Files) -> None:
    """Store the pictures and documents, and add each to `files` as soon as it is there."""
    collection = Collection.objects.filter(name=COLLECTION).first() or (
        Collection.get_first_root_node().add_child(name=COLLECTION)
    )
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    pictures = list(product(words["shapes"].items(), words["grounds"]))
    for number, ((shape, shape_names), ground) in enumerate(pictures, start=1):
        names = {"number": number, "shape": shape_names, "ground": ground}
        image = HouseImage(
            title=_title(words["picture"], number),
            collection=collection,
            file=ContentFile(drawing.png(shape, ground["colour"]), name=f"sample-{number}.png"),
            **_in_both(words["picture"], ("alt_text", "caption", "credit"), names),
        )
        image.save()
        files.images.append(image)
    for number in range(1, DOCUMENTS + 1):
        (shape, _names), ground = pictures[number - 1]
        files.documents.append(_document(number, words, shape, ground["colour"], collection))


def delete_files() -> None:
    """Delete the pictures and documents, and their collection unless somebody has put more into it."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    count = len(words["shapes"]) * len(words["grounds"])
    for collection in Collection.objects.filter(name=COLLECTION):
        for model, kind, last in ((HouseImage, "picture", count), (HouseDocument, "document", DOCUMENTS)):
            titles = [_title(words[kind], number) for number in range(1, last + 1)]
            for row in model.objects.filter(collection=collection, title__in=titles):
                row.delete()
        rows = [model.objects.filter(collection=collection) for model in (HouseImage, HouseDocument)]
        if not any(found.exists() for found in rows) and collection.is_leaf():
            collection.delete()


def _document(number: int, words: Any, shape: str, colour: str, collection: Collection) -> HouseDocument:
    title = _title(words["document"], number)
    # Every third one is data, the others are texts.
    if number % 3:
        content, ending = drawing.pdf(title, shape, colour), "pdf"
    else:
        header = [" / ".join(cell[language] for language in LANGUAGES) for cell in words["table"]]
        content, ending = drawing.table(header, number), "csv"
    document = HouseDocument(
        title=title,
        collection=collection,
        file=ContentFile(content, name=f"sample-{number}.{ending}"),
        document_language=DOCUMENT_LANGUAGES[number % len(DOCUMENT_LANGUAGES)],
    )
    for language in LANGUAGES:
        name = _filled(words["document"]["title"], language, {"number": number})
        setattr(document, f"public_title_{language}", name)
    document._set_document_file_metadata()
    document.save()
    return document


def _title(words: Any, number: int) -> str:
    """Return the desk's name for a file, in both languages: by it the file is found again."""
    return " / ".join(_filled(words["title"], language, {"number": number}) for language in LANGUAGES)


def _in_both(words: Any, names: tuple[str, ...], values: dict[str, Any]) -> dict[str, str]:
    return {
        f"{name}_{language}": _filled(words[name], language, values)
        for name in names
        for language in LANGUAGES
    }


def _filled(text: dict[str, str], language: str, values: dict[str, Any]) -> str:
    """Return `text` in `language` with `values` put in: a number in its digits, a word in its form."""
    written = {
        name: value[language]
        if isinstance(value, dict)
        else (to_bangla_digits(str(value)) if language == "bn" else str(value))
        for name, value in values.items()
    }
    return normalise(text[language].format(**written))
