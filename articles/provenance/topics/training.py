"""Train the model of kinds and topics on labelled texts. Needs scikit-learn, which the product itself does not."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from articles.provenance.topics.evidence import ABSENT, FORM, LEXICAL, body_of, parts_of, tokens_of
from articles.provenance.topics.manner import NAMES as MANNER
from articles.provenance.topics.manner import manner_of
from articles.provenance.topics.model import Model, amounts, parse, totals
from articles.provenance.topics.telling_words import Reading, telling_words, words_in
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
_NAMES = (*(sign + name for name in FORM for sign in ("", ABSENT)), *LEXICAL, *MANNER)


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
    parts = [_parts(row) for row in rows]
    words = words_in(" ".join((row.headline, row.text)) for row in rows)
    folds = [read[fold::FOLDS] for fold in range(FOLDS)]
    leads, firsts = {}, {}
    for fold in folds:
        left_out = set(fold)
        kept = [place for place in range(len(rows)) if place not in left_out]
        fitted = parse(_fit([rows[place] for place in kept], [parts[place] for place in kept], version))
        for place in fold:
            part = parts[place]
            leads[place] = totals(fitted, amounts(part.headline, part.lead, fitted.rarity, part.manner))
            firsts[place] = totals(fitted, amounts(part.headline, part.first, fitted.rarity, part.manner))
    data = _fit(rows, parts, version)
    thresholds = _thresholds(parse(data), [rows[place] for place in read], *_arrays(read, leads, firsts))
    return {
        **data,
        **thresholds,
        "words": telling_words(words, [_reading(*each) for each in zip(rows, parts, strict=True)]),
    }


def to_text(data: Mapping[str, Any]) -> str:
    """Write a model as JSON, one token per line; the same rows give the same bytes."""
    head = {name: value for name, value in data.items() if name != "weights"}
    lines = [f"{json.dumps(token, ensure_ascii=False)}: {json.dumps(row)}" for token, row in data["weights"].items()]
    opened = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{opened}, "weights": {{\n' + ",\n".join(lines) + "\n}}\n"


def _arrays(read: Sequence[int], *found: Mapping[int, list[float]]) -> list[Any]:
    return [np.array([each[place] for place in read]) for each in found]


class _Parts(NamedTuple):
    """What is read of a row."""

    headline: str
    first: str
    lead: str
    manner: Mapping[str, float]


def _parts(row: Row) -> _Parts:
    headline, first, lead = parts_of(row.headline, row.text)
    return _Parts(headline, first, lead, manner_of(headline, body_of(row.text)))


def _reading(row: Row, part: _Parts) -> Reading:
    return Reading(f"{part.headline}\n{part.lead}", row.kind, next(iter(row.topics), ""))


def _fit(rows: Sequence[Row], parts: Sequence[_Parts], version: str) -> dict[str, Any]:
    """Fit one regression per kind and topic on the tokens that tell most; return the file without thresholds."""
    bare = [place for place, row in enumerate(rows) if row.is_read and row.text and not row.is_arguable]
    rows = [*rows, *(replace(rows[place], text="", weight=_BARE) for place in bare)]
    parts = [*parts, *(_parts(row) for row in rows[len(parts) :])]
    rarity = _rarity(parts)
    columns = sorted(rarity)
    found = [amounts(part.headline, part.lead, rarity, part.manner) for part in parts]
    coefficients, intercepts = _regressions(rows, found, columns)
    strongest = np.argsort(-np.abs(coefficients * np.array([rarity[token] for token in columns])).max(axis=0))
    kept = sorted({columns[place] for place in strongest[:_MOST_TOKENS]} | set(_NAMES))
    rarity = {token: rarity[token] for token in kept}
    found = [amounts(part.headline, part.lead, rarity, part.manner) for part in parts]
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
        "words": {},
        "weights": weights,
    }


def _rarity(parts: Sequence[_Parts]) -> dict[str, float]:
    documents: Counter[str] = Counter()
    for part in parts:
        documents.update({*tokens_of(part.headline), *tokens_of(part.lead)})
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
    plain = matrix @ sparse.diags([float(token not in MANNER) for token in columns])
    for code, used in told:
        label = np.array([_is(rows[int(place)], code) for place in used])
        if not label.any():
            coefficients.append(np.zeros(len(columns)))
            intercepts.append(-8.0)
            continue
        read = matrix if code in KINDS else plain  # how a text is written says nothing of what it is about
        fitted = LogisticRegression(C=_STRENGTH, solver="liblinear").fit(read[used], label, weight[used])
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
    told = np.array([bool(row.topics) for row in rows])  # the others were read for their kind alone
    right = np.array([model.topics[place] in row.topics for place, row in zip(named, rows, strict=True)])
    topic_from = next(
        (at for at in np.linspace(0, 3, _STEPS) if right[told & (margin >= at)].mean() >= _SHOWN_RIGHT), 3.0
    )
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
