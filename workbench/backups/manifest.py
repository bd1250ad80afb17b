"""The manifest of a backup: its parts, the checksums that prove them unchanged, and a signature over all of it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from moderation.audit import signatures

NAME = "manifest.json"
FORMAT = 2
PURPOSE = "backup"
_LARGEST = 1_000_000  # bytes: migrations are named, rows are not


class BadBackup(Exception):
    """The folder holds no whole backup, or one that cannot be restored here."""


@dataclass(frozen=True, slots=True)
class File:
    """One part of a backup."""

    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: Path) -> File:
        """Measures the file at that path."""
        return cls(sha256(path), path.stat().st_size)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Written last: a folder without it is no backup.

    `database` is `sqlite` or `postgresql`; `files` are the parts by name; `migrations` are those applied, as
    `app.name`; `audit_sequence` and `audit_hash` are the head of the audit chain in the very rows that were saved;
    `key_check` is an HMAC that shows whether another SECRET_KEY is the same, without revealing it. `signature` is that
    of all the rest: who can write the backup cannot make its sums anew.
    """

    made_at: str
    database: str
    files: dict[str, File]
    migrations: list[str]
    audit_sequence: int
    audit_hash: str
    key_check: str
    format: int = FORMAT
    signature: dict[str, str] = field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Signs it and writes it into the folder, for its owner only."""
        content = _unsigned(asdict(self))
        text = json.dumps({**content, "signature": signatures.sign(PURPOSE, content)}, indent=2)
        with os.fdopen(os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text + "\n")


def load(folder: Path, database: str, optional: Iterable[str] = (), trusted: list[str] | None = None) -> Manifest:
    """The manifest of a folder that holds what was signed, and nothing else. Raises BadBackup.

    `database` is the file that must be among the parts, `optional` those that may be. `trusted` are public keys that
    count beside this installation's own.
    """
    content = _read(folder / NAME)
    manifest = _checked(folder, content, trusted or [])
    if database not in manifest.files:
        raise BadBackup(f"{folder / NAME} does not list {database}: there is no database in this backup")
    if unknown := sorted(manifest.files.keys() - {database, *optional}):
        raise BadBackup(f"{folder / NAME} lists {unknown[0]}, which is no part of a backup")
    if unlisted := sorted({path.name for path in folder.iterdir()} - {NAME, *manifest.files}):
        raise BadBackup(
            f"{folder / unlisted[0]} is not in the manifest: take it away, or use the backup as it was made"
        )
    for name, expected in manifest.files.items():
        path = folder / name
        if path.is_symlink():
            raise BadBackup(f"{path} is a link; a backup holds files")
        if not path.is_file():
            raise BadBackup(f"{path} is missing")
        if path.stat().st_size != expected.bytes or sha256(path) != expected.sha256:
            raise BadBackup(f"{path} is not what was written: its SHA-256 differs from the manifest's")
    return manifest


def sha256(path: Path) -> str:
    """The file's digest, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.is_symlink():
            raise BadBackup(f"{path} is a link; a backup holds files")
        if path.stat().st_size > _LARGEST:
            raise BadBackup(f"{path} is too large for a manifest")
        found = json.loads(path.read_text())
    except OSError as error:
        raise BadBackup(f"{path} cannot be read ({error.strerror}): is this the folder of a backup?") from error
    except (ValueError, RecursionError) as error:
        raise BadBackup(f"{path} is damaged: {error}") from error
    if not isinstance(found, dict):
        raise BadBackup(f"{path} is damaged: it is no JSON object")
    return found


def _checked(folder: Path, content: dict[str, Any], trusted: list[str]) -> Manifest:
    path = folder / NAME
    if content.get("format") == 1:
        raise BadBackup(f"{path} is of an older version and not signed: restore it with that version, then upgrade")
    if content.get("format") != FORMAT:
        raise BadBackup(f"{path} has format {content.get('format')}; this version reads {FORMAT}")
    signature = content.get("signature")
    keys = [*signatures.trusted_keys(), *trusted]
    try:
        signatures.check(PURPOSE, _unsigned(content), signature if isinstance(signature, dict) else {}, keys)
    except signatures.BadKey as error:
        raise BadBackup(f"a public key to trust is none: {error}") from None
    except signatures.BadSignature as error:
        raise BadBackup(
            f"{path}: {error}. A backup of another installation, or of this one before it lost its signing key, "
            "needs the public key that `backup` printed: --public-key KEY"
        ) from None
    try:
        files = {name: File(**each) for name, each in content["files"].items()}
        return Manifest(**{**content, "files": files})
    except (KeyError, TypeError, AttributeError) as error:
        raise BadBackup(f"{path} is damaged: {error}") from error


def _unsigned(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != "signature"}
