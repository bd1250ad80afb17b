"""Every failure of every endpoint has one shape (the `api` fixtures check it) and a fitting status."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver

from articles.api.conventions.permissions import ANY_KEY
from articles.models.access.keys import SCOPES
from tests.contract.conftest import Api, check_problem
from tests.contract.endpoints import endpoints
from workbench.api.reference.schema import document

ENDPOINTS = [
    (method.upper(), path, operation)
    for path, operations in document()["paths"].items()
    for method, operation in operations.items()
    if method in ("get", "post", "put", "patch", "delete")
]
ANY_SCOPE = {(each.method, each.route) for each in endpoints() if each.scope == ANY_KEY}
IDS = [f"{method} {path}" for method, path, _ in ENDPOINTS]


def _path(path: str) -> str:
    return path.removeprefix("/api/v1/").replace("{id}", "987654321")


@pytest.mark.parametrize(("method", "path", "operation"), ENDPOINTS, ids=IDS)
def test_every_endpoint_refuses_in_one_shape(method, path, operation, moderator, anonymous, api, api_with):
    place = _path(path)
    without_key = anonymous.request(method, place)
    assert without_key.status_code == 401
    assert without_key["WWW-Authenticate"] == "Api-Key"
    assert Api("x" * 8 + "." + "y" * 32).request(method, place).json()["code"] == "invalid_key"
    assert Api("no key at all").request(method, place).status_code == 401

    allowed = [scope for scope in SCOPES if api_with(scope).request(method, place).status_code != 403]
    wanted = len(SCOPES) if (method, place) in ANY_SCOPE else 1
    assert len(allowed) == wanted, "one scope opens an endpoint, or every key does"

    if "delete" not in document()["paths"][path]:
        assert api.request("DELETE", place).status_code == 405
    if "{id}" in path:
        for stranger in ("987654321", str(10**30)):
            address = path.removeprefix("/api/v1/").replace("{id}", stranger)
            assert api.request(method, address).status_code == 404
    if method == "POST":
        assert api.post(place, b"<p>", content_type="text/html").status_code in (404, 415)
        assert api.post(place, b"{").status_code in (400, 404, 415)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing/",
        "articles",
        "articles/x/",
        "articles/-1/",
        "articles/%00/",
        "articles/1/2/",
        "sources/" + "9" * 6_000 + "/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_unknown_paths_are_a_404(api, method, path):
    """Even paths without their slash are 404: a redirect would lose a POST's body."""
    assert api.request(method, path).status_code == 404


def test_paths_beside_the_base_are_a_404_problem(db):
    check_problem(Client().get("/api/"))
    check_problem(Client().get("/api/v2/articles/"))


def test_other_404s_are_pages(db):
    response = Client().get("/nothing-here/", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")
    assert b"Page not found" in response.content


def test_unknown_host_is_a_400(db):
    response = Client().get("/api/v1/articles/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert check_problem(response)["code"] == "bad_request"


def test_refused_media_type_is_a_406(api):
    response = api.client.get("/api/v1/articles/", headers={"Accept": "text/html"})
    assert response.status_code == 406
    check_problem(response)


def test_our_own_fault_is_a_500_problem_without_details(api, monkeypatch):
    def fail(*args: object) -> None:
        raise RuntimeError("secret text of an article")

    monkeypatch.setattr("articles.api.submissions.submit", fail)
    response = api.post("articles/", {})
    assert response.status_code == 500
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "parameter", "value"),
    [
        ("articles/", "platform", "nowhere"),
        ("articles/", "platform", "a\x00b"),
        ("articles/", "external_id", "a\x00b"),
        ("articles/", "url", "x" * 2001),
        ("articles/", "source", "x"),
        ("articles/", "source", str(2**63)),
        ("articles/", "created_after", "yesterday"),
        ("articles/", "created_after", "0001-01-01T00:00:00+14:00"),
        ("articles/", "created_before", "9999-12-31T23:59:59-14:00"),
        ("articles/", "band", "dreadful"),
        ("articles/", "page_size", "0"),
        ("articles/", "page_size", "201"),
        ("articles/", "page_size", "९"),
        ("articles/", "cursor", "x"),
        ("articles/", "cursor", "cD15ZXN0ZXJkYXk="),
        ("articles/", "cursor", "cD0yMDI2LTAxLTAxKzAwJTNBMDA="),
        ("articles/", "cursor", "\udcff"),
        ("sources/", "kind", "king"),
        ("queue-items/", "queue", "nowhere"),
        ("queue-items/", "state", "lost"),
        ("queue-items/", "article", "-1"),
        ("webhook-deliveries/", "state", "lost"),
    ],
)
def test_wrong_parameter_is_named(api, path, parameter, value):
    if "\udcff" in value:
        value = value.encode("utf-8", "surrogateescape").decode("latin-1")
    response = api.get(path, **{parameter: value})
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


def test_request_id_of_the_caller_is_kept(api):
    response = api.client.get("/api/v1/nothing/", headers={"X-Request-ID": "caller-4711-x"})
    assert check_problem(response)["request_id"] == "caller-4711-x"


def test_every_api_view_names_its_scopes():
    """A view without scopes would refuse every key."""
    views = [
        pattern.callback.cls
        for resolver in get_resolver().url_patterns
        if str(resolver.pattern) == "api/v1/"
        for sub in resolver.url_patterns
        for pattern in getattr(sub, "url_patterns", [sub])
        if hasattr(pattern.callback, "cls")
    ]
    assert len(views) > 10
    for view in views:
        if view.permission_classes:
            handled = {method.upper() for method in ("get", "post", "put", "patch", "delete") if hasattr(view, method)}
            assert set(view.required_scopes) == handled, view
            assert set(view.required_scopes.values()) <= {*SCOPES, ANY_KEY}
