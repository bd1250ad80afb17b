"""Upgrades of an earlier installation with data lose nothing, and work goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps as newest_apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from articles.assessment.pipeline import assess
from articles.models import Article, Assessment, Page, Score
from moderation import audit
from moderation.decisions import DecisionRequest, decide
from moderation.models import AuditEntry, Decision, Event, QueueItem
from moderation.vocabulary import events
from tests.makers import queued, stored
from tests.services.elsewhere import elsewhere
from workbench.running.prepare import migrate

State = list[tuple[str, str]]
# Before routing rules, webhooks, weekly reports and the API's imports.
BEFORE_RULES: State = [("articles", "0006_headline_models"), ("moderation", "0007_events_of_no_article")]
# Version 0.1.0: columns kept the choices of their codes.
BEFORE_VOCABULARY: State = [("articles", "0009_lists_by_band"), ("moderation", "0013_faster_claims")]
MAIN = [Page, Article, Assessment, Score, QueueItem, Decision, AuditEntry, Event, User]
# What the entry of a decision did not say then.
LATER = {"digests", "decided_at", "execution"}
NEW_RIGHT = "moderation.add_webhookendpoint"
pytestmark = pytest.mark.django_db(transaction=True)
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def empty_database(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The name of a database without a table, on the server that the suite runs on."""
    if connection.vendor == "sqlite":
        yield str(tmp_path / "earlier.sqlite3")
        return
    name = f"earlier_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("state", [BEFORE_RULES, BEFORE_VOCABULARY], ids=["before rules", "before the vocabulary"])
def test_upgrade_keeps_rows_and_works_due_ones(empty_database: str, moderator: User, lead: User, state: State) -> None:
    item = queued()
    decided = queued()
    decide(moderator, DecisionRequest(item_id=decided.pk, version=decided.version, act="allow"))
    through = stored()
    assert assess(Assessment.objects.get(version=through).pk)
    waiting = stored()
    rows = {model._meta.label: list(model._base_manager.values()) for model in _all_models(newest_apps)}
    _entries_as_earlier(rows)

    with elsewhere(NAME=empty_database):
        kept = _earlier_state(rows, state)
        if state is BEFORE_RULES:
            assert not User.objects.get(pk=lead.pk).has_perm(NEW_RIGHT)
        assert migrate() > 0, "nothing to upgrade"
        assert migrate() == 0

        for model in MAIN:
            there = {row["id"]: row for row in model._base_manager.values()}
            assert kept[model._meta.label], "none was there before"
            for row in kept[model._meta.label]:
                assert row.items() <= there[row["id"]].items(), model._meta.label
        assert User.objects.get(pk=lead.pk).has_perm(NEW_RIGHT), "a role gets the rights to what is new"
        _work_goes_on(item.pk, waiting.pk, moderator.username)


def _entries_as_earlier(rows: Rows) -> None:
    """Leaves out of the entries what earlier versions did not say, and chains them anew."""
    previous = ""
    for row in sorted(rows["moderation.AuditEntry"], key=lambda row: int(row["sequence"])):
        payload = json.loads(row["payload"])
        row["payload"] = json.dumps({name: value for name, value in payload.items() if name not in LATER})
        row["previous_hash"] = previous
        row["hash"] = previous = audit.digest(AuditEntry(**row))
    (head,) = rows["moderation.AuditHead"]
    head["hash"] = previous


def _earlier_state(rows: Rows, state: State) -> Rows:
    """Migrates to `state` and inserts the rows whose tables and columns it has; returns the inserted ones."""
    executor = MigrationExecutor(connection)
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in dict(state)]
    executor.migrate([*state, *others])
    earlier = executor.loader.project_state([*state, *others]).apps
    kept: Rows = {}
    models = [model for model in _all_models(earlier) if model._meta.label in rows]
    # In one transaction: an article and its current version name each other.
    with transaction.atomic():
        for model in models:
            columns = {field.attname for field in model._meta.concrete_fields}
            for field in model._meta.concrete_fields:
                field.auto_now = field.auto_now_add = False  # times are kept as they were
            known = [{name: row[name] for name in row.keys() & columns} for row in rows[model._meta.label]]
            kept[model._meta.label] = known
            model._base_manager.bulk_create([model(**row) for row in known])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    # Permissions on later tables are left out: roles get them from the upgrade.
    types = earlier.get_model("contenttypes", "ContentType").objects
    tables = {(model._meta.app_label, model._meta.model_name) for model in models}
    strangers = [pk for pk, *table in types.values_list("pk", "app_label", "model") if tuple(table) not in tables]
    types.filter(pk__in=strangers).delete()
    return kept


def _work_goes_on(item: int, waiting: int, moderator: str) -> None:
    """Runs the flow on old and new rows; append-only tables still are."""
    user = User.objects.get(username=moderator)
    assert assess(Assessment.objects.get(version=waiting).pk), "due before, and due still"
    for open_item in (QueueItem.objects.get(pk=item), queued()):
        decision = decide(user, DecisionRequest(item_id=open_item.pk, version=open_item.version, act="allow"))
        told = Event.objects.filter(article=open_item.article_id, type=events.DECISION_MADE)
        assert [event.data["decision"] for event in told] == [decision.pk]
    assert assess(Assessment.objects.get(version=stored()).pk)
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert "whole" in said.getvalue()
    with pytest.raises(Exception, match="cannot be changed"), transaction.atomic():
        Decision._base_manager.filter(item=item).update(note="x")


def _all_models(apps: Any) -> list[type[Model]]:
    """All models, including those of many-to-many tables."""
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
