"""Vocabulary terms, people and places, named in the language of the answer."""

from typing import Any, ClassVar

from rest_framework import serializers

from cms.api.output import Output
from cms.api.rows import TermRow
from cms.api.serializers.base import LinkField, OutputSerializer, TextField
from cms.core.models import (
    Authority,
    Criterion,
    Mechanism,
    Organisation,
    Person,
    Place,
    Topic,
)
from cms.core.models.vocabulary import Term


class NamesSerializer(OutputSerializer):
    """A name in both languages."""

    bn = TextField()
    en = TextField()


class TermSerializer(OutputSerializer):
    """A row of a vocabulary. It is written from its key, by what was loaded."""

    model: ClassVar[type[Term]]

    slug = TextField(help_text="The same in both languages.")
    name = TextField(help_text="In the language of the answer.")
    names = NamesSerializer(required=False, help_text="In both languages; only with `names=all`.")

    @classmethod
    def write(cls, value: int | None, out: Output) -> dict[str, Any] | None:
        """Return the term with the key `value`; None when there is none."""
        term = out.loaded.terms.get((cls.model, value))
        return cls.describe(term, out) if term is not None else None

    @classmethod
    def describe(cls, term: TermRow, out: Output) -> dict[str, Any]:
        """Return what an answer says of `term`."""
        described = {"slug": term.slug, "name": term.named(out.language)}
        if out.has_all_names:
            described["names"] = {"bn": term.name_bn, "en": term.name_en}
        return described | cls.facts(term, out)

    @classmethod
    def facts(cls, term: TermRow, out: Output) -> dict[str, Any]:
        """Return what is said of terms of this kind beside their names."""
        return {}


class NestedTermSerializer(TermSerializer):
    """A term that may belong under another."""

    parent = TextField(allow_null=True, help_text="The slug of the term it belongs under.")

    @classmethod
    def facts(cls, term: TermRow, out: Output) -> dict[str, Any]:
        return {"parent": term.facts["parent"]}


class TopicSerializer(NestedTermSerializer):
    """What a text is about."""

    model = Topic


class AuthoritySerializer(TermSerializer):
    """A public body that texts call on."""

    model = Authority


class MechanismSerializer(TermSerializer):
    """A UN or regional human-rights mechanism."""

    model = Mechanism

    kind = serializers.ChoiceField(Mechanism.Kind.choices)
    acronym = TextField()

    @classmethod
    def facts(cls, term: TermRow, out: Output) -> dict[str, Any]:
        return {"kind": term.facts["kind"], "acronym": term.facts["acronym"]}


class PlaceSerializer(NestedTermSerializer):
    """A country, or a division or district of Bangladesh."""

    model = Place

    level = serializers.ChoiceField(Place.Level.choices)
    code = TextField(help_text="ISO 3166-1 for a country, ISO 3166-2 within Bangladesh; may be empty.")

    @classmethod
    def facts(cls, term: TermRow, out: Output) -> dict[str, Any]:
        return {"parent": term.facts["parent"], "level": term.facts["level"], "code": term.facts["code"]}


class OrganisationSerializer(TermSerializer):
    """A network or a partner organisation."""

    model = Organisation

    kind = serializers.ChoiceField(Organisation.Kind.choices)
    acronym = TextField()
    website = LinkField()

    @classmethod
    def facts(cls, term: TermRow, out: Output) -> dict[str, Any]:
        return {
            "kind": term.facts["kind"],
            "acronym": term.facts["acronym"],
            "website": LinkField.write(term.facts["website"], out),
        }


class NamedPersonSerializer(TermSerializer):
    """A person who agreed to be named: an author or a speaker, whose phone and mail the site does not print."""

    model = Person

    role = TextField()

    @classmethod
    def facts(cls, term: TermRow, out: Output) -> dict[str, Any]:
        return {"role": term.facts[f"role_{out.language}"] or ""}


class PersonSerializer(NamedPersonSerializer):
    """A person who is there to be reached: a media contact."""

    email = serializers.EmailField(allow_null=True, help_text="Only what the person agreed to have printed.")
    phone = TextField()

    @classmethod
    def facts(cls, term: TermRow, out: Output) -> dict[str, Any]:
        contact = {"email": term.facts["email"] or None, "phone": term.facts["phone"]}
        return super().facts(term, out) | contact


class CriterionSerializer(TermSerializer):
    """What the Commission is measured by, after the Paris Principles."""

    model = Criterion

    description = TextField()

    @classmethod
    def facts(cls, term: TermRow, out: Output) -> dict[str, Any]:
        return {"description": term.facts[f"description_{out.language}"] or ""}


TERMS: dict[type[Term], type[TermSerializer]] = {
    Authority: AuthoritySerializer,
    Criterion: CriterionSerializer,
    Mechanism: MechanismSerializer,
    Organisation: OrganisationSerializer,
    Person: PersonSerializer,
    Place: PlaceSerializer,
    Topic: TopicSerializer,
}
