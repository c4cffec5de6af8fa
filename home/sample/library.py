"""The vocabularies, settings and pictures of the sample site, and how pages name them: by slug."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import models
from django.db.models import Model
from wagtail.utils.file import hash_filelike

from cms.bangla.normalise import normalise
from cms.core.languages import LANGUAGES
from cms.core.models import Authority, Organisation, OrganisationSettings, Person, SocialLink, Topic
from cms.images.models import HouseImage

from .reading import FOLDER, Entry, read

VOCABULARIES: dict[str, type[Model]] = {
    "topics": Topic,
    "authorities": Authority,
    "organisations": Organisation,
    "people": Person,
}
IMAGE_TEXTS = {"alt": "alt_text", "caption": "caption", "credit": "credit"}


@dataclass
class Library:
    """What pages refer to by name."""

    images: dict[str, HouseImage] = field(default_factory=dict)
    new_files: list[Any] = field(default_factory=list)
    _terms: dict[tuple[type[Model], str], Model] = field(default_factory=dict)

    def term(self, model: type[Model], entry: Entry) -> Model:
        """Return the row of `model` whose slug the entry gives.

        Raises:
            SampleError: when there is none.
        """
        key = (model, entry.value)
        if key not in self._terms:
            row = model._default_manager.filter(slug=entry.value).first()
            if row is None:
                raise entry.error(f"there is no {model._meta.model_name} “{entry.value}”.")
            self._terms[key] = row
        return self._terms[key]

    def image(self, entry: Entry) -> HouseImage:
        """Return the picture that the entry names.

        Raises:
            SampleError: when there is none.
        """
        if entry.value not in self.images:
            raise entry.error(f"there is no picture “{entry.value}”.")
        return self.images[entry.value]

    def forget_files(self) -> None:
        """Delete the files stored by this load: a database that rolls back leaves them behind."""
        for file in self.new_files:
            file.storage.delete(file.name)


def load_vocabularies() -> int:
    """Make the terms that are not there yet; return how many were made."""
    made = 0
    content = read("vocabulary.yaml")
    content.only(set(VOCABULARIES))
    for name, rows in content.entries():
        for row in rows.items():
            made += _load_term(VOCABULARIES[name], row)
    return made


def load_settings(settings: OrganisationSettings) -> bool:
    """Fill in what is still empty in the organisation's settings; return whether anything was."""
    content = read("settings.yaml")
    changed = False
    for key, entry in content.entries():
        if key == "social_links":
            continue
        if hasattr(settings, f"{key}_bn"):
            values = {f"{key}_{language}": entry.text(language) for language in LANGUAGES}
        elif key in {each.name for each in OrganisationSettings._meta.fields}:
            values = {key: entry.value}
        else:
            raise entry.error("there is no such setting.")
        for name, value in values.items():
            if not getattr(settings, name):
                setattr(settings, name, value)
                changed = True
    if not settings.social_links.exists() and "social_links" in content:
        links = content["social_links"].items()
        settings.social_links = [
            SocialLink(
                sort_order=number,
                url=link["url"].value,
                **{f"label_{language}": link["label"].text(language) for language in LANGUAGES},
            )
            for number, link in enumerate(links)
        ]
        changed = True
    if changed:
        settings.full_clean()
        settings.save()
    return changed


def load_images(library: Library) -> int:
    """Store the pictures that are not there yet, known by their content; return how many were stored."""
    made = 0
    for name, entry in read("images/images.yaml").entries():
        entry.only({"title", *IMAGE_TEXTS})
        path = FOLDER / "images" / f"{name}.png"
        if not path.exists():
            raise entry.error(f"there is no file {path.name}.")
        with path.open("rb") as content:
            digest = hash_filelike(content)
            image = HouseImage.objects.filter(file_hash=digest).first()
            if image is None:
                image = _new_image(entry, ImageFile(content, name=path.name), digest)
                library.new_files.append(image.file)
                made += 1
        library.images[name] = image
    return made


def _load_term(model: type[Model], row: Entry) -> bool:
    row.only({each.name for each in model._meta.fields} - {"id", "name", "role"})
    if model._default_manager.filter(slug=row["slug"].value).exists():
        return False
    values: dict[str, Any] = {}
    for key, entry in row.entries():
        if isinstance(model._meta.get_field(key), models.ForeignKey):
            values[key] = Library().term(model, entry)
        else:
            values[key] = normalise(entry.value) if isinstance(entry.value, str) else entry.value
    term = model(**values)
    try:
        term.full_clean()
    except ValidationError as error:
        raise row.error(str(error.message_dict)) from error
    term.save()
    return True


def _new_image(entry: Entry, file: ImageFile, digest: str) -> HouseImage:
    title = " / ".join(entry["title"].text(language) for language in LANGUAGES)
    image = HouseImage(title=title, file=file, file_size=file.size, file_hash=digest)
    for key, name in IMAGE_TEXTS.items():
        for language in LANGUAGES:
            setattr(image, f"{name}_{language}", entry[key].text(language))
    try:
        image.full_clean()
    except ValidationError as error:
        raise entry.error(str(error.message_dict)) from error
    image.save()
    return image
