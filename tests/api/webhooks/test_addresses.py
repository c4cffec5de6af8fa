"""The guard of addresses: nothing inside a network is reached from here, by whatever name."""

import socket
import time

import pytest
from django.utils import translation

from cms.api.webhooks.addresses import AddressRefused, NameUnknown, Target, is_public, parse, resolve

PUBLIC = ["8.8.8.8", "103.4.144.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
INSIDE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "0.0.0.0", "0.1.2.3",  # noqa: S104
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:808:808::1", "100::1", "3fff::1", "5f00::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_open_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_leads_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", INSIDE[:-2])
@pytest.mark.usefixtures("production")
def test_a_name_that_leads_inside_is_refused(names, address):
    names["hooks.example"] = [address]

    with pytest.raises(AddressRefused, match="private network"):
        resolve_in_english("https://hooks.example/")


@pytest.mark.usefixtures("production")
def test_a_name_with_one_address_inside_among_public_ones_is_refused(names):
    names["hooks.example"] = ["8.8.8.8", "10.0.0.1"]

    with pytest.raises(AddressRefused, match="private network"):
        resolve_in_english("https://hooks.example/")


@pytest.mark.parametrize(
    "url",
    [
        *("https://localhost/", "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/"),
        *(
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://LOCALHOST./",
        ),
    ],
)
@pytest.mark.usefixtures("production")
def test_every_way_to_write_this_machine_is_refused(url):
    with pytest.raises(AddressRefused):
        resolve(parse(url))


@pytest.mark.usefixtures("production")
def test_a_public_name_is_let_pass_with_every_address_once(names):
    names["hooks.example"] = ["8.8.8.8", "2606:4700::1111", "8.8.8.8"]

    places = resolve(parse("https://hooks.example:8443/a"))

    assert [(each.address, each.port) for each in places] == [("8.8.8.8", 8443), ("2606:4700::1111", 8443)]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://hooks.example/", "https://"),
        ("https://hooks.example:22/", "443 and 8443"),
        ("https://hooks.example:80/", "443 and 8443"),
        ("https://user:word@hooks.example/", "name and password"),
        ("https://@hooks.example/", "name and password"),
        *[
            (url, "full address")
            for url in [
                "", "hooks.example", "//hooks.example/", "ftp://hooks.example/", "file:///etc/passwd", "https://",
                "https:///path", "https://hooks.example:99999/", "https://hooks.example:0/", "https://[::1", "https://a..b/",
                "https://hooks.example\\@10.0.0.1/", "https://hooks.example/a b", "https://hooks.example/\r\nX: y",
                "https://hooks.example/\x00", "https://" + "a" * 300 + ".example/", "javascript:alert(1)",
            ]
        ],
    ],
)  # fmt: skip
@pytest.mark.usefixtures("production")
def test_what_is_no_address_to_send_to_is_refused_with_its_reason(url, reason):
    with translation.override("en"):
        with pytest.raises(AddressRefused) as refusal:
            parse(url)
        assert reason in str(refusal.value.message)


@pytest.mark.usefixtures("production")
def test_an_address_is_taken_apart_as_it_is_asked_for():
    assert parse("https://hooks.example") == Target("https", "hooks.example", 443, "/")
    assert parse("HTTPS://Hooks.Example.:8443/a?b=c#d") == Target("https", "hooks.example", 8443, "/a?b=c")
    assert parse("https://কণ্ঠ.বাংলা/খবর?ক=খ") == Target(
        "https", "xn--p5bwi2o.xn--54b7fta0cc", 443, "/%E0%A6%96%E0%A6%AC%E0%A6%B0?%E0%A6%95=%E0%A6%96"
    )


def test_on_a_machine_of_ones_own_its_own_addresses_are_allowed():
    assert resolve(parse("http://127.0.0.1:9999/"))[0].address == "127.0.0.1"


def test_a_name_that_nobody_knows_is_refused():
    with pytest.raises(NameUnknown):
        resolve(parse("http://receiver.invalid/"))


def test_a_name_server_that_does_not_answer_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: time.sleep(3) or [])
    began = time.monotonic()

    with pytest.raises(NameUnknown):
        resolve(parse("http://hooks.example/"), seconds=0.2)

    assert time.monotonic() - began < 2


def test_only_production_guards_by_itself_and_development_does_not():
    def says(name: str) -> str:
        with open(f"cms/settings/{name}.py") as file:
            return file.read()

    assert 'env.bool("WEBHOOKS_ALLOW_PRIVATE_ADDRESSES", default=False)' in says("base")
    assert "WEBHOOKS_ALLOW_PRIVATE_ADDRESSES" not in says("production")


def resolve_in_english(url: str):
    with translation.override("en"):
        try:
            return resolve(parse(url))
        except AddressRefused as refusal:
            raise AddressRefused(str(refusal.message)) from None
