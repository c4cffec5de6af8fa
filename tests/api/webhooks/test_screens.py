"""Webhooks in the admin: what they say in both languages, and what is done there."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.api.models import WebhookDelivery, WebhookEndpoint
from cms.api.webhooks.services import make_secret
from cms.api.webhooks.tasks import send_waiting
from tests.api.webhooks.conftest import address, path_of, secret_of

pytestmark = pytest.mark.any_database

FORM = {"description": "The app", "events": ["published", "deleted"], "languages": ["bn"], "is_active": "on"}


def screen(client, path: str, method: str = "get", data=None) -> BeautifulSoup:
    response = getattr(client, method)(path, data or {}, follow=True)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(soup) -> str:
    return " ".join(soup.get_text(" ").split())


# The form


def test_a_new_webhook_leads_to_its_secret_which_is_shown_once(client, administrator, receiver):
    page = screen(client, address("add"), "post", FORM | {"url": receiver.url})

    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.description, endpoint.events, endpoint.languages) == (
        "The app",
        ["published", "deleted"],
        ["bn"],
    )
    assert page.find("button", value="show")
    assert secret_of(endpoint) not in str(page)

    first = client.post(address("secret", endpoint), {"do": "show"})
    second = client.post(address("secret", endpoint), {"do": "show"})
    third = client.get(address("secret", endpoint))

    shown = BeautifulSoup(first.content, "html.parser")
    assert shown.find("input", id="secret")["value"] == secret_of(endpoint)
    assert shown.find("button", attrs={"data-action": "house-copy#copy"})
    assert "no-store" in first.headers["Cache-Control"]
    for later in (second, third):
        assert secret_of(endpoint) not in later.content.decode()
        assert "is not shown again" in later.content.decode()


def test_a_form_that_was_saved_names_the_whole_address_in_no_log(client, administrator, receiver):
    screen(client, address("add"), "post", FORM | {"url": receiver.url, "description": ""})

    [entry] = ModelLogEntry.objects.all()
    assert entry.label == "127.0.0.1"
    assert "hook" not in str(entry.data)


@pytest.mark.parametrize(
    ("language", "url", "reason"),
    [
        ("en", "https://localhost/", "private network"),
        ("bn", "https://localhost/", "https://localhost/"),
        ("en", "http://example.org/", "has to begin with https://"),
        ("en", "https://a:b@example.org/", "Leave the name and password out"),
        ("en", "https://receiver.invalid/", "could not be found"),
        ("en", "nonsense", "Write a full address"),
        ("en", "", "required"),
    ],
)
@pytest.mark.usefixtures("production")
def test_an_address_that_nothing_may_be_sent_to_is_refused_with_its_reason(
    client, sign_in, language, url, reason
):
    sign_in(language=language)

    page = screen(client, address("add"), "post", FORM | {"url": url})

    assert WebhookEndpoint.objects.count() == 0
    assert reason in str(page.find(attrs={"data-contentpath": "url"}) or page)
    assert page.find(class_="error-message")


@pytest.mark.parametrize("field", ["events", "languages"])
def test_somebody_has_to_choose_what_it_is_told_of(client, administrator, receiver, field):
    for wrong in ([], ["nonsense"]):
        screen(client, address("add"), "post", FORM | {"url": receiver.url, field: wrong})

    assert WebhookEndpoint.objects.count() == 0


def test_an_endpoint_whose_name_is_not_known_any_more_can_still_be_switched_off(
    client, administrator, make_endpoint
):
    endpoint = make_endpoint("http://receiver.invalid/")
    data = FORM | {"url": endpoint.url}
    del data["is_active"]

    screen(client, address("edit", endpoint), "post", data)

    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.health, endpoint.off_reason) == (False, "off", "")


def test_switching_on_again_begins_anew_and_sends_what_waits(
    client, administrator, endpoint, receiver, record
):
    receiver.mood = 500
    record()
    send_waiting.call(endpoint.pk)
    WebhookEndpoint.objects.update(is_active=False, off_reason="failing")
    receiver.mood = 200

    screen(client, address("edit", endpoint), "post", FORM | {"url": endpoint.url})
    WebhookDelivery.objects.update(next_attempt_at=endpoint.created_at)
    send_waiting.call(endpoint.pk)

    endpoint.refresh_from_db()
    assert (endpoint.health, endpoint.off_reason, endpoint.failures) == ("well", "", 0)
    assert len(receiver.received) == 2


# Screens


@pytest.mark.parametrize("language", ["bn", "en"])
def test_an_endpoint_that_was_told_nothing_says_so(client, sign_in, endpoint, language):
    sign_in(language=language)

    page = screen(client, address("deliveries", endpoint))

    assert page.find("html")["lang"] == language
    assert page.select_one(".webhooks table") is None
    assert endpoint.url in text(page)
    assert page.find("button", string=re.compile("test|পরীক্ষা"))


def test_the_list_says_that_there_is_nothing(client, administrator):
    assert "add one" in text(screen(client, address("index")))


def test_the_list_says_how_each_endpoint_is(client, administrator, endpoint, receiver, record):
    receiver.mood = 500
    record(3)
    send_waiting.call(endpoint.pk)

    page = text(screen(client, address("index")))

    assert "Failing since" in page
    assert "3 waiting, 0 failed" in page
    assert "A page is published" in page


@pytest.mark.parametrize(
    ("reason", "words"), [("gone", "It answered 410 Gone"), ("failing", "It took nothing for five days.")]
)
def test_an_endpoint_that_was_switched_off_by_itself_says_why(client, administrator, endpoint, reason, words):
    WebhookEndpoint.objects.update(is_active=False, off_reason=reason, off_at=endpoint.created_at)

    for name in ("index", "deliveries"):
        assert f"Switched off. {words}" in text(screen(client, address(name, endpoint)))


def test_a_delivery_shows_every_attempt_with_its_answer_escaped(
    client, administrator, endpoint, receiver, record
):
    receiver.mood = 500
    record()
    send_waiting.call(endpoint.pk)
    delivery = WebhookDelivery.objects.get()

    response = client.get(address("delivery", endpoint, delivery.pk))

    page = BeautifulSoup(response.content, "html.parser")
    assert "answered with an error (500)" in text(page)
    assert [each.get_text() for each in page.find_all("pre")] == [delivery.body, "<b>noted</b>"]
    assert b"&lt;b&gt;noted&lt;/b&gt;" in response.content


def test_a_redirection_is_shown_with_where_it_wanted_to_go(
    client, administrator, endpoint, receiver, delivery
):
    receiver.mood = "redirecting"
    send_waiting.call(endpoint.pk)

    page = text(screen(client, address("delivery", endpoint, delivery.pk)))

    assert f"It wanted the message at: http://127.0.0.1:{receiver.server_port}/elsewhere" in page


def test_the_list_of_deliveries_is_filtered(client, administrator, endpoint, record):
    record(kind="published")
    record(kind="deleted")
    WebhookDelivery.objects.filter(event_type="page.deleted").update(state="failed")

    def rows(query: str) -> list[str]:
        page = screen(client, f"{address('deliveries', endpoint)}?{query}")
        return [text(each) for each in page.select(".deliveries tbody td:first-child")]

    assert rows("") == ["A page is deleted", "A page is published"]
    assert rows("state=failed") == ["A page is deleted"]
    assert rows("event=published") == ["A page is published"]
    assert rows("event=moved") == rows("event=test") == []
    assert rows("state=nonsense&event=%00&p=x") == ["A page is deleted", "A page is published"]
    assert rows("p=99999999999999999999999") == ["A page is deleted", "A page is published"]


@pytest.mark.parametrize("number", [1, 20])
def test_the_screens_cost_the_same_at_one_row_and_at_twenty(
    client, administrator, make_endpoint, record, number, django_assert_max_num_queries
):
    endpoints = [make_endpoint("http://127.0.0.1:1/") for _each in range(number)]
    record(number)
    for path in (address("index"), address("deliveries", endpoints[0])):
        client.get(path)
        with django_assert_max_num_queries(24):
            client.get(path)


@pytest.mark.parametrize(("language", "digits"), [("bn", "৫০০"), ("en", "500")])
def test_numbers_are_in_the_digits_of_the_admins_language(
    client, sign_in, endpoint, receiver, delivery, language, digits
):
    receiver.mood = 500
    send_waiting.call(endpoint.pk)
    sign_in(language=language)

    assert digits in text(screen(client, address("deliveries", endpoint)).select_one(".deliveries"))


# What is done


def test_a_test_message_is_sent_by_a_button(client, administrator, endpoint, receiver):
    page = screen(client, address("test", endpoint), "post")
    send_waiting.call(endpoint.pk)

    assert "No attempt yet" in text(page)
    assert len(receiver.received) == 1


def test_a_message_is_sent_again_by_a_button(client, administrator, endpoint, receiver, delivery):
    send_waiting.call(endpoint.pk)

    screen(client, address("replay", endpoint, delivery.pk), "post")
    send_waiting.call(endpoint.pk)

    assert len(receiver.received) == 2


@pytest.mark.parametrize(("since", "number"), [("1", 1), ("24", 2), ("all", 3), ("nonsense", 0), ("", 0)])
def test_all_that_failed_since_a_moment_is_sent_again_by_a_button(
    client, administrator, endpoint, record, since, number
):
    record(4)
    deliveries = list(WebhookDelivery.objects.order_by("pk"))
    for delivery, hours in zip(deliveries, (0, 5, 500, 0), strict=True):
        delivery.created_at -= timedelta(hours=hours)
        delivery.state = "delivered" if delivery == deliveries[-1] else "failed"
        delivery.save()

    page = text(screen(client, address("replay_failed", endpoint), "post", {"since": since}))

    assert WebhookDelivery.objects.filter(state="waiting").count() == number
    assert (f"{number} message" if number else "No message failed in that time.") in page


@pytest.mark.parametrize("name", ["test", "replay_failed", "replay"])
def test_nothing_is_sent_by_a_button_while_it_is_off_or_by_following_a_link(
    client, administrator, endpoint, delivery, name
):
    WebhookDelivery.objects.update(state="failed")
    assert client.get(path_of(name, endpoint, delivery)).status_code == 405
    WebhookEndpoint.objects.update(is_active=False)

    page = text(screen(client, path_of(name, endpoint, delivery), "post", {"since": "all"}))

    assert "This webhook is off." in page
    assert list(WebhookDelivery.objects.values_list("state", flat=True)) == ["failed"]


def test_the_secret_is_changed_and_the_old_one_ended_by_buttons(client, administrator, endpoint):
    old = secret_of(endpoint)

    page = screen(client, address("secret", endpoint), "post", {"do": "renew"})
    new = secret_of(endpoint)

    assert new != old
    assert re.search(r"It holds until .+\. If somebody knows it", text(page))
    assert endpoint.secrets.valid().count() == 2
    page = screen(client, address("secret", endpoint), "post", {"do": "forget"})
    assert "It holds until" not in text(page)
    assert endpoint.secrets.valid().count() == 1
    assert secret_of(endpoint) == new


@pytest.mark.parametrize("do", ["", "nonsense", "\x00"])
def test_a_button_that_does_not_exist_does_nothing(client, administrator, endpoint, do):
    secret = secret_of(endpoint)

    screen(client, address("secret", endpoint), "post", {"do": do})

    assert secret_of(endpoint) == secret
    assert endpoint.secrets.get().shown_at is None


def test_a_secret_that_cannot_be_read_any_more_says_so(client, administrator, endpoint, settings):
    # What was signed in with the old key goes on: Django keeps sessions by the fallbacks.
    endpoint.secrets.update(fingerprint="0" * 32)

    page = text(screen(client, address("secret", endpoint), "post", {"do": "show"}))

    assert "the key of the installation was changed" in page
    make_secret(endpoint)
    assert client.post(address("secret", endpoint), {"do": "show"}).status_code == 200


@pytest.mark.parametrize("name", ["deliveries", "secret", "edit"])
def test_an_endpoint_that_does_not_exist_is_not_found(client, administrator, name):
    assert client.get(reverse(f"webhooks:{name}", args=[99999]), follow=True).status_code == 404


def test_a_delivery_of_another_endpoint_is_not_found(client, administrator, make_endpoint, delivery):
    other = make_endpoint("http://127.0.0.1:1/")

    assert client.get(address("delivery", other, delivery.pk), follow=True).status_code == 404
    assert client.post(address("replay", other, delivery.pk), follow=True).status_code == 404
