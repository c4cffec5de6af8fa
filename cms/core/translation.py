"""Which fields of vocabularies and settings exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    Authority,
    Criterion,
    FooterLink,
    Mechanism,
    Organisation,
    OrganisationSettings,
    Person,
    Place,
    SocialLink,
    Topic,
)

# What is missing in one language stays empty: a text in the other one, unmarked, would be read out as noise.
NO_FALLBACK = {"default": ()}


@register([Authority, Mechanism, Organisation, Place, Topic])
class TermTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("bn", "en")


@register(Person)
class PersonTranslation(TermTranslation):
    fallback_languages = NO_FALLBACK
    fields = ("role",)


@register(Criterion)
class CriterionTranslation(TermTranslation):
    fallback_languages = NO_FALLBACK
    fields = ("description",)


@register(OrganisationSettings)
class OrganisationSettingsTranslation(TranslationOptions):
    fallback_languages = NO_FALLBACK
    fields = ("name", "short_name", "desk_name", "description", "address")


@register(FooterLink)
class FooterLinkTranslation(TranslationOptions):
    fallback_languages = NO_FALLBACK
    fields = ("label",)


@register(SocialLink)
class SocialLinkTranslation(TranslationOptions):
    fields = ("label",)
    required_languages = ("bn", "en")
