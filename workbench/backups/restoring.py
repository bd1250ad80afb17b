"""Restores a backup, and proves that it is whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from moderation import audit
from workbench.backups.making import ENGINES, KEY, key_check, key_is_kept
from workbench.backups.manifest import BadBackup, Manifest, load


@dataclass(frozen=True, slots=True)
class Restored:
    """The restored state, and whether SECRET_KEY opens its sealed secrets."""

    manifest: Manifest
    audit_entries: int
    same_key: bool


def restore(folder: Path, *, force: bool = False) -> Restored:
    """Restores a backup into an empty database; `force` replaces one that is not empty. Raises BadBackup.

    Checks the checksums before touching anything, and afterwards the audit chain up to the head in the manifest.
    """
    manifest = load(folder)
    if manifest.database != connection.vendor:
        raise BadBackup(f"this is a backup of {manifest.database}, and DATABASE_URL names {connection.vendor}")
    unknown = set(manifest.migrations) - _known_migrations()
    if unknown:
        raise BadBackup(f"this backup is of a newer version: {min(unknown)} is not known here; install that version")
    if connection.introspection.table_names() and not force:
        raise BadBackup("the database is not empty: name another one, or replace all it holds with --force")
    ENGINES[connection.vendor].restore(folder)
    whole, broken = audit.verify()
    if broken is not None:
        raise BadBackup(f"restored, and its audit chain is broken at entry {broken.sequence}: {broken.what}")
    if whole != manifest.audit_sequence or _head_hash() != manifest.audit_hash:
        raise BadBackup(f"restored, and its audit chain ends at {whole}, not at {manifest.audit_sequence} as saved")
    return Restored(manifest, whole, _restore_key(folder, manifest))


def _known_migrations() -> set[str]:
    loader = MigrationLoader(None, replace_migrations=False)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}


def _head_hash() -> str:
    from moderation.models import AuditHead

    return AuditHead.objects.get(pk=1).hash


def _restore_key(folder: Path, manifest: Manifest) -> bool:
    """Replaces a generated key by the saved one, but never one from the environment; returns whether it fits."""
    if KEY in manifest.files and key_is_kept():
        text = (folder / KEY).read_text()
        path = Path(settings.HOME) / KEY
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        return key_check(text.strip()) == manifest.key_check
    return key_check(settings.SECRET_KEY) == manifest.key_check
