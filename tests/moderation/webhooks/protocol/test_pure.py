"""Signing, schedule, addresses and schemas, without a database."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from moderation.webhooks.protocol import signing
from moderation.webhooks.protocol.addresses import BadURL, Receivers, check_url
from moderation.webhooks.protocol.outcome import excerpt
from moderation.webhooks.protocol.schedule import DELAYS, LIFETIME, LONGEST_WAIT, next_delay, next_probe, retry_after
from moderation.webhooks.protocol.schemas import schemas
from workbench.env import BASE_DIR

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@given(st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")), st.integers(0, 200))
def test_the_reference_library_verifies_what_we_sign_and_nothing_else(text, at):
    body = json.dumps({"text": text.decode()}, ensure_ascii=False).encode()
    old, new = signing.new_secret(), signing.new_secret()
    moment = int(datetime.now(tz=UTC).timestamp()) - at
    headers = signing.signed_headers([new, old], "msg_1", moment, body)
    for secret in (old, new):
        assert Webhook(secret).verify(body, headers) == {"text": text.decode()}
    for wrong in (body + b" ", body[:-1]):
        with pytest.raises(WebhookVerificationError):
            Webhook(new).verify(wrong, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(signing.new_secret()).verify(body, headers)


def test_the_example_of_the_specification():
    """Standard Webhooks' own test vector."""
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    signature = signing.sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_!!", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
def test_no_secret_is_no_signature(secret):
    with pytest.raises(signing.BadSecret):
        signing.sign(secret, "id", 1, b"")


def test_ten_attempts_over_75_hours_and_a_half():
    assert len(DELAYS) == 10
    assert timedelta(seconds=sum(DELAYS)) == timedelta(hours=75, minutes=35, seconds=5)
    assert next_delay(10, chance=0.5) is None
    assert timedelta(hours=75) < LIFETIME < timedelta(hours=84)


@given(st.integers(1, 9), st.floats(0, 1), st.one_of(st.none(), st.floats(0, 10**7)))
def test_a_pause_is_never_shorter_than_asked_nor_longer_than_a_day_and_its_jitter(made, chance, asked):
    pause = next_delay(made, chance=chance, retry_after=asked)
    assert pause is not None
    assert pause.total_seconds() >= DELAYS[made]
    assert pause.total_seconds() >= min(asked or 0, LONGEST_WAIT) - 1e-6
    assert pause.total_seconds() <= LONGEST_WAIT * 1.1 + 1e-6


def test_probes_come_from_a_minute_to_a_quarter_of_an_hour():
    assert [next_probe(n).total_seconds() for n in (0, 1, 2, 3, 4, 10**9)] == [60, 120, 240, 480, 900, 900]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120), (" 5 ", 5), ("0", None), ("-5", None), (None, None), ("", None), ("soon", None), ("١٢", None),
        ("9" * 5000, LONGEST_WAIT), (format_datetime(NOW + timedelta(minutes=2)), 120),
        (format_datetime(NOW - timedelta(minutes=2)), None), ("Mon, 99 Foo 2026 99:99:99 GMT", None),
        ("Mon, 02 Mar 9999 08:00:00 GMT", LONGEST_WAIT), ("1e9", None), ("Wed, 21 Oct 2015 07:28:00", None),
    ],
)  # fmt: skip
def test_retry_after_as_receivers_write_it(header, seconds):
    assert retry_after(header, NOW) == seconds


PRIVATE = [
    "127.0.0.1", "127.1", "0x7f000001", "2130706433", "017700000001", "0.0.0.0",  # noqa: S104
    "127.0.0.1.", "169.254.169.254.", "0x7f000001.", "192.0.0.192", "192.0.0.1",
    "10.0.0.1", "172.16.5.4",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fec0::1]",
    "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1",
    "255.255.255.255", "198.18.0.1", "240.0.0.1",
    # IPv6 that carries an IPv4 address: compatible, translated, NAT64, 6to4, Teredo, ISATAP.
    "[::127.0.0.1]", "[::10.0.0.1]", "[::8.8.8.8]", "[::ffff:0:127.0.0.1]", "[::ffff:0:a00:1]", "[64:ff9b:1::7f00:1]",
    "[64:ff9b::808:808]", "[2002:808:808::1]", "[2001:0:7f00:1::]", "[2001:470:1:1:0:5efe:7f00:1]",
    "[2001:470:1:1:200:5efe:a00:1]",
    # IPv6 that nobody was given: reserved, discard-only, documentation, benchmarks, ORCHID, segment routing, 6bone.
    "[::5]", "[0:0:1::1]", "[100::1]", "[1000::1]", "[2001:2::1]", "[2001:20::1]", "[2001:db8::1]", "[3ffe::1]",
    "[3fff::1]", "[4000::1]", "[5f00::1]", "[8000::1]", "[e000::1]", "[ff0e::1]", "[::ffff:0:0]",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_internal_addresses_however_spelt_are_refused_when_an_endpoint_is_made(host):
    with pytest.raises(BadURL) as refused:
        check_url(f"https://{host}/hooks", Receivers())
    assert refused.value.code == "private_address"


@pytest.mark.parametrize("host", ["8.8.8.8", "[2001:4860:4860::8888]", "[2400:cb00::1]", "[::ffff:8.8.8.8]"])
def test_public_addresses_may_receive(host):
    check_url(f"https://{host}/hooks", Receivers())


@pytest.mark.parametrize("port", [1, 22, 25, 6379, 8443, 65535])
def test_other_ports_than_those_of_the_web_need_a_name(port):
    url = f"https://platform.example:{port}/hooks"
    with pytest.raises(BadURL) as refused:
        check_url(url, Receivers())
    assert refused.value.code == "port_not_allowed"
    check_url(url, Receivers.parse([], [port]))
    check_url(url, Receivers.parse(["platform.example"]))
    check_url("https://platform.example:443/", Receivers())
    check_url("https://platform.example:80/", Receivers())


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(ValueError, match="no port"):
        Receivers.parse([], [port])


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://platform.example/hooks", "not_https"), ("ftp://platform.example/", "not_a_url"), ("", "not_a_url"),
        ("https://", "not_a_url"), ("https://u:p@platform.example/", "credentials"),
        ("javascript:alert(1)", "not_a_url"),
        ("https://platform.example/#x", "fragment"), ("https://platform.example:99999/", "not_a_url"),
        ("https://platform.example:0/", "not_a_url"), ("https://[::1/", "not_a_url"),
        ("https://平台.example/", "not_ascii"),
        ("https://platform.example/a b", "not_ascii"), ("https://platform.example/\r\nX: y", "not_ascii"),
        ("https://platform.example\\@127.0.0.1/", "not_ascii"), ("https://platform.example/" + "x" * 2000, "too_long"),
    ],
)  # fmt: skip
def test_urls_that_cannot_work(url, code):
    with pytest.raises(BadURL) as refused:
        check_url(url, Receivers())
    assert refused.value.code == code


def test_allowed_receivers_are_networks_and_hosts():
    allowed = Receivers.parse(["10.1.0.0/16", "hooks.internal", "::1"])
    for url in (
        "http://10.1.2.3/", "https://hooks.internal/x", "http://HOOKS.internal:8080/", "http://[::1]:80/",
        "https://platform.example/hooks?key=%E4%BD%A0",
    ):  # fmt: skip
        check_url(url, allowed)
    for url in ("http://10.2.0.1/", "http://other.internal/", "http://hooks.internal.evil.example/"):
        with pytest.raises(BadURL):
            check_url(url, allowed)


@pytest.mark.parametrize("entry", ["10.1.0.0/33", "10.1.0.1/16", "", "https://x", "10.1", "a/b"])
def test_a_mistyped_receiver_is_no_receiver(entry):
    with pytest.raises(ValueError, match="neither"):
        Receivers.parse([entry])


def test_an_answer_is_text_whatever_was_sent():
    shown = excerpt("\x1b[31m红\x00\u202e<b>\n".encode() + b"\xff\xfe")
    assert shown == "�[31m红��<b>\n��"


def test_the_documented_schemas_are_those_of_the_code():
    for event_type, schema in schemas().items():
        file = Path(BASE_DIR / "docs" / "webhooks" / f"{event_type}.schema.json")
        assert json.loads(file.read_text(encoding="utf-8")) == schema, "run manage.py webhook_schemas docs/webhooks"
    assert len(list((BASE_DIR / "docs" / "webhooks").glob("*.json"))) == len(schemas())
