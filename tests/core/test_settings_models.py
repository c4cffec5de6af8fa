"""The organisation's settings and the links at the foot of every page."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from cms.core.models import FooterLink, OrganisationSettings, SocialLink


@pytest.fixture
def organisation(db) -> OrganisationSettings:
    settings = OrganisationSettings.for_site(Site.objects.get())
    settings.name_bn, settings.name_en = "আইন ও সালিশ কেন্দ্র", "Ain o Salish Kendra"
    settings.save()
    return settings


@pytest.mark.parametrize(("language", "name"), [("bn", "আইন ও সালিশ কেন্দ্র"), ("en", "Ain o Salish Kendra")])
def test_the_organisation_has_a_name_in_each_language(organisation, language, name):
    with translation.override(language):
        assert str(organisation) == name


@pytest.mark.parametrize("language", ["bn", "en"])
def test_every_page_says_who_speaks(organisation, client, homes, language):
    name = {"bn": "আইন ও সালিশ কেন্দ্র", "en": "Ain o Salish Kendra"}[language]

    assert name in client.get(f"/{language}/").content.decode()


def test_a_page_is_served_before_the_settings_are_filled_in_and_writes_nothing(client, homes):
    assert client.get("/bn/").status_code == 200
    assert not OrganisationSettings.objects.exists()


@pytest.mark.parametrize("prefix", ["ask", "A/B", "আসক", "A B", "A_B", "ABCDEFGHIJKLM"])
def test_a_prefix_that_would_break_addresses_is_refused(organisation, prefix):
    organisation.reference_prefix = prefix

    with pytest.raises(ValidationError) as refusal:
        organisation.full_clean()

    assert "reference_prefix" in refusal.value.error_dict


@pytest.mark.parametrize("prefix", ["", "ASK", "ASK-2"])
def test_a_prefix_of_capitals_digits_and_hyphens_is_taken(organisation, prefix):
    organisation.reference_prefix = prefix

    organisation.full_clean()


@pytest.mark.parametrize("year", [1945, 2101])
def test_a_year_of_ecosoc_status_that_cannot_be_is_refused(organisation, year):
    organisation.ecosoc_since = year

    with pytest.raises(ValidationError):
        organisation.full_clean()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "nowhere"])
def test_a_social_link_leads_to_an_address_of_the_web(organisation, url):
    with pytest.raises(ValidationError):
        SocialLink(settings=organisation, label="X", url=url).full_clean(exclude=["settings"])


@pytest.mark.parametrize("model", ["organisationsettings", "navigationsettings"])
def test_the_admin_s_form_opens_and_never_offers_a_bare_name(admin_client, model):
    address = reverse("wagtailsettings:edit", args=["core", model])

    response = admin_client.get(address, follow=True)

    assert response.status_code == 200
    assert not {"name", "address", "description"} & set(response.context["form"].fields)


class TestFooterLinks:
    def link(self, **values) -> FooterLink:
        link = FooterLink(**values)
        link.clean()
        return link

    def test_it_leads_to_a_page(self, homes):
        assert str(self.link(page=homes["bn"])) == homes["bn"].title

    def test_it_leads_to_an_address_with_a_label_in_both_languages(self, db):
        self.link(url="https://ohchr.example/", label_bn="জাতিসংঘ", label_en="UN")

    def test_it_leads_somewhere(self, db):
        with pytest.raises(ValidationError) as refusal:
            self.link(label_bn="ক", label_en="a")

        assert "page" in refusal.value.error_dict

    def test_it_does_not_lead_to_two_places(self, homes):
        with pytest.raises(ValidationError) as refusal:
            self.link(page=homes["bn"], url="https://ohchr.example/", label_bn="ক", label_en="a")

        assert "page" in refusal.value.error_dict

    @pytest.mark.parametrize("labels", [{}, {"label_bn": "ক"}, {"label_en": "a"}])
    def test_an_address_needs_words_in_both_languages(self, db, labels):
        with pytest.raises(ValidationError) as refusal:
            self.link(url="https://ohchr.example/", **labels)

        assert "url" in refusal.value.error_dict
