"""A denied request is one line of the log: user, path, missing right; never a traceback, never a query."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from articles.access import api_keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(settings, monkeypatch):
    """What the product's own logging writes, as text."""
    written: list[str] = []
    handler = logging.getLogger().handlers
    formatter = next(each.formatter for each in handler if type(each) is logging.StreamHandler)

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    kept = Kept()
    kept.setFormatter(formatter)
    logging.getLogger().addHandler(kept)
    yield written
    logging.getLogger().removeHandler(kept)


def only(lines: list[str]) -> str:
    (line,) = [line for line in lines if "denied" in line or "Forbidden" in line or "Traceback" in line]
    assert "\n" not in line
    return line


@pytest.mark.parametrize(
    ("path", "missing"),
    [
        ("/admin/triage/status/", "moderation.view_webhookdelivery"),
        ("/admin/articles/apikey/add/?q=geheim", "articles.add_apikey"),
        ("/admin/auth/user/?q=geheim", "auth.view_user"),
        ("/admin/articles/apikey/", "articles.view_apikey"),
    ],
)
def test_a_page_that_a_role_does_not_include(client, auditor, moderator, lines, path, missing):
    client.force_login(moderator)
    assert client.get(path).status_code == 403
    line = only(lines)
    assert f"user=account:{moderator.pk}" in line
    assert f"path={path.partition('?')[0]}" in line
    assert missing in line
    assert "geheim" not in "".join(lines)


def test_a_key_without_the_scope(client, api_key, lines):
    key = api_key("articles:read")
    answer = client.get("/api/v1/reports/weekly/?q=geheim", headers={"Authorization": f"Api-Key {key}"})
    assert answer.status_code == 403
    line = only(lines)
    assert f"user=key:{key[:8]}" in line
    assert "reports:read" in line
    assert key not in "".join(lines)
    assert "geheim" not in "".join(lines)


@pytest.mark.parametrize("which", ["unknown", "revoked", "wrong secret", "malformed", "none"])
def test_a_key_that_opens_nothing(client, api_key, lines, which):
    key = api_key("articles:read")
    if which == "revoked":
        api_keys.revoke(key[:8])
    shown = {
        "unknown": "Zz345678." + "a" * 32,
        "revoked": key,
        "wrong secret": f"{key[:9]}{'b' * 32}",
        "malformed": "geheim",
        "none": "",
    }[which]
    headers = {"Authorization": f"Api-Key {shown}"} if shown else {}
    assert client.get("/api/v1/articles/?q=geheim", headers=headers, REMOTE_ADDR="192.0.2.7").status_code == 401
    line = only(lines)
    assert "address=192.0.2.7" in line
    assert ("missing=unknown" if which == "none" else "missing=invalid_key") in line
    assert (f"shown=key:{key[:8]}" in line) is (which in ("revoked", "wrong secret"))
    assert "geheim" not in "".join(lines)
    assert key[9:] not in "".join(lines)
    assert "a" * 32 not in "".join(lines)


@pytest.mark.parametrize("path", ["/oauth/token/", "/oauth/revoke/"])
def test_a_console_that_proves_nothing(client, lines, path):
    form = {"grant_type": "refresh_token", "refresh_token": "geheim", "token": "geheim", "client_id": "nobody"}
    assert client.post(path, {**form, "client_secret": "geheim"}, REMOTE_ADDR="192.0.2.7").status_code in (400, 401)
    line = only(lines)
    assert "address=192.0.2.7" in line
    assert "oauth: invalid" in line
    assert "geheim" not in "".join(lines)


def test_a_form_without_its_token(person_client, lines):
    assert person_client.post("/admin/login/?next=geheim", {"username": "x", "password": "y"}).status_code == 403
    line = only(lines)
    assert "user=nobody" in line
    assert "geheim" not in "".join(lines)


@pytest.fixture
def person_client() -> Client:
    return Client(enforce_csrf_checks=True)


def test_no_query_of_a_missing_page_is_logged(client, lines):
    assert client.get("/admin/no-such-page?q=geheim").status_code in (302, 404)
    assert client.get("/no-such-page?q=geheim").status_code == 404
    assert "geheim" not in "".join(lines)
