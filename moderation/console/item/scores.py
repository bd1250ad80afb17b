"""A score as the reader sees it: value, interval, and reasons that add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import get_language

from articles.models import Score
from articles.scoring.result import OTHER

# Reasons shown at once, by weight; the others are folded.
SHOWN_REASONS = 5


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One part: what it adds, signed, in the score's unit, and the sentence that says why."""

    contribution: str
    sentence: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShownScore:
    """`share`, `low_share` and `high_share` are percent of the bar; None where there is no value or interval."""

    row: Score
    value: str
    share: float | None
    low_share: float | None
    width: float | None
    reasons: tuple[ShownReason, ...]
    more: tuple[ShownReason, ...]
    baseline: str
    total: str

    @property
    def in_points(self) -> bool:
        return self.row.unit == "points"

    @property
    def panel(self) -> str:
        """The template of what this score alone shows below, with the item page's context; empty without one."""
        name = f"moderation/console/scores/{self.row.name}.html"
        try:
            get_template(name)
        except TemplateDoesNotExist:
            return ""
        return name


def all_shown(scores: list[Score]) -> list[ShownScore]:
    """All scores by name, the newest model first."""
    return [shown(score) for score in sorted(scores, key=lambda score: (score.name, -score.pk))]


def shown(score: Score) -> ShownScore:
    """`score` for the reader. Values of unit points run 0–100, the others are probabilities."""
    points = score.unit == "points"
    scale = 1 if points else 100
    digits = 1 if points else 2
    # The row of all the rest explains least, however large it is.
    numbered = sorted(
        enumerate(score.reasons, 1), key=lambda pair: (pair[1]["family"] == OTHER, -abs(pair[1]["contribution"]))
    )
    reasons = tuple(_reason(score, number, reason, digits) for number, reason in numbered)
    total = score.baseline + sum(reason["contribution"] for reason in score.reasons)
    has_interval = score.low is not None and score.high is not None
    return ShownScore(
        row=score,
        value="—" if score.value is None else f"{score.value:.0f}" if points else f"{score.value:.2f}",
        share=None if score.value is None else round(score.value * scale, 1),
        low_share=round((score.low or 0) * scale, 1) if has_interval else None,
        width=round(((score.high or 0) - (score.low or 0)) * scale, 1) if has_interval else None,
        reasons=reasons[:SHOWN_REASONS],
        more=reasons[SHOWN_REASONS:],
        baseline=signed(score.baseline, digits),
        total=signed(total, digits),
    )


def signed(number: float, digits: int) -> str:
    """`number` with its sign (a true minus), rounded to `digits` places; zero has none."""
    rounded = round(number, digits)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{abs(rounded):.{digits}f}"


def _reason(score: Score, number: int, reason: dict[str, Any], digits: int) -> ShownReason:
    english = (get_language() or "").startswith("en")
    return ShownReason(
        contribution=signed(reason["contribution"], digits),
        sentence=reason["en"] if english else reason["zh"],
        text=reason.get("text", ""),
        mark="" if reason.get("start") is None or reason["contribution"] < 0 else f"score-{score.pk}-mark-{number}",
    )
