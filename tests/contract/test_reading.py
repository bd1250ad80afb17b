"""Conventions of every GET: ETag and 304, gzip, choice of fields, refusal of unknown parameters."""

from __future__ import annotations

import gzip

import pytest

from tests.makers import queued, stored


@pytest.mark.parametrize("path", ["articles/", "articles/{article}/", "queue-items/{item}/", "sources/", "imports/"])
def test_answer_that_is_known_is_a_304(api, path):
    item = queued()
    address = "/api/v1/" + path.format(article=item.article_id, item=item.pk)
    first = api.client.get(address)
    known = {"If-None-Match": first["ETag"]}
    again = api.client.get(address, headers=known)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == again["Cache-Control"] == "private, no-cache"
    assert "Authorization" in first["Vary"] or "private" in first["Cache-Control"]


def test_change_has_a_new_etag(api):
    item = queued()
    address = f"/api/v1/articles/{item.article_id}/"
    tag = api.client.get(address)["ETag"]
    type(item).objects.update(version=2)
    assert api.client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_etag_of_the_compressed_answer_is_known_too(api):
    for _ in range(5):
        stored()
    packed = api.client.get("/api/v1/articles/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"].startswith("W/")
    assert gzip.decompress(packed.content) == api.client.get("/api/v1/articles/").content
    again = api.client.get("/api/v1/articles/", headers={"If-None-Match": packed["ETag"], "Accept-Encoding": "gzip"})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_for_people_are_not_compressed(admin_client):
    page = admin_client.get("/admin/", headers={"Accept-Encoding": "gzip"})
    assert page.status_code == 200
    assert "Content-Encoding" not in page


def test_chosen_fields_only(api):
    version = stored()
    shown = api.get(f"articles/{version.article_id}/", fields="id, headline,queue_item").json()
    assert shown == {"id": version.article_id, "headline": version.headline, "queue_item": None}
    page = api.get("articles/", fields="id").json()
    assert page["results"] == [{"id": version.article_id}]
    assert set(page) == {"next", "previous", "results"}


@pytest.mark.parametrize(
    ("path", "parameter", "value"),
    [
        ("articles/", "fields", "id,healine"),
        ("articles/", "fields", ""),
        ("articles/", "platfrom", "netease"),
        ("sources/", "x\x00", "1"),
        ("queue-items/", "fields", "id,\x00"),
        ("articles/1/", "expand", "all"),
    ],
)
def test_unknown_field_or_parameter_is_named(api, path, parameter, value):
    refused = api.get(path, **{parameter: value})
    assert refused.status_code == 400
    assert [error["parameter"] for error in refused.json()["errors"]] == [parameter]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [("articles/", "created_after"), ("articles/", "assessed"), ("queue-items/", "state"), ("articles/", "page_size")],
)
def test_an_empty_parameter_is_named_where_nothing_is_no_value_of_it(api, path, parameter):
    """An empty parameter does not count as a missing one, which would list everything."""
    refused = api.get(path, **{parameter: ""})
    assert refused.status_code == 400
    assert [(error["parameter"], error["code"]) for error in refused.json()["errors"]] == [(parameter, "blank")]


def test_misspelt_parameter_gets_the_right_one_suggested(api):
    assert "did you mean platform?" in api.get("articles/", platfrom="sohu").json()["errors"][0]["detail"]


def test_next_page_keeps_the_fields(api):
    for _ in range(3):
        stored()
    first = api.get("articles/", fields="id", page_size=2).json()
    second = api.client.get(first["next"]).json()
    assert [set(item) for item in second["results"]] == [{"id"}]
