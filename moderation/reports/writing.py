"""Report files: one a format, named after the week."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from moderation.reports.document import to_bytes
from moderation.reports.phrases import Language
from moderation.reports.render import render


class UnknownFormat(ValueError):
    """A format that reports do not come in; the message names those they do."""


FORMATS: dict[str, Callable[[dict[str, Any], Language], bytes]] = {
    "html": lambda document, language: render(document, language).encode(),
    "json": lambda document, language: to_bytes(document),
}


def known_formats(names: str) -> list[str]:
    """The formats of a list such as ``html,json``, each once, in its order. Raises UnknownFormat."""
    wanted = [name.strip().lower() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        said = f"unknown format {unknown[0]!r}" if unknown else "no format given"
        raise UnknownFormat(f"{said}; reports come as: {', '.join(FORMATS)}")
    return list(dict.fromkeys(wanted))


def write(document: dict[str, Any], folder: Path, formats: list[str], language: Language) -> list[Path]:
    """Writes the report's files into `folder`, which is made when missing. Raises OSError.

    A file is complete or not there: it replaces an older one in one step.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in formats:
        path = folder / f"weekly-{document['week']}.{name}"
        _replace(path, FORMATS[name](document, language))
        paths.append(path)
    return paths


def _replace(path: Path, content: bytes) -> None:
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
