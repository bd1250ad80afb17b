"""`python -m bench.queue.starter_texts [USE]`: recall and precision of the starter rules on texts of our own.

The texts (`bench/judged/starter_texts.jsonl`) were written before anybody looked at the phrases: advertisements that a
rule should find, and news, warnings and advice about the same thing that it should leave alone. Phrases were widened on
the half `build` (the default is `test`); the same person wrote the half `test`, so it flatters. `late_build` and
`late_test` were written later by somebody else, `third_build` and `third_test` so that they avoid every usual word.
Such posts have no headline of their own: their first 30 characters stand for it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from articles.provenance.precision.share import wilson
from articles.text.search_folding import fold_for_search
from bench.queue.starter_rules import SECONDS, starter_rules
from moderation.triage.rules.subject import Subject

_AS_HEADLINE = 30
TEXTS = Path(__file__).parents[1] / "judged" / "starter_texts.jsonl"


def texts(use: str) -> list[dict[str, Any]]:
    """The texts of one half: `rule`, `wanted` (whether that rule should find it), `text`."""
    rows = map(json.loads, TEXTS.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["use"] == use]


def found(rows: list[dict[str, Any]]) -> list[set[str]]:
    """The codes of the rules that match each text."""
    rules, index = starter_rules()
    subjects = [(fold_for_search(row["text"][:_AS_HEADLINE]).text, fold_for_search(row["text"]).text) for row in rows]
    return [
        {
            code
            for code, rule in rules.items()
            if rule.matches(Subject({"headline": pair[0], "body": pair[1]}, lambda pair=pair: pair, index), SECONDS)
        }
        for pair in subjects
    ]


def figures(use: str) -> Iterator[tuple[str, int, int, int, int]]:
    """By rule: wanted texts found, wanted texts, unwanted texts found (by any rule), unwanted texts."""
    rows = texts(use)
    matched = found(rows)
    for code in dict.fromkeys(row["rule"] for row in rows):
        of = [(row, codes) for row, codes in zip(rows, matched, strict=True) if row["rule"] == code]
        wanted = [codes for row, codes in of if row["wanted"]]
        others = [codes for row, codes in of if not row["wanted"]]
        yield code, sum(code in codes for codes in wanted), len(wanted), sum(map(bool, others)), len(others)


def main(arguments: list[str]) -> None:
    """Print recall and false alarms by rule, then together; with `build`, what was missed and falsely found."""
    use = arguments[0] if arguments else "test"
    sums = [0, 0, 0, 0]
    for code, *counts in figures(use):
        sums = [one + other for one, other in zip(sums, counts, strict=True)]
        print(f"{code:24} {_said(*counts)}")
    print(f"{'all':24} {_said(*sums)}")
    if use.endswith("build"):
        rows = texts(use)
        for row, codes in zip(rows, found(rows), strict=True):
            if row["wanted"] != (row["rule"] in codes) or (not row["wanted"] and codes):
                print("missed" if row["wanted"] else f"false {sorted(codes)}", row["id"], row["text"])


def _said(right: int, wanted: int, wrong: int, others: int) -> str:
    recall, precision, alarms = wilson(right, wanted), wilson(right, right + wrong), wilson(wrong, others)
    return (
        f"found {right} of {wanted} [{recall.low:.2f}–{recall.high:.2f}], "
        f"right {right} of {right + wrong} [{precision.low:.2f}–{precision.high:.2f}], "
        f"false {wrong} of {others} [{alarms.low:.2f}–{alarms.high:.2f}]"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
