"""Which addresses may be told: none inside our own network, whatever name it goes by.

Asked twice: when an endpoint is saved, and of the very address that is connected to whenever something is sent, since a
name can lead elsewhere a minute later.
"""

import ipaddress
import queue
import re
import socket
import threading
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {"http": 80, "https": 443}
PUBLIC_PORTS = {443, 8443}
RESOLVING_SECONDS = 5.0
UNPRINTABLE = re.compile(r"[\s\\\x00-\x20\x7f]")

# What Python's `is_global` lets pass, or answers differently from version to version.
FORBIDDEN_NETWORKS = [
    ipaddress.ip_network(each)
    for each in (
        "100.64.0.0/10",  # between carriers and their customers (RFC 6598); some clouds' metadata
        "192.0.0.0/24",  # for protocols (RFC 6890); some clouds' metadata
        "192.88.99.0/24",  # relays of 6to4, given up
        "168.63.129.16/32",  # a cloud's own services, at an address that looks public
        "::/96",  # IPv4 in IPv6, given up
        "64:ff9b:1::/48",  # translation to IPv4 inside one network (RFC 8215)
        "2001::/23",  # for protocols, Teredo's tunnels among them
        "2002::/16",  # 6to4: leads to whatever IPv4 address is written in it
        "3fff::/20",  # for documentation
        "5f00::/16",  # routing inside one network
        "fec0::/10",  # private once
    )
]
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(Exception):
    """An address that nothing is sent to. `message` says why to the person who wrote it."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class NameUnknown(AddressRefused):
    """A name that leads nowhere, or that nobody could tell us of in time."""


@dataclass(frozen=True)
class Target:
    """The parts of an address, ready to be connected to."""

    scheme: str
    host: str  # in ASCII
    port: int
    path: str  # with the query


@dataclass(frozen=True)
class Place:
    """One network address that a name leads to."""

    family: socket.AddressFamily
    address: str
    port: int


def parse(url: str) -> Target:
    """Return the parts of `url`.

    Raises:
        AddressRefused: it is no full address, or says something that is not allowed in this installation.
    """
    incomplete = AddressRefused(_("Write a full address, such as https://example.org/hooks."))
    if UNPRINTABLE.search(url):
        raise incomplete
    try:
        parts = urlsplit(url)
        port, host = parts.port, _ascii(parts.hostname or "")
    except ValueError:
        raise incomplete from None
    if parts.scheme not in PORTS or not host or port == 0:
        raise incomplete
    if "@" in parts.netloc:
        raise AddressRefused(
            _("Leave the name and password out of the address: messages are signed instead.")
        )
    port = port or PORTS[parts.scheme]
    if not settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES:
        if parts.scheme != "https":
            raise AddressRefused(_("The address has to begin with https://."))
        if port not in PUBLIC_PORTS:
            raise AddressRefused(_("Only the ports 443 and 8443 are allowed."))
    path = iri_to_uri(parts.path or "/") + (f"?{iri_to_uri(parts.query)}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def resolve(target: Target, seconds: float = RESOLVING_SECONDS) -> list[Place]:
    """Return every address that the name leads to, each checked.

    Raises:
        NameUnknown: the name leads nowhere, or took too long.
        AddressRefused: one of the addresses is not public. Then none is used: who answers for a name with an address of
            ours among others means no good.
    """
    places = _look_up(target, seconds)
    if not settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES and not all(is_public(each.address) for each in places):
        raise AddressRefused(
            _("This name leads to an address inside a private network. Nothing is sent there.")
        )
    return places


def is_public(address: str) -> bool:
    """Whether `address`, an IP address in text, is one of the open internet."""
    try:
        ip: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in NAT64:
            # What a network without IPv4 sees of the IPv4 internet: as public as the address written in it.
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.is_multicast or ip.is_reserved or ip.is_unspecified or not ip.is_global:
        return False
    return not any(ip.version == network.version and ip in network for network in FORBIDDEN_NETWORKS)


def _ascii(host: str) -> str:
    """Return `host` as it is asked for in the network: `xn--…` for a name in another script.

    Raises:
        ValueError: it is no name of a host.
    """
    host = host.removesuffix(".")
    return host if ":" in host else host.encode("idna").decode().lower()


def _look_up(target: Target, seconds: float) -> list[Place]:
    """Ask the system's resolver, which knows no time limit: what is not known in time is taken for unknown."""
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            answers.put([])

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        found = []
    places = [
        Place(family, str(sockaddr[0]), target.port)
        for family, _kind, _protocol, _name, sockaddr in found
        if family in (socket.AF_INET, socket.AF_INET6)
    ]
    if not places:
        raise NameUnknown(_("The name of this server could not be found."))
    return list(dict.fromkeys(places))
