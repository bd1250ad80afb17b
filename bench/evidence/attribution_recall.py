"""Attributions against read articles: how many that a reader marked are found, and how many found are right."""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from articles.provenance.attribution.attribution import Attribution
from articles.provenance.attribution.attributions import find_attributions
from articles.provenance.precision.share import wilson
from bench.evidence.attributions import texts
from bench.harness.result import Result, Skipped

FIGURE = "attributions: found of those marked in whole articles"
_JUDGED = Path(__file__).parents[1] / "marked"
_BULLETINS = Path(__file__).parents[3] / "shared" / "data" / "corpus" / "cctv_xwlb_segments.jsonl.gz"


def run(*, quick: bool) -> Result:
    """Read the marked articles again; count what is found by kind, and the drawn ones that are still read so.

    A marked attribution is found when one of its kind lies within it or shares an end with it. Rows without a kind are
    arguable: they count neither way, and neither do articles whose text is not at hand.
    """
    read, text_of = _reader()
    parts: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for row in _rows("attributions.jsonl"):
        if row["kind"] and text_of(row["id"]) is not None:
            parts[row["part"]][row["kind"], any(_is_same(row, each) for each in read(row["id"]))] += 1
    for part, counts in parts.items():
        _print(part, counts)
    drawn: Counter[tuple[str, bool]] = Counter()
    for row in _rows("drawn_attributions.jsonl"):
        if text_of(row["id"]) is not None and any(_is_exactly(row, each) for each in read(row["id"])):
            drawn[row["kind"], row["verdict"] == "right"] += 1
    _print("drawn ones that are still read so", drawn)
    every = sum(parts.values(), Counter())
    found = wilson(sum(n for (_, is_found), n in every.items() if is_found), every.total())
    interval = f"{100 * found.low:.0f} to {100 * found.high:.0f}"
    return Result(FIGURE, "%", 100 * (found.value or 0), note=f"{found.k} of {found.n}, 95 % interval {interval}")


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_JUDGED / name).read_text(encoding="utf-8").splitlines()]


def _reader() -> tuple[Callable[[str], list[Attribution]], Callable[[str], str | None]]:
    every = texts()
    bulletins: list[str] = []
    if _BULLETINS.exists():
        with gzip.open(_BULLETINS, "rt", encoding="utf-8") as lines:
            bulletins = [_body(json.loads(line)) for line in lines]
    kept: dict[str, list[Attribution]] = {}

    def text_of(name: str) -> str | None:
        kind, _, number = name.partition(":")
        some = every if kind == "inews" else bulletins
        return some[int(number)] if some else None

    def read(name: str) -> list[Attribution]:
        if name not in kept:
            kept[name] = find_attributions(text_of(name) or "")
        return kept[name]

    if not every:
        raise Skipped("no texts")
    return read, text_of


def _body(item: dict[str, Any]) -> str:
    body = item.get("body") or ""
    return body if isinstance(body, str) else "\n".join(body)


def _is_same(row: dict[str, Any], each: Attribution) -> bool:
    overlaps = each.start < row["end"] and row["start"] < each.end
    bound = each.end == row["end"] or each.start == row["start"]
    inside = row["start"] <= each.start and each.end <= row["end"]
    return bool(overlaps and each.kind == row["kind"] and (bound or inside))


def _is_exactly(row: dict[str, Any], each: Attribution) -> bool:
    return bool((each.start, each.end, each.kind) == (row["start"], row["end"], row["kind"]))


def _print(title: str, counts: Counter[tuple[str, bool]]) -> None:
    for kind in sorted({kind for kind, _ in counts}):
        yes, no = counts[kind, True], counts[kind, False]
        print(f"{title:36} {kind:22} {yes:4} of {yes + no:4}  {yes / (yes + no):.2f}", file=sys.stderr)
