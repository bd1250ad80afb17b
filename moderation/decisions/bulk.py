"""One act on many items: each in its own transaction, as it was previewed; cancelled or undone as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles.doorbell import ring
from articles.models import Story
from moderation import audit
from moderation.decisions import DecisionRequest, InvalidDecision, StaleDecision, StaleItem, decide
from moderation.decisions.base import clause_in_force
from moderation.decisions.overturn import reverse
from moderation.decisions.words import clean_note
from moderation.models import BulkRow, BulkRun, QueueItem
from moderation.vocabulary import acts, channels

log = structlog.get_logger(__name__)
State = BulkRun.State
# Rows per task; then the task rings again, so that none meets its time limit.
_AT_ONCE = 50
_PENDING = {"decision": None, "refused": ""}


@transaction.atomic
def start(
    user: User,
    items: Iterable[tuple[int, int]],
    *,
    act: str,
    clause: str,
    note: str,
    label: str = "",
    story: Story | None = None,
    exceptions: Mapping[int, str] | None = None,
) -> BulkRun:
    """Prepares a run over (item, version as previewed). Raises PermissionDenied, InvalidDecision.

    `story`: all items are of its articles; then moderators may do it too, up to `COPIES_CAP` items. `exceptions`: the
    act for an item where it is another one than `act`.
    """
    if not may_start(user, story):
        raise PermissionDenied("bulk acts need the lead role")
    note = clean_note(note)
    if not note:
        raise InvalidDecision("note", "required", "say why: the reason is kept with each decision")
    if act == acts.OVERTURN:
        raise InvalidDecision("act", "unknown", "decisions are overturned one by one, or with their run")
    chosen = list(dict(items).items())
    cap = cap_of(user)
    if not 1 <= len(chosen) <= cap:
        raise InvalidDecision("items", "count", f"between 1 and {cap} items at once")
    ids = [item for item, _ in chosen]
    if story is not None and QueueItem.objects.filter(pk__in=ids, article__story_member__story=story).count() < len(
        ids
    ):
        raise InvalidDecision("items", "not_queued", "all items are of articles of the story")
    other = {item: its for item, its in (exceptions or {}).items() if item in dict(chosen) and its != act}
    found = [clause_in_force(each, clause) for each in sorted({act, *_checked(other.values())})]
    run = BulkRun.objects.create(
        user=user, act=act, clause=next(filter(None, found), None), label=label, note=note, story=story
    )
    BulkRow.objects.bulk_create(
        BulkRow(run=run, item_id=item, version=version, act=other.get(item))  # type: ignore[misc]  # may be null
        for item, version in chosen
    )
    about = {"story": story.pk, "exceptions": {str(item): its for item, its in other.items()}} if story else {}
    audit.append(user, "bulk.started", f"bulk:{run.pk}", **_about(run), items=ids, act=act, note=note, **about)
    ring("moderation.work_bulk", run.pk)
    return run


def may_start(user: User, story: Story | None = None) -> bool:
    """Whether this user may start a run: leads over any items, moderators over those of one story."""
    return user.has_perm("moderation.add_bulkrun") or (
        story is not None and user.has_perm("moderation.decide_queueitem")
    )


def cap_of(user: User) -> int:
    """The most items of a run of this user."""
    most: int = settings.BULK_CAP
    return most if user.has_perm("moderation.add_bulkrun") else min(settings.COPIES_CAP, most)


def _checked(wanted: Iterable[str]) -> list[str]:
    found = list(wanted)
    if unknown := [each for each in found if each not in acts.decidable()]:
        raise InvalidDecision("act", "unknown", f"act is one of: {', '.join(acts.decidable())}, not {unknown[0]}")
    return found


@transaction.atomic
def cancel(user: User, run_id: int) -> BulkRun:
    """Stops a run where it is; what is decided stays decided. Raises PermissionDenied, BulkRun.DoesNotExist."""
    run = _own(user, run_id)
    if run.state == State.RUNNING:
        run.state = State.CANCELLED
        run.save(update_fields=["state"])
        audit.append(user, "bulk.cancelled", f"bulk:{run.pk}", **_about(run))
    return run


@transaction.atomic
def undo(user: User, run_id: int) -> BulkRun:
    """Takes back every decision of a run that has ended. Raises PermissionDenied, BulkRun.DoesNotExist."""
    run = _own(user, run_id)
    if run.state in (State.DONE, State.CANCELLED):
        run.state = State.UNDOING
        run.save(update_fields=["state"])
        audit.append(user, "bulk.undone", f"bulk:{run.pk}", **_about(run))
        ring("moderation.work_bulk", run.pk)
    return run


def work(run_id: int) -> bool:
    """Works through the next rows of a run; returns whether more are left."""
    for _ in range(_AT_ONCE):
        run = BulkRun.objects.select_related("user", "clause").filter(pk=run_id).first()
        if run is None or run.state not in (State.RUNNING, State.UNDOING):
            return False
        step = _undo_one if run.state == State.UNDOING else _decide_one
        if not step(run):
            return _end(run)
    return True


def ring_running(*, dry_run: bool = False) -> int:
    """Rings for runs whose doorbell was lost; returns how many."""
    runs = list(BulkRun.objects.filter(state__in=[State.RUNNING, State.UNDOING])[:100])
    if not dry_run:
        for run in runs:
            ring("moderation.work_bulk", run.pk)
    return len(runs)


@transaction.atomic
def _decide_one(run: BulkRun) -> bool:
    row = run.rows.select_for_update(skip_locked=True).filter(**_PENDING).first()
    if row is None:
        return False
    act = acts.ACTS[row.act or run.act]
    wanted = DecisionRequest(
        row.item_id,
        row.version,
        act=act.code,
        clause=run.clause.code if run.clause and act.needs_clause else "",
        note=run.note,
        label=run.label if act.shows_label else "",
        channel=channels.BULK,
    )
    try:
        with transaction.atomic():
            row.decision = decide(run.user, wanted)
    except StaleItem as error:
        row.refused = error.reason
    except InvalidDecision as error:
        row.refused = error.code
    except PermissionDenied:
        row.refused = "forbidden"
    row.save(update_fields=["decision", "refused"])
    return True


@transaction.atomic
def _undo_one(run: BulkRun) -> bool:
    row = run.rows.select_for_update(skip_locked=True).filter(decision__isnull=False, undone=False).first()
    if row is None:
        return False
    assert row.decision_id is not None  # noqa: S101 - filtered
    try:
        with transaction.atomic():
            reverse(run.user, row.decision_id, run.note, channel=channels.BULK, reopens=True)
    except StaleDecision as error:
        row.refused = str(error)
    row.undone = True
    row.save(update_fields=["undone", "refused"])
    return True


def _end(run: BulkRun) -> bool:
    """Closes a run without pending rows; rows that another worker holds just now keep it open for the sweep."""
    pending = {"decision__isnull": False, "undone": False} if run.state == State.UNDOING else _PENDING
    if not run.rows.filter(**pending).exists():
        after = State.UNDONE if run.state == State.UNDOING else State.DONE
        BulkRun.objects.filter(pk=run.pk, state=run.state).update(state=after)
    return False


def _own(user: User, run_id: int) -> BulkRun:
    run = BulkRun.objects.select_for_update().get(pk=run_id)
    if run.user_id != user.pk or not may_start(user, run.story):
        raise PermissionDenied("only the user who started a run may change it")
    return run


def _about(run: BulkRun) -> dict[str, object]:
    return {"run": run.pk, "at": timezone.now().isoformat()}
