"""Report files: one per format, named after the week."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from moderation.reports.forms.formats import FORMATS, file_name
from moderation.reports.phrases import Language


def write(document: dict[str, Any], folder: Path, formats: list[str], language: Language) -> list[Path]:
    """Writes the report's files into `folder`, which is made when missing. Raises OSError, NoPdf.

    A file is complete or absent: it replaces an older one in one step. All files are rendered before any is written.
    """
    made = [(folder / file_name(document, name), FORMATS[name].make(document, language)) for name in formats]
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in made:
        replace(path, content)
    return [path for path, _ in made]


def replace(path: Path, content: bytes) -> None:
    """Replaces the file's content in one step. Raises OSError."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
