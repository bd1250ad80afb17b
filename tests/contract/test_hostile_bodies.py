"""Hostile bodies are refused with a 4xx and a reason, and store nothing."""

from __future__ import annotations

import gzip
import io
import json
from functools import cache

import pytest
from django.test import RequestFactory

from articles.api.conventions.errors import ApiProblem
from articles.models import Page
from tests.makers import fields
from workbench.api.parsers import StrictJSONParser

BODIES = {
    "no JSON": (b"{", "not_json"),
    "empty": (b" ", "not_json"),
    "deep": (b"[" * 100_000, "too_deep"),
    "deep and whole": (b"[" * 100_000 + b"]" * 100_000, "too_deep"),
    "a little too deep": (b"[" * 65 + b"]" * 65, "too_deep"),
    "NaN": (b'{"headline": NaN}', "not_finite"),
    "Infinity": (b'{"headline": -Infinity}', "not_finite"),
    "number beyond the largest": (b'{"comment_count": 1e999}', "not_finite"),
    "number of 5,000 digits": (b'{"comment_count": ' + b"9" * 5_000 + b"}", "not_json"),
    "GB 18030": ('{"headline": "标题"}'.encode("gb18030"), "not_utf8"),
    "UTF-16": ('{"headline": "标题"}'.encode("utf-16"), "not_utf8"),
    "raw surrogate": (b'{"headline": "\xed\xa0\x80"}', "not_utf8"),
    "half a pair": (rb'{"headline": "\ud800"}', "lone_surrogate"),
    "half a pair as a name": (rb'{"\udfff": 1}', "lone_surrogate"),
    "control character": (b'{"headline": "\x01"}', "not_json"),
    "one name twice": (b'{"headline": "a", "headline": "b"}', "repeated_name"),
    "one name twice, the same value": (b'{"act": "allow", "act": "allow"}', "repeated_name"),
    "one name twice by an escape": (rb'{"moderator": "a", "modera\u0074or": "b"}', "repeated_name"),
    "two million arrays": (b"[" + b"[]," * 1_100_000 + b"[]]", "too_complex"),
}


@pytest.fixture(autouse=True)
def somebody_to_act_for(moderator):
    """A key that acts for nobody is refused before its body is read."""


PATHS = ["articles/", "articles/batch/", "headlines/score/", "queue-items/claim/"]


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("path", PATHS)
def test_body_that_is_no_json_is_a_400(api, path, name):
    body, code = BODIES[name]
    response = api.post(path, body)
    assert (response.status_code, response.json()["code"]) == (400, code)
    assert not Page.objects.exists()


def test_pointer_leads_to_the_half_pair(api):
    response = api.post("articles/batch/", rb'[{"a/b": ["x", "\udc00"]}]')
    assert response.json()["errors"][0]["pointer"] == "/0/a~1b/1"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b'{"x": 1, "x": 2}', "/x"),
        (b'[{"ok": 1}, {"source": {"name": "a", "id": 1, "name": "b"}}]', "/1/source/name"),
        (b'{"a": {"b/c~": [0, {"": 1, "": 1}]}, "d": 2}', "/a/b~1c~0/1/"),
        (b'{"x": {"y": 1, "y": 2}, "x": 3}', "/x"),
    ],
)
def test_pointer_leads_to_the_repeated_name(api, body, pointer):
    response = api.post("articles/batch/", body)
    assert (response.status_code, response.json()["code"]) == (400, "repeated_name")
    assert response.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("body", [b"null", b"7", b'"x"', b"true", b"{}", b"[[]]", b"[null]"])
def test_json_of_another_kind_is_a_422(api, path, body):
    response = api.post(path, body)
    if path == "articles/batch/" and body in (b"[[]]", b"[null]"):
        assert response.status_code == 207
        assert [result["status"] for result in response.json()] == ["rejected"]
    elif path == "queue-items/claim/" and body == b"{}":
        assert response.status_code == 204, "the key's one moderator claims, and nothing waits"
    else:
        assert response.status_code == 422
    assert not Page.objects.exists()


def test_body_of_2_6_megabytes_is_read(api):
    """Django's default limit of 2.5 MB does not apply."""
    text = "山城市气象台发布通报。" * 100
    script = f"<script>{'x' * 2_600_000}</script>"
    page = f"<html><head>{script}</head><body><article><h1>山城市气象台通报</h1><p>{text}</p></article></body></html>"
    assert api.post("articles/", {"html": page}).status_code == 201


def test_body_of_25_megabytes_is_a_413(api):
    body = json.dumps({"text": "x" * 25 * 1024 * 1024}).encode()
    response = api.post("articles/", body)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "content_type",
    ["text/html", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"],
)
def test_other_content_types_are_a_415(api, content_type):
    assert api.post("articles/", b"headline=x", content_type=content_type).status_code == 415


def test_gzipped_body_is_read(api):
    packed = gzip.compress(json.dumps(fields()).encode())
    assert api.post("articles/", packed, **{"Content-Encoding": "gzip"}).status_code == 201


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "x"])
def test_other_content_codings_are_a_415(api, coding):
    response = api.post("articles/", b"{}", **{"Content-Encoding": coding})
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_coding")
    assert response["Accept-Encoding"] == "gzip, identity"


@cache
def bomb() -> bytes:
    """Made by the tests that send it: packing takes a while, and every test process loads this module."""
    return gzip.compress(b"[" + b" " * 200_000_000 + b"]")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{}", 400, "bad_gzip"),
        (b"\x1f\x8b", 400, "bad_gzip"),
        (gzip.compress(b"{}")[:-3], 400, "bad_gzip"),
        (gzip.compress(b"{}") + b"x", 400, "bad_gzip"),
        (gzip.compress(gzip.compress(b"{}")), 400, "not_utf8"),
        (None, 413, "too_large"),
    ],
    ids=["not packed", "begun", "cut off", "with a tail", "packed twice", "bomb"],
)
@pytest.mark.parametrize(("path", "kind"), [("articles/", "application/json"), ("imports/", "application/x-ndjson")])
def test_faulty_gzip_is_refused(api, path, kind, body, status, code):
    if path == "imports/" and code == "not_utf8":
        status, code = 202, None  # each line is checked by itself, later
    packed = bomb() if body is None else body
    response = api.post(path, packed, content_type=kind, **{"Content-Encoding": "gzip"})
    assert (response.status_code, response.json().get("code")) == (status, code)
    assert not Page.objects.exists()


def test_body_shorter_than_announced_is_a_400():
    """Calls the parser, since the test client cannot break off a request."""
    data = json.dumps(fields()).encode()
    request = RequestFactory().post("/api/v1/articles/", data, content_type="application/json")
    request.META["CONTENT_LENGTH"] = str(len(data) + 5)
    with pytest.raises(ApiProblem) as raised:
        StrictJSONParser().parse(io.BytesIO(data), "application/json", {"request": request})
    assert (raised.value.status_code, raised.value.code) == (400, "broken_body")


def test_nul_in_a_page_is_stored_as_it_came_and_read_without_it(api):
    text = "山城夜市重新开放\n\n" + "管理处介绍，夜市共有二百一十个摊位，今晚六时开放。\n\n" * 6 + "完\x00。"
    response = api.post("articles/", {"platform": "other", "text": text})
    assert response.status_code == 201
    shown = api.get(f"articles/{response.json()['id']}/").json()
    assert "\x00" not in json.dumps(shown)
    assert Page.objects.get().content == text.encode()
