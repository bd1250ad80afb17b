"""The threat model names what is there: each row once, and every file that it names."""

from __future__ import annotations

import re
from collections import Counter

from workbench.env import BASE_DIR

TEXT = (BASE_DIR / "docs/threat_model.md").read_text()
ROWS = [line for line in TEXT.splitlines() if line.startswith("| ")][1:]
_PATH = re.compile(r"`((?:articles|moderation|workbench|tests)/[\w./{},*-]+)`")


def test_no_row_stands_twice():
    counted = Counter(tuple(row.split("|")[1:3]) for row in ROWS)
    assert [row for row, times in counted.items() if times > 1] == []


def test_every_file_that_it_names_is_there():
    named = set(_PATH.findall(TEXT))
    assert len(named) > 30
    missing = [path for path in named if "{" not in path and not list(BASE_DIR.glob(path.rstrip("/")))]
    assert missing == []
