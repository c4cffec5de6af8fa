"""The settings of preview links are checked when the server starts."""

import pytest
from django.core import checks

from cms.core.checks import TAG

GOOD = [
    "",
    "https://app.example/preview?page={page}&locale={locale}&token={token}",
    "https://app.example/{locale}/preview/{page}#token={token}",
    "http://localhost:3000/preview/{page}/{token}",
    "http://127.0.0.1:3000/preview/{page}/{token}",
    "http://[::1]:3000/preview/{page}/{token}",
    "https://app.example/a{{b}}?page={page}&token={token}",
]
BAD = {
    "https://app.example/preview": "It lacks {page}, {token}.",
    "https://app.example/preview?page={page}": "It lacks {token}.",
    "https://app.example/preview?token={token}": "It lacks {page}.",
    "https://app.example/{page}/{token}/{user}": "There are only {page}, {locale}, {token}, not {user}.",
    "https://app.example/{page}/{token}/{}": "not {}.",
    "https://app.example/{page}/{token.__class__}": "not {token.__class__}.",
    "https://app.example/{page}/{token!r}": "take no format",
    "https://app.example/{page:>5}/{token}": "take no format",
    "https://app.example/{page}/{token": "cannot be read",
    "https://[app.example/{page}/{token}": "cannot be read",
    "https://{locale}.example/{page}/{token}": "full address",
    "/preview/{page}/{token}": "full address",
    "https:///{page}/{token}": "full address",
    "javascript:alert('{page}{token}')": "full address",
    "http://app.example/{page}/{token}": "must begin with https",
}


def found() -> list[checks.CheckMessage]:
    return checks.run_checks(tags=[TAG])


@pytest.mark.parametrize("template", GOOD)
def test_an_address_that_can_be_sent_to_readers_is_accepted(settings, template):
    settings.PREVIEW_URL_TEMPLATE = template

    assert found() == []


@pytest.mark.parametrize(("template", "fault"), BAD.items())
def test_an_address_that_cannot_is_an_error_that_says_why(settings, template, fault):
    settings.PREVIEW_URL_TEMPLATE = template

    (error,) = found()
    assert error.id == "kantho.E010"
    assert fault in error.msg


@pytest.mark.parametrize("hours", [0, -1])
def test_a_longest_time_that_is_no_time_is_an_error(settings, hours):
    settings.PREVIEW_MAX_HOURS = hours

    assert [error.id for error in found()] == ["kantho.E011"]
