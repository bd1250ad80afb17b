"""How much of an article stands in long paragraphs."""

from __future__ import annotations

from articles.models import ArticleVersion
from articles.scoring.result import Reason, ScoreResult, band_for
from articles.scoring.scorer import ModelInUse, Scorer, scored_alone
from articles.vocabulary.scores import ScoreTerm

LENGTH = ScoreTerm("length", "段落长度", "paragraph length")
LONG = 30  # characters


def measure(version: ArticleVersion) -> ScoreResult | None:
    """The share of long paragraphs in points; None for an article without a body."""
    body, text = version.extracted.body, version.extracted.text
    if not body:
        return None
    points = 100 / len(body)
    reasons, at = [], 0
    for paragraph in body:
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        if len(paragraph) >= LONG:
            zh, en = f"段落有{len(paragraph)}字", f"a paragraph of {len(paragraph)} characters"
            reasons.append(Reason("length.long", "long", points, zh, en, paragraph, "text", start, at))
    value = points * len(reasons)
    band = band_for(value, medium=40, high=70)
    return ScoreResult(LENGTH.code, "length-1", value, band, "points", 0.0, tuple(reasons))


SCORER = Scorer(
    LENGTH, scored_alone(measure), part=LENGTH, models=lambda: [ModelInUse(LENGTH, "length-1", is_shipped=True)]
)
