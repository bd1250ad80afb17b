"""The only outgoing HTTP of this product.

It follows no redirect, uses no proxy of the environment, and reaches private addresses only where settings allow them.
Every step has a time limit, and the answer a limit in bytes. It connects to the very address that it checked, so a host
name that resolves differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from moderation.webhooks.protocol.addresses import Receivers, public
from moderation.webhooks.protocol.outcome import Outcome, excerpt
from moderation.webhooks.protocol.schedule import retry_after

AGENT = "provenance-workbench-webhooks/1"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, between two bytes and in total; bytes of the answer that are kept."""

    connect: float
    read: float
    total: float
    answer: int


def post(url: str, body: bytes, headers: Mapping[str, str], limits: Limits, receivers: Receivers) -> Outcome:
    """Sends one message; returns an Outcome within `limits.total` plus a DNS look-up, whatever the receiver does."""
    began = time.monotonic()
    watchdog = _Watchdog()
    timer = threading.Timer(limits.total, watchdog.bite)
    timer.daemon = True
    timer.start()
    config = Config(True, False, never_redirect=True, default_timeout=(limits.connect, limits.read))
    sent = {"Content-Type": "application/json", "User-Agent": AGENT, "Accept-Encoding": "identity", **headers}
    try:
        with HTTPSession(config) as session:
            session.trust_env = False
            session.mount("https://", _Adapter(True, receivers, watchdog))
            session.mount("http://", _Adapter(False, receivers, watchdog))
            with session.post(url, data=body, headers={**sent, "Connection": "close"}, stream=True) as answer:
                if watchdog.bit:
                    # Cut off within the headers, which http.client takes for their end.
                    return Outcome(error="too_slow", duration=time.monotonic() - began)
                return _read(answer, limits, began)
    except (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
        kind = "too_slow" if watchdog.bit else _kind(error)
        return Outcome(error=kind, duration=time.monotonic() - began)
    finally:
        timer.cancel()


def _read(answer: requests.Response, limits: Limits, began: float) -> Outcome:
    """Reads the answer: the status decides; keeps the body that arrives in time, compressed as it is (zip bombs)."""
    content = b""
    try:
        while len(content) <= limits.answer:
            chunk = answer.raw.read1(limits.answer + 1 - len(content), decode_content=False)
            if not chunk:
                break
            content += chunk
    except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError):
        # The receiver broke off after the status: the outcome keeps the text so far.
        pass
    return Outcome(
        status=answer.status_code,
        duration=time.monotonic() - began,
        answer=excerpt(content[: limits.answer]),
        truncated=len(content) > limits.answer,
        raw=content[: limits.answer],
        wait=retry_after(answer.headers.get("Retry-After"), datetime.now(tz=UTC)),
    )


class _Watchdog:
    """Ends a connection that takes too long: a socket's own time-out restarts with each byte."""

    def __init__(self) -> None:
        self.bit = False
        self._connection: Any = None

    def watch(self, connection: Any) -> None:
        self._connection = connection
        if self.bit:
            raise TimeoutError("the whole took too long")

    def bite(self) -> None:
        self.bit = True
        sock = getattr(self._connection, "sock", None)
        if sock is not None:
            # The plain socket below TLS: the reader sees the connection end, whatever it was waiting for. An error
            # means that it has ended by itself.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


class _Adapter(IPFilterAdapter):  # type: ignore[misc]  # the library has no types
    """requests-hardened's adapter, which connects to the address it has checked; here also to receivers allowed."""

    def __init__(self, tls: bool, receivers: Receivers, watchdog: _Watchdog) -> None:
        super().__init__(is_https_proto=tls)
        self._tls, self._receivers, self._watchdog = tls, receivers, watchdog

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        found: tuple[Any, Any] = HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        plain, options = found
        host, port = str(plain["host"] or ""), plain["port"]
        if _is_dotted_address(host):
            raise InvalidIPAddress("an address with a last dot: some resolvers take it for a name")
        if pinned := self._allowed(host, port):
            request.headers["Host"] = _host_header(host, port)
            if self._tls:
                options = {**options, "assert_hostname": host, "server_hostname": host}
            return {**plain, "host": pinned}, options
        checked, options = super().build_connection_pool_key_attributes(request, verify, cert)
        if not public(ipaddress.ip_address(str(checked["host"]).strip("[]"))):
            raise InvalidIPAddress("not on the public internet")
        return checked, options

    def get_connection_with_tls_context(self, request: Any, verify: Any, proxies: Any = None, cert: Any = None) -> Any:
        pool = super().get_connection_with_tls_context(request, verify, proxies=None, cert=cert)
        watchdog = self._watchdog

        class Watched(pool.ConnectionCls):  # type: ignore[misc, name-defined]  # HTTP or HTTPS, as the pool is
            def connect(self) -> None:
                watchdog.watch(self)
                super().connect()

        pool.ConnectionCls = Watched
        return pool

    def _allowed(self, host: str, port: int | None) -> str | None:
        """The address to connect to when settings allow this receiver; None when the public rules hold."""
        if not self._receivers.networks and not self._receivers.hosts:
            return None
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        address = ipaddress.ip_address(str(found[0][4][0]).partition("%")[0])
        if public(address) or not self._receivers.allow(host, address):
            return None
        return f"[{address}]" if address.version == 6 else str(address)


def _is_dotted_address(host: str) -> bool:
    try:
        socket.inet_aton(host.rstrip("."))
    except OSError:
        return False
    return host.endswith(".")


def _host_header(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"{name}:{port}" if port is not None else name


def _kind(error: BaseException) -> str:
    if isinstance(error, InvalidIPAddress):
        return "address"
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    if isinstance(error, (requests.Timeout, TimeoutError)):
        return "timeout"
    if isinstance(error, socket.gaierror) or "resolve" in str(error):
        return "dns"
    if isinstance(error, (requests.ConnectionError, ConnectionError)):
        return "connection"
    return "bad_answer"
