"""/readyz fails only when the web server cannot serve, and reports other faults; /metrics counts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from socket import gethostname
from typing import Any

import pytest
import redis
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from articles.models import Assessment
from articles.scoring.scorers import clickbait
from tests.makers import stored
from tests.services.broker import Broker
from tests.services.processes import wait_for
from tests.services.worker import Service
from workbench.env import BASE_DIR
from workbench.health import checks, heartbeat, sweeps
from workbench.sweeping import sweep_all

pytestmark = pytest.mark.django_db(transaction=True)


def ready() -> tuple[int, dict[str, str]]:
    answer = Client().get("/readyz")
    return answer.status_code, answer.json()


def scraped() -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    text = Client().get("/metrics").content.decode()
    families = text_string_to_metric_families(text)
    return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


def aged(seconds: int) -> Assessment:
    row = Assessment.objects.get(version=stored())
    Assessment.objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(seconds=seconds))
    return row


def test_ready_when_all_is_there(broker: Broker) -> None:
    heartbeat.Heart().beat("celery@one")
    parts = dict.fromkeys(["status", "database", "broker", "weights", "worker", "work", "sweep"], "ok")
    assert ready() == (200, parts)


@pytest.mark.parametrize(("required", "status", "word"), [([], 200, "degraded"), (["worker"], 503, "failed")])
def test_dead_workers_take_no_web_server_out_unless_a_setting_says_so(
    broker: Broker, settings: Any, required: list[str], status: int, word: str
) -> None:
    settings.READY_REQUIRES = ["database", "weights", *required]
    assert ready()[1]["worker"] == "none"
    broker.client.zadd("workbench:workers", {"celery@one": time.time() - settings.READY_WORKER_SECONDS - 1})
    assert ready() == (
        status,
        {"status": word, **dict.fromkeys(["database", "broker", "weights", "work", "sweep"], "ok"), "worker": "late"},
    )


def test_readyz_is_200_without_the_broker() -> None:
    status, told = ready()
    assert (status, told["status"], told["worker"]) == (200, "degraded", "unknown")
    assert told["broker"] != "ok"
    assert scraped()[("workbench_broker_up",)] == 0


def test_readyz_is_503_without_weights(broker: Broker, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(clickbait, "weights_path", lambda language: tmp_path / "none.json")
    status, told = ready()
    assert (status, told["status"], told["weights"]) == (503, "failed", "unreadable")


def test_readyz_is_503_without_the_database(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError, connection

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    status, told = ready()
    assert (status, told["status"], told["database"], told["work"]) == (503, "failed", "OperationalError", "unknown")


def test_readyz_reports_work_that_waits_too_long(broker: Broker, settings: Any) -> None:
    aged(int(settings.READY_DUE_SECONDS) - 60)
    assert ready()[1]["work"] == "ok"
    aged(int(settings.READY_DUE_SECONDS) + 60)
    assert ready()[1]["work"] == "late"


def test_a_real_worker_beats(worker: Service, broker: Broker) -> None:
    worker.start()
    wait_for(lambda: ready()[1]["worker"] == "ok", "the first heartbeat")
    assert scraped()[("workbench_workers_alive",)] == 1
    # A worker sweeps at its start.
    wait_for(lambda: "articles.assessment.sweeps.dead_letter" in sweeps.swept(), "the first sweep")


def test_work_is_counted_by_stage_and_by_attempts(broker: Broker) -> None:
    aged(100)
    tried = aged(50)
    Assessment.objects.filter(pk=tried.pk).update(stage="scoring", attempts=3)
    dead = aged(0)
    Assessment.objects.filter(pk=dead.pk).update(due_at=None, dead_at=timezone.now())
    found = scraped()
    assert found["workbench_assessments_due", "fingerprints"] == 1
    assert found["workbench_assessments_due", "reuse"] == 0
    assert found["workbench_assessments_due", "scoring"] == 1
    assert found["workbench_assessments_due_by_attempts", "3"] == 1
    assert found[("workbench_assessments_dead",)] == 1
    assert 100 <= found[("workbench_assessments_oldest_due_seconds",)] < 130
    assert 50 <= found["workbench_stage_oldest_due_seconds", "scoring"] < 80


def _fails(*, dry_run: bool) -> int:
    raise RuntimeError("broken")


def test_rows_recovered_by_sweeps_are_counted(broker: Broker) -> None:
    from django.conf import settings as django_settings

    row = aged(100)
    Assessment.objects.filter(pk=row.pk).update(attempts=django_settings.MAX_ATTEMPTS)
    name, broken = "articles.assessment.sweeps.dead_letter", f"{__name__}._fails"
    sweep_all([name], dry_run=True)
    assert ("workbench_sweep_rows_total", name) not in scraped()
    for _ in range(2):
        with pytest.raises(RuntimeError):
            sweep_all([name, broken])
    found = scraped()
    assert found["workbench_sweep_rows_total", name] == 1
    assert found["workbench_sweep_failures_total", name] == 0
    assert found["workbench_sweep_failures_total", broken] == 2
    assert 0 <= found["workbench_sweep_age_seconds", name] < 30


def test_the_period_of_a_reconciler_is_that_of_its_list(broker: Broker, settings: Any) -> None:
    settings.SWEEP_SECONDS = 7.0
    names = [settings.SWEEPS[0], settings.HOURLY_JOBS[0], settings.NIGHTLY_JOBS[0]]
    sweeps.note([sweeps.Pass(name, time.time(), 0.1, 0, False) for name in names])
    found = scraped()
    assert [found["workbench_sweep_period_seconds", name] for name in names] == [7, 3600, 86400]


def test_a_reconciler_that_an_upgrade_renamed_is_not_shown(broker: Broker) -> None:
    sweeps.note([sweeps.Pass("articles.sweeps.renamed_since", time.time(), 0.1, 0, False)])
    sweeps.note([sweeps.Pass("articles.assessment.sweeps.dead_letter", time.time(), 0.1, 0, False)])
    assert list(sweeps.swept()) == ["articles.assessment.sweeps.dead_letter"]


def test_beat_in_the_future_does_not_count(broker: Broker) -> None:
    broker.client.zadd("workbench:workers", {"celery@dead": time.time() + 3600})
    assert checks.worker() == "none"
    heartbeat.Heart().beat("celery@living")
    assert list(heartbeat.beats()) == ["celery@living"]


def test_beats_go_by_one_clock_whatever_those_of_machines_say(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 0.0)
    heartbeat.Heart().beat("celery@one")
    monkeypatch.undo()
    assert heartbeat.beats()["celery@one"] < 60


def test_heartbeat_without_broker_does_not_wait() -> None:
    heartbeat.Heart().beat("celery@one")
    with pytest.raises(redis.RedisError):
        heartbeat.beats()


def test_requests_are_timed_by_route_and_never_by_path() -> None:
    Client().get("/admin/triage/424242/")
    Client().get("/no-such-page-424242/")
    found = scraped()
    assert found["workbench_request_seconds_count", "console:item", "3xx"] >= 1
    assert found["workbench_request_seconds_count", "unmatched", "4xx"] >= 1
    assert not any("424242" in part for key in found for part in key)


_TWO = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
from workbench import gunicorn_conf
django.setup()
from django.test import Client
if (child := os.fork()) == 0:
    Client().get("/livez", headers={"host": "localhost"})
    os._exit(0)
os.waitpid(child, 0)
Client().get("/livez", headers={"host": "localhost"})
from prometheus_client import CollectorRegistry, generate_latest
from workbench.health.latency import collect_into
registry = CollectorRegistry()
collect_into(registry)
print(generate_latest(registry).decode())
gunicorn_conf.on_exit(None)
print(os.path.exists(os.environ["PROMETHEUS_MULTIPROC_DIR"]))
"""


def test_all_processes_of_a_web_server_count_together() -> None:
    told = subprocess.run([sys.executable, "-c", _TWO], cwd=BASE_DIR, capture_output=True, text=True, check=True).stdout
    assert 'workbench_request_seconds_count{route="livez",status="2xx"} 2.0' in told
    assert told.endswith("False\n")


def alive(what: str) -> int:
    try:
        call_command("alive", what, stdout=StringIO(), stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code))
    return 0


def test_a_worker_is_alive_while_it_beats(broker: Broker) -> None:
    assert alive("worker") == 1
    heartbeat.Heart().beat("celery@another-machine")
    assert alive("worker") == 1
    heartbeat.Heart().beat(f"celery@{gethostname()}")
    assert alive("worker") == 0
    broker.client.zadd("workbench:workers", {f"celery@{gethostname()}": time.time() - 100})
    assert alive("worker") == 1


def test_the_schedule_is_alive_while_it_writes(settings: Any, tmp_path: Path) -> None:
    settings.CELERY_BEAT_SCHEDULE_FILENAME = str(tmp_path / "schedule")
    assert alive("schedule") == 1
    (tmp_path / "schedule").touch()
    assert alive("schedule") == 0
    os.utime(tmp_path / "schedule", (time.time() - 1000,) * 2)
    assert alive("schedule") == 1
