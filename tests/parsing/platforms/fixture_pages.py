"""Fixture pages: each HTML page of `tests/pages/PLATFORM/` has the article that is read from it beside it, as JSON.

`manage.py extract PAGE` prints that JSON. Read it against the page before it is kept: it says what is right.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PAGES = Path(__file__).resolve().parents[2] / "pages"


def fixtures(folder: Path = PAGES) -> list[Any]:
    """The pages below a folder that have an article beside them, as parameters named `platform/page`."""
    return [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in sorted(folder.glob("*/*.html"))]


def expected(page: Path) -> dict[str, Any]:
    """What is to be read from a page. Raises FileNotFoundError for a page without it."""
    found: dict[str, Any] = json.loads(page.with_suffix(".json").read_text("utf-8"))
    return found
