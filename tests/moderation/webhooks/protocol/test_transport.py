"""Outgoing HTTP: forbidden addresses are refused, and time limits hold."""

from __future__ import annotations

import ast
import socket
import ssl
import subprocess
import threading
import time
from typing import Any

import pytest

from moderation.webhooks.protocol.addresses import Receivers
from moderation.webhooks.protocol.transport import Limits, post
from tests.moderation.webhooks import receiver as acts
from tests.moderation.webhooks.protocol.test_pure import PRIVATE
from workbench.env import BASE_DIR

LIMITS = Limits(connect=1, read=1, total=2, answer=1000)
LOOPBACK = Receivers.parse(["127.0.0.1"])


def named(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Lets the name rebinding.example resolve to these addresses in turn; returns what was asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host != "rebinding.example":
            return real(host, port, *args, **kwargs)
        asked.append(host)
        return real(answers[min(len(asked), len(answers)) - 1], port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return asked


@pytest.mark.parametrize("host", PRIVATE)
def test_internal_addresses_are_not_connected_to(host, monkeypatch):
    def connect(*args: Any) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket.socket, "connect", connect)
    outcome = post(f"http://{host}:9/hooks", b"{}", {}, LIMITS, Receivers())
    assert (outcome.ok, outcome.error) == (False, "address")


@pytest.mark.parametrize("internal", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1"])
def test_a_name_that_leads_inside_is_refused(internal, monkeypatch):
    named(monkeypatch, internal)
    assert post("http://rebinding.example/", b"{}", {}, LIMITS, Receivers()).error == "address"


def test_a_name_that_changes_its_mind_gains_nothing(receiver, monkeypatch):
    """The name resolves to a public address first and to an inner one later; only the first is connected to."""
    asked = named(monkeypatch, "93.184.215.14", "127.0.0.1")
    tried: list[Any] = []

    def connect(self: Any, address: Any) -> None:
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    outcome = post(f"http://rebinding.example:{receiver.server_port}/", b"{}", {}, LIMITS, Receivers())
    assert outcome.error == "connection"
    assert set(tried) == {"93.184.215.14"}
    assert len(asked) == 1
    assert receiver.requests == []


def test_a_redirect_is_not_followed(receivers):
    inside, outside = receivers(), receivers()
    outside.act = acts.answers(307, Location=inside.url)
    outcome = post(outside.url, b"{}", {}, LIMITS, LOOPBACK)
    assert (outcome.status, outcome.ok) == (307, False)
    assert inside.requests == []


def test_an_allowed_network_allows_no_other(receiver):
    assert post(receiver.url, b"{}", {}, LIMITS, LOOPBACK).ok
    assert post(receiver.url, b"{}", {}, LIMITS, Receivers.parse(["10.0.0.0/8"])).error == "address"
    assert len(receiver.requests) == 1


def test_an_allowed_host_is_allowed_by_its_name(receiver):
    url = f"http://localhost:{receiver.server_port}/x"
    assert post(url, b"{}", {}, LIMITS, Receivers.parse(["localhost"])).ok
    assert receiver.requests[0].headers["host"] == f"localhost:{receiver.server_port}"
    assert post(url, b"{}", {}, LIMITS, Receivers()).error == "address"


def test_no_proxy_and_no_password_of_the_environment(receivers, monkeypatch, tmp_path):
    proxy, target = receivers(), receivers()
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, proxy.url)
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login x password y\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert post(target.url, b"{}", {}, LIMITS, LOOPBACK).ok
    assert proxy.requests == []
    assert "authorization" not in target.requests[0].headers


@pytest.mark.parametrize("act", [acts.says_nothing, acts.drips, acts.endless])
def test_nothing_takes_longer_than_the_whole_may(receiver, act):
    receiver.act = act
    began = time.monotonic()
    outcome = post(receiver.url, b"{}", {}, Limits(connect=1, read=60, total=0.5, answer=100), LOOPBACK)
    assert time.monotonic() - began < 20, "the limit of the whole did not hold"
    assert outcome.error in ("too_slow", "")


@pytest.fixture
def tls(tmp_path):
    """A server with a self-signed certificate."""
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "cert.pem")
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = acts.Receiver()
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_certificate_that_nobody_vouches_for(tls):
    outcome = post(tls.url.replace("http:", "https:"), b"{}", {}, LIMITS, LOOPBACK)
    assert (outcome.ok, outcome.error) == (False, "tls")
    assert tls.requests == []


def test_plain_http_on_a_tls_port_is_a_tls_error(receiver):
    assert post(receiver.url.replace("http:", "https:"), b"{}", {}, LIMITS, LOOPBACK).error == "tls"


def test_a_port_nobody_listens_on_and_a_name_nobody_has():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert post(f"http://127.0.0.1:{unused.getsockname()[1]}/", b"{}", {}, LIMITS, LOOPBACK).error == "connection"
    assert post("http://nobody.invalid/", b"{}", {}, LIMITS, Receivers()).error == "dns"


def test_nothing_else_speaks_http():
    """Lint checks names; this checks every import statement."""
    banned = {"requests", "requests_hardened", "urllib3", "httpx", "aiohttp", "urllib.request", "http.client"}
    allowed = {
        "moderation/webhooks/protocol/transport.py",
        "workbench/running/readiness.py",
        "workbench/openid/client.py",  # Authlib asks the sign-on provider by itself
    }
    for package in ("articles", "moderation", "workbench"):
        for file in (BASE_DIR / package).rglob("*.py"):
            if str(file.relative_to(BASE_DIR)) in allowed:
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert not [n for n in names if n in banned or n.split(".")[0] in banned], file
