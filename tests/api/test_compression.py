"""Fewer bytes: the encoding the client likes best, under a tag of its own."""

import gzip
import json

import brotli
import pytest
from django.test import Client

from cms.api.compression import accepted_encoding
from tests.factories import StatementPageFactory

DECODE = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture
def get(press):
    StatementPageFactory(parent=press["bn"])
    client = Client()

    def ask(encoding: str | None, path: str = "pages/", **headers: str):
        given = {} if encoding is None else {"Accept-Encoding": encoding}
        return client.get(f"/api/v2/{path}", headers=given | headers)

    return ask


@pytest.mark.parametrize(
    "header, encoding",
    [
        ("", ""),
        ("br", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip; q=0.4 , br; q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("br;q=0.000", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("*, br;q=0", "gzip"),
        ("gzip, *;q=0", "gzip"),
        ("identity", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0", ""),
        ("deflate", ""),
        ("br;q=nonsense", ""),
        ("br;q=2", ""),
        ("br;q=nan", ""),
        ("br;q=-1", ""),
        (",,;;q=1,", ""),
        ("x" * 5000, ""),
    ],
)
def test_the_header_is_read_with_its_qualities(header, encoding):
    assert accepted_encoding(header) == encoding


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("path", ["pages/", "schema/", "schema/?format=json"])
def test_an_answer_is_encoded_and_says_so(get, encoding, path):
    plain, encoded = get(None, path), get(encoding, path)

    assert encoded["Content-Encoding"] == encoding
    assert DECODE[encoding](encoded.content) == plain.content
    assert len(encoded.content) < len(plain.content)
    assert int(encoded["Content-Length"]) == len(encoded.content)
    assert encoded["Content-Type"] == plain["Content-Type"]
    assert "Accept-Encoding" in encoded["Vary"]
    assert not plain.has_header("Content-Encoding")
    assert "Accept-Encoding" in plain["Vary"]


def test_what_is_short_stays_as_it_is(get):
    answer = get("br", "pages/?locale=en&type=press.EventPage")

    assert len(answer.content) < 500
    assert not answer.has_header("Content-Encoding")
    assert json.loads(answer.content)["items"] == []


def test_an_error_is_encoded_too(get):
    answer = get("gzip", "pages/?" + "&".join(f"unknown{number}=1" for number in range(20)))

    assert (answer.status_code, answer["Content-Encoding"]) == (400, "gzip")
    assert len(json.loads(gzip.decompress(answer.content))["errors"]) == 20


def test_each_encoding_has_a_strong_tag_of_its_own_and_the_same_bytes_each_time(get):
    answers = {encoding: get(encoding) for encoding in ("", "br", "gzip")}
    tags = [answer["ETag"] for answer in answers.values()]

    assert len(set(tags)) == 3
    assert not [tag for tag in tags if tag.startswith("W/")]
    for encoding, answer in answers.items():
        assert get(encoding).content == answer.content


@pytest.mark.parametrize("asked", ["", "br", "gzip"])
@pytest.mark.parametrize("had", ["", "br", "gzip"])
@pytest.mark.parametrize("form", ["{}", "W/{}"])
def test_who_has_an_answer_in_any_encoding_has_it(get, had, asked, form):
    tag = get(had)["ETag"]

    answer = get(asked, **{"If-None-Match": form.format(tag)})

    # The answer names the copy that the client has: that is the one a cache then takes for fresh.
    assert (answer.status_code, answer["ETag"], answer.content) == (304, tag, b"")
    assert not answer.has_header("Content-Encoding")


def test_head_says_what_get_would(get):
    client = Client()
    got = get("br")
    head = client.head("/api/v2/pages/", headers={"Accept-Encoding": "br"})

    for name in ("Content-Encoding", "Content-Length", "ETag"):
        assert head[name] == got[name]


@pytest.mark.parametrize("path", ["/bn/", "/cms/login/"])
def test_pages_and_the_desk_are_left_to_the_front_server(homes, path):
    answer = Client().get(path, headers={"Accept-Encoding": "br, gzip"})

    assert answer.status_code == 200
    assert not answer.has_header("Content-Encoding")
    assert not answer.has_header("X-Request-Id")
    assert not answer.has_header("Access-Control-Allow-Origin")
