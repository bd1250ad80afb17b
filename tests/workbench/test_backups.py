"""A backup is restored whole elsewhere; a damaged one and a database in use are refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article
from moderation.decisions import decide
from moderation.models import AuditHead
from moderation.queue.claims import claim
from tests.makers import queued, stored
from tests.moderation.decisions.test_decide import request_for
from tests.services.worker import database_url
from workbench.backups import manifest
from workbench.env import BASE_DIR

pytestmark = pytest.mark.django_db(transaction=True)
_COUNT = """
import json
from django.apps import apps
print(json.dumps({model._meta.label: model._default_manager.count() for model in apps.get_models()}))
"""

_TAMPER = """
from django.db import DatabaseError, connection
try:
    connection.cursor().execute("UPDATE moderation_auditentry SET actor = 'nobody'")
except DatabaseError:
    print("refused")
"""
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def empty(tmp_path: Path) -> Any:
    """DATABASE_URL of a database without tables, of the kind the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'db.sqlite3'}"
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS restored")
        cursor.execute("CREATE DATABASE restored")
    yield database_url().rpartition("/")[0] + "/restored"
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE restored WITH (FORCE)")


@pytest.fixture
def elsewhere(empty: str, tmp_path: Path) -> Run:
    """Runs manage.py in a fresh home, on the empty database."""
    home = tmp_path / "new"
    home.mkdir()
    environment = {**os.environ, "WORKBENCH_HOME": str(home), "DATABASE_URL": empty}

    def run(*arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        command, env = [sys.executable, "manage.py", *arguments], {**environment, **more}
        return subprocess.run(command, cwd=BASE_DIR, env=env, input=given, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def saved(moderator: User, tmp_path: Path) -> Path:
    """A backup of a database with an article, a decision and its audit entries."""
    item = queued()
    claim(moderator, item.pk)
    decide(moderator, request_for(item, "label", "2.3", note="已核实"))
    call_command("backup", tmp_path / "saved", stdout=StringIO())
    return tmp_path / "saved"


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def counted(elsewhere: Run) -> dict[str, int]:
    found: dict[str, int] = json.loads(elsewhere("shell", "-v0", given=_COUNT).stdout.strip().splitlines()[-1])
    return found


def test_a_backup_is_restored_whole_into_a_fresh_home(saved: Path, elsewhere: Run, tmp_path: Path) -> None:
    assert AuditHead.objects.get(pk=1).sequence > 0
    key = (saved / "secret_key").read_text()
    assert (saved / "secret_key").stat().st_mode & 0o777 == 0o600
    assert saved.stat().st_mode & 0o777 == 0o700
    stored()  # after the backup: not in it
    saved_counts = {**counts(), "articles.Article": Article.objects.count() - 1}

    restored = elsewhere("restore", str(saved))

    assert restored.returncode == 0, restored.stderr
    assert "audit chain whole" in restored.stdout
    assert (tmp_path / "new" / "secret_key").read_text() == key
    assert "SECRET_KEY" not in restored.stderr
    found = counted(elsewhere)
    assert found["articles.Article"] == saved_counts["articles.Article"]
    for label in ("moderation.Decision", "moderation.AuditEntry", "moderation.Event", "auth.User"):
        assert found[label] == saved_counts[label], label
    assert elsewhere("verify_audit").returncode == 0
    assert elsewhere("migrate", "--check").returncode == 0
    # The triggers were restored too: an audit entry cannot be changed.
    changed = elsewhere("shell", "-v0", given=_TAMPER)
    assert "refused" in changed.stdout, changed.stderr


def test_a_database_that_is_not_empty_is_replaced_only_by_force(saved: Path, elsewhere: Run) -> None:
    assert elsewhere("migrate", "-v0").returncode == 0
    refused = elsewhere("restore", str(saved))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert counted(elsewhere)["articles.Article"] == 0
    forced = elsewhere("restore", str(saved), "--force")
    assert forced.returncode == 0, forced.stderr
    assert counted(elsewhere)["articles.Article"] == 1


def _changed_byte(saved: Path) -> str:
    file = next(saved.glob("database.*"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    return "SHA-256 differs"


def _lost_key(saved: Path) -> str:
    (saved / "secret_key").unlink()
    return "is missing"


def _no_manifest(saved: Path) -> str:
    (saved / manifest.NAME).unlink()
    return "is this the folder of a backup"


def _edited(saved: Path, **changes: Any) -> None:
    path = saved / manifest.NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def _other_kind(saved: Path) -> str:
    _edited(saved, database="oracle")
    return "a backup of oracle"


def _newer(saved: Path) -> str:
    _edited(saved, migrations=["articles.9999_future"])
    return "newer version"


def _outside(saved: Path) -> str:
    _edited(saved, files={"../secret": "0"})
    return "outside"


@pytest.mark.parametrize("damage", [_changed_byte, _lost_key, _no_manifest, _other_kind, _newer, _outside])
def test_damaged_backup_is_refused_before_anything_is_touched(saved: Path, damage: Callable[[Path], str]) -> None:
    before = counts()
    said = damage(saved)
    with pytest.raises(CommandError, match=said):
        call_command("restore", saved, force=True)
    assert counts() == before


def test_restore_reports_a_chain_with_another_end(saved: Path, elsewhere: Run) -> None:
    _edited(saved, audit_sequence=AuditHead.objects.get(pk=1).sequence + 1)
    told = elsewhere("restore", str(saved))
    assert told.returncode == 1
    assert "audit chain ends at" in told.stderr


def test_restore_reports_another_key_from_the_environment(saved: Path, elsewhere: Run) -> None:
    told = elsewhere("restore", str(saved), SECRET_KEY="another key, from the environment " * 2)
    assert told.returncode == 0, told.stderr
    assert "SECRET_KEY is not the one of the backup" in told.stderr


def test_a_backup_wants_a_folder_of_its_own(db: None, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", tmp_path)
