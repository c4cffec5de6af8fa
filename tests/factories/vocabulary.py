"""Rows of the vocabularies, each with both names."""

import factory

from cms.core.models import Authority, Criterion, Mechanism, Organisation, Person, Place, Topic


class TermFactory(factory.django.DjangoModelFactory):
    """A term; `name` sets both names at once when a test does not care."""

    class Meta:
        abstract = True
        exclude = ["name"]

    name = None


class TopicFactory(TermFactory):
    class Meta:
        model = Topic

    name_bn = factory.LazyAttributeSequence(lambda term, n: term.name or f"হেফাজতে নির্যাতন {n}")
    name_en = factory.LazyAttributeSequence(lambda term, n: term.name or f"Torture in custody {n}")
    slug = factory.Sequence(lambda n: f"torture-in-custody-{n}")


class AuthorityFactory(TermFactory):
    class Meta:
        model = Authority

    name_bn = factory.LazyAttributeSequence(lambda term, n: term.name or f"স্বরাষ্ট্র মন্ত্রণালয় {n}")
    name_en = factory.LazyAttributeSequence(lambda term, n: term.name or f"Ministry of Home Affairs {n}")
    slug = factory.Sequence(lambda n: f"home-affairs-{n}")


class OrganisationFactory(TermFactory):
    class Meta:
        model = Organisation

    name_bn = factory.LazyAttributeSequence(lambda term, n: term.name or f"এশীয় মানবাধিকার জোট {n}")
    name_en = factory.LazyAttributeSequence(lambda term, n: term.name or f"Asian Human Rights Alliance {n}")
    slug = factory.Sequence(lambda n: f"alliance-{n}")
    kind = Organisation.Kind.NETWORK
    acronym = factory.Sequence(lambda n: f"AHRA{n}")
    website = "https://network.example/"


class PersonFactory(TermFactory):
    class Meta:
        model = Person

    name_bn = factory.LazyAttributeSequence(lambda term, n: term.name or f"রাশেদা খানম {n}")
    name_en = factory.LazyAttributeSequence(lambda term, n: term.name or f"Rasheda Khanam {n}")
    slug = factory.Sequence(lambda n: f"rasheda-khanam-{n}")
    role_bn = "আইন বিশ্লেষক"
    role_en = "legal analyst"
    email = "media@desk.example"
    phone = "+880 2 000000"


class MechanismFactory(TermFactory):
    class Meta:
        model = Mechanism

    name_bn = factory.LazyAttributeSequence(lambda term, n: term.name or f"সর্বজনীন পুনর্বীক্ষণ পদ্ধতি {n}")
    name_en = factory.LazyAttributeSequence(lambda term, n: term.name or f"Universal Periodic Review {n}")
    slug = factory.Sequence(lambda n: f"review-{n}")
    kind = Mechanism.Kind.UPR
    acronym = "UPR"


class PlaceFactory(TermFactory):
    class Meta:
        model = Place

    name_bn = factory.LazyAttributeSequence(lambda term, n: term.name or f"খুলনা {n}")
    name_en = factory.LazyAttributeSequence(lambda term, n: term.name or f"Khulna {n}")
    slug = factory.Sequence(lambda n: f"khulna-{n}")
    level = Place.Level.DISTRICT


class CriterionFactory(TermFactory):
    class Meta:
        model = Criterion

    name_bn = factory.LazyAttributeSequence(lambda term, n: term.name or f"স্বাধীনতা {n}")
    name_en = factory.LazyAttributeSequence(lambda term, n: term.name or f"Independence {n}")
    slug = factory.Sequence(lambda n: f"independence-{n}")
    position = factory.Sequence(lambda n: 100 + n)
