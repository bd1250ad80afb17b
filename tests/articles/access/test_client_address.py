"""The client's address behind trusted proxies, and what strangers write into X-Forwarded-For."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from articles.access.client_address import client_address, network_of

PROXIES = ["10.0.0.0/8", "2001:db8:1::/48", "127.0.0.1"]


def seen(remote: str, forwarded: str | None = None) -> str:
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


@pytest.mark.parametrize("forged", ["1.2.3.4", "10.0.0.9", "1.2.3.4, 10.0.0.9", "::1", "", "unknown"])
def test_a_header_from_a_stranger_changes_nothing(settings, forged):
    settings.TRUSTED_PROXIES = PROXIES
    assert seen("203.0.113.9", forged) == "203.0.113.9"


def test_without_the_setting_no_header_is_read(settings):
    settings.TRUSTED_PROXIES = []
    assert seen("127.0.0.1", "1.2.3.4") == "127.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
        ("6.6.6.6,203.0.113.9,10.1.1.1,2001:db8:1::7", "203.0.113.9"),
        ("203.0.113.9:41234", "203.0.113.9"),
        ("[2001:db8:9::7]:443", "2001:db8:9::7"),
        ('"[2001:db8:9::7]"', "2001:db8:9::7"),
        ("2001:DB8:9:0::7", "2001:db8:9::7"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_the_rightmost_address_that_is_no_proxy_is_the_client(settings, forwarded, address):
    settings.TRUSTED_PROXIES = PROXIES
    assert seen("10.2.2.2", forwarded) == address


@pytest.mark.parametrize("forwarded", [None, "", "unknown", "not an address", "1.2.3.4, unknown", "1.2.3.4, "])
def test_without_a_readable_address_the_client_is_the_nearest_proxy(settings, forwarded):
    settings.TRUSTED_PROXIES = PROXIES
    assert seen("10.2.2.2", forwarded) == "10.2.2.2"


def test_a_chain_of_proxies_only_ends_at_its_first(settings):
    settings.TRUSTED_PROXIES = PROXIES
    assert seen("10.2.2.2", "10.9.9.9, 10.1.1.1") == "10.9.9.9"


def test_a_huge_header_is_read_from_the_right_and_not_to_its_end(settings):
    settings.TRUSTED_PROXIES = PROXIES
    assert seen("10.2.2.2", ",".join(["1.2.3.4"] * 100_000 + ["203.0.113.9"])) == "203.0.113.9"
    assert seen("10.2.2.2", ",".join(["1.2.3.4"] + ["10.1.1.1"] * 1000)) == "10.1.1.1"


def test_a_proxy_that_listens_on_both_families_is_trusted_in_both_forms(settings):
    settings.TRUSTED_PROXIES = PROXIES
    assert seen("::ffff:10.2.2.2", "203.0.113.9") == "203.0.113.9"


def test_a_unix_socket_has_no_address(settings):
    settings.TRUSTED_PROXIES = PROXIES
    assert seen("", "1.2.3.4") == ""


def test_limits_count_the_network_that_one_customer_gets():
    assert network_of("203.0.113.9") == "203.0.113.9"
    assert network_of("2001:db8:9:1:aaaa::7") == network_of("2001:db8:9:1:bbbb::9") == "2001:db8:9:1::/64"
    assert network_of("2001:db8:9:2::7") != network_of("2001:db8:9:1::7")
    assert network_of("") == ""
