"""The queue: items opened, decided and waiting, and their waiting times."""

from __future__ import annotations

from datetime import timedelta

from moderation.models import QueueItem, Rule, Skip
from moderation.reports.figure import Figure, Section, Table, Text, share
from moderation.reports.figures.rows import ranked
from moderation.reports.links import to_list, to_week
from moderation.reports.rollups.period import midnight
from moderation.reports.rollups.reading import Weeks
from moderation.reports.snapshot import WEEKS, Snapshot
from moderation.reports.terms import codes_of, named, reason_named
from moderation.vocabulary.reasons import RULE
from moderation.vocabulary.waits import WAITS


def section(snapshot: Snapshot) -> Section:
    return Section(
        "review", Text("队列", "Queue"), (_queue(snapshot), _ages(snapshot), _waits(snapshot), _reasons(snapshot))
    )


def overdue(snapshot: Snapshot) -> Weeks:
    """Items past their due date and undecided at each week's end; of a running week, at the snapshot.

    The roll-ups hold due dates by the day only. In a running week some of today's due dates are past and some are not,
    so this counts that week's items themselves.
    """
    weeks = snapshot.stocks.difference("queue.late", "queue.late_closed")
    if snapshot.partial:
        due = QueueItem.objects.filter(due_at__lt=snapshot.until, opened_at__lt=snapshot.until)
        # Two counts, for the indexes of open and of decided items.
        decided_since = due.filter(state=QueueItem.State.DECIDED, decided_at__gte=snapshot.until)
        weeks[-1] = due.filter(state=QueueItem.State.OPEN).count() + decided_since.count()
    return weeks


def _queue(snapshot: Snapshot) -> Table:
    closed = snapshot.tallies.total("queue.closed")
    until = snapshot.until.isoformat()
    figures = (
        Figure(
            "queue.in",
            Text("进入人工", "Entered the queue"),
            tuple(snapshot.tallies.total("queue.opened")),
            link=to_week(QueueItem, "opened_at", snapshot),
        ),
        Figure(
            "queue.out",
            Text("人工处理完", "Decided"),
            tuple(closed),
            link=to_week(QueueItem, "decided_at", snapshot),
        ),
        Figure(
            "queue.waiting",
            Text("周末仍待审", "Waiting at the week's end"),
            tuple(snapshot.stocks.difference("queue.opened", "queue.closed")),
            worse="up",
            link=to_list(QueueItem, waiting_at=until),
        ),
        Figure(
            "queue.overdue",
            Text("其中已超时", "Of these, overdue"),
            tuple(overdue(snapshot)),
            worse="up",
            link=to_list(QueueItem, overdue_at=until),
        ),
        share(
            "queue.in_time",
            Text("按时处理率", "Decided in time"),
            snapshot.tallies.total("queue.in_time"),
            closed,
            worse="down",
            link=to_week(QueueItem, "decided_at", snapshot, in_time="yes"),
        ),
        Figure(
            "queue.skips",
            Text("跳过", "Skips"),
            tuple(snapshot.tallies.total("skips")),
            link=to_week(Skip, "created_at", snapshot),
        ),
    )
    note = Text(
        "上报会给文章新的期限，因此以最后一个期限计；进行中的一周，“周末”指快照时刻。",
        "Escalation gives an item a new due date, so the last one counts; in a running week its “end” is the snapshot.",
    )
    return Table("queue", Text("队列", "Queue"), figures, note)


_AGES = (
    (1, "一天以上", "Longer than a day"),
    (3, "三天以上", "Longer than three days"),
    (7, "七天以上", "Longer than a week"),
)


def _ages(snapshot: Snapshot) -> Table:
    figures = tuple(
        Figure(
            f"queue.age.{days}d",
            Text(zh, en),
            tuple(snapshot.stocks.waiting_longer(days, snapshot.last_day)),
            worse="up",
            link=to_list(QueueItem, waiting_at=snapshot.until.isoformat(), opened_at__lt=_before(snapshot, days)),
        )
        for days, zh, en in _AGES
    )
    note = Text(
        "周末仍待审的文章已等待多久，以整天计：第一天不算；进行中的一周，“周末”指快照当天零时。",
        "How long those that wait at the week's end have waited, by whole days: the day they entered does not count. "
        "In a running week its “end” is the first moment of the snapshot's day.",
    )
    return Table("queue.ages", Text("待审文章的等待时间", "Age of what waits"), figures, note)


def _before(snapshot: Snapshot, days: int) -> str:
    return (midnight(snapshot.last_day) - timedelta(days=days)).isoformat()


def _waits(snapshot: Snapshot) -> Table:
    counted, closed = snapshot.tallies.counts("queue.wait"), snapshot.tallies.total("queue.closed")
    figures = tuple(
        share(
            f"queue.wait.{code}",
            named(WAITS, code),
            counted.get(code, [0] * WEEKS),
            closed,
            link=to_week(QueueItem, "decided_at", snapshot, waited=code),
        )
        for code in codes_of(WAITS, counted)
    )
    return Table("queue.waits", Text("从进入人工到处理完", "From entering to being decided"), figures)


def _reasons(snapshot: Snapshot) -> Table:
    rules = {code: Text(zh, en) for code, zh, en in Rule.objects.values_list("code", "name_zh", "name_en")}

    def name(key: str) -> tuple[str, Text]:
        kind, _, code = key.partition("|")
        is_rule = kind == RULE and code in rules
        return f"{kind}.{code}", rules[code] if is_rule else reason_named(kind, code)

    def link(key: str) -> str | None:
        kind, _, code = key.partition("|")
        return to_week(QueueItem, "opened_at", snapshot, reasons__kind__exact=kind, reasons__code__exact=code)

    figures = ranked("queue.reason", snapshot.tallies.counts("queue.reason"), name, link)
    note = Text("一篇文章常有几条理由，每条都计。", "An item often has several reasons; each counts.")
    return Table("queue.reasons", Text("进入人工的理由", "Reasons for queueing"), figures, note)
