"""A backup is restored whole elsewhere; a forged one, a damaged one and a database in use are refused."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
from base64 import b32decode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article
from moderation.accounts import second_factor
from moderation.audit import signatures
from moderation.decisions import decide
from moderation.models import AuditHead
from moderation.queue.claims import claim
from tests.database import template
from tests.guards import lifted
from tests.makers import queued, stored
from tests.moderation.accounts.codes import code_of_seed
from tests.moderation.decisions.test_decide import request_for
from tests.services.elsewhere import elsewhere as pointed_to
from tests.services.forks import process
from tests.services.worker import database_url
from workbench.backups import manifest
from workbench.running.guard import lock

pytestmark = pytest.mark.django_db(transaction=True)
_TAMPER = """
from django.db import DatabaseError, connection
try:
    connection.cursor().execute("UPDATE moderation_auditentry SET actor = 'nobody'")
except DatabaseError:
    print("refused")
"""
Run = Callable[..., "subprocess.CompletedProcess[str]"]


class Place:
    """Another home, and a database of the kind the tests run on: without tables, until a test fills it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.is_file = connection.vendor == "sqlite"
        self.name = str(home / "db.sqlite3") if self.is_file else "restored"
        self.url = f"sqlite:///{self.name}" if self.is_file else f"{database_url().rpartition('/')[0]}/{self.name}"

    def drop(self) -> None:
        if not self.is_file:
            _postgresql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def migrate(self) -> None:
        """Fills the database with tables and their first rows."""
        self.drop()
        template.copy_to(self.name)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Lets the code of the block, in this process, work on that database."""
        with pointed_to(NAME=self.name):
            yield

    def counts(self) -> dict[str, int]:
        with self.opened():
            return counts()

    def is_whole(self) -> bool:
        """Whether the rows and the audit chain pass `verify_audit`."""
        with self.opened():
            try:
                call_command("verify_audit", stdout=StringIO(), stderr=StringIO())
            except (CommandError, SystemExit):
                return False
            return True


def _postgresql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An empty database in a fresh home."""
    place = Place(tmp_path / "new")
    place.home.mkdir()
    if not place.is_file:
        place.drop()
        _postgresql(f"CREATE DATABASE {place.name}")
    yield place
    place.drop()


@pytest.fixture
def elsewhere(place: Place) -> Run:
    """Runs manage.py in that home, on that database."""
    environment = {**os.environ, "WORKBENCH_HOME": str(place.home), "DATABASE_URL": place.url}

    def run(*arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return process.run(["manage.py", *arguments], {**environment, **more}, given)

    return run


@pytest.fixture
def saved(moderator: User, tmp_path: Path) -> Path:
    """A backup of a database with an article, a decision and its audit entries."""
    item = queued()
    claim(moderator, item.pk)
    decide(moderator, request_for(item, "label", "2.3", note="已核实"))
    call_command("backup", tmp_path / "saved", stdout=StringIO())
    return tmp_path / "saved"


def signer() -> tuple[str, str]:
    return "--public-key", signatures.public_key()


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.fixture(scope="module")
def restored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the home of the first restored backup is kept, so that each test after it starts from a copy."""
    return tmp_path_factory.mktemp("restored") / "home"


@pytest.fixture
def in_use(saved: Path, place: Place, elsewhere: Run, restored: Path) -> Place:
    """The other home and its database, with what a restored backup holds."""
    if not restored.exists():
        assert elsewhere("restore", str(saved), *signer()).returncode == 0
        shutil.copytree(place.home, restored)
        if not place.is_file:
            _postgresql(f"CREATE DATABASE restored_before TEMPLATE {place.name}")
        return place
    shutil.copytree(restored, place.home, dirs_exist_ok=True)
    if not place.is_file:
        place.drop()
        _postgresql(f"CREATE DATABASE {place.name} TEMPLATE restored_before")
    return place


def test_a_backup_is_restored_whole_into_a_fresh_home(saved: Path, place: Place, elsewhere: Run) -> None:
    assert AuditHead.objects.get(pk=1).sequence > 0
    key = (saved / "secret_key").read_text()
    assert (saved / "secret_key").stat().st_mode & 0o777 == 0o600
    assert saved.stat().st_mode & 0o777 == 0o700
    stored()  # after the backup: not in it
    saved_counts = {**counts(), "articles.Article": Article.objects.count() - 1}

    restored = elsewhere("restore", str(saved), *signer())

    assert restored.returncode == 0, restored.stderr
    assert "audit chain whole" in restored.stdout
    assert (place.home / "secret_key").read_text() == key
    assert "SECRET_KEY" not in restored.stderr
    found = place.counts()
    assert found["articles.Article"] == saved_counts["articles.Article"]
    for label in ("moderation.Decision", "moderation.AuditEntry", "moderation.Event", "auth.User"):
        assert found[label] == saved_counts[label], label
    assert elsewhere("verify_audit").returncode == 0
    assert elsewhere("migrate", "--check").returncode == 0
    # The triggers were restored too: an audit entry cannot be changed.
    changed = elsewhere("shell", "-v0", given=_TAMPER)
    assert "refused" in changed.stdout, changed.stderr


def test_a_database_that_is_not_empty_is_replaced_only_by_force(saved: Path, place: Place, elsewhere: Run) -> None:
    place.migrate()
    refused = elsewhere("restore", str(saved), *signer())
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert place.counts()["articles.Article"] == 0
    forced = elsewhere("restore", str(saved), "--force", *signer())
    assert forced.returncode == 0, forced.stderr
    assert place.counts()["articles.Article"] == 1


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


def _unsigned(saved: Path, **changes: Any) -> None:
    """Changes the manifest as somebody without the key can."""
    path = saved / manifest.NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def _edited(saved: Path, **changes: Any) -> None:
    """Changes the manifest and signs it anew, as only this installation can."""
    path = saved / manifest.NAME
    content = {name: value for name, value in json.loads(path.read_text()).items() if name != "signature"} | changes
    path.write_text(json.dumps({**content, "signature": signatures.sign(manifest.PURPOSE, content)}))


def _files(saved: Path) -> dict[str, Any]:
    files: dict[str, Any] = json.loads((saved / manifest.NAME).read_text())["files"]
    return files


def _other_kind(saved: Path) -> str:
    _edited(saved, database="oracle")
    return "a backup of oracle"


def _newer(saved: Path) -> str:
    _edited(saved, migrations=["articles.9999_future"])
    return "newer version"


def _outside(saved: Path) -> str:
    _edited(saved, files={**_files(saved), "../secret": {"sha256": "0", "bytes": 1}})
    return "no part of a backup"


def _no_files(saved: Path) -> str:
    _edited(saved, files={})
    return "does not list database"


def _no_files_unsigned(saved: Path) -> str:
    _unsigned(saved, files={})
    return "changed after it was signed"


def _new_sums(saved: Path) -> str:
    _changed_byte(saved)
    file = next(saved.glob("database.*"))
    _unsigned(saved, files={**_files(saved), file.name: vars_of(file)})
    return "changed after it was signed"


def vars_of(path: Path) -> dict[str, Any]:
    return {"sha256": manifest.sha256(path), "bytes": path.stat().st_size}


def _without_signature(saved: Path) -> str:
    _unsigned(saved, signature=None)
    return "there is no Ed25519 signature"


def _foreign_signature(saved: Path) -> str:
    signature = json.loads((saved / manifest.NAME).read_text())["signature"]
    _unsigned(saved, signature={**signature, "key": "0" * 16})
    return "not trusted here.*--public-key"


def _unlisted(saved: Path) -> str:
    (saved / "extra").touch()
    return "extra is not in the manifest"


def _link(saved: Path) -> str:
    file = next(saved.glob("database.*"))
    file.rename(saved.parent / "moved")
    file.symlink_to(saved.parent / "moved")
    return "is a link"


def _huge_manifest(saved: Path) -> str:
    (saved / manifest.NAME).write_text(" " * 2_000_000)
    return "too large"


def _deep_manifest(saved: Path) -> str:
    (saved / manifest.NAME).write_text("[" * 100_000)
    return "is damaged"


def _list_for_manifest(saved: Path) -> str:
    (saved / manifest.NAME).write_text("[]")
    return "no JSON object"


def _older_format(saved: Path) -> str:
    _unsigned(saved, format=1)
    return "older version and not signed"


def _later_format(saved: Path) -> str:
    _edited(saved, format=3)
    return "has format 3"


def _cut(saved: Path) -> str:
    file = next(saved.glob("database.*"))
    file.write_bytes(file.read_bytes()[:5000])
    _edited(saved, files={**_files(saved), file.name: vars_of(file)})
    return "cannot be read|is damaged|pg_restore failed"


HOSTILE = [
    *(_changed_byte, _lost_key, _no_manifest, _other_kind, _newer, _outside, _no_files, _no_files_unsigned, _new_sums),
    *(_without_signature, _foreign_signature, _unlisted, _link, _huge_manifest, _deep_manifest, _list_for_manifest),
    *(_older_format, _later_format),
]


@pytest.mark.parametrize("damage", HOSTILE)
def test_hostile_backup_is_refused_before_anything_is_touched(saved: Path, damage: Callable[[Path], str]) -> None:
    before = counts()
    said = damage(saved)
    with pytest.raises(CommandError, match=said):
        call_command("restore", saved, force=True)
    assert counts() == before


def _other_end(saved: Path) -> str:
    _edited(saved, audit_sequence=AuditHead.objects.get(pk=1).sequence + 1)
    return "audit chain of this backup ends at"


def _fewer_migrations(saved: Path) -> str:
    known = json.loads((saved / manifest.NAME).read_text())["migrations"]
    _edited(saved, migrations=known[:-1])
    return "other migrations than its manifest"


@pytest.mark.parametrize("damage", [_other_end, _fewer_migrations, _cut])
def test_backup_that_proves_wrong_leaves_the_database_in_use_as_it_was(
    saved: Path, in_use: Place, elsewhere: Run, damage: Callable[[Path], str]
) -> None:
    before = in_use.counts()
    said = damage(saved)
    told = elsewhere("restore", str(saved), "--force", *signer())
    assert told.returncode == 1
    assert re.search(said, told.stderr), told.stderr
    assert in_use.counts() == before
    assert in_use.is_whole()


@pytest.mark.parametrize("damage", [_other_end, _cut])
def test_backup_that_proves_wrong_leaves_an_empty_database_empty(
    saved: Path, place: Place, elsewhere: Run, damage: Callable[[Path], str]
) -> None:
    damage(saved)
    assert elsewhere("restore", str(saved), *signer()).returncode == 1
    with place.opened():
        assert connection.introspection.table_names() == []


def test_backup_with_a_broken_chain_is_refused(in_use: Place, elsewhere: Run, tmp_path: Path) -> None:
    """Whoever owns database and key made it: signed, and its chain broken."""
    with in_use.opened(), lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_auditentry SET actor = 'nobody' WHERE sequence = 1")
        assert cursor.rowcount == 1
    again = tmp_path / "again"
    assert elsewhere("backup", str(again)).returncode == 0
    before = in_use.counts()
    told = elsewhere("restore", str(again), "--force")
    assert (told.returncode, in_use.counts()) == (1, before)
    assert "audit chain of this backup is broken at entry" in told.stderr


def test_running_instance_is_not_restored_over(saved: Path, in_use: Place, elsewhere: Run) -> None:
    with lock(in_use.home):
        told = elsewhere("restore", str(saved), "--force", *signer())
    assert told.returncode == 1
    assert "another instance is running" in told.stderr


def test_database_that_others_have_open_is_not_restored_over(saved: Path, in_use: Place, elsewhere: Run) -> None:
    with open_elsewhere(in_use.url):
        told = elsewhere("restore", str(saved), "--force", *signer())
    assert told.returncode == 1
    assert "stop web, workers and schedule first" in told.stderr
    assert elsewhere("restore", str(saved), "--force", *signer()).returncode == 0


@contextmanager
def open_elsewhere(url: str) -> Iterator[None]:
    """Another program that has the database open, as a web server by hand has."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as opened:
            opened.execute("PRAGMA journal_mode=WAL")
            opened.execute("SELECT count(*) FROM django_migrations").fetchone()
            yield
        return
    with psycopg.connect(url):
        yield


def test_restore_reports_another_key_from_the_environment(saved: Path, elsewhere: Run) -> None:
    told = elsewhere("restore", str(saved), *signer(), SECRET_KEY="another key, from the environment " * 2)
    assert told.returncode == 0, told.stderr
    assert "SECRET_KEY is not the one of the backup" in told.stderr
    assert "SIGNING_KEY is not the one of the backup" in told.stderr


def test_backup_of_another_installation_needs_its_public_key(saved: Path, elsewhere: Run) -> None:
    told = elsewhere("restore", str(saved))
    assert told.returncode == 1
    assert "--public-key KEY" in told.stderr
    wrong = elsewhere("restore", str(saved), "--public-key", "no key")
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (1, False)
    assert "32 bytes in base64" in wrong.stderr
    assert elsewhere("restore", str(saved), SIGNING_KEY=settings.SIGNING_KEY).returncode == 0


def test_a_backup_wants_a_folder_of_its_own(db: None, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", tmp_path)


def test_a_backup_shows_nobodys_codes(tmp_path: Path, moderator: User) -> None:
    enrolment = second_factor.begin(moderator)
    second_factor.confirm(moderator, code_of_seed(enrolment.seed), keep=None)
    folder = tmp_path / "backup"
    call_command("backup", str(folder), stdout=StringIO())
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    if connection.vendor == "postgresql":
        command = ["pg_restore", "--file=-", str(folder / "database.dump")]
        held += subprocess.run(command, check=True, capture_output=True).stdout
    seed = b32decode(enrolment.seed)
    assert b"moderation_sealedseed" in held
    for form in (seed, seed.hex().encode(), enrolment.seed.encode(), settings.SECOND_FACTOR_KEY.encode()):
        assert form not in held
