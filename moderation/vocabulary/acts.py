"""What a decision does to an article on its platform, and the labels that one of the acts shows."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class Act(Term):
    """An act with all that follows from it. What it does to the queue item stands in `moderation/decisions/acts.py`.

    `key` is its key in the console; empty for an act that the console does not offer beside the others.
    `is_effective`: the platform carries it out; the others move an item, or reverse.
    `is_reversal`: it takes a decision back, and is made by overturning one.
    `is_appealable`: an author can appeal against it. `needs_clause`: it rests on a clause of the policy.
    `asks_why`: the console asks for a note, which whoever gets the item next reads first.
    `shows_label`: it carries a label. `may_rule`: a routing rule may decide it by itself.
    The database also holds `needs_clause`, `is_reversal` and `shows_label`, by constraints that name the acts: an act
    without a clause, or with a label, needs a migration of these.
    `eu_visibility` is the EU database's value; empty for an act that restricts nothing, and has no record there.
    `measure_zh`, `measure_en` say in the notice to the author what was done; `{label}` is filled in.
    `notice_zh`, `notice_en` are the whole notice of an act that has no measure; `{headline}` is filled in.
    """

    key: str = ""
    is_effective: bool = False
    is_reversal: bool = False
    is_appealable: bool = False
    needs_clause: bool = True
    asks_why: bool = False
    shows_label: bool = False
    may_rule: bool = False
    eu_visibility: str = ""
    measure_zh: str = ""
    measure_en: str = ""
    notice_zh: str = ""
    notice_en: str = ""


ACTS: Family[Act] = Family("act", "处理", "act")
ALLOW = ACTS.add(
    Act(
        "allow",
        "放行",
        "allow",
        key="A",
        is_effective=True,
        needs_clause=False,
        notice_zh="您发布的《{headline}》经审核，不作处理。",
        notice_en="Your article “{headline}” was reviewed; no measure was taken.",
    )
)
LABEL = ACTS.add(
    Act(
        "label",
        "加注标签",
        "label",
        key="L",
        is_effective=True,
        is_appealable=True,
        shows_label=True,
        may_rule=True,
        eu_visibility="DECISION_VISIBILITY_CONTENT_LABELLED",
        measure_zh="在文章旁加注“{label}”标签",
        measure_en="the article carries the label “{label}”",
    )
)
LIMIT = ACTS.add(
    Act(
        "limit",
        "限制推荐",
        "limit distribution",
        key="I",
        is_effective=True,
        is_appealable=True,
        may_rule=True,
        eu_visibility="DECISION_VISIBILITY_CONTENT_DEMOTED",
        measure_zh="限制推荐该文章",
        measure_en="the article is no longer recommended",
    )
)
REMOVE = ACTS.add(
    Act(
        "remove",
        "下架",
        "remove",
        key="R",
        is_effective=True,
        is_appealable=True,
        may_rule=True,
        eu_visibility="DECISION_VISIBILITY_CONTENT_REMOVED",
        measure_zh="下架该文章",
        measure_en="the article was taken down",
    )
)
ESCALATE = ACTS.add(
    Act(
        "escalate",
        "上报",
        "escalate",
        key="E",
        asks_why=True,
        notice_zh="您发布的《{headline}》正在进一步审核，尚未作出处理。",
        notice_en="Your article “{headline}” is being reviewed further; no measure was taken so far.",
    )
)
OVERTURN = ACTS.add(
    Act(
        "overturn",
        "撤销",
        "overturn",
        is_reversal=True,
        needs_clause=False,
        notice_zh="关于您发布的《{headline}》的处理已撤销，平台将恢复该文章原来的状态。",
        notice_en="The decision on your article “{headline}” was taken back; the platform restores the article.",
    )
)

LABELS: Family[Term] = Family("label", "标签", "label shown beside an article")
UNVERIFIED = LABELS.add(Term("unverified", "来源待核实", "source not verified"))
WEB_SOURCED = LABELS.add(Term("web_sourced", "取材网络", "material from the web"))
HEADLINE = LABELS.add(Term("headline", "标题存疑", "headline doubtful"))
REPRINT = LABELS.add(Term("reprint", "转载", "reprint"))
AI_GENERATED = LABELS.add(Term("ai_generated", "AI 生成", "AI-generated"))
AI_SUSPECTED = LABELS.add(Term("ai_suspected", "疑似 AI 生成", "suspected to be AI-generated"))
FICTION = LABELS.add(Term("fiction", "虚构演绎", "fiction"))
OLD_NEWS = LABELS.add(Term("old_news", "旧闻", "old news"))


def decidable() -> tuple[Act, ...]:
    """The acts that somebody decides; a reversal takes one of these back."""
    return ACTS.where(lambda act: not act.is_reversal)


def offered() -> tuple[Act, ...]:
    """The acts that the console offers, each by its key."""
    return ACTS.where(lambda act: bool(act.key))


def effective() -> tuple[Act, ...]:
    """The acts that the platform carries out."""
    return ACTS.where(lambda act: act.is_effective)
