"""The annotated pages of the shared data, and the measure they are judged by."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from articles.parsing import ExtractedArticle, extract
from tests.shared_data import require_shared


def gold_page(name: str) -> tuple[ExtractedArticle, dict[str, Any]]:
    annotations = json.loads(require_shared("pages/gold.json").read_text("utf-8"))
    return extract(require_shared(f"pages/{name}").read_bytes()), annotations[name]


def similarity(ours: str, theirs: str) -> float:
    """F1 of character 4-grams, white space not counted: 1 is equal, 0 has nothing in common."""
    a, b = _grams(ours), _grams(theirs)
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def _grams(text: str) -> Counter[str]:
    text = "".join(text.split())
    return Counter(text[i : i + 4] for i in range(len(text) - 3))
