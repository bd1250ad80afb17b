"""Migrations run beside the previous release: no table is locked for long, and older code can still write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django_migration_linter import MessageType, MigrationLinter

# Migrations from before the first release, when no installation existed; older code would break on them. Later ones
# give new columns a default in the database, and add constraints as NOT VALID first.
BEFORE_RELEASE = {
    ("articles", "0003_provenance_record"),
    ("articles", "0005_reliability"),
    ("moderation", "0004_clause_about_headline"),
    ("moderation", "0005_decisions_that_hold"),
}
pytestmark = pytest.mark.django_db


class _Linter(MigrationLinter):  # type: ignore[misc] # has no types
    """Keeps what it finds, by migration."""

    def __init__(self, **options: Any) -> None:
        self.found: dict[MessageType, set[tuple[str, str]]] = {kind: set() for kind in MessageType}
        super().__init__(str(Path(__file__).parents[2]), **options)

    def print_linting_msg(self, app: str, name: str, message: str, kind: MessageType) -> None:
        self.found[kind].add((app, name))


def test_no_migration_breaks_the_version_before_it():
    if connection.vendor != "postgresql":
        pytest.skip("the linter reads PostgreSQL's statements")
    linter = _Linter(
        include_apps=["articles", "moderation"], analyser_string="postgresql", no_cache=True, no_output=True
    )
    linter.lint_all_migrations()
    assert len(linter.found[MessageType.OK]) >= 10, "nothing was linted"
    assert linter.found[MessageType.ERROR] == BEFORE_RELEASE
