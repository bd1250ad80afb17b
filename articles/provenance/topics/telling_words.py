"""Whole words for the explanation: found by their ties, kept if they tell of a kind or a topic."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from articles.provenance.lexicons import lexicon
from articles.provenance.term_index import TermIndex
from articles.vocabulary.kinds import KINDS
from articles.vocabulary.topics import TOPICS


class Reading(NamedTuple):
    """What was read of a labelled text, folded, with its kind and main topic; either may be empty."""

    text: str
    kind: str
    topic: str


_WORDS_OF_NEWS: Sequence[str] = lexicon("answerable")["of_any_news"]
_HAN = re.compile(r"[一-鿿]+")
_MOST_WORDS = 6000
_LEAST_SEEN, _LEAST_TIE, _LEAST_FREEDOM = 6, 3.5, 1.2


def words_in(texts: Iterable[str]) -> set[str]:
    """Find whole words of two to four characters: their parts are tied to each other, their neighbours vary.

    The tie is the least pointwise mutual information of a split, the freedom the entropy of the neighbours (nats).
    """
    counts: Counter[str] = Counter()
    before: dict[str, Counter[str]] = defaultdict(Counter)
    after: dict[str, Counter[str]] = defaultdict(Counter)
    runs = [run for text in texts for run in _HAN.findall(text[:600])]
    for run in runs:
        for size in (1, 2, 3, 4):
            counts.update(run[at : at + size] for at in range(len(run) - size + 1))
    likely = {word for word, count in counts.items() if len(word) > 1 and count >= _LEAST_SEEN}
    total = sum(count for word, count in counts.items() if len(word) == 1)
    likely = {word for word in likely if _tie(word, counts, total) >= _LEAST_TIE}
    for run in runs:
        for size in (2, 3, 4):
            for at in range(len(run) - size + 1):
                word = run[at : at + size]
                if word in likely:
                    before[word][run[at - 1] if at else "^"] += 1
                    after[word][run[at + size] if at + size < len(run) else "$"] += 1
    free = [word for word in likely if min(_entropy(before[word]), _entropy(after[word])) >= _LEAST_FREEDOM]
    return set(sorted(free, key=lambda word: (-counts[word], word))[:_MOST_WORDS])


_GENERAL = re.compile(
    r"^(?:[一二两三四五六七八九十几数多这那其该每各某哪不没有被把将就都也还又再很最更与和及或在是为以所于之的了着]|"
    r"[去今明前昨后本上下同近当][年月周日天晚期次]|第)|[的了是在和与及或被把将就都也们着过地得]$|[年月日时分秒]份?$"
)
"""What no telling word begins or ends with: words of grammar, counts, times."""
_KIND, _TOPIC = "=kind", "=topic"  # counts of texts with either label; no code has an =
_LEAST_HOLDING, _LEAST_ODDS, _SMOOTHING = 8, 1.1, 2.0
"""Rows that hold a telling word, the log-odds that it adds to its class (threefold), and rows that it must outweigh."""


def telling_words(words: Iterable[str], readings: Iterable[Reading]) -> dict[str, list[int]]:
    """Return the words that tell of a class, with the places of their classes: kinds, then topics.

    A class is at least three times as likely where the word stands. General words tell of none.
    """
    codes = [*KINDS, *TOPICS]
    known = frozenset(_WORDS_OF_NEWS)
    index = TermIndex(word for word in words if not _GENERAL.search(word) and word not in known)
    holding: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for text, kind, topic in readings:
        labels = [*((kind, _KIND) if kind else ()), *((topic, _TOPIC) if topic else ())]
        total.update(labels)
        for word in {word for _, word in index.find(text)}:
            holding[word].update(labels)
    found = {}
    for word, counts in sorted(holding.items()):
        places = [place for place, code in enumerate(codes) if _tells(code, place < len(KINDS.codes), counts, total)]
        if places:
            found[word] = places
    return found


def _tells(code: str, is_kind: bool, counts: Counter[str], total: Counter[str]) -> bool:
    family = _KIND if is_kind else _TOPIC
    if counts[family] < _LEAST_HOLDING or not total[code]:
        return False
    base = total[code] / total[family]
    share = (counts[code] + _SMOOTHING * base) / (counts[family] + _SMOOTHING)
    return _log_odds(share) - _log_odds(base) >= _LEAST_ODDS


def _log_odds(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))


def _tie(word: str, counts: Mapping[str, int], total: int) -> float:
    whole = counts[word] / total
    return min(math.log(whole / (counts[word[:at]] / total * counts[word[at:]] / total)) for at in range(1, len(word)))


def _entropy(counts: Counter[str]) -> float:
    total = counts.total()
    return -sum(count / total * math.log(count / total) for count in counts.values())
