"""Which words of a document exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import HouseDocument


@register(HouseDocument)
class HouseDocumentTranslation(TranslationOptions):
    fields = ("public_title",)
