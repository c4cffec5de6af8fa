"""Every address of webhooks, tried by every role: administrators alone reach any."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from cms.api.models import WebhookDelivery, WebhookEndpoint
from cms.api.webhooks.viewset import WebhookViewSet
from cms.translation.roles import ADMINISTRATORS, ROLES
from tests.api.webhooks.conftest import address, path_of

# For each address: how it is asked for.
ADDRESSES = {
    "index": "get",
    "index_results": "get",
    "add": "get",
    "edit": "get",
    "delete": "get",
    "history": "get",
    "history_results": "get",
    "usage": "get",
    "deliveries": "get",
    "secret": "get",
    "delivery": "get",
    "test": "post",
    "replay_failed": "post",
    "replay": "post",
}
POSTED = ["add", "edit", "delete", "secret"]


def test_every_address_is_in_the_table():
    assert {pattern.name for pattern in WebhookViewSet().get_urlpatterns()} == set(ADDRESSES)


@pytest.mark.parametrize("role", [*ROLES, None])
def test_only_administrators_reach_any_address(client, sign_in, delivery, endpoint, role):
    if role:
        sign_in(role)
    before = list(WebhookDelivery.objects.values_list("pk", "state", "tries"))
    asked = [*ADDRESSES.items(), *[(name, "post") for name in POSTED]]
    reached = set()
    for name, method in asked:
        response = getattr(client, method)(path_of(name, endpoint, delivery))
        assert response.status_code in (200, 302), (name, method)
        if response.status_code == 302 and response.url.split("?")[0] in ("/cms/", "/cms/login/"):
            continue
        reached.add((name, method))
        if (name, method) == ("delete", "post"):
            endpoint.save(force_insert=True)  # for the questions that follow
            delivery.save(force_insert=True)

    assert reached == (set(asked) if role == ADMINISTRATORS else set())
    if role != ADMINISTRATORS:
        assert list(WebhookDelivery.objects.values_list("pk", "state", "tries")) == before
        assert WebhookEndpoint.objects.count() == 1


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_names_webhooks_to_administrators_alone(client, sign_in, role):
    sign_in(role)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (address("index") in page) == (role == ADMINISTRATORS)


def test_a_superuser_reaches_them(client, admin_client):
    assert admin_client.get(address("index")).status_code == 200


@pytest.mark.django_db
def test_the_migration_gave_the_permissions_to_administrators_and_to_nobody_else():
    permissions = Permission.objects.filter(content_type__app_label="api", group__isnull=False).distinct()

    assert {each.codename for each in permissions} == {
        f"{verb}_webhookendpoint" for verb in ("add", "change", "delete", "view")
    }
    for permission in permissions:
        assert list(Group.objects.filter(permissions=permission).values_list("name", flat=True)) == [
            ADMINISTRATORS
        ]
