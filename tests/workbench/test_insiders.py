"""Strangers are told neither parts nor metrics, and get the large pages at a rate; silenced sweeps are told."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.services.broker import Broker
from workbench.api.throttling import counter
from workbench.health import checks, sweeps
from workbench.messaging.broker import run_once

pytestmark = pytest.mark.django_db(transaction=True)
STRANGER = "203.0.113.9"  # RFC 5737: for documentation
TOKEN = "a long token of the operator"


@pytest.mark.parametrize(
    ("address", "headers", "is_told"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        (STRANGER, {}, False),
        ("10.0.0.7", {}, False),
        ("", {}, False),
        # Through a proxy on this machine everybody comes from it.
        ("127.0.0.1", {"X-Forwarded-For": STRANGER}, False),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, False),
        ("127.0.0.1", {"Forwarded": f"for={STRANGER}"}, False),
        (STRANGER, {"X-Forwarded-For": "127.0.0.1"}, False),
        (STRANGER, {"Authorization": f"Bearer {TOKEN}"}, True),
        (STRANGER, {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": STRANGER}, True),
        (STRANGER, {"Authorization": f"Bearer {TOKEN}x"}, False),
        (STRANGER, {"Authorization": "Bearer "}, False),
        (STRANGER, {"Authorization": "Bearer é"}, False),
        (STRANGER, {"Authorization": f"Basic {TOKEN}"}, False),
    ],
)
def test_parts_and_metrics_are_told_to_insiders_only(
    broker: Broker, settings: Any, address: str, headers: dict[str, str], is_told: bool
) -> None:
    settings.METRICS_TOKEN = TOKEN
    ready = Client().get("/readyz", REMOTE_ADDR=address, headers=headers)
    assert ready.status_code == 200
    assert (set(ready.json()) == {"status"}) is not is_told
    assert Client().get("/metrics", REMOTE_ADDR=address, headers=headers).status_code == (200 if is_told else 403)


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_prometheus_with_the_token_asks_a_server_by_its_address_without_tls(
    broker: Broker, settings: Any, path: str
) -> None:
    settings.METRICS_TOKEN = TOKEN
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["workbench.example.org"], True

    def asked(token: str, path: str) -> int:
        headers = {"Host": "10.2.3.4:8000", "Authorization": f"Bearer {token}"}
        return Client().get(path, REMOTE_ADDR="10.2.0.9", headers=headers).status_code

    assert asked(TOKEN, path) == 200
    assert asked("another", path) == 400
    assert asked("", path) == 400
    assert asked(TOKEN, "/admin/login/") == 400


def test_without_a_token_none_is_right(broker: Broker, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    for given in ["Bearer ", "Bearer", "Bearer x"]:
        answer = Client().get("/metrics", REMOTE_ADDR=STRANGER, headers={"Authorization": given})
        assert answer.status_code == 403


def test_named_networks_are_insiders(settings: Any) -> None:
    settings.METRICS_NETWORKS = ["203.0.113.0/24"]
    assert Client().get("/metrics", REMOTE_ADDR=STRANGER).status_code == 200
    assert Client().get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 403


def test_an_answer_of_metrics_is_kept_for_some_seconds(
    settings: Any, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Client().get("/metrics").content
    settings.METRICS_KEEP_SECONDS = 60
    with django_assert_num_queries(0):
        assert Client().get("/metrics").content == first


def routes(patterns: list[Any], prefix: str = "/") -> list[str]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            found.append(prefix + str(pattern.pattern))
    return found


def test_strangers_make_few_series_whatever_they_ask_for(broker: Broker) -> None:
    import re

    before = Client().get("/metrics").content.count(b"workbench_request_seconds_bucket")
    for route in routes(get_resolver().url_patterns):
        path = re.sub(r"<\w+:?\w*>|\(\?P<\w+>[^)]*\)", "1", route).replace("^", "").replace("$", "")
        for method in ("GET", "DELETE"):
            Client(raise_request_exception=False).generic(method, path, REMOTE_ADDR=STRANGER)
    text = Client().get("/metrics").content
    buckets = text.count(b"workbench_request_seconds_bucket") - before
    # Sign-in is asked for by one redirect per page of the console; refusals are by area, the admin is one page.
    assert buckets < 7 * 150
    assert len(text) < 200_000


@pytest.mark.parametrize("path", ["/api/v1/schema/", "/api/v1/docs/", "/problems/", "/problems/throttled"])
def test_large_pages_have_a_rate_per_address(broker: Broker, settings: Any, path: str) -> None:
    counter.forget_absence()
    settings.ANONYMOUS_RATE = 3
    asked = [Client().get(path, REMOTE_ADDR=STRANGER) for _ in range(4)]
    assert [answer.status_code for answer in asked] == [200, 200, 200, 429]
    assert asked[-1].json()["code"] == "throttled"
    assert 0 < int(asked[-1]["Retry-After"]) <= 60
    assert Client().get(path, REMOTE_ADDR="203.0.113.10").status_code == 200
    assert [Client().get(path).status_code for _ in range(5)] == [200] * 5


def test_the_rate_counts_clients_behind_a_trusted_proxy_one_by_one(broker: Broker, settings: Any) -> None:
    counter.forget_absence()
    settings.ANONYMOUS_RATE, settings.TRUSTED_PROXIES = 1, ["10.0.0.0/8"]
    for client, status in [("203.0.113.1", 200), ("203.0.113.1", 429), ("203.0.113.2", 200)]:
        headers = {"X-Forwarded-For": f"1.2.3.4, {client}"}
        assert Client().get("/problems/", REMOTE_ADDR="10.0.0.1", headers=headers).status_code == status


def test_schema_and_docs_are_made_once(django_assert_num_queries: Any) -> None:
    first = {path: Client().get(path) for path in ("/api/v1/schema/", "/api/v1/docs/")}
    for path, answer in first.items():
        again = Client().get(path)
        assert again.content == answer.content
        assert again["Content-Type"] == answer["Content-Type"]
    english = Client().get("/api/v1/docs/", headers={"Accept-Language": "en"})
    assert english.content != first["/api/v1/docs/"].content, "the page of each language is its own"


def test_a_key_that_somebody_else_set_silences_nothing(broker: Broker) -> None:
    broker.client.set("workbench:within:sweep", 1, px=10**9)
    assert run_once("sweep", 5)
    assert not run_once("sweep", 5)
    broker.client.set("workbench:within:sweep", 1)
    assert run_once("sweep", 5)
    assert 0 < broker.client.pttl("workbench:within:sweep") <= 5000


def test_readyz_tells_a_sweep_that_is_late(broker: Broker, settings: Any) -> None:
    call_command("sweep")
    assert checks.sweep() == "ok"
    settings.READY_SWEEP_SECONDS = 50.0
    old = [sweeps.Pass(settings.SWEEPS[3], time.time() - 60, 0.1, 0, failed=False)]
    sweeps.note(old)
    assert checks.sweep() == "late"
    assert Client().get("/readyz").json()["status"] == "degraded"
    call_command("sweep")
    assert checks.sweep() == "ok"


def test_a_sweep_that_never_runs_is_late_from_the_first_question_on(broker: Broker, settings: Any) -> None:
    assert checks.sweep() == "ok"
    settings.READY_SWEEP_SECONDS = 0.0
    assert checks.sweep() == "late"


def test_without_redis_nobody_knows_of_sweeps() -> None:
    assert checks.sweep() == "unknown"
