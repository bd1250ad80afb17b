"""A worker that dies during an import loses no line, and works none twice."""

from __future__ import annotations

import json

import pytest

from articles.intake.imports import importing
from articles.intake.imports import lines as import_lines
from articles.models import Article, ArticleVersion, Import
from tests.makers import fields
from tests.reliability.effects import two_minutes_pass
from tests.services.processes import wait_for
from tests.services.worker import Service

LINES = 300
pytestmark = pytest.mark.django_db(transaction=True)


def test_after_sigkill_in_the_middle_every_line_is_worked_once(
    worker: Service, schedule: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Generous task limits for a busy machine: the task is killed from outside, not by its limit.
    for name, seconds in (("TASK_SOFT_SECONDS", "30"), ("TASK_HARD_SECONDS", "45"), ("LEASE_SECONDS", "60")):
        monkeypatch.setenv(name, seconds)
    monkeypatch.setattr(import_lines, "CHUNK_LINES", 25)
    lines = [json.dumps(fields()).encode() for _ in range(LINES - 1)]
    edited = json.loads(lines[0])
    edited["body"].append("全文更正如下。")
    text = b"\n".join([*lines, json.dumps(edited).encode()])
    run = importing.start(import_lines.chunks([text]), platform=None, api_key="x" * 8)

    def done() -> int:
        return Import.objects.get(pk=run.pk).done

    worker.start()
    wait_for(lambda: done() >= 25, "the first chunk")
    worker.kill()
    at_kill = done()
    assert at_kill < LINES, "the worker was killed too late to have been in the middle"

    two_minutes_pass()
    Import.objects.filter(pk=run.pk, leased_until__isnull=False).update(leased_until=run.created_at)
    worker.start()
    schedule.start()
    wait_for(lambda: Import.objects.get(pk=run.pk).state == "done", f"the lines left after {at_kill}", seconds=240)

    ended = Import.objects.get(pk=run.pk)
    assert (ended.created, ended.duplicates, ended.rejected) == (LINES, 0, 0), "a line worked twice is a duplicate"
    results = [json.loads(line) for chunk in run.chunks.all() for line in chunk.result_lines().splitlines()]
    assert [row["line"] for row in results] == list(range(1, LINES + 1))
    assert Article.objects.count() == LINES - 1
    assert ArticleVersion.objects.filter(number=2).get().article_id == results[0]["id"], "in the file's order"
