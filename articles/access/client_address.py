"""The address of the client behind a request: the one answer for sign-in limits, rates and logs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# A chain of proxies has a few members; whoever sends thousands of them costs no more than this.
_MOST_HOPS = 32
# What a provider gives one customer: a client may use any address of it.
_IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """The client's address in its shortest form; empty when the server knows none, as behind a Unix socket.

    `X-Forwarded-For` is read only when the connection comes from one of settings.TRUSTED_PROXIES: from the right, the
    first address that is no trusted proxy. Whatever stands left of it, a stranger may have written.
    """
    nearest = _parse(request.META.get("REMOTE_ADDR") or "")
    if nearest is None:
        return ""
    trusted = trusted_proxies()
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    hops = reversed(forwarded.rsplit(",", _MOST_HOPS)[-_MOST_HOPS:]) if _is_in(nearest, trusted) else ()
    for hop in hops:
        address = _parse(hop)
        if address is None:
            break
        nearest = address
        if not _is_in(address, trusted):
            break
    return str(nearest)


def network_of(address: str) -> str:
    """What limits count as one client: an IPv4 address, or the /64 of an IPv6 address; empty for no address."""
    parsed = _parse(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, _IPV6_PREFIX), strict=False))
    return str(parsed or "")


def trusted_proxies() -> tuple[Network, ...]:
    """The networks of settings.TRUSTED_PROXIES. Raises ValueError for one that is no network."""
    return parse_networks(tuple(settings.TRUSTED_PROXIES))


@lru_cache(maxsize=8)
def parse_networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    """Networks and single addresses. Raises ValueError for a text that is neither."""
    return tuple(ip_network(text.strip(), strict=False) for text in texts if text.strip())


def _is_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


def _parse(text: str) -> Address | None:
    """An address, with or without brackets and port; an IPv4 address in IPv6 form is that IPv4 address."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
