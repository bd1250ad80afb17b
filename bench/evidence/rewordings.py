"""Rewordings written by hand, reports of one event, and articles at large: what leads to what, and what is shown.

Rows of the part `tune` chose the thresholds; nobody looked at those of `test` before.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.precision.share import Share, wilson
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.containment import containment
from articles.provenance.reuse.own_text import OwnText
from articles.provenance.reuse.shingles import shingles
from articles.provenance.rewording.alignment import align
from articles.provenance.rewording.bigrams import rarity
from articles.provenance.rewording.facts import shared_facts
from articles.provenance.rewording.gates import Standing, reading
from articles.provenance.rewording.narrative import Narrative
from articles.provenance.rewording.rare_terms import LEAST_SHARED, LOOKED_UP, MOST_CANDIDATES, STORED, rare_terms
from bench.evidence.attributions import texts
from bench.harness.data import json_lines, shared
from bench.harness.result import Result

FIGURE = "rewordings: written ones that lead to their source, and are shown"
_MARKED = Path(__file__).parents[1] / "marked"
_COMMON = 200
_BACKGROUND = 400


class Pair(NamedTuple):
    """A pair: the score, and how it reads, if it is shown."""

    score: float
    reading: str | None


class World:
    """Web articles and bulletins as an index in memory, by the product's own functions."""

    def __init__(self) -> None:
        found = {f"inews:{number}": text for number, text in enumerate(texts())}
        rows = json_lines(shared("corpus/*.jsonl.gz")[0])
        found |= {f"xwlb:{number}": row["body"] for number, row in enumerate(rows) if len(row.get("body") or "") >= 100}
        self.texts = found
        self._holders: dict[int, list[str]] = defaultdict(list)
        began = time.process_time()
        for name, text in found.items():
            for term in rare_terms(compared(text), STORED).tolist():
                self._holders[term].append(name)
        self.milliseconds = 1000 * (time.process_time() - began) / len(found)

    def candidates(self, text: str, but: str = "") -> list[tuple[str, float]]:
        """Return the likeliest sources of a text with the rarity that they share, at most as many as the product."""
        asked = rare_terms(compared(text), LOOKED_UP)
        sums: dict[str, float] = defaultdict(float)
        for term, weight in zip(asked.tolist(), rarity(asked).tolist(), strict=True):
            holders = self._holders.get(term, ())
            if len(holders) < _COMMON:
                for name in holders:
                    sums[name] += weight
        sums.pop(but, None)
        likely = sorted(sums.items(), key=lambda each: -each[1])[:MOST_CANDIDATES]
        return [each for each in likely if each[1] >= LEAST_SHARED]

    def pair(self, one: str, other: str) -> Pair:
        """Align two texts and apply the gates."""
        mine, theirs = narrative(one), narrative(other)
        found = align(mine, theirs)
        return Pair(found.score, reading(found.score, shared_facts(mine, theirs, found), Standing()))


def compared(text: str) -> str:
    return compared_text(_article(text)).text


@lru_cache(4096)
def narrative(text: str) -> Narrative:
    return Narrative.of(OwnText.of(_article(text)))


def _article(text: str) -> ExtractedArticle:
    return ExtractedArticle(headline="", body=tuple(text[:20_000].split("\n")))


def marked(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_MARKED / name).read_text(encoding="utf-8").splitlines()]


def run(*, quick: bool) -> list[Result]:
    """Count by part and degree, and among articles at large."""
    world = World()
    _say(f"terms: {world.milliseconds:.2f} ms an article, {len(world.texts)} articles")
    every: list[bool] = []
    for part, rows in _grouped(marked("rewordings.jsonl"), lambda row: row["part"]).items():
        told: dict[str, list[bool]] = defaultdict(list)
        led, scores = [], []
        for row in rows:
            names = [name for name, _ in world.candidates(row["text"])]
            found = world.pair(row["text"], world.texts[row["id"]])
            led.append(row["id"] in names)
            told[row["degree"]].append(row["id"] in names and found.reading is not None)
            scores.append(found.score)
        hits = [each for some in told.values() for each in some]
        every += hits
        _say(f"rewordings, {part}: candidate {_of(led)}; shown {_of(hits)}")
        _say("  " + "; ".join(f"{degree} {sum(some)} of {len(some)}" for degree, some in told.items()))
        _say("  scores " + " ".join(f"{score:.2f}" for score in sorted(scores)))
    for part, rows in _grouped(marked("same_event.jsonl"), lambda row: row["part"]).items():
        pairs = [world.pair(world.texts[row["one"]], world.texts[row["other"]]) for row in rows]
        _say(f"reports of one event, {part}: shown {_of([each.reading is not None for each in pairs])}")
    results = [_result(FIGURE, every)]
    for kind, words in (("inews", "web articles"), ("xwlb", "bulletins of one official source")):
        names = [name for name in world.texts if name.startswith(kind)]
        names = names[:: max(1, len(names) // (40 if quick else _BACKGROUND))]
        # All bulletins are of one outlet, and so are shown with none of the others; here the gate is left open.
        shown, began = [], time.process_time()
        for name in names:
            text = world.texts[name]
            likely = world.candidates(text, but=name)
            pairs = [world.pair(text, world.texts[other]) for other, _ in likely if not _is_copy(text, world, other)]
            shown.append(any(each.reading is not None for each in pairs))
        cost = 1000 * (time.process_time() - began) / len(names)
        _say(f"{words}: shown with another {_of(shown)}; {cost:.1f} ms an article")
        results.append(_result(f"rewordings: {words} that are shown with another, gates of publishers open", shown))
    return results


def _is_copy(text: str, world: World, other: str) -> bool:
    return max(containment(shingles(compared(text)), shingles(compared(world.texts[other])))) >= 0.25


def _grouped(rows: Iterable[dict[str, Any]], key: Callable[[dict[str, Any]], str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _share(hits: list[bool]) -> Share:
    return wilson(sum(hits), len(hits))


def _of(hits: list[bool]) -> str:
    share = _share(hits)
    return f"{share.k} of {share.n} ({share.value or 0:.3f}, {share.low:.3f} to {share.high:.3f})"


def _result(figure: str, hits: list[bool]) -> Result:
    share = _share(hits)
    interval = f"{100 * share.low:.1f} to {100 * share.high:.1f}"
    return Result(figure, "%", 100 * (share.value or 0), note=f"{share.k} of {share.n}, 95 % interval {interval}")


def _say(words: str) -> None:
    print(words, file=sys.stderr)
