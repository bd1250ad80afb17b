from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from articles.scoring.reliability.parts import PARTS_FILE, SchemeError, read_scheme


def _set(*path: str, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        for name in path[:-1]:
            data = data[name]
        data[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_set("parts", "record", "weight", to=31), "sum to 100"),
        (_set("parts", "record", "prior", "a", to=0), "positive"),
        (_set("parts", "record", "prior", "b", to="many"), "many"),
        (_set("parts", "extra", to={}), "parts must be"),
        (_set("half_life_days", to=0), "half_life_days"),
        (_set("central", to=1), "central"),
        (_set("severity", "mean", to=0), "severity"),
        (_set("spreads", to={"bazaar": [1, 2]}), "spread of bazaar needs 21 weights"),
        (_set("spreads", to={"": [0] * 21}), "spread of all platforms"),
        (lambda data: data.pop("bands"), "bands"),
    ],
)
def test_a_damaged_scheme_says_what_is_wrong(
    change: Callable[[dict[str, Any]], None], message: str, tmp_path: Path
) -> None:
    data = json.loads(PARTS_FILE.read_text(encoding="utf-8"))
    change(data)
    file = tmp_path / "scheme.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SchemeError, match=message):
        read_scheme(file)


def test_a_missing_scheme_is_no_scheme(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match="cannot be read"):
        read_scheme(tmp_path / "none.json")
