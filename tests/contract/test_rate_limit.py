"""Rate limits of keys: counted in the real broker, shown in headers, off while the broker is away."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

from workbench.api.throttling import WINDOW, Counter, counter


@pytest.fixture
def counted(broker):
    """The broker runs, and the counter uses it."""
    counter.forget_absence()
    return broker


def test_answers_say_what_is_left_and_then_429(counted, api, settings):
    settings.API_RATE = 3
    for left in (2, 1, 0):
        response = api.get("articles/")
        assert response.status_code == 200
        assert response["RateLimit-Policy"] == f'"key";q=3;w={WINDOW}'
        assert re.fullmatch(rf'"key";r={left};t=([1-9]|[1-5]\d|60)', response["RateLimit"])
    for refused in (api.get("articles/"), api.post("headlines/score/", {"headlines": ["x"]})):
        assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
        assert 1 <= int(refused["Retry-After"]) <= WINDOW
        assert refused["RateLimit"].startswith('"key";r=0;')


def test_a_304_says_what_is_left_too(counted, api):
    tag = api.get("articles/")["ETag"]
    again = api.client.get("/api/v1/articles/", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert "RateLimit" in again


def test_a_key_has_its_own_rate_and_its_own_count(counted, api, api_with, settings):
    settings.API_RATE = 1
    fast = api_with(rate=50)
    assert api.get("articles/").status_code == 200
    assert api.get("articles/").status_code == 429
    assert fast.get("articles/")["RateLimit"].startswith('"key";r=49;')
    settings.API_RATE = 0
    assert api.get("articles/").status_code == 200, "0 is any number"


def test_window_ends(counted, api, settings):
    settings.API_RATE = 1
    api.get("articles/")
    (name,) = counted.client.keys("workbench:rate:*")
    assert 0 < counted.client.pttl(name) <= WINDOW * 1000
    counted.client.pexpire(name, 1)
    while counted.client.exists(name):
        pass
    assert api.get("articles/").status_code == 200


def test_many_at_once_are_counted_exactly(counted):
    """Each thread has its own connection, as web processes have."""
    counters = [Counter() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        used = list(pool.map(lambda n: counters[n % 8].count("crowd", 1000).used, range(200)))
    assert sorted(used) == list(range(1, 201))


def test_requests_pass_without_the_broker_and_it_is_logged(counted, api, settings, caplog):
    settings.API_RATE = 1
    assert "workbench_rate_limits_enforced 1.0" in Client().get("/metrics").content.decode()
    api.get("articles/")
    counted.stop()
    before = counter.failures
    for _ in range(3):
        response = api.get("articles/")
        assert response.status_code == 200
        assert "RateLimit" not in response
    assert [record.msg["event"] for record in caplog.records if isinstance(record.msg, dict)].count(
        "rate_limit_not_enforced"
    ) == 1, "once, not for each request"
    shown = Client().get("/metrics").content.decode()
    assert "workbench_rate_limits_enforced 0.0" in shown
    assert f"workbench_requests_uncounted {before + 3}.0" in shown
    counted.start()
    counter.forget_absence()
    assert api.get("articles/").status_code == 429
