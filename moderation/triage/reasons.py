"""Reasons why an article needs a human: pure rules from facts to reasons.

Each rule has bullets in its docstring, then early returns. `weight` is the risk of one reason, 0–1: the harm of its
kind times the chance that it is right. `moderation.triage.priority` says what they are worth together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.vocabulary.flags import FLAGS
from articles.vocabulary.scores import CLICKBAIT, RELIABILITY, SIGNAL
from moderation.vocabulary.reasons import AUDIT_SAMPLE

# The harm of a finding by severity. A high one may justify an act by itself. Chosen.
WEIGHTS = {"high": 0.6, "medium": 0.3, "low": 0.1}
# A headline alone never outranks a high finding; a lurid one on what is no news harms nobody. Chosen.
HEADLINE_HARM = {"high": 0.3, "medium": 0.1}
NO_NEWS = 0.5
# A declaration is honest: it says where to look, and is no fault. Chosen.
DECLARED = {"medium": 0.15, "low": 0.05}
# What the right share of a kind of finding is taken for until somebody has measured it. Chosen.
UNMEASURED = 0.8


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """A score as triage sees it."""

    name: str
    value: float | None
    band: str
    id: int
    model: str = ""


@dataclass(frozen=True, slots=True)
class FindingFact:
    """A finding as triage sees it; `precision` is the measured share of right findings of its code, 0–1."""

    code: str
    severity: str
    zh: str
    en: str
    id: int
    precision: float = UNMEASURED


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of an article that the rules may use."""

    scores: tuple[ScoreFact, ...]
    findings: tuple[FindingFact, ...]
    flags: tuple[str, ...]  # codes of the author's declarations
    topic_is_news: bool
    sampled: bool = False  # for random audit


@dataclass(frozen=True, slots=True)
class ReasonFact:
    """One reason for the queue item; `opens`: it queues the article by itself."""

    kind: str
    code: str
    severity: str
    weight: float
    zh: str
    en: str
    opens: bool
    score: int | None = None
    finding: int | None = None
    rule_version: int | None = None


def reasons_for(facts: Facts, of_rules: Iterable[ReasonFact] = ()) -> list[ReasonFact]:
    """All reasons, those of routing rules too, the weightiest first; empty when nothing queues the article."""
    reasons = [
        *of_rules,
        *filter(None, (SCORE_RULES[score.name](score, facts) for score in facts.scores if score.name in SCORE_RULES)),
        *(_finding(finding) for finding in facts.findings),
        *filter(None, (_flag(code, facts.topic_is_news) for code in dict.fromkeys(facts.flags))),
        *filter(None, (_sample(facts.sampled),)),
    ]
    if not any(reason.opens for reason in reasons):
        return []
    return sorted(reasons, key=lambda reason: -reason.weight)


def _clickbait(score: ScoreFact, facts: Facts) -> ReasonFact | None:
    """
    - the headline has a value
    - band high queues the article, band medium only adds a reason
    - its weight is the harm of a headline times the probability, half of it where the article is no news
    """
    if score.value is None:
        return None
    if score.band not in ("high", "medium"):
        return None
    high = score.band == "high"
    return ReasonFact(
        kind="score",
        code=score.name,
        severity="medium" if high else "low",
        weight=HEADLINE_HARM[score.band] * score.value * (1 if facts.topic_is_news else NO_NEWS),
        zh=f"{'标题夸张' if high else '标题存疑'} {score.value:.2f}",
        en=f"{'Clickbait headline' if high else 'Doubtful headline'} {score.value:.2f}",
        opens=high,
        score=score.id,
    )


def _reliability(score: ScoreFact, _facts: Facts) -> ReasonFact | None:
    """
    - a low band queues the article
    - too little data only adds a note: the source is unknown, not bad
    """
    if score.value is None:
        return None
    if score.band == "low":
        return ReasonFact(
            "score", score.name, "high", WEIGHTS["high"],
            f"来源可靠度低 {score.value:.0f}", f"Unreliable source {score.value:.0f}", True, score.id,
        )  # fmt: skip
    if score.band == "insufficient":
        return ReasonFact(
            "score", score.name, "low", 0.05, "来源数据不足", "Not enough data on the source", False, score.id
        )
    return None


def _signal(score: ScoreFact, facts: Facts) -> ReasonFact | None:
    """
    - a scorer outside gave the article its highest value, in band high or medium
    - it never queues the article by itself: a routing rule may, where leads wrote one
    - its weight is that of a headline in the same band: nobody has measured how right it is
    """
    given = [each for each in facts.scores if each.name == SIGNAL]
    if score.value is None or score != max(given, key=lambda each: (each.value or 0.0, -each.id)):
        return None
    if score.band not in HEADLINE_HARM:
        return None
    return ReasonFact(
        kind="score",
        code=score.name,
        severity="medium" if score.band == "high" else "low",
        weight=HEADLINE_HARM[score.band] * score.value / 100,
        zh=f"外部评分 {score.model} {score.value:.0f}",
        en=f"Outside score {score.model} {score.value:.0f}",
        opens=False,
        score=score.id,
    )


ScoreRule = Callable[[ScoreFact, Facts], ReasonFact | None]
SCORE_RULES: dict[str, ScoreRule] = {CLICKBAIT: _clickbait, RELIABILITY: _reliability, SIGNAL: _signal}
"""When a score is a reason, by its name. A score that is not here is evidence, and no reason by itself."""


def _finding(finding: FindingFact) -> ReasonFact:
    """
    - high and medium findings queue the article
    - low ones only add a reason
    - its weight is the harm by severity times the measured precision of its code
    """
    return ReasonFact(
        kind="finding",
        code=finding.code,
        severity=finding.severity,
        weight=WEIGHTS[finding.severity] * finding.precision,
        zh=finding.zh,
        en=finding.en,
        opens=finding.severity in ("high", "medium"),
        finding=finding.id,
    )


def _flag(code: str, topic_is_news: bool) -> ReasonFact | None:
    """
    - the declaration concerns provenance
    - on news it queues the article; elsewhere it is a disclosure, and only adds a reason
    """
    flag = FLAGS.get(code)
    if flag is None or not flag.reason_zh:
        return None
    severity = "medium" if topic_is_news else "low"
    return ReasonFact("flag", code, severity, DECLARED[severity], flag.reason_zh, flag.reason_en, topic_is_news)


def _sample(sampled: bool) -> ReasonFact | None:
    """
    - the article was drawn for random audit
    - it always queues the article, with weight 0, so that risky articles come first
    """
    if not sampled:
        return None
    return ReasonFact("audit", AUDIT_SAMPLE, "low", 0.0, AUDIT_SAMPLE.zh, AUDIT_SAMPLE.title_en, True)
