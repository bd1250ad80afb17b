"""`python -m bench.evidence.precision`: writes the figures that the product ships from the rows in `bench/judged`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from articles.provenance.precision.judged import Measured, measure, read_judged
from articles.provenance.rules import FINDINGS

JUDGED = Path(__file__).parents[1] / "judged"
SHIPPED = Path(__file__).parents[2] / "articles/provenance/data/measured_precision.json"
SET = "bench/judged"


FEWEST = 20
"""The number of judged rows below which a code has no figure."""


def judged_figures() -> list[Measured]:
    """The figures of the judged findings that the product still makes.

    Rows of low findings, which accuse nobody and open no item, are left out where enough others were judged. A row with
    `"gone": true` is a finding that a later rule no longer makes, one with `"tuned": true` has served to mend a rule.
    """
    found = []
    for path in sorted(JUDGED.glob("*.jsonl")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if _counts(json.loads(line))]
        loud = [line for line in lines if json.loads(line).get("severity") != "low"]
        found += measure(read_judged(loud if len(loud) >= FEWEST else lines))
    return [figure for figure in found if figure.n >= FEWEST]


def _counts(row: dict[str, Any]) -> bool:
    return row.get("code") in FINDINGS and not row.get("gone") and not row.get("tuned")


def main() -> None:
    """Keeps the day of measuring of a code whose verdicts are as they were."""
    old: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))["codes"] if SHIPPED.exists() else {}
    codes = {}
    for figure in judged_figures():
        counts = [figure.right, figure.arguable, figure.wrong]
        known = old.get(figure.code, {})
        day = known["measured_on"] if known.get("counts") == counts else date.today().isoformat()
        codes[figure.code] = {"counts": counts, "measured_on": day}
    lines = ",\n".join(f"  {json.dumps(code)}: {json.dumps(codes[code])}" for code in codes)
    SHIPPED.write_text(f'{{\n "set": {json.dumps(SET)},\n "codes": {{\n{lines}\n }}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
