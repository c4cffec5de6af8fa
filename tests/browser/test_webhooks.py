"""Webhooks in a real browser: they fit a telephone, and the secret is copied by a button."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.api.models import WebhookAttempt, WebhookEndpoint
from cms.api.webhooks.services import make_secret, send_test
from cms.users.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-password-for-this-test"
LOCALES = {"bn": "bn-BD", "en": "en-GB"}


@pytest.fixture
def endpoint(transactional_db) -> WebhookEndpoint:
    """An endpoint with a long address, in trouble, and a message that failed."""
    endpoint = WebhookEndpoint.objects.create(url=f"http://127.0.0.1:1/{'very-long-' * 20}", description="")
    make_secret(endpoint)
    delivery = send_test(endpoint)
    WebhookAttempt.objects.create(
        delivery=delivery, outcome="redirected", status=302, milliseconds=1234, detail="https://x.example/" + "y" * 300,
        answer="<html>" + "z" * 500,
    )  # fmt: skip
    endpoint.deliveries.update(state="failed")
    WebhookEndpoint.objects.update(
        failures=3, failing_since=endpoint.created_at, paused_until=endpoint.created_at
    )
    return endpoint


def sign_in(page: Page) -> None:
    User.objects.create_superuser("administrator", "administrator@example.org", PASSWORD)
    page.goto(reverse("wagtailadmin_login"))
    page.locator("[name=username]").fill("administrator")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.wait_for_url("**/cms/")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["bn", "en"])
def test_every_screen_is_accessible_and_fits(open_browser, endpoint, language, width):
    page = open_browser(width=width, locale=LOCALES[language]).new_page()
    sign_in(page)
    delivery = endpoint.deliveries.get()

    for name, args in [
        ("index", []), ("add", []), ("edit", [endpoint.pk]), ("deliveries", [endpoint.pk]), ("secret", [endpoint.pk]),
        ("delivery", [endpoint.pk, delivery.pk]),
    ]:  # fmt: skip
        page.goto(reverse(f"webhooks:{name}", args=args))
        page.wait_for_load_state("networkidle")

        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        results = Axe().run(page, context="#main", options={"runOnly": ["wcag2a", "wcag2aa"]})
        assert results.violations_count == 0, (name, results.generate_report())


def test_the_secret_is_copied_by_a_button(open_browser, endpoint):
    visit = open_browser(locale="en-GB")
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.new_page()
    sign_in(page)

    page.goto(reverse("webhooks:secret", args=[endpoint.pk]))
    page.get_by_role("button", name="Show the secret").click()
    secret = page.get_by_label("The secret. It is shown this once.").input_value()
    page.get_by_role("button", name="Copy", exact=True).click()

    expect(page.get_by_text("Copied")).to_be_visible()
    assert secret.startswith("whsec_")
    assert page.evaluate("navigator.clipboard.readText()") == secret
