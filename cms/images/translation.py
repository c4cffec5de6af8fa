"""Which words of an image exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import HouseImage


@register(HouseImage)
class HouseImageTranslation(TranslationOptions):
    fields = ("alt_text", "caption", "credit")
    # A caption in the wrong language is worse than none: what is missing stays empty.
    fallback_languages = {"default": ()}
