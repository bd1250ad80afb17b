"""Train the model of kinds and topics on labelled texts. Needs scikit-learn, which the product itself does not."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from articles.provenance.topics.evidence import ABSENT, FORM, LEXICAL, parts_of, tokens_of
from articles.provenance.topics.model import Model, amounts, parse, totals
from articles.vocabulary.kinds import KINDS
from articles.vocabulary.topics import TOPICS

NEWS = "news"
FOLDS = 4
_MOST_TOKENS = 6000
_LEAST_ROWS = 4
"""Texts that must hold a token before it is learned."""
_STRENGTH = 8.0  # C of the regressions: the best of 2, 8 and 20 on the training half
_DOUBTED = 0.5
"""Weight of a row that its reader found arguable."""
_SHOWN_RIGHT = 0.88
"""Least share of named topics that are right on left-out training rows: three points above the aim of .85."""
_AGREE = 0.99
"""Least share of texts whose first part decides like the lead, before it may decide alone."""
_STEPS = 60
_BARE = 0.8
"""Weight of a text's headline alone, which is one more row: many texts have no body that could be read."""
_NAMES = (*(sign + name for name in FORM for sign in ("", ABSENT)), *LEXICAL)


class MissingTrainer(RuntimeError):
    """Training needs scikit-learn: pip install -r requirements-dev.txt"""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class Row:
    """A text with its labels. `kind` is empty for a row that teaches the topic alone; `topics` are all that are right,
    the main one first. `weight` is 1 for a row that a person read. `source` names where it is from.
    """

    headline: str
    text: str
    kind: str
    topics: tuple[str, ...]
    weight: float = 1.0
    source: str = ""
    is_arguable: bool = False

    @property
    def is_read(self) -> bool:
        return self.weight >= 1.0


def row_of(data: Mapping[str, Any]) -> Row:
    """Make a row of a line of a JSONL file. Raises ValueError for a kind or topic that the vocabulary does not have."""
    kind, topics = str(data.get("kind") or ""), tuple(map(str, data.get("topics") or ()))
    if (kind and kind not in KINDS) or not set(topics) <= set(TOPICS):
        raise ValueError(f"{data.get('id')}: no such kind or topic: {kind} {' '.join(topics)}")
    source = str(data.get("source") or data.get("id", "")).partition(":")[0]
    weight, arguable = float(data.get("weight", 1)), bool(data.get("arguable"))
    return Row(str(data["title"]), str(data.get("body") or ""), kind, topics, weight, source, arguable)


def train(rows: Sequence[Row], version: str) -> dict[str, Any]:
    """Fit the model on `rows` and choose its thresholds on left-out quarters; return what its file holds.

    Raises MissingTrainer, and ValueError for too few rows.
    """
    read = [place for place, row in enumerate(rows) if row.is_read and row.kind]
    if len(read) < 10 * FOLDS:
        raise ValueError(f"{len(read)} labelled texts are too few")
    parts = [parts_of(row.headline, row.text) for row in rows]
    words = words_in(" ".join((row.headline, row.text)) for row in rows)
    folds = [read[fold::FOLDS] for fold in range(FOLDS)]
    leads, firsts = {}, {}
    for fold in folds:
        left_out = set(fold)
        kept = [place for place in range(len(rows)) if place not in left_out]
        fitted = parse(_fit([rows[place] for place in kept], [parts[place] for place in kept], version))
        for place in fold:
            headline, first, lead = parts[place]
            leads[place] = totals(fitted, amounts(headline, lead, fitted.rarity))
            firsts[place] = totals(fitted, amounts(headline, first, fitted.rarity))
    data = _fit(rows, parts, version)
    thresholds = _thresholds(parse(data), [rows[place] for place in read], *_arrays(read, leads, firsts))
    return {**data, **thresholds, "words": sorted(words)}


def to_text(data: Mapping[str, Any]) -> str:
    """Write a model as JSON, one token per line; the same rows give the same bytes."""
    head = {name: value for name, value in data.items() if name != "weights"}
    lines = [f"{json.dumps(token, ensure_ascii=False)}: {json.dumps(row)}" for token, row in data["weights"].items()]
    opened = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{opened}, "weights": {{\n' + ",\n".join(lines) + "\n}}\n"


def _arrays(read: Sequence[int], *found: Mapping[int, list[float]]) -> list[Any]:
    return [np.array([each[place] for place in read]) for each in found]


def _fit(rows: Sequence[Row], parts: Sequence[tuple[str, str, str]], version: str) -> dict[str, Any]:
    """Fit one regression per kind and topic on the tokens that tell most; return the file without thresholds."""
    bare = [place for place, row in enumerate(rows) if row.is_read and row.text and not row.is_arguable]
    rows = [*rows, *(replace(rows[place], text="", weight=_BARE) for place in bare)]
    parts = [*parts, *((parts[place][0], "", "") for place in bare)]
    rarity = _rarity(parts)
    columns = sorted(rarity)
    found = [amounts(headline, lead, rarity) for headline, _, lead in parts]
    coefficients, intercepts = _regressions(rows, found, columns)
    strongest = np.argsort(-np.abs(coefficients * np.array([rarity[token] for token in columns])).max(axis=0))
    kept = sorted({columns[place] for place in strongest[:_MOST_TOKENS]} | set(_NAMES))
    rarity = {token: rarity[token] for token in kept}
    found = [amounts(headline, lead, rarity) for headline, _, lead in parts]
    coefficients, intercepts = _regressions(rows, found, kept)
    weights = {
        token: [round(100 * rarity[token]), *(round(100 * value) for value in coefficients[:, place].tolist())]
        for place, token in enumerate(kept)
    }
    return {
        "version": version,
        "kinds": list(KINDS),
        "topics": list(TOPICS),
        "intercepts": [round(100 * value) for value in intercepts],
        "news_from": 0.0,
        "topic_from": 0.0,
        "news_clear": 0.0,
        "topic_clear": 0.0,
        "words": [],
        "weights": weights,
    }


def _rarity(parts: Sequence[tuple[str, str, str]]) -> dict[str, float]:
    documents: Counter[str] = Counter()
    for headline, _, lead in parts:
        documents.update({*tokens_of(headline), *tokens_of(lead)})
    rarity = {
        token: round(math.log((1 + len(parts)) / (1 + count)), 2)
        for token, count in documents.items()
        if count >= _LEAST_ROWS
    }
    return rarity | dict.fromkeys(_NAMES, 1.0)


def _regressions(
    rows: Sequence[Row], found: Sequence[Mapping[str, float]], columns: Sequence[str]
) -> tuple[Any, list[float]]:
    try:
        from scipy import sparse  # type: ignore[import-untyped]
        from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingTrainer from error
    place_of = {token: place for place, token in enumerate(columns)}
    pointers, indices, values = [0], list[int](), list[float]()
    for amount in found:
        indices += [place_of[token] for token in amount]
        values += amount.values()
        pointers.append(len(indices))
    matrix = sparse.csr_matrix((values, indices, pointers), (len(found), len(columns)))
    weight = np.array([row.weight * (_DOUBTED if row.is_arguable else 1) for row in rows])
    with_kind = np.flatnonzero([bool(row.kind) for row in rows])
    with_topic = np.flatnonzero([bool(row.topics) for row in rows])
    coefficients, intercepts = [], []
    told = [*((code, with_kind) for code in KINDS), *((code, with_topic) for code in TOPICS)]
    for code, used in told:
        label = np.array([_is(rows[int(place)], code) for place in used])
        if not label.any():
            coefficients.append(np.zeros(len(columns)))
            intercepts.append(-8.0)
            continue
        fitted = LogisticRegression(C=_STRENGTH, solver="liblinear").fit(matrix[used], label, weight[used])
        coefficients.append(fitted.coef_[0])
        intercepts.append(float(fitted.intercept_[0]))
    return np.array(coefficients), intercepts


def _is(row: Row, code: str) -> bool:
    """Whether a row is of this kind, or mainly of this topic; no kind has the code of a topic."""
    return code == row.kind or code in row.topics[:1]


def _thresholds(model: Model, rows: Sequence[Row], leads: Any, firsts: Any) -> dict[str, float]:
    """Choose the thresholds on left-out rows: precision of news equal to its recall, and of named topics ≥ .88."""
    news = model.kinds.index(NEWS)
    is_news = np.array([row.kind == NEWS for row in rows])
    gate = _balanced(leads[:, news], is_news)
    topics = leads[:, len(model.kinds) :]
    named, margin = topics.argmax(axis=1), _margins(topics)
    right = np.array([model.topics[place] in row.topics for place, row in zip(named, rows, strict=True)])
    topic_from = next((at for at in np.linspace(0, 3, _STEPS) if right[margin >= at].mean() >= _SHOWN_RIGHT), 3.0)
    first_topics = firsts[:, len(model.kinds) :]
    same_news = (firsts[:, news] >= gate) == (leads[:, news] >= gate)
    same_topic = first_topics.argmax(axis=1) == named
    return {
        "news_from": round(float(gate), 2),
        "topic_from": round(float(topic_from), 2),
        "news_clear": _clear(np.abs(firsts[:, news] - gate), same_news),
        "topic_clear": _clear(_margins(first_topics), same_topic),
    }


def _balanced(odds: Any, label: Any) -> float:
    best = max(
        np.linspace(-2, 2, 2 * _STEPS),
        key=lambda at: min(
            (label & (odds >= at)).sum() / max(1, (odds >= at).sum()), label[odds >= at].sum() / label.sum()
        ),
    )
    return float(best)


def _margins(odds: Any) -> Any:
    ordered = np.sort(odds, axis=1)
    return ordered[:, -1] - ordered[:, -2]


def _clear(margin: Any, same: Any) -> float:
    for at in np.linspace(0, 6, _STEPS):
        if not (margin >= at).any() or same[margin >= at].mean() >= _AGREE:
            return round(float(at), 2)
    return 6.0


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


def _tie(word: str, counts: Mapping[str, int], total: int) -> float:
    whole = counts[word] / total
    return min(math.log(whole / (counts[word[:at]] / total * counts[word[at:]] / total)) for at in range(1, len(word)))


def _entropy(counts: Counter[str]) -> float:
    total = counts.total()
    return -sum(count / total * math.log(count / total) for count in counts.values())
