"""Allowed addresses for messages: the public internet over TLS, and receivers the operator names."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LONGEST_URL = 2000
PORTS = (443, 80)
"""Open to every receiver; settings.WEBHOOK_PORTS names more."""
_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given out. Outside of it lie the forms that carry an IPv4 address: compatible (`::127.0.0.1`),
mapped, translated (`::ffff:0:127.0.0.1`), NAT64; and what is reserved, which some systems route inside."""
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        ("2001::/23", "2002::/16", "3ffe::/16", "3fff::/20", "192.88.99.0/24", "192.0.0.0/24"),
    )
)
"""Within the public ranges: protocol assignments with Teredo, 6to4, the 6bone of old, documentation, 6to4 relays, and
IPv4's protocol assignments, of which a cloud has made an address of its metadata (192.0.0.192)."""
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""The upper half of an interface id that carries an IPv4 address (RFC 5214)."""


class BadURL(ValueError):
    """A URL that cannot receive messages; `code` says why for programs, the text for people."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Receivers:
    """What the operator allows: private receivers as whole networks or hosts by their exact name, on any port; and the
    ports of all others."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset(PORTS)

    @classmethod
    def parse(cls, entries: Sequence[str], ports: Sequence[int] = ()) -> Receivers:
        """From lines like `10.1.0.0/16`, `127.0.0.1` or `hooks.internal`, and further ports.

        Raises ValueError for a line that is neither network nor host, and for a number that is no port.
        """
        for port in ports:
            if not 0 < port < 65536:
                raise ValueError(f"{port} is no port")
        networks: list[Network] = []
        hosts: set[str] = set()
        for entry in entries:
            text = entry.strip().lower()
            try:
                networks.append(ipaddress.ip_network(text))
            except ValueError:
                if not text or "/" in text or ":" in text or text[-1].isdigit():
                    raise ValueError(
                        f"{entry!r} is neither a network like 10.1.0.0/16 nor the name of a host"
                    ) from None
                hosts.add(text)
        return cls(tuple(networks), frozenset(hosts), frozenset({*PORTS, *ports}))

    def allow(self, host: str, address: Address) -> bool:
        """Whether this host with this address is allowed."""
        plain = unmapped(address)
        return host.lower() in self.hosts or any(plain in network for network in self.networks)


def unmapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries (`::ffff:127.0.0.1`), else the address itself."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def literal(host: str) -> Address | None:
    """The address that `host` spells, however (`127.1`, `0x7f000001`, `2130706433`, `127.0.0.1.`); None for a name."""
    host = host.removesuffix(".")
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.ip_address(socket.inet_aton(host))
    except OSError:
        return None


def check_url(url: str, receivers: Receivers) -> None:
    """Refuses a URL that can never work. Raises BadURL. A host name is resolved only when a message is sent."""
    if len(url) > LONGEST_URL:
        raise BadURL("too_long", f"at most {LONGEST_URL:,} characters")
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise BadURL("not_ascii", "only ASCII without spaces: write other characters percent-encoded, names as xn--…")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadURL("not_a_url", "not a URL like https://example.org/webhooks") from None
    if parts.scheme not in ("https", "http") or not host or port == 0:
        raise BadURL("not_a_url", "not a URL like https://example.org/webhooks")
    if parts.username is not None or parts.password is not None:
        raise BadURL("credentials", "no user name or password in the URL: messages are signed instead")
    if parts.fragment:
        raise BadURL("fragment", "no #fragment: it would not be sent")
    address = literal(host)
    if address is not None and not public(address) and not receivers.allow(host, address):
        raise BadURL("private_address", "this address is not on the public internet; the operator can allow it")
    named = host in receivers.hosts or (address is not None and receivers.allow(host, address))
    if parts.scheme == "http" and not named:
        raise BadURL("not_https", "https only: what is sent must not be read on its way")
    if port is not None and port not in receivers.ports and not named:
        known = ", ".join(map(str, sorted(receivers.ports)))
        raise BadURL(
            "port_not_allowed", f"port {port} is not open for messages, only {known}; the operator can name it"
        )


def public(address: Address) -> bool:
    """Whether an address belongs to a single host on the public internet."""
    plain = unmapped(address)
    if isinstance(plain, ipaddress.IPv6Address) and (plain not in _UNICAST or _carries_ipv4(plain)):
        return False
    return plain.is_global and not plain.is_multicast and not any(plain in network for network in _SPECIAL)


def _carries_ipv4(address: ipaddress.IPv6Address) -> bool:
    """Whether the lower half of the address names an IPv4 host (ISATAP)."""
    return (int(address) >> 32) & 0xFFFFFFFF in _ISATAP


def same_receiver(one: str, other: str) -> bool:
    """Whether two URLs that were checked are one address: whatever case the host is in, with or without its port."""
    return _receiver(one) == _receiver(other)


def _receiver(url: str) -> tuple[str, str, int, str, str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".")
    return parts.scheme, host, parts.port or (443 if parts.scheme == "https" else 80), parts.path or "/", parts.query
