"""Triggers in migrations are frozen: an old migration makes the same triggers as when it was written."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace

from django.db.migrations import RunPython

# SHA-256 of the statements, first 16 digits, for SQLite and PostgreSQL. Add a line for a new migration; never change
# one of these.
FROZEN = {
    "articles.migrations.0002_append_only": ("28446790692ffe79", "77aede1adb420318"),
    "articles.migrations.0004_provenance_upkeep": ("ed9c7279fcf614e5", "c4a04c261ae40a52"),
    "articles.migrations.0005_reliability": ("52db0d9cc9718529", "f6c2e5b8babb10a8"),
    "moderation.migrations.0002_append_only": ("9ccea03d0b2c7b98", "3a19caa234907097"),
    "moderation.migrations.0006_guards": ("f28d2f2f67d7be5b", "dac0eb8ae9acfe55"),
    "moderation.migrations.0007_events_of_no_article": ("2aef19588e55bae9", "dbc43e944d554607"),
    "moderation.migrations.0009_rule_guards": ("c73841818208da4e", "20b4571a62a439df"),
    "moderation.migrations.0016_acts_name_their_credential": ("3d2ffa98f7e55c7d", "06a4502728ea3f16"),
    "moderation.migrations.0010_webhooks": ("1b44cc54ec5ce26b", "b653ce113d5b312c"),
    "moderation.migrations.0012_weekly_reports": ("39437c9e50a578d4", "639655ed157dd058"),
    "moderation.migrations.0018_loosening_takes_two": ("9e3c3720f9b69f71", "293432f807786cee"),
}


def test_migrations_make_the_triggers_that_they_always_made() -> None:
    made = {}
    for app in ("articles", "moderation"):
        for module in iter_modules(import_module(f"{app}.migrations").__path__, f"{app}.migrations."):
            digests = tuple(_digest(module.name, vendor) for vendor in ("sqlite", "postgresql"))
            if any(digests):
                made[module.name] = digests
    assert made == FROZEN


def _digest(module: str, vendor: str) -> str:
    """The digest of the statements that this migration runs for its triggers on `vendor`; empty without any."""
    statements: list[str] = []
    editor = SimpleNamespace(connection=SimpleNamespace(vendor=vendor), execute=statements.append)
    for operation in import_module(module).Migration.operations:
        # Operations of articles.database.triggers alone need no models.
        if isinstance(operation, RunPython) and type(operation).__module__ == "articles.database.triggers":
            operation.code(None, editor)
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()[:16] if statements else ""
