"""Imports: a file of submissions, worked in chunks; each line has its result."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.intake.imports import importing, lines
from articles.intake.imports.sweeps import dead_letter_imports, forget_imports, ring_due_imports
from articles.models import Article, Assessment, Import, ImportChunk, Page, Platform
from tests.makers import fields

LINES = "application/x-ndjson"


def ndjson(*rows: object) -> bytes:
    return b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)


def upload(api, *rows: object, **headers: str):
    return api.post("imports/", ndjson(*rows), content_type=LINES, **headers)


def results(api, pk: int) -> list[dict[str, object]]:
    response = api.client.get(f"/api/v1/imports/{pk}/results/")
    assert (response.status_code, response["Content-Type"]) == (200, LINES)
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def test_each_line_has_its_result_by_its_number(api):
    good = fields()
    edited = {**good, "body": ["全文更正如下。", *good["body"]]}
    started = upload(
        api, good, b"\n", b"{broken\n", {"headline": "无正文"}, good, edited, b"\xff\n", {**fields(), "platform": "x"},
        b'{"headline": "\\ud800"}\n', fields(),
    )  # fmt: skip
    assert started.status_code == 202
    run = started.json()
    assert (run["state"], run["lines"], run["done"], run["finished_at"]) == ("running", 9, 0, None)
    assert started["Location"].endswith(f"/api/v1/imports/{run['id']}/")
    importing.work(run["id"])
    found = results(api, run["id"])
    told = [(row["line"], row["status"], (row["error"] or {}).get("code"), row["version"]) for row in found]
    assert told == [
        (1, "created", None, 1),
        (3, "rejected", "not_json", None),
        (4, "rejected", "invalid_fields", None),
        (5, "duplicate", None, 1),
        (6, "created", None, 2),
        (7, "rejected", "not_utf8", None),
        (8, "rejected", "unknown_platform", None),
        (9, "rejected", "lone_surrogate", None),
        (10, "created", None, 1),
    ]
    assert results(api, run["id"])[2]["error"]["errors"][0]["pointer"] == "/body"
    done = api.get(f"imports/{run['id']}/").json()
    counts = {name: done[name] for name in ("state", "done", "created", "duplicates", "rejected")}
    assert counts == {"state": "done", "done": 9, "created": 3, "duplicates": 1, "rejected": 5}
    assert done["finished_at"]
    assert Article.objects.count() == 2
    assert not any(ImportChunk.objects.values_list("content", flat=True)), "the pages are stored; the file is not kept"


def test_a_line_with_one_name_twice_is_rejected(api):
    started = upload(api, b'{"platform": "netease", "headline": "a", "headline": "b"}\n', fields())
    importing.work(started.json()["id"])
    first, second = results(api, started.json()["id"])
    assert (first["status"], first["error"]["code"]) == ("rejected", "repeated_name")
    assert second["status"] == "created"


def test_chunks_keep_the_numbers_of_the_lines(monkeypatch):
    monkeypatch.setattr(lines, "CHUNK_LINES", 3)
    text = b"a\n\nb\nc\n\n\n\n\n\nd"
    pieces = [text[i : i + 2] for i in range(0, len(text), 2)]
    made = lines.chunks(pieces)
    import zlib

    found = [pair for chunk in made for pair in lines.numbered(chunk.first_line, zlib.decompress(chunk.content))]
    assert found == [(1, b"a"), (3, b"b"), (4, b"c"), (10, b"d")]
    assert sum(chunk.lines for chunk in made) == 4


def test_gzipped_file_is_taken(api):
    packed = gzip.compress(ndjson(fields(), fields()))
    started = api.post("imports/", packed, content_type=LINES, **{"Content-Encoding": "gzip"})
    assert (started.status_code, started.json()["lines"]) == (202, 2)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "empty_file"),
        (b"\n \n\r\n", 422, "empty_file"),
        (b"{}\n" * 100_001, 413, "too_many_lines"),
        (b"x" * (lines.LONGEST_LINE + 1), 413, "line_too_long"),
    ],
    ids=["empty", "blank", "too many", "too long"],
)
def test_file_that_cannot_be_taken_stores_nothing(api, body, status, code):
    refused = api.post("imports/", body, content_type=LINES)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert not Import.objects.exists()


def test_hundred_thousand_lines_are_taken(api):
    started = api.post("imports/", b"{}\n" * 100_000, content_type=LINES)
    assert (started.status_code, started.json()["lines"]) == (202, 100_000)


def test_file_beyond_the_limit_is_a_413(api, settings):
    settings.IMPORT_BODY_LIMIT = 1000
    refused = upload(api, *[fields() for _ in range(5)])
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
    assert not Import.objects.exists()


def test_other_content_type_is_a_415(api):
    assert api.post("imports/", fields()).status_code == 415


def test_cancelling_stops_before_the_next_chunk(api, monkeypatch):
    monkeypatch.setattr(lines, "CHUNK_LINES", 2)
    run = upload(api, *[fields() for _ in range(6)]).json()
    store = importing._store

    def then_cancel(*arguments: object) -> None:
        store(*arguments)
        importing.cancel(run["id"])

    monkeypatch.setattr(importing, "_store", then_cancel)
    importing.work(run["id"])
    stopped = api.post(f"imports/{run['id']}/cancel/", {}).json()
    assert (stopped["state"], stopped["done"]) == ("cancelled", 2)
    assert Article.objects.count() == 2
    assert [row["line"] for row in results(api, run["id"])] == [1, 2]
    importing.work(run["id"])
    assert Article.objects.count() == 2


def test_a_worker_that_was_taken_over_leaves_nothing(api, monkeypatch):
    """A worker whose lease expired while it parsed writes nothing: only the one that took over does."""
    run = upload(api, fields(), fields()).json()
    store = importing._store

    def late(run_id: int, token: str, *rest: object) -> None:
        Import.objects.filter(pk=run_id).update(token="of-another")
        store(run_id, token, *rest)

    monkeypatch.setattr(importing, "_store", late)
    importing.work(run["id"])
    assert not Article.objects.exists()
    assert Import.objects.get().done == 0


def test_error_in_a_chunk_takes_the_chunk_back_and_is_tried_again(api, monkeypatch, settings):
    settings.MAX_ATTEMPTS = 2
    run = upload(api, fields(), fields()).json()
    with monkeypatch.context() as patch:
        patch.setattr(ImportChunk.objects, "filter", lambda **_: 1 / 0)
        importing.work(run["id"])
        assert not Article.objects.exists()
        row = Import.objects.get()
        assert (row.state, row.attempts, row.last_error) == ("running", 1, "ZeroDivisionError")
        Import.objects.update(due_at=timezone.now())
        importing.work(run["id"])
    row.refresh_from_db()
    assert (row.state, row.due_at, row.last_error) == ("failed", None, "ZeroDivisionError")
    assert api.get(f"imports/{run['id']}/").json()["state"] == "failed"


def test_import_fails_when_its_worker_dies_each_time(api, settings):
    run = upload(api, fields()).json()
    Import.objects.update(attempts=settings.MAX_ATTEMPTS)
    assert (dead_letter_imports(dry_run=True), dead_letter_imports()) == (1, 1)
    assert api.get(f"imports/{run['id']}/").json()["state"] == "failed"


def test_import_waits_while_the_workers_are_behind(api, settings, monkeypatch):
    monkeypatch.setattr(lines, "CHUNK_LINES", 2)
    settings.IMPORT_BACKLOG = 2
    run = upload(api, *[fields() for _ in range(4)]).json()
    importing.work(run["id"])
    assert api.get(f"imports/{run['id']}/").json()["done"] == 2
    assert ring_due_imports() == 0, "in a few seconds"
    settings.IMPORT_BACKLOG = 100
    Import.objects.update(due_at=timezone.now())
    assert (ring_due_imports(dry_run=True), ring_due_imports(), ring_due_imports()) == (1, 1, 0)
    importing.work(run["id"])
    assert api.get(f"imports/{run['id']}/").json()["state"] == "done"


def test_import_lets_articles_that_wait_go_first_after_each_chunk(api, monkeypatch):
    monkeypatch.setattr(lines, "CHUNK_LINES", 1)
    stored = api.post("articles/", fields()).json()["id"]
    run = upload(api, *[fields() for _ in range(3)]).json()
    Assessment.objects.filter(version__article=stored).update(due_at=timezone.now() - timedelta(minutes=1))
    importing.work(run["id"])
    assert api.get(f"imports/{run['id']}/").json()["done"] == 1
    Assessment.objects.filter(version__article=stored).update(leased_until=timezone.now() + timedelta(minutes=1))
    importing.work(run["id"])
    assert api.get(f"imports/{run['id']}/").json()["state"] == "done"


def test_flood_of_another_platform_stops_no_import(api, api_with, settings):
    settings.IMPORT_BACKLOG = 2
    for _ in range(3):
        api.post("articles/", fields(platform="toutiao"))
    sohu = api_with(platform=Platform.objects.get(code="sohu"))
    run = upload(sohu, fields(platform="sohu")).json()
    importing.work(run["id"])
    assert sohu.get(f"imports/{run['id']}/").json()["state"] == "done"


def test_key_of_one_platform_imports_its_articles_and_sees_its_imports_only(api, api_with):
    sohu = api_with(platform=Platform.objects.get(code="sohu"))
    run = upload(sohu, fields(platform="netease"), fields(platform=None), fields(platform="sohu")).json()
    assert run["platform"] == "sohu"
    importing.work(run["id"])
    told = [(row["status"], (row["error"] or {}).get("code")) for row in results(sohu, run["id"])]
    assert told == [("rejected", "other_platform"), ("created", None), ("created", None)]
    assert set(Article.objects.values_list("platform__code", flat=True)) == {"sohu"}
    theirs = upload(api, fields()).json()
    for path in ("", "results/"):
        assert sohu.get(f"imports/{theirs['id']}/{path}").status_code == 404
    assert sohu.post(f"imports/{theirs['id']}/cancel/", {}).status_code == 404
    assert [item["id"] for item in sohu.get("imports/").json()["results"]] == [run["id"]]
    assert [item["id"] for item in api.get("imports/", state="running").json()["results"]] == [theirs["id"]]


def test_upload_under_an_idempotency_key_is_one_import(api):
    rows = [fields(), fields()]
    key = {"Idempotency-Key": "file-1"}
    first, again = upload(api, *rows, **key), upload(api, *rows, **key)
    assert first.content == again.content
    assert Import.objects.count() == 1
    assert upload(api, fields(), **key).status_code == 422


def test_old_imports_are_forgotten_and_articles_stay(api, settings):
    run = upload(api, fields()).json()
    importing.work(run["id"])
    Import.objects.update(finished_at=timezone.now() - timedelta(days=settings.IMPORT_KEEP_DAYS, minutes=1))
    assert (forget_imports(dry_run=True), forget_imports()) == (1, 1)
    assert not ImportChunk.objects.exists()
    assert Article.objects.count() == Page.objects.count() == 1
