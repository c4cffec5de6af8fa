"""Text in one spelling: what is stored goes through `cms.bangla.normalise`, whoever stores it.

Keyboards emit ড় ঢ় য় as one letter, other programs as two; unnormalised, the same word is two different strings to the
database, to the search and to the parity check. It is done when a text is saved, never while somebody types.
"""

from typing import Any

from django.db import models
from django.dispatch import receiver
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Orderable, Page

from cms.bangla.normalise import normalise
from cms.core.models.vocabulary import Term

EDITED_MODELS = (AbstractDocument, AbstractImage, BaseSiteSetting, Orderable, Page, Term)


def normalise_deep(value: Any) -> Any:
    """Return `value` (text, or lists and dicts of it, as JSON has them) with every text normalised."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, list):
        return [normalise_deep(item) for item in value]
    if isinstance(value, dict):
        return {key: normalise_deep(item) for key, item in value.items()}
    return value


def normalise_instance(instance: models.Model) -> None:
    """Normalise every text of `instance` and of the inline children it holds in memory, in place."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, StreamField):
            stored = field.get_prep_value(getattr(instance, field.attname))
            if (normalised := normalise_deep(stored)) != stored:
                setattr(instance, field.attname, field.to_python(normalised))
        elif isinstance(field, (models.CharField, models.TextField)):
            text = instance.__dict__.get(field.attname)
            if isinstance(text, str):
                instance.__dict__[field.attname] = normalise(text)
    if isinstance(instance, ClusterableModel):
        for relation in get_all_child_relations(instance):
            for child in instance.__dict__.get("_cluster_related_objects", {}).get(
                relation.get_accessor_name(), []
            ):
                normalise_instance(child)


@receiver(models.signals.pre_save)
def normalise_before_save(sender, instance, raw=False, **kwargs) -> None:
    """Normalise whatever an editor can write, just before it is stored."""
    if not raw and isinstance(instance, EDITED_MODELS):
        normalise_instance(instance)
