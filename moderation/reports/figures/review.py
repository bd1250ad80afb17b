"""Human work: the queue, and what was decided."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q

from moderation.models import Decision, QueueItem, QueueReason
from moderation.reports import labels
from moderation.reports.figure import Figure, Section, Table, Text, share
from moderation.reports.figures.rows import ranked
from moderation.reports.links import to_week
from moderation.reports.measure import Weeks, columns, counts, within
from moderation.reports.snapshot import WEEKS, Snapshot


def section(snapshot: Snapshot) -> Section:
    return Section(
        "review",
        Text("队列与处理", "Queue and decisions"),
        (_queue(snapshot), _reasons(snapshot), _acts(snapshot), _clauses(snapshot)),
    )


def waiting(snapshot: Snapshot) -> tuple[Weeks, Weeks]:
    """Items open at the end of each of the eight weeks, and those of them past their due date."""
    aggregates: dict[str, Any] = {}
    for index, end in enumerate(snapshot.ends):
        still_open = Q(opened_at__lt=end) & (Q(decided_at=None) | Q(decided_at__gte=end))
        aggregates[f"waiting_{index}"] = Count("pk", filter=still_open)
        aggregates[f"overdue_{index}"] = Count("pk", filter=still_open & Q(due_at__lt=end))
    rows = QueueItem.objects.filter(Q(decided_at=None) | Q(decided_at__gte=snapshot.ends[0]))
    counted = rows.filter(opened_at__lt=snapshot.until).aggregate(**aggregates)
    return (
        [counted[f"waiting_{index}"] for index in range(WEEKS)],
        [counted[f"overdue_{index}"] for index in range(WEEKS)],
    )


def _queue(snapshot: Snapshot) -> Table:
    items = QueueItem.objects.order_by()
    opened = columns(within(items, "opened_at", snapshot), {"n": Count("pk")})["n"]
    decided = columns(
        within(items, "decided_at", snapshot),
        {"all": Count("pk"), "in_time": Count("pk", filter=Q(decided_at__lte=F("due_at")))},
    )
    still_waiting, overdue = waiting(snapshot)
    figures = (
        Figure(
            "queue.in",
            Text("进入人工", "Entered the queue"),
            tuple(opened),
            link=to_week(QueueItem, "opened_at", snapshot),
        ),
        Figure(
            "queue.out",
            Text("人工处理完", "Decided"),
            tuple(decided["all"]),
            link=to_week(QueueItem, "decided_at", snapshot),
        ),
        Figure("queue.waiting", Text("周末仍待审", "Waiting at the week's end"), tuple(still_waiting), worse="up"),
        Figure("queue.overdue", Text("其中已超时", "Of these, overdue"), tuple(overdue), worse="up"),
        share("queue.in_time", Text("按时处理率", "Decided in time"), decided["in_time"], decided["all"], worse="down"),
    )
    note = Text(
        "上报会给文章新的期限，因此以最后一个期限计；进行中的一周，“周末”指快照时刻。",
        "Escalation gives an item a new due date, so the last one counts; in a running week its “end” is the snapshot.",
    )
    return Table("queue", Text("队列", "Queue"), figures, note)


def _reasons(snapshot: Snapshot) -> Table:
    rows = within(QueueReason.objects.all(), "item__opened_at", snapshot)
    figures = ranked(
        "queue.reason",
        counts(rows, "kind", "code"),
        lambda key: (f"{key[0]}.{key[1]}", labels.named(labels.REASONS, key[1])),
    )
    note = Text("一篇文章常有几条理由，每条都计。", "An item often has several reasons; each counts.")
    return Table("queue.reasons", Text("进入人工的理由", "Reasons for queueing"), figures, note)


def _acts(snapshot: Snapshot) -> Table:
    rows = within(Decision.objects.order_by(), "created_at", snapshot)
    by_act = counts(rows, "act")
    totals = columns(rows, {"all": Count("pk"), "overrides": Count("pk", filter=Q(override_of__isnull=False))})
    figures = (
        Figure(
            "decisions.total",
            Text("决定", "Decisions"),
            tuple(totals["all"]),
            link=to_week(Decision, "created_at", snapshot),
        ),
        *ranked(
            "decisions.act",
            by_act,
            lambda act: (act, labels.ACTS[act]),
            lambda act: to_week(Decision, "created_at", snapshot, act__exact=act),
        ),
        Figure(
            "decisions.overrides",
            Text("改判（推翻先前决定）", "Overturned earlier decisions"),
            tuple(totals["overrides"]),
            worse="up",
        ),
    )
    note = Text("上报也是一次决定，之后由组长再作决定。", "An escalation is a decision too; a lead's follows it.")
    return Table("decisions", Text("决定", "Decisions"), figures, note)


def _clauses(snapshot: Snapshot) -> Table:
    rows = within(Decision.objects.filter(clause__isnull=False).order_by(), "created_at", snapshot)
    keys = ("clause__code", "clause__policy_version__number", "clause__title_zh", "clause__title_en", "act")

    def name(key: tuple[str, int, str, str, str]) -> tuple[str, Text]:
        code, number, zh, en, act = key
        shown = labels.named(labels.ACTS, act)
        return f"v{number}.{code}.{act}", Text(f"{code} {zh} · {shown.zh}", f"{code} {en} · {shown.en}")

    figures = ranked("decisions.clause", counts(rows, *keys), name)
    return Table("decisions.clauses", Text("按条款", "By clause"), figures)
