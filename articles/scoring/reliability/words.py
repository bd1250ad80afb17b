"""The parts of the reliability score in words."""

from __future__ import annotations

from articles.scoring.reliability.evidence import Tally
from articles.scoring.reliability.parts import Part

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
    "record": (
        "{n} 篇已审文章（折旧后 {tried} 篇）中，按严重程度加权的违规为 {bad} 篇",
        "{n} reviewed articles ({tried} after decay): violations upheld, weighted by severity: {bad}",
    ),
    "sourcing": (
        "{n} 篇文章（折旧后 {tried} 篇）中 {good} 篇写明了消息来源",
        "{n} articles ({tried} after decay): {good} name their sources",
    ),
    "originality": (
        "{n} 篇文章（折旧后 {tried} 篇）中 {good} 篇不是未注明的转抄",
        "{n} articles ({tried} after decay): {good} are no copies without credit",
    ),
    "corrections": (
        "{n} 次违规（折旧后 {tried} 次）中 {good} 次之后作了更正",
        "{n} violations ({tried} after decay): {good} were answered with a new version",
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


def sentences(part: Part, tally: Tally, share: float) -> tuple[str, str]:
    """The reason for the points of a part, in Chinese and in English; `share` is the posterior mean."""
    counts = {"n": tally.n, "good": _count(tally.good), "tried": _count(tally.tried)}
    zh, en = (text.format(**counts, bad=_count(tally.tried - tally.good)) for text in _SENTENCES[part.name])
    imagined = part.a + part.b
    prior = part.a / imagined
    return (
        f"{zh}；加上先验（{prior:.0%}，相当于 {imagined:g} 篇）后为 {share:.1%}，本项满分 {part.points:g}",
        f"{en}; with the prior ({prior:.0%}, worth {imagined:g}) {share:.1%} of {part.points:g} points",
    )


def _count(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
