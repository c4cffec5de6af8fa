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
    Topic,
)


@register([Authority, Mechanism, Organisation, Place, Topic])
class TermTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("bn", "en")


@register(Person)
class PersonTranslation(TermTranslation):
    fields = ("role",)


@register(Criterion)
class CriterionTranslation(TermTranslation):
    fields = ("description",)


@register(OrganisationSettings)
class OrganisationSettingsTranslation(TranslationOptions):
    fields = ("name", "short_name", "desk_name", "description", "address")


@register(FooterLink)
class FooterLinkTranslation(TranslationOptions):
    fields = ("label",)
