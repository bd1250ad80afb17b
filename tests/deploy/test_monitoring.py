"""Alert rules and dashboard: Prometheus reads them, faults fire them, and the product exports what they name."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from tests.docs.pages import DOCS, text_of
from tests.services.broker import Broker
from workbench.env import BASE_DIR
from workbench.health import heartbeat
from workbench.sweeping import sweep_all

FOLDER = BASE_DIR / "deploy" / "monitoring"
RULES: list[dict[str, Any]] = [
    rule for group in yaml.safe_load((FOLDER / "rules.yml").read_text())["groups"] for rule in group["rules"]
]
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "dashboard.json").read_text())
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
DRAWN = [target["expr"] for panel in PANELS for target in panel["targets"]]
EXPRESSIONS = [*(rule["expr"] for rule in RULES), *DRAWN]
_NAME = re.compile(r"\bworkbench_\w+")
_SELECTOR = re.compile(r"\b(workbench_\w+)\s*\{([^}]*)\}")
_EQUAL = re.compile(r'(\w+)="([^"]*)"')


def promtool(*arguments: str) -> None:
    """Runs Prometheus's own checks in the folder of the rules."""
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("NOT TESTED: promtool (Debian: prometheus) is not installed, so nothing reads rules and dashboard")
    done = subprocess.run([program, *arguments], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def named(expressions: list[str]) -> set[str]:
    return {name for expression in expressions for name in _NAME.findall(expression)}


def test_prometheus_accepts_the_rules() -> None:
    promtool("check", "rules", "rules.yml")


def test_prometheus_accepts_the_example_of_a_configuration() -> None:
    promtool("check", "config", "--syntax-only", "prometheus.yml")


def test_recorded_faults_fire_their_alerts_and_no_others() -> None:
    promtool("test", "rules", "rules_test.yml")


def test_every_alert_is_fired_by_a_recorded_fault() -> None:
    fired = set(re.findall(r'alertname="(\w+)"', (FOLDER / "rules_test.yml").read_text()))
    assert {rule["alert"] for rule in RULES} == fired


def test_prometheus_reads_what_the_dashboard_asks(tmp_path: Path) -> None:
    asked = [
        {"record": f"panel:{number}", "expr": expression.replace("$__rate_interval", "5m").replace("$job", "workbench")}
        for number, expression in enumerate(DRAWN)
    ]
    rules = tmp_path / "panels.yml"
    rules.write_text(json.dumps({"groups": [{"name": "panels", "rules": asked}]}))
    promtool("check", "rules", str(rules))


@pytest.fixture
def exported(broker: Broker) -> dict[str, list[dict[str, str]]]:
    """The labels of each sample that an installation exports whose parts have all run once, by the sample's name."""
    heartbeat.Heart().beat("celery@one")
    sweep_all(["articles.assessment.sweeps.ring_due_assessments"])
    Client().get("/admin/triage/1/")
    found: dict[str, list[dict[str, str]]] = {}
    for family in text_string_to_metric_families(Client().get("/metrics").content.decode()):
        found.setdefault(family.name, [])  # a family may have no sample yet
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample.labels)
    return found


@pytest.mark.django_db(transaction=True)
def test_the_product_exports_every_metric_that_is_watched(exported: dict[str, list[dict[str, str]]]) -> None:
    assert len(named(EXPRESSIONS)) > 25
    assert named(EXPRESSIONS) - set(exported) == set()


@pytest.mark.django_db(transaction=True)
def test_the_product_exports_the_labels_that_are_asked_for(exported: dict[str, list[dict[str, str]]]) -> None:
    asked = [
        (metric, label, value)
        for expression in EXPRESSIONS
        for metric, selector in _SELECTOR.findall(expression)
        for label, value in _EQUAL.findall(selector)
        if label != "job"  # of the scrape
    ]
    assert ("workbench_webhook_endpoints", "state", "broken") in asked
    for metric, label, value in asked:
        values = {labels[label] for labels in exported[metric]}
        # A status is there once a request was answered by it.
        assert label == "status" or value in values, (metric, label, value)


def test_every_metric_of_the_documentation_is_on_the_dashboard() -> None:
    table = [line.split("|")[1] for line in text_of(DOCS / "operations.md").splitlines() if line.startswith("| `workb")]
    told = named(table)
    assert len(told) > 20
    drawn = {re.sub(r"_(bucket|count|sum)$", "", name) for name in named(DRAWN)}
    assert told - drawn == set()


def test_the_data_source_of_every_panel_is_a_variable() -> None:
    sources = [panel["datasource"] for panel in PANELS]
    sources += [target["datasource"] for panel in PANELS for target in panel["targets"]]
    assert all(source == {"type": "prometheus", "uid": "${datasource}"} for source in sources)
    assert [variable["name"] for variable in DASHBOARD["templating"]["list"]] == ["datasource", "job"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_happened_in_both_languages_and_what_to_do(rule: dict[str, Any]) -> None:
    told = rule["annotations"]
    assert set(told) == {"summary", "summary_zh", "action"}
    assert re.search(r"[\u4e00-\u9fff]", told["summary_zh"])
    assert rule["labels"]["severity"] in {"page", "ticket", "lead"}
