"""Decisions and reversals by act, clause and channel; appeals; agreement; workload."""

from __future__ import annotations

from moderation.models import Appeal, Clause, Decision, SecondLook
from moderation.quality.kappa import agreement
from moderation.reports.figure import PLACES, Figure, Section, Table, Text, share
from moderation.reports.figures.rows import ranked
from moderation.reports.links import to_week
from moderation.reports.rollups.reading import Weeks
from moderation.reports.snapshot import WEEKS, Snapshot
from moderation.reports.terms import named
from moderation.vocabulary.acts import ACTS
from moderation.vocabulary.channels import CHANNELS


def section(snapshot: Snapshot) -> Section:
    return Section(
        "decisions",
        Text("处理", "Decisions"),
        (_acts(snapshot), _clauses(snapshot), _appeals(snapshot), _agreement(snapshot), _work(snapshot)),
    )


def _acts(snapshot: Snapshot) -> Table:
    def link(**lookups: str | int) -> str | None:
        return to_week(Decision, "created_at", snapshot, **lookups)

    total = snapshot.tallies.of("decisions", "total")
    figures = (
        Figure("decisions.total", Text("处理", "Decisions"), tuple(total), link=link()),
        *ranked(
            "decisions.act",
            snapshot.tallies.counts("decisions.act"),
            lambda act: (act, named(ACTS, act)),
            lambda act: link(act__exact=act),
        ),
        Figure(
            "decisions.overrides",
            Text("改判（撤销他人先前的处理）", "Overturned decisions of others"),
            tuple(snapshot.tallies.of("decisions", "overrides")),
            worse="up",
        ),
        *ranked(
            "decisions.channel",
            snapshot.tallies.counts("decisions.channel"),
            lambda code: (code, named(CHANNELS, code)),
            lambda code: link(channel__exact=code),
        ),
    )
    note = Text("上报也计为一次处理，之后由负责人再行处理。", "An escalation is a decision too; a lead's follows it.")
    return Table("decisions", Text("处理", "Decisions"), figures, note)


def _clauses(snapshot: Snapshot) -> Table:
    counted = snapshot.tallies.counts("decisions.clause")
    clauses = Clause.objects.select_related("policy_version").in_bulk([int(key.split("|")[0]) for key in counted])

    def name(key: str) -> tuple[str, Text]:
        pk, _, act = key.partition("|")
        clause, shown = clauses[int(pk)], named(ACTS, act)
        label = Text(f"{clause.code} {clause.title_zh} · {shown.zh}", f"{clause.code} {clause.title_en} · {shown.en}")
        return f"v{clause.policy_version.number}.{clause.code}.{act}", label

    def link(key: str) -> str | None:
        pk, _, act = key.partition("|")
        return to_week(Decision, "created_at", snapshot, clause__id__exact=pk, act__exact=act)

    figures = ranked("decisions.clause", counted, name, link)
    return Table("decisions.clauses", Text("按条款", "By clause"), figures)


def _appeals(snapshot: Snapshot) -> Table:
    filed = snapshot.tallies.of("appeals", "filed")
    upheld, overturned = (snapshot.tallies.of("appeals", state) for state in ("upheld", "overturned"))
    answered = [one + other for one, other in zip(upheld, overturned, strict=True)]
    figures = (
        Figure(
            "appeals.filed",
            Text("收到申诉", "Appeals received"),
            tuple(filed),
            link=to_week(Appeal, "created_at", snapshot),
        ),
        Figure(
            "appeals.upheld",
            Text("维持原处理", "Decision upheld"),
            tuple(upheld),
            link=to_week(Appeal, "resolved_at", snapshot, state__exact="upheld"),
        ),
        share(
            "appeals.overturned",
            Text("撤销原处理", "Decision overturned"),
            overturned,
            answered,
            worse="up",
            link=to_week(Appeal, "resolved_at", snapshot, state__exact="overturned"),
        ),
    )
    note = Text(
        "申诉由原处理人以外的人复核；撤销率以本周答复的申诉为分母。",
        "A different moderator answers appeals; the share is of those answered this week.",
    )
    return Table("appeals", Text("申诉", "Appeals"), figures, note)


def _agreement(snapshot: Snapshot) -> Table:
    counted = {tuple(key.split("|")): weeks for key, weeks in snapshot.tallies.counts("agreement").items()}
    same = [sum(weeks[index] for (one, other), weeks in counted.items() if one == other) for index in range(WEEKS)]
    every = [sum(weeks[index] for weeks in counted.values()) for index in range(WEEKS)]
    link = to_week(SecondLook, "reviewed_at", snapshot)
    kappas = tuple(_kappa([(pair, weeks[index]) for pair, weeks in counted.items()]) for index in range(WEEKS))
    figures = (
        share("agreement.share", Text("复看一致", "Second looks that agree"), same, every, "down", link),
        Figure("agreement.kappa", Text("κ（Cohen）", "κ (Cohen)"), kappas, "decimal", worse="down", link=link),
    )
    note = Text(
        "抽样的处理由另一人在不知结果时再看一次。κ 为扣除偶然后的一致程度：1 为完全一致，0 为偶然。",
        "Sampled decisions are looked at again by somebody who does not know them. κ is agreement beyond chance: 1 is "
        "full, 0 is what chance gives.",
    )
    return Table("agreement", Text("一致程度", "Agreement"), figures, note)


def _kappa(pairs: list[tuple[tuple[str, ...], int]]) -> float | None:
    found = agreement([(pair[0], pair[1]) for pair, n in sorted(pairs) for _ in range(n)])
    return None if found is None or found.kappa is None else round(found.kappa, PLACES)


def _work(snapshot: Snapshot) -> Table:
    """The workload: each decision weighs as much as its item's risk, so that easy ones count less."""
    people, risk = snapshot.tallies.counts("work"), snapshot.tallies.counts("work.risk")
    total = snapshot.tallies.of("decisions", "total")
    weighted = _thousandths([sum(weeks[index] for weeks in risk.values()) for index in range(WEEKS)])
    active = tuple(sum(weeks[index] > 0 for weeks in people.values()) for index in range(WEEKS))
    largest = tuple(_largest([weeks[index] for weeks in risk.values()]) for index in range(WEEKS))
    figures = (
        Figure("work.people", Text("参与处理的人", "People who decided"), active),
        Figure("work.weighted", Text("按风险加权的处理量", "Decisions weighted by risk"), weighted, "points"),
        Figure(
            "work.mean_risk",
            Text("每件平均风险", "Mean risk of a decision"),
            tuple(round((part or 0) / n, PLACES) if n else None for part, n in zip(weighted, total, strict=True)),
            "decimal",
        ),
        Figure(
            "work.a_person", Text("人均加权处理量", "Weighted decisions a person"), _each(weighted, active), "points"
        ),
        Figure(
            "work.largest_share",
            Text("一人承担的最大份额", "Largest share on one person"),
            largest,
            "share",
            worse="up",
        ),
    )
    note = Text(
        "风险 0–1，取自文章进入人工的各条理由；数量多而风险低与数量少而风险高由此可比。周报不列姓名。",
        "Risk is 0–1, from the reasons an item was queued for; so many easy and few hard decisions compare. The report "
        "names nobody.",
    )
    return Table("work", Text("按风险加权的工作量", "Work weighted by risk"), figures, note)


def _thousandths(weeks: Weeks) -> tuple[float | None, ...]:
    return tuple(round(value / 1000, 3) for value in weeks)


def _each(values: tuple[float | None, ...], people: tuple[int, ...]) -> tuple[float | None, ...]:
    return tuple(round((value or 0) / n, 3) if n else None for value, n in zip(values, people, strict=True))


def _largest(weights: list[int]) -> float | None:
    return round(max(weights) / sum(weights), PLACES) if sum(weights) else None
