"""Store the reliability of a source and each change of it; the writer holds the row's lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.models import EvidenceMark, Reliability, ReliabilityChange
from articles.scoring.reliability.evidence import Tally, read_tally
from articles.scoring.reliability.parts import scheme
from articles.scoring.reliability.score import SourceScore, score_source
from articles.scoring.stored.observing import known_of

KEPT = ["value", "low", "high", "n", "band", "model", "parts", "computed_at"]
"""The columns that a change of score updates."""
_PLACES = 4
Cause = ReliabilityChange.Cause


def hold(sources: Iterable[int]) -> dict[int, Reliability]:
    """Lock the rows of these sources until the caller's transaction ends; create missing rows.

    All callers lock in the order of the id, so there is no deadlock. An order by "source" would join the sources and
    lock them too, and that would block every transaction that stores an article of theirs.
    """
    wanted = sorted(set(sources))
    chosen = Reliability.objects.select_for_update().filter(source__in=wanted).order_by("source_id")
    held = {row.source_id: row for row in chosen}
    missing = [source for source in wanted if source not in held]
    if missing:
        Reliability.objects.bulk_create((Reliability(source_id=source) for source in missing), ignore_conflicts=True)
        held = {row.source_id: row for row in chosen.all()}
    return held


def recount_marked(held: Mapping[int, Reliability]) -> None:
    """Count the marked evidence of the sources; a mark set meanwhile stays for the next count."""
    marked: dict[int, list[EvidenceMark]] = defaultdict(list)
    for mark in EvidenceMark.objects.filter(source__in=held).order_by("pk"):
        marked[mark.source_id].append(mark)
    for source, marks in marked.items():
        decisions = [mark.decision for mark in marks if mark.decision is not None]
        articles = list(dict.fromkeys(mark.article_id for mark in marks if mark.article_id is not None))
        score = score_source(known_of([source])[source].evidence(timezone.now().date()))
        causes = [Cause(mark.cause or (Cause.GROUPED if mark.decision is None else Cause.DECIDED)) for mark in marks]
        cause = Cause.DECIDED if Cause.DECIDED in causes else causes[0]
        write([held[source]], move(held[source], score, cause, articles=articles, decisions=decisions))
        EvidenceMark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()


def recount_source(source: int) -> None:
    """Count the marked evidence of the source, in a transaction of its own."""
    with transaction.atomic():
        recount_marked(hold([source]))


def move(
    row: Reliability,
    score: SourceScore,
    cause: str,
    *,
    articles: Iterable[int] = (),
    decisions: Iterable[int] = (),
) -> list[ReliabilityChange]:
    """Set the score on the row and return the changes; `write` saves both.

    The caller holds the lock of the row.
    """
    now = timezone.now()
    told = changes(row, score, cause, now, articles=list(articles), decisions=list(decisions))
    keep(row, score, now)
    return told


def write(rows: Iterable[Reliability], told: Iterable[ReliabilityChange]) -> None:
    """Save the changes first, then the locked rows."""
    ReliabilityChange.objects.bulk_create(told)
    Reliability.objects.bulk_create(rows, update_conflicts=True, unique_fields=["source"], update_fields=KEPT)


def changes(
    row: Reliability,
    score: SourceScore,
    cause: str,
    now: datetime,
    *,
    articles: list[int] | None = None,
    decisions: list[int] | None = None,
) -> list[ReliabilityChange]:
    """The changes that lead from the stored `row` to `score`; none when no shown number differs.

    A new model comes first, as a change of its own on the old evidence. Then ageing is separated from the effect of
    `cause`.
    """
    found = []
    before = row.value
    if before is None:
        moved = {part.part.name: part.points for part in score.parts}
        aged = 0.0
    else:
        tallies = tallies_of(row)
        if row.model != scheme().model:
            restated = score_source(tallies)
            shifts = _moved({part["name"]: part["points"] for part in row.parts}, restated)
            found.append(_change(row, restated, Cause.MODEL, now, before=before, moved=shifts))
            before = restated.value
        days = (now.date() - row.computed_at.date()).days if row.computed_at else 0
        old = score_source({name: tally.aged(days) for name, tally in tallies.items()})
        aged = round(old.value - before, _PLACES)
        moved = _moved({part.part.name: part.points for part in old.parts}, score)
    if before is None or aged or moved or score.n != row.n:
        cause = cause if moved or score.n != row.n else Cause.AGE
        change = _change(row, score, cause, now, before=before, moved=moved)
        change.aged = aged
        if cause != Cause.AGE:
            change.articles, change.decisions = articles or [], decisions or []
        found.append(change)
    return found


def keep(row: Reliability, score: SourceScore, now: datetime) -> None:
    """Set `score` on `row`; the caller saves it."""
    row.value, row.low, row.high, row.n = score.value, score.low, score.high, score.n
    row.band, row.model, row.computed_at = score.band, scheme().model, now
    row.parts = [{"name": part.part.name, "points": part.points, **part.tally.to_json()} for part in score.parts]


def score_of(row: Reliability) -> SourceScore:
    """The stored score with its parts, as a value."""
    return score_source(tallies_of(row))


def tallies_of(row: Reliability) -> dict[str, Tally]:
    """The stored evidence by part."""
    return {part["name"]: read_tally(part, scheme().severity) for part in row.parts}


def _moved(before: Mapping[str, float], score: SourceScore) -> dict[str, float]:
    moved = {part.part.name: round(part.points - before.get(part.part.name, 0.0), _PLACES) for part in score.parts}
    return {name: points for name, points in moved.items() if points}


def _change(
    row: Reliability, score: SourceScore, cause: str, now: datetime, *, before: float | None, moved: dict[str, float]
) -> ReliabilityChange:
    return ReliabilityChange(
        source_id=row.source_id,
        cause=cause,
        before=before,
        moved=moved,
        after=score.value,
        low=score.low,
        high=score.high,
        n=score.n,
        band=score.band,
        model=scheme().model,
        created_at=now,
    )
