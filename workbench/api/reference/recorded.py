"""Requests and answers of a real run, the examples of the reference."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]
EXAMPLES = Path(__file__).with_name("examples.json")


@cache
def recorded_examples() -> dict[str, Json]:
    """Requests and answers by operation, as `tests/contract/test_examples.py` recorded them."""
    examples: dict[str, Json] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return examples
