"""How reliable a source has been: 0–100 as a sum of shown parts, each with its counts, none netted against another."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from statistics import NormalDist

from .reliability_parts import Part, scheme
from .result import Reason, ScoreResult

NAME = "reliability"
_PLACES = 4
_SENTENCES = {
    "record": (
        "{tried} 篇已审文章中，按严重程度加权的违规为 {bad} 篇",
        "violations upheld in {tried} reviewed articles, weighted by severity: {bad}",
    ),
    "sourcing": (
        "{tried} 篇文章中 {good} 篇写明了消息来源",
        "{good} of {tried} articles name their sources",
    ),
    "headline_honesty": (
        "{tried} 篇文章中 {good} 篇标题的标题党等级不为“高”",
        "{good} of {tried} articles have a headline below the band “high” for clickbait",
    ),
    "disclosure": (
        "{tried} 篇文章中 {good} 篇带有来源声明",
        "{good} of {tried} articles carry a declaration of provenance",
    ),
}


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """What is known of a source. Counts may be fractions (old evidence may come to count less).

    `articles` assessed; `reviewed` by a person; `violations` upheld, each counted 0–1 by severity; `well_sourced`:
    attributions name somebody and no sourcing is vague; `honest_headlines`: clickbait band not high; `disclosed`: the
    author declares where the content is from. An article that declares 取材网络 earns disclosure and costs sourcing:
    two facts. Raises ValueError for a count that is negative, not finite or larger than its whole.
    """

    articles: float
    reviewed: float
    violations: float
    well_sourced: float
    honest_headlines: float
    disclosed: float

    def __post_init__(self) -> None:
        for field in fields(self):
            count = getattr(self, field.name)
            if isinstance(count, bool) or not math.isfinite(count) or count < 0:
                raise ValueError(f"{field.name} must be a finite number, 0 or more")
        for name in ("well_sourced", "honest_headlines", "disclosed"):
            if getattr(self, name) > self.articles:
                raise ValueError(f"{name} must not be larger than articles")

    def outcomes(self) -> dict[str, tuple[float, float]]:
        """For each part (good, tried). Several violations in one article count at most as all of the reviewed."""
        return {
            "record": (self.reviewed - min(self.violations, self.reviewed), self.reviewed),
            "sourcing": (self.well_sourced, self.articles),
            "headline_honesty": (self.honest_headlines, self.articles),
            "disclosure": (self.disclosed, self.articles),
        }


def score_source(evidence: SourceEvidence) -> ScoreResult:
    """The reliability of a source in points, 0–100: Σ points of a part × posterior mean of its share of good articles.

    Weights are record 30, sourcing 18, headline honesty 10 and disclosure 10, scaled by 100 / 68 while these are the
    parts there are. `low` and `high` are the 90 % interval: parts taken as independent, their variances added, normal
    approximation, clipped to 0–100. `n` is the number of articles; below 10 the band is `insufficient` (value and
    interval are given all the same), else `low` below 40, `medium` below 70, `high` from 70. It orders a queue; it
    decides nothing.
    """
    rules = scheme()
    reasons = []
    variance = 0.0
    for name, (good, tried) in evidence.outcomes().items():
        part = rules.parts[name]
        share, spread = part.posterior(good, tried)
        variance += part.points**2 * spread
        reasons.append(_reason(part, share, good, tried))
    value = sum(reason.contribution for reason in reasons)
    reach = NormalDist().inv_cdf((1 + rules.interval) / 2) * math.sqrt(variance)
    return ScoreResult(
        name=NAME,
        model=rules.model,
        value=value,
        band=_band(value, evidence.articles),
        unit="points",
        baseline=0.0,
        reasons=tuple(reasons),
        low=max(0.0, value - reach),
        high=min(100.0, value + reach),
        n=math.floor(evidence.articles),
    )


def _band(value: float, articles: float) -> str:
    rules = scheme()
    if articles < rules.enough:
        return "insufficient"
    return "low" if value < rules.medium else "medium" if value < rules.high else "high"


def _reason(part: Part, share: float, good: float, tried: float) -> Reason:
    counts = {"good": _count(good), "tried": _count(tried), "bad": _count(tried - good)}
    zh, en = (sentence.format(**counts) for sentence in _SENTENCES[part.name])
    imagined = part.a + part.b
    prior = part.a / imagined
    return Reason(
        code=f"reliability.{part.name}",
        family=part.name,
        contribution=round(part.points * share, _PLACES),
        zh=f"{zh}；加上先验（{prior:.0%}，相当于 {imagined:g} 篇）后为 {share:.1%}，"
        f"本项满分 {part.points:.1f}（现有各项合计折算为 100）",
        en=f"{en}; with the prior ({prior:.0%}, worth {imagined:g} articles) {share:.1%} of {part.points:.1f} points "
        "(the parts there are, scaled to 100)",
    )


def _count(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
