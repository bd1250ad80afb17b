"""Shared data outside the project: `$SHARED_DATA`, else `../shared/data`."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.harness.result import Skipped

ROOT = Path(__file__).resolve().parents[2]


def shared(pattern: str) -> list[Path]:
    """List the matching files in order. Raises Skipped without any."""
    folder = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
    found = sorted(folder.glob(pattern))
    if not found:
        raise Skipped(f"no {pattern} in the shared data; set SHARED_DATA")
    return found


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a gzipped file with one per line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
