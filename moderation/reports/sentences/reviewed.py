"""Sentences on the work of moderators: the queue, decisions, appeals.

A rule gives a sentence, or None when there is nothing to report.
"""

from __future__ import annotations

from moderation.reports.figure import Figure, Text
from moderation.reports.phrases import number
from moderation.reports.sentences.facts import Facts, Sentence, percent
from moderation.vocabulary.acts import ACTS

_ACT = "decisions.act."


def queue(facts: Facts) -> Sentence | None:
    """Items opened, decided and waiting."""
    codes = ("queue.in", "queue.out", "queue.waiting", "queue.overdue", "queue.in_time")
    came, left, waiting, overdue = (number(facts.count(code)) for code in codes[:4])
    in_time = facts.figure("queue.in_time")
    if not any(facts.count(code) for code in codes[:4]):
        return None
    zh = f"进入人工 {came} 篇，处理 {left} 篇，仍有 {waiting} 篇待审，其中 {overdue} 篇超时"
    en = f"Entered the queue: {came}; decided: {left}; still waiting: {waiting}, {overdue} of them overdue"
    if in_time.whole:
        zh += f"；按时处理率 {percent(in_time)}"
        en += f"; {percent(in_time)} were decided in time"
    return Sentence("queue", Text(f"{zh}。", f"{en}."), codes, facts.figure("queue.in").link)


def decisions(facts: Facts) -> Sentence | None:
    """Decisions by act."""
    total, overrides = facts.figure("decisions.total"), facts.count("decisions.overrides")
    if not total.this_week:
        return None
    acts = [figure for figure in facts.starting(_ACT) if figure.this_week]
    zh = "、".join(f"{act.label.zh} {number(act.this_week)}" for act in acts)
    en = ", ".join(f"{_within(act)} {number(act.this_week)}" for act in acts)
    text = Text(
        f"处理 {number(total.this_week)} 件：{zh}；改判 {number(overrides)} 件。",
        f"Decisions: {number(total.this_week)} ({en}); {number(overrides)} overturned another person's.",
    )
    codes = (total.code, *(act.code for act in acts), "decisions.overrides")
    return Sentence("decisions", text, codes, total.link)


def _within(act: Figure) -> str:
    """The English words of an act within a sentence."""
    code = act.code.removeprefix(_ACT)
    return ACTS[code].en if code in ACTS else act.label.en


def appeals(facts: Facts) -> Sentence | None:
    """Appeals received, and the outcomes of answered ones."""
    filed, overturned = facts.figure("appeals.filed"), facts.figure("appeals.overturned")
    if not filed.this_week and not overturned.whole:
        return None
    zh = f"收到申诉 {number(filed.this_week)} 件"
    en = f"Appeals received: {number(filed.this_week)}"
    if overturned.whole:
        zh += f"；答复 {number(overturned.whole)} 件，改判 {number(overturned.part)} 件（{percent(overturned)}）"
        en += f"; answered: {number(overturned.whole)}, {number(overturned.part)} overturned ({percent(overturned)})"
    return Sentence("appeals", Text(f"{zh}。", f"{en}."), (filed.code, overturned.code), filed.link)
