"""The doorbell: every name rung is a task's, it rings after the commit, and a broker that is away costs no error."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError
from structlog.testing import capture_logs

from articles import doorbell
from articles.doorbell import TOGETHER, ring, ring_assessments
from articles.models import Assessment
from tests.makers import stored
from workbench.celery import app
from workbench.env import BASE_DIR

APPS = ("articles", "moderation", "workbench")
Sent = list[tuple[str, list[object]]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What is sent to the broker from here on."""
    messages: Sent = []

    def send_task(name: str, arguments: Any, **_: Any) -> None:
        messages.append((name, list(arguments)))

    monkeypatch.setattr(app, "send_task", send_task)
    return messages


@pytest.fixture
def broker_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def send_task(*_: Any, **__: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(app, "send_task", send_task)


def _rung() -> Iterator[tuple[str, str, int]]:
    """Every call that rings: its place, the name it gives, and with how many arguments."""
    for path in sorted(file for folder in APPS for file in (BASE_DIR / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("ring", "doorbell.ring", "_send"):
                place = f"{path.relative_to(BASE_DIR)}:{node.lineno}"
                if path.name == "doorbell.py" and isinstance(node.args[0], ast.Name):
                    continue  # passes on what it was given
                assert isinstance(node.args[0], ast.Constant), f"{place} does not name its task in plain text"
                yield place, node.args[0].value, len(node.args) - 1


def test_every_name_that_is_rung_is_a_task_which_takes_these_arguments() -> None:
    app.loader.import_default_modules()
    places = list(_rung())
    assert len(places) > 15
    for place, name, count in places:
        assert name in app.tasks, f"{place} rings for {name}, which no task has"
        if not place.startswith("articles/doorbell.py"):
            inspect.signature(app.tasks[name].run).bind(*range(count))


def test_every_task_of_the_apps_is_rung_or_scheduled_by_its_name() -> None:
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if name.startswith(("articles.", "moderation."))}
    assert ours == {name for _, name, _ in _rung()}


@pytest.mark.django_db(transaction=True)
def test_it_rings_after_the_commit_and_not_at_all_after_a_rollback(sent: Sent) -> None:
    with transaction.atomic():
        ring("moderation.work_bulk", 7)
        ring_assessments(range(TOGETHER + 2))
        assert not sent
    batches = [list(range(TOGETHER)), [TOGETHER, TOGETHER + 1]]
    assert sent == [("moderation.work_bulk", [7]), *(("articles.assess", [batch]) for batch in batches)]
    sent.clear()
    with transaction.atomic():
        ring("moderation.work_bulk", 8)
        transaction.set_rollback(True)
    assert not sent


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("broker_away")
def test_a_broker_that_is_away_leaves_the_rows_for_the_next_sweep() -> None:
    row = stored().assessment
    Assessment.objects.filter(pk=row.pk).update(notified_at=row.due_at)
    with capture_logs() as logs:
        ring("moderation.send_report_mail", 3)
        ring_assessments([row.pk])
    assert [entry["event"] for entry in logs] == ["doorbell_failed", "doorbell_failed"]
    assert (logs[0]["task"], logs[0]["arguments"]) == ("moderation.send_report_mail", (3,))
    row.refresh_from_db()
    assert row.notified_at is None


@pytest.mark.django_db(transaction=True)
def test_another_fault_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise TypeError("a fault of ours")

    monkeypatch.setattr(doorbell, "_send", fail)
    with pytest.raises(TypeError):
        ring("moderation.count_days")
