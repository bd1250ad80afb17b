"""Fixture pages: beside each page of a platform stands the article that is to be read from it, as JSON.

A page is `tests/pages/CODE/NAME.html` (or `.md`). Its article is what this prints; read it against the page before you
keep it, because from then on it says what is right:

    python manage.py extract PAGE | python -m json.tool --no-ensure-ascii --indent 1 > PAGE_WITHOUT_SUFFIX.json
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PAGES = Path(__file__).resolve().parents[2] / "pages"
NO_PLATFORM = "generic"  # its pages are of no platform; test_generic_pages.py reads them


def fixtures(folder: Path = PAGES, suffix: str = "*") -> list[Any]:
    """The pages of platforms below a folder, as parameters named `platform/page`."""
    pages = [path for path in folder.glob(f"*/*.{suffix}") if path.suffix in {".html", ".md"}]
    return [
        pytest.param(path, id=f"{path.parent.name}/{path.stem}")
        for path in sorted(pages)
        if path.parent.name != NO_PLATFORM
    ]


def expected(page: Path) -> dict[str, Any]:
    """What is to be read from a page, without empty fields. Raises FileNotFoundError for a page without it."""
    found: dict[str, Any] = without_empty(json.loads(page.with_suffix(".json").read_text("utf-8")))
    return found


def without_empty(value: Any) -> Any:
    """The value without empty fields of its objects: a new optional field changes no page that does not fill it."""
    if isinstance(value, dict):
        kept = {name: without_empty(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in (None, [], {})}
    return [without_empty(item) for item in value] if isinstance(value, list) else value
