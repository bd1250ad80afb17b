"""Traditional → simplified, character by character: for matching, never for display."""

from __future__ import annotations

import json
from pathlib import Path


def _table() -> dict[int, str]:
    pairs = json.loads((Path(__file__).parent / "traditional.json").read_text(encoding="utf-8"))
    return dict(zip(map(ord, pairs["traditional"]), pairs["simplified"], strict=True))


# For `str.translate`. Character by character, so that an offset in the result is an offset in the text; a full
# converter maps phrases and moves offsets.
SIMPLIFIED = _table()
