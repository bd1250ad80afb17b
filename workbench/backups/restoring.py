"""Restores a backup: checks it, restores it beside the database in use, proves it whole, and swaps the two at last."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from moderation import audit
from moderation.audit import signatures
from moderation.audit.comparison import compare
from moderation.models import AuditHead
from workbench.backups.making import ENGINES, KEY, key_check, key_is_kept
from workbench.backups.manifest import BadBackup, Manifest, load
from workbench.running.guard import CannotStart, lock


@dataclass(frozen=True, slots=True)
class Restored:
    """The restored state; whether SECRET_KEY opens its sealed secrets, and whether it was signed with our own key."""

    manifest: Manifest
    audit_entries: int
    same_key: bool
    same_signer: bool


def restore(folder: Path, *, force: bool = False, trusted: list[str] | None = None) -> Restored:
    """Restores a backup into an empty database; `force` replaces one that is not empty. Raises BadBackup.

    Until all is proved (signature, checksums, migrations, audit chain and its head), the database in use is not
    touched. `trusted` are public keys that count beside this installation's own. Nothing else may run meanwhile.
    """
    engine = ENGINES[connection.vendor]
    manifest = load(folder, _file_of(folder), [KEY], trusted)
    if manifest.database != connection.vendor:
        raise BadBackup(f"this is a backup of {manifest.database}, and DATABASE_URL names {connection.vendor}")
    unknown = set(manifest.migrations) - _known_migrations()
    if unknown:
        raise BadBackup(f"this backup is of a newer version: {min(unknown)} is not known here; install that version")
    with _alone():
        if connection.introspection.table_names() and not force:
            raise BadBackup("the database is not empty: name another one, or replace all it holds with --force")
        with engine.beside(folder) as place:
            with _pointed_at(place.name):
                entries = _prove(manifest)
            place.swap()
        same_key = _restore_key(folder, manifest)
    same_signer = manifest.signature["key"] == signatures.key_id(signatures.public_key())
    return Restored(manifest, entries, same_key, same_signer)


def _file_of(folder: Path) -> str:
    """The database's file: of the kind in use, or of another kind, which is refused by its own name afterwards."""
    names: list[str] = [engine.FILE for engine in ENGINES.values()]
    here = [name for name in names if (folder / name).exists()]
    return here[0] if len(here) == 1 else str(ENGINES[connection.vendor].FILE)


@contextmanager
def _alone() -> Iterator[None]:
    try:
        held = lock(Path(settings.HOME))
    except CannotStart as error:
        raise BadBackup(str(error)) from None
    with held:
        yield


@contextmanager
def _pointed_at(name: str) -> Iterator[None]:
    """Points the default connection to another database of the same kind for a while."""
    kept = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept


def _prove(manifest: Manifest) -> int:
    """Returns the number of audit entries. Raises BadBackup unless the database is what the manifest says."""
    try:
        applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
        if applied != sorted(manifest.migrations):
            raise BadBackup("the database in this backup has other migrations than its manifest says")
        whole, broken = audit.verify()
        head = AuditHead.objects.get(pk=1)
        # Rows of an older version lack columns that are compared: `verify_audit` compares them after the upgrade.
        differing = compare() if broken is None and set(applied) == _known_migrations() else None
    except (DatabaseError, AuditHead.DoesNotExist) as error:
        raise BadBackup(f"the database in this backup cannot be read: {error}") from error
    if broken is not None:
        raise BadBackup(f"the audit chain of this backup is broken at entry {broken.sequence}: {broken.what}")
    if (whole, head.hash) != (manifest.audit_sequence, manifest.audit_hash):
        raise BadBackup(f"the audit chain of this backup ends at {whole}, not at {manifest.audit_sequence} as saved")
    if differing is not None:
        raise BadBackup(f"the audit chain of this backup and its rows differ: {differing}")
    return whole


def _known_migrations() -> set[str]:
    loader = MigrationLoader(None, replace_migrations=False)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}


def _restore_key(folder: Path, manifest: Manifest) -> bool:
    """Replaces a generated key by the saved one, but never one from the environment; returns whether it fits."""
    if KEY in manifest.files and key_is_kept():
        text = (folder / KEY).read_text()
        path = Path(settings.HOME) / KEY
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        return key_check(text.strip()) == manifest.key_check
    return key_check(settings.SECRET_KEY) == manifest.key_check
