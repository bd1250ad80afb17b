"""Makes a backup."""

from __future__ import annotations

import hashlib
import hmac
import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from workbench.backups import postgresql, sqlite
from workbench.backups.manifest import BadBackup, File, Manifest

KEY = "secret_key"
ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def make(folder: Path) -> Manifest:
    """Writes a backup into a new or empty folder, for its owner only; others may go on working. Raises BadBackup.

    The broker is left out: it holds only doorbells, which a sweep rings again.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BadBackup(f"{folder} is not empty: give every backup a folder of its own")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    saved = ENGINES[connection.vendor].dump(folder)
    names = [saved.file]
    if key_is_kept():
        shutil.copyfile(Path(settings.HOME) / KEY, folder / KEY)
        names.append(KEY)
    for name in names:
        (folder / name).chmod(0o600)
    manifest = Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        database=connection.vendor,
        files={name: File.of(folder / name) for name in names},
        migrations=saved.migrations,
        audit_sequence=saved.audit_sequence,
        audit_hash=saved.audit_hash,
        key_check=key_check(settings.SECRET_KEY),
    )
    manifest.save(folder)
    return manifest


def key_is_kept() -> bool:
    """Whether the key in use is the one in the home folder, and not one from the environment."""
    path = Path(settings.HOME) / KEY
    return path.is_file() and path.read_text().strip() == settings.SECRET_KEY


def key_check(key: str) -> str:
    """An HMAC that is equal for equal keys and reveals nothing else about them."""
    return hmac.new(key.encode(), b"workbench backup", hashlib.sha256).hexdigest()
