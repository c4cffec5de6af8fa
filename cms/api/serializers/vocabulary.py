"""Vocabulary terms, people and places, named in the language of the answer."""

from typing import Any

from rest_framework import serializers

from cms.api.serializers.base import LinkField, OutputSerializer, TextField
from cms.core.models import Authority, Mechanism, Organisation, Place


class TermSerializer(OutputSerializer):
    """A row of a vocabulary."""

    slug = TextField(help_text="The same in both languages.")
    name = TextField(help_text="In the language of the answer.")


class TopicSerializer(TermSerializer):
    """What a text is about."""


class AuthoritySerializer(TermSerializer):
    """A public body that texts call on."""

    def get_attribute(self, instance: Any) -> Authority | None:
        """Return the authority that a block names by its key, as the loader has fetched it."""
        return self.loaded.authorities.get(instance[self.field_name])


class MechanismSerializer(TermSerializer):
    """A UN or regional human-rights mechanism."""

    kind = serializers.ChoiceField(Mechanism.Kind.choices)
    acronym = TextField()


class PlaceSerializer(TermSerializer):
    """A country, or a division or district of Bangladesh."""

    level = serializers.ChoiceField(Place.Level.choices)
    code = TextField(help_text="ISO 3166-1 for a country, ISO 3166-2 within Bangladesh; may be empty.")


class OrganisationSerializer(TermSerializer):
    """A network or a partner organisation."""

    kind = serializers.ChoiceField(Organisation.Kind.choices)
    acronym = TextField()
    website = LinkField()


class NamedPersonSerializer(TermSerializer):
    """A person who agreed to be named: an author or a speaker, whose phone and mail the site does not print."""

    role = TextField()


class PersonSerializer(NamedPersonSerializer):
    """A person who is there to be reached: a media contact."""

    email = serializers.EmailField(allow_null=True, help_text="Only what the person agreed to have printed.")
    phone = TextField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return super().to_representation(instance) | {"email": instance.email or None}


class CriterionSerializer(TermSerializer):
    """What the Commission is measured by, after the Paris Principles."""

    description = TextField()
