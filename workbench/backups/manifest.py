"""The manifest of a backup: its parts, and the checksums that prove them unchanged."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "manifest.json"
FORMAT = 1


class BadBackup(Exception):
    """The folder holds no whole backup, or one that cannot be restored here."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Written last: a folder without it is no backup.

    `database` is `sqlite` or `postgresql`; `files` maps names to SHA-256; `migrations` are those applied, as
    `app.name`; `audit_sequence` and `audit_hash` are the head of the audit chain in the very rows that were saved;
    `key_check` is an HMAC that shows whether another SECRET_KEY is the same, without revealing it.
    """

    made_at: str
    database: str
    files: dict[str, str]
    migrations: list[str]
    audit_sequence: int
    audit_hash: str
    key_check: str
    format: int = FORMAT

    def save(self, folder: Path) -> None:
        """Writes it into the folder."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=2) + "\n")


def load(folder: Path) -> Manifest:
    """The manifest of a folder whose files are all there and unchanged. Raises BadBackup."""
    try:
        found = json.loads((folder / NAME).read_text())
        if found.get("format") != FORMAT:
            raise BadBackup(f"{folder / NAME} has format {found.get('format')}; this version reads {FORMAT}")
        manifest = Manifest(**found)
    except OSError as error:
        raise BadBackup(
            f"{folder / NAME} cannot be read ({error.strerror}): is this the folder of a backup?"
        ) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise BadBackup(f"{folder / NAME} is damaged: {error}") from error
    for name, digest in manifest.files.items():
        if Path(name).name != name:
            raise BadBackup(f"{folder / NAME} names a file outside of the backup")
        path = folder / name
        if not path.is_file():
            raise BadBackup(f"{path} is missing")
        if sha256(path) != digest:
            raise BadBackup(f"{path} is not what was written: its SHA-256 differs from the manifest's")
    return manifest


def sha256(path: Path) -> str:
    """The file's digest, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
