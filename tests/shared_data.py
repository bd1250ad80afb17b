"""Where tests find the shared data, which is no part of the project: `$SHARED_DATA`, else `../shared/data`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_data() -> Path:
    """The folder, whether it exists or not."""
    root = Path(__file__).resolve().parents[1]
    return Path(os.environ.get("SHARED_DATA") or root.parent / "shared" / "data")


def require_shared(name: str) -> Path:
    """The path of one file in it; skips the test when it is not there."""
    path = shared_data() / name
    if not path.exists():
        pytest.skip(f"shared data missing: {path} (set SHARED_DATA)")
    return path
