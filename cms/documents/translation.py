"""Which words of a document exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import HouseDocument


@register(HouseDocument)
class HouseDocumentTranslation(TranslationOptions):
    fields = ("public_title",)
    # The desk's own title stands in, not the title in the other language.
    fallback_languages = {"default": ()}
