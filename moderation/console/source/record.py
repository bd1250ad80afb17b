"""How reliable a source is: the parts of its score, what moved it, what it answers, its standing in the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from articles.models import Reliability, ReliabilityChange, Source, SourceLink
from articles.models.codes import word
from articles.provenance.stored.registry import standings
from articles.scoring.reliability.parts import scheme
from articles.scoring.reliability.score import PartScore, SourceScore, part_sentences
from articles.scoring.reliability.words import NAMES, outlook_sentence
from articles.scoring.stored.observing import articles_behind
from articles.scoring.stored.reliability import score_of
from articles.vocabulary import citations
from articles.vocabulary.citations import STANDINGS
from moderation.console.source import steps
from moderation.models import Decision
from moderation.queue.access import seen_decisions

MOVES = 200
BEHIND = 5


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of the score; shares are percent of the points it can earn."""

    name: str
    points: float
    most: float
    low: float
    high: float
    share: float
    low_share: float
    width: float
    n: int
    fact: str
    formula: str
    articles: list[int]


@dataclass(frozen=True, slots=True)
class ShownLink:
    """One open link as the page of one of its two accounts shows it: the `other` account, and the row."""

    other: Source
    row: SourceLink


@dataclass(frozen=True, slots=True)
class ShownMove:
    """One change of the score, with its parts in words; each decision with its item, or None for a hidden one."""

    row: ReliabilityChange
    moved: list[tuple[str, str]]
    step: float | None
    decisions: list[tuple[int, int | None]]


def record(source: Source, user: User) -> dict[str, Any]:
    """The context of `source/_record.html`; `reliability` is None until an article is assessed."""
    row = Reliability.objects.filter(source=source, value__isnull=False).first()
    rows = list(source.reliability_changes.all()[:MOVES])
    items = _items_of({pk for change in rows for pk in change.decisions}, user)
    known: dict[str, Any] = {
        "reliability": row,
        "rules": scheme(),
        "replies": list(source.replies.all()[:20]),
        "moves": [_move(change, items) for change in rows],
        "chart": steps.timeline([_moment(change) for change in reversed(rows)], timezone.now()),
        "ticks": [(points, steps.height(points)) for points in (0, scheme().medium, scheme().high, 100)],
        "standing": None,
        "links": _links(source),
    }
    if source.kind != citations.ACCOUNT:
        standing = standings([source.name], timezone.localdate())[source.name]
        known |= {"standing": standing, "standing_label": word(STANDINGS[standing.state])}
    if row is not None:
        score = score_of(row)
        known["parts"] = [_part(source.pk, part) for part in score.parts]
        known["reviewed"] = score.reviewed
        known["outlook"] = _outlook(score)
    return known


def _part(source: int, part: PartScore) -> ShownPart:
    low, high = part.interval()
    said = part_sentences(part)[_english()]
    most = part.part.points
    return ShownPart(
        name=_name(part.part.name),
        points=part.points,
        most=most,
        low=low,
        high=high,
        share=round(part.points / most * 100, 1),
        low_share=round(low / most * 100, 1),
        width=round((high - low) / most * 100, 1),
        n=part.tally.n,
        fact=said.fact,
        formula=said.formula,
        articles=articles_behind(source, part.part.name, BEHIND),
    )


def _links(source: Source) -> list[ShownLink]:
    """The open links of the account, newest first."""
    rows = SourceLink.objects.filter(Q(source=source) | Q(other=source), ended_at=None)
    return [
        ShownLink(link.other if link.source_id == source.pk else link.source, link)
        for link in rows.select_related("source__platform", "other__platform")
    ]


def _outlook(score: SourceScore) -> str:
    chance = score.outlook.chance
    return outlook_sentence(chance.mean, chance.low, chance.high, score.outlook.severity, score.violations > 0)[
        _english()
    ]


def _items_of(decisions: set[int], user: User) -> dict[int, int]:
    """The item of each of these decisions that the reader may see."""
    rows = seen_decisions(Decision.objects.filter(pk__in=decisions), user) if decisions else Decision.objects.none()
    return dict(rows.order_by().values_list("pk", "item"))


def _move(change: ReliabilityChange, items: dict[int, int]) -> ShownMove:
    moved = [(_name(name), f"{points:+.1f}") for name, points in change.moved.items() if abs(points) >= 0.05]
    step = None if change.before is None else round(change.after - change.before, 1)
    return ShownMove(change, moved, step, [(pk, items.get(pk)) for pk in change.decisions])


def _moment(change: ReliabilityChange) -> steps.Moment:
    when = date_format(timezone.localtime(change.created_at), "SHORT_DATETIME_FORMAT")
    title = f"{when}: {change.after:.1f} ({change.low:.0f}–{change.high:.0f}), {change.get_cause_display()}"
    return steps.Moment(change.created_at, change.after, change.low, change.high, title)


def _name(part: str) -> str:
    return NAMES[part][_english()]


def _english() -> int:
    return int((get_language() or "").startswith("en"))
