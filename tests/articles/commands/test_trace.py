"""`manage.py trace`: the record of a stored article, and of a page that is not stored."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ComparedText, Page, ReuseEdge, Source
from tests.provenance.stored.world import STORY, published

pytestmark = pytest.mark.django_db
CONTRACT = {"reuse", "attributions", "references", "findings", "lineage"}


def trace(*arguments: str) -> dict:
    out = StringIO()
    call_command("trace", *arguments, stdout=out)
    return json.loads(out.getvalue())


def counts() -> list[int]:
    return [model.objects.count() for model in (Article, Page, Source, ComparedText, ReuseEdge)]


def test_a_stored_article_is_traced_by_id():
    first, copy = published("临江早报", "18T09:00"), published("湖城快讯", "18T15:00")
    record = trace(str(copy.article_id))
    assert set(record) >= CONTRACT
    (reuse,) = record["reuse"]
    assert (reuse["article"], reuse["containment"], reuse["direction"]) == (first.article_id, 1.0, "from")
    assert record["lineage"]["earliest"] == first.article_id


def test_a_file_is_compared_with_what_is_stored_and_nothing_is_written(tmp_path):
    first = published("临江早报", "18T09:00")
    page = tmp_path / "copy.html"
    body = "".join(f"<p>{line}</p>" for line in STORY[:3])
    page.write_text(
        f"<html><head><title>老桥封了</title></head><body><article><h1>老桥封了</h1>{body}</article></body></html>"
    )
    before = counts()
    record = trace("--file", str(page))
    assert record["article"] is None
    assert [(each["article"], each["direction"]) for each in record["reuse"]] == [(first.article_id, "undirected")]
    assert STORY[1].rstrip("。") in record["reuse"][0]["passages"][0]["text"]
    assert counts() == before


def test_a_page_that_is_stored_already_keeps_its_id(tmp_path):
    page = tmp_path / "one.txt"
    page.write_text("老桥封闭检修的通知\n\n" + "\n\n".join(STORY))
    out = StringIO()
    call_command("ingest", str(page), stdout=out)
    stored = json.loads(out.getvalue())["id"]
    assert trace("--file", str(page))["article"] == stored


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, b"<a " * 8000])
def test_a_page_that_cannot_be_read_is_an_error_in_json(tmp_path, content):
    page = tmp_path / "bad.html"
    page.write_bytes(content)
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("trace", "--file", str(page), stdout=out)
    assert error.value.returncode == 1
    assert json.loads(out.getvalue())["error"]["code"]
    assert counts() == [0, 0, 0, 0, 0]


def test_an_unknown_id_says_so():
    with pytest.raises(CommandError, match="no article 4711"):
        call_command("trace", "4711")
