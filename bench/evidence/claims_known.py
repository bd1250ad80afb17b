"""Known claims: rewordings that find theirs, neighbours that are others, and articles that resemble one by chance.

Rows of the part `tune` chose thresholds and word lists; those of `test` were first run when all was fixed, and chose
the threshold by meaning later; those of `fresh` were written after that, and chose nothing. With `EMBEDDINGS_URL` set,
the same by meaning as well.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.known_claims.denials import denial_in
from articles.provenance.known_claims.likeness import compare
from articles.provenance.known_claims.sentences import opening_sentences
from articles.provenance.known_claims.wording import LOOKED_UP, STORED, terms, wording
from articles.provenance.precision.share import wilson
from bench.evidence.attributions import texts
from bench.harness.data import json_lines, shared
from bench.harness.result import Result

FIGURE = "known claims: rewordings whose claim comes first, part test"
FIGURES = {"test": FIGURE, "fresh": "known claims: rewordings whose claim comes first, part fresh"}
_FALSE = "known claims: articles at large that resemble one"
_MARKED = Path(__file__).parents[1] / "marked"
_CANDIDATES = 8
_WORDS_SHARE = 0.15


class Bank:
    """The bank as an index in memory, by the product's own functions; by meaning too where a service runs."""

    def __init__(self, claims: Sequence[str], *, with_meaning: bool) -> None:
        self.claims = list(claims)
        self._said = [wording(claim) for claim in claims]
        self._holders: dict[int, list[int]] = defaultdict(list)
        for number, said in enumerate(self._said):
            for term in set(terms(said, STORED)):
                self._holders[term].append(number)
        self._vectors = embed(self.claims) if with_meaning else None

    def ranked(self, sentence: str, meaning: Any = None) -> list[tuple[float, int, float | None]]:
        """Return (rank, claim, likeness by meaning) of the candidates, the likest first."""
        said = wording(sentence)
        sums: dict[int, float] = defaultdict(float)
        for term in terms(said, LOOKED_UP):
            for number in self._holders.get(term, ()):
                sums[number] += said.weights.get(term, said.weight)
        numbers = sorted(sums, key=lambda number: (-sums[number], number))[:_CANDIDATES]
        near = None
        if self._vectors is not None and meaning is not None:
            near = self._vectors @ meaning
            numbers = list(dict.fromkeys([*numbers, *np.argsort(-near, kind="stable")[:_CANDIDATES].tolist()]))
        found = []
        for number in numbers:
            words = compare(sentence, self._said[number])
            alike = None if near is None else float(near[number])
            rank = words.score if alike is None else alike + _WORDS_SHARE * words.score
            found.append((rank, number, alike))
        return sorted(found, key=lambda each: (-each[0], each[1]))

    def shown(self, sentence: str, meaning: Any = None, least: float = 1.0) -> int | None:
        """Return the claim that would be shown for the sentence, if any."""
        for _, number, alike in self.ranked(sentence, meaning):
            words = compare(sentence, self._said[number])
            if words.level() or (alike is not None and alike >= least and not words.is_other):
                return number
        return None


def embed(sentences: Sequence[str]) -> Any:
    """Ask the service of `EMBEDDINGS_URL` through the product's adapter."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
    django.setup()
    from moderation.embedding.client import embed as ask

    found = [ask(list(sentences[at : at + 60])) for at in range(0, len(sentences), 60)]
    assert all(each is not None for each in found), "the embedding service does not answer"
    return np.concatenate(found)


def marked(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_MARKED / name).read_text(encoding="utf-8").splitlines()]


def run(*, quick: bool) -> list[Result]:
    """Count by part, among the marked claims alone and among as many headlines as the prototype's bank had claims."""
    rows = marked("known_claims.jsonl")
    own = list(dict.fromkeys(row["claim"] for row in rows))
    headlines = [row["title"] for row in json_lines(shared("headlines/toutiao*.jsonl.gz")[0])]
    more = headlines[:: max(1, len(headlines) // (1_469 - len(own)))][: 1_469 - len(own)]
    with_meaning = bool(os.environ.get("EMBEDDINGS_URL"))
    results = []
    for name, claims in ((f"{len(own)} claims", own), ("1,469 claims, most of them headlines", [*own, *more])):
        bank = Bank(claims, with_meaning=with_meaning)
        for part in ("tune", "test", "fresh"):
            chosen = [row for row in rows if row.get("part") == part]
            meanings = embed([row["says"] for row in chosen]) if with_meaning else [None] * len(chosen)
            for kind, given in (("words", [None] * len(chosen)), ("meaning", meanings)):
                if kind == "meaning" and not with_meaning:
                    continue
                first = [
                    next((claims[each[1]] for each in bank.ranked(row["says"], one)), "") == row["claim"]
                    for row, one in zip(chosen, given, strict=True)
                ]
                least = float(os.environ.get("CLAIM_MEANING_SUGGEST", "0.94"))
                seen = [bank.shown(row["says"], one, least) for row, one in zip(chosen, given, strict=True)]
                right = [at is not None and claims[at] == row["claim"] for at, row in zip(seen, chosen, strict=True)]
                _say(f"{name}, {part}, {kind}: first {_of(first)}; shown {_of(right)}")
                if part != "tune" and claims is own:
                    figure = FIGURES[part]
                    results.append(_result(figure if kind == "words" else f"{figure}, by meaning", first))
        results += _at_large(name, bank, quick=quick, with_meaning=with_meaning)
    _neighbours()
    return results


def _neighbours() -> None:
    for part in ("tune", "test"):
        chosen = [row for row in marked("claim_neighbours.jsonl") if row["part"] == part]
        others = [row for row in chosen if row["kind"] != "denial"]
        shown = [compare(row["says"], wording(row["claim"])).level() is not None for row in others]
        _say(f"another place, number or remedy, {part}: shown {_of(shown)}")
        denied = [row for row in chosen if row["kind"] == "denial"]
        read = [bool(denial_in(row["says"], row["claim"])) for row in denied]
        seen = [compare(row["says"], wording(row["claim"])).level() is not None for row in denied]
        _say(f"denials, {part}: read {_of(read)}; shown {_of(seen)}")


def _at_large(name: str, bank: Bank, *, quick: bool, with_meaning: bool) -> list[Result]:
    """Count articles that nobody wrote about these claims: web articles by text, bulletins with their headline too."""
    step = 40 if quick else 2
    web = [ExtractedArticle(headline="", body=tuple(text.split("\n"))) for text in texts()[1::step]]
    rows = [row for row in json_lines(shared("corpus/*.jsonl.gz")[0]) if row.get("body")]
    news = [ExtractedArticle(headline=row["title"], body=tuple(row["body"].split("\n"))) for row in rows[:: 20 * step]]
    found = []
    for kind, some in (("web articles", web), ("bulletins", news)):
        shown, closest = [], []
        began = time.process_time()
        for article in some:
            sentences = [each.text for each in opening_sentences(article)]
            best = next((at for each in sentences if (at := bank.shown(each)) is not None), None)
            shown.append(best is not None)
            if best is not None:
                closest.append((bank.claims[best], sentences))
        cost = 1000 * (time.process_time() - began) / len(some)
        _say(f"{name}, {kind}: shown {_of(shown)}; {cost:.2f} ms an article")
        found.append(_result(f"{_FALSE}: {kind}, {name}", shown))
        if with_meaning:
            _by_meaning(name, kind, bank, some[:: 1 if quick else 4])
    return found


def _by_meaning(name: str, kind: str, bank: Bank, articles: Sequence[ExtractedArticle]) -> None:
    """Tell the likeness by meaning that few articles at large reach: where a threshold may stand."""
    sentences = [[each.text for each in opening_sentences(article)] for article in articles]
    vectors = embed([text for some in sentences for text in some])
    at, best = 0, []
    for some in sentences:
        alike = [
            likeness
            for text, meaning in zip(some, vectors[at : at + len(some)], strict=True)
            for _, number, likeness in bank.ranked(text, meaning)
            if not compare(text, wording(bank.claims[number])).is_other
        ]
        best.append(max(alike, default=0.0))
        at += len(some)
    best.sort(reverse=True)
    marks = ", ".join(f"{share:.1%} reach {best[int(share * len(best))]:.3f}" for share in (0.001, 0.002, 0.005, 0.01))
    _say(f"{name}, {kind}, by meaning, {len(best)} articles: {marks}")


def _of(hits: list[bool]) -> str:
    share = wilson(sum(hits), len(hits))
    return f"{share.k} of {share.n} ({share.value or 0:.4f}, {share.low:.4f} to {share.high:.4f})"


def _result(figure: str, hits: list[bool]) -> Result:
    share = wilson(sum(hits), len(hits))
    interval = f"{100 * share.low:.2f} to {100 * share.high:.2f}"
    return Result(figure, "%", 100 * (share.value or 0), note=f"{share.k} of {share.n}, 95 % interval {interval}")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
