"""The word lists of this package: JSON files in `data/`, read once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Read the object in `data/<name>.json`. FileNotFoundError and ValueError mean a damaged installation."""
    words: dict[str, Any] = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return words


def one_of(words: Iterable[str]) -> str:
    """Build a regex group that matches one of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"
