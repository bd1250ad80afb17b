"""The parts of the reliability score in words."""

from __future__ import annotations

from typing import NamedTuple

from articles.scoring.reliability.evidence import Record, Tally
from articles.scoring.reliability.parts import Part, scheme

NAMES = {
    "record": ("违规记录", "record"),
    "sourcing": ("消息来源", "sourcing"),
    "originality": ("原创", "originality"),
    "corrections": ("更正", "corrections"),
    "headline_honesty": ("标题诚实", "headline honesty"),
    "disclosure": ("来源声明", "disclosure"),
    "peer_graph": ("互引关系", "peer graph"),
}
# {n} cases without decay; {good} of {tried} after decay.
_SENTENCES = {
    "sourcing": (
        "{n} 篇须注明来源的文章（折旧后 {tried} 篇）中 {good} 篇写明了消息来源",
        "{n} articles that need a source ({tried} after decay): {good} name theirs",
    ),
    "originality": (
        "{n} 篇文章（折旧后 {tried} 篇）中 {good} 篇不是未注明的转抄",
        "{n} articles ({tried} after decay): {good} are no copies without credit",
    ),
    "corrections": (
        "{n} 次违规（折旧后 {tried} 次）中 {good} 次更正后经审核通过",
        "{n} violations ({tried} after decay): of {good} a moderator allowed a corrected version",
    ),
    "headline_honesty": (
        "{n} 篇文章（折旧后 {tried} 篇）中 {good} 篇标题的标题党等级不为“高”",
        "{n} articles ({tried} after decay): {good} have a headline below the band “high” for clickbait",
    ),
    "disclosure": (
        "{n} 篇文章（折旧后 {tried} 篇）中 {good} 篇带有来源声明",
        "{n} articles ({tried} after decay): {good} carry a declaration of provenance",
    ),
    "peer_graph": (
        "{n} 篇文章（折旧后 {tried} 篇）中 {good} 篇不在循环引用或账号矩阵之中",
        "{n} articles ({tried} after decay): {good} stand outside circular citations and account groups",
    ),
}

# What is said where there is no case yet.
_NONE = {
    "sourcing": ("还没有须注明来源的文章", "no article that needs a source yet"),
    "corrections": ("没有违规，也就没有更正", "no violation, so nothing to correct"),
}
_NO_ARTICLE = ("还没有文章", "no article yet")


class Sentence(NamedTuple):
    """The reason for the points of a part: `fact`, what was counted, and `formula`, how points come of it."""

    fact: str
    formula: str


def record_sentences(part: Part, record: Record, chance: float, severity: float) -> tuple[Sentence, Sentence]:
    """The reason for the points of the record, in Chinese and in English; for the numbers see `Outlook`."""
    rules = scheme()
    left = rules.factor(chance * severity)
    usual = rules.expected_rate(record.platform)
    if record.n:
        of_linked = f"（含关联账号 {record.linked} 篇）" if record.linked else ""
        zh = (
            f"{record.n} 篇已审文章{of_linked}（折旧后 {_count(record.tried)} 篇）中"
            f"违规 {_count(record.violations)} 篇，严重程度合计 {_count(record.severities)}"
        )
        linked = f", {record.linked} of them of linked accounts" if record.linked else ""
        en = (
            f"{record.n} reviewed articles{linked} ({_count(record.tried)} after decay): {_count(record.violations)} "
            f"upheld as violations, severities in all {_count(record.severities)}"
        )
    else:
        zh, en = "还没有文章经过审核", "no article was reviewed yet"
    return (
        Sentence(
            zh,
            f"参照同类账号的一般水平（{usual:.1%}），下一篇违规的可能为 {chance:.1%}，"
            f"平均严重程度 {severity:.2f}，各项得分因此保留 {left:.0%}，本项满分 {part.points:g}",
        ),
        Sentence(
            en,
            f"with what is usual for such sources ({usual:.1%}) a chance of {chance:.1%} for the next one, of "
            f"mean severity {severity:.2f}, which leaves {left:.0%} of all points; {part.points:g} at most",
        ),
    )


def sentences(part: Part, tally: Tally, share: float, most: float) -> tuple[Sentence, Sentence]:
    """The reason for the points of a part, in Chinese and in English.

    `share` is the posterior mean, `most` what the part can earn under the source's record.
    """
    counts = {"n": tally.n, "good": _count(tally.good), "tried": _count(tally.tried)}
    said = _SENTENCES[part.name] if tally.n else _NONE.get(part.name, _NO_ARTICLE)
    zh, en = (text.format(**counts) for text in said)
    imagined = part.a + part.b
    prior = part.a / imagined
    return (
        Sentence(
            zh, f"加上先验（{prior:.0%}，相当于 {imagined:g} 篇）后为 {share:.1%}，在违规记录之下本项至多 {most:.1f}"
        ),
        Sentence(
            en,
            f"with the prior ({prior:.0%}, worth {imagined:g}) {share:.1%} of the {most:.1f} points "
            "that the record leaves",
        ),
    )


def outlook_sentence(chance: float, low: float, high: float, severity: float, violations: bool) -> tuple[str, str]:
    """What the record says of the source's next article; all 0–1. `violations`: whether one was upheld."""
    zh = f"下一篇文章被审核认定违规的可能约 {chance:.0%}（90 % 区间 {low:.0%}–{high:.0%}）"
    en = (
        f"Chance that a review finds a violation in the next article: {chance:.0%} (90 % interval {low:.0%}–{high:.0%})"
    )
    if not violations:
        return zh, en
    return (
        f"{zh}；认定的违规平均严重程度 {severity:.1f}（0–1）",
        f"{en}; mean severity of those found {severity:.1f} (0–1)",
    )


def _count(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
