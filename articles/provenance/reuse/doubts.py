"""What speaks against a copy that owes a credit: nothing of it is told as an accusation then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from articles.provenance.reuse.ownership import owner_of
from articles.text.prose_folding import fold_prose

MOSTLY, PARTLY = 0.6, 0.5
"""The shares from which an article counts as a copy (MOSTLY), or as copied in good part (PARTLY)."""
MANY, SEVERAL = 400, 200
"""Characters from which a part counts as a good one, and from which a copy outside the news does; shorter ones are
often a notice that both report, or a page's own words."""
NEARLY_ALL, A_PARAGRAPH = 0.9, 300
"""Of news, a part below NEARLY_ALL has at least A_PARAGRAPH characters; less is background that stands everywhere."""
_OF_TEMPLATES = ("advertising", "furniture")
_ADVERTISED = re.compile("私家侦探|婚姻调查|外遇(?:行为)?调查|(?:维持|给予)“?(?:买入|增持|推荐)”?的?评级")
_PAPER_HEAD = 240  # characters in which a paper says what it is
_PAPER_TITLE = re.compile(
    r"(?:判决书|裁定书|决定书|说明书|公示|(?<!发布)(?<!发出)(?:公告|通告|启事)|简章|章程)(?:\([^()]*\)|摘要){0,2}(?:[_|-].*)?$"
)
_PAPER = re.compile(
    r"投诉者情况|投诉主题|投诉对象|诉求内容|举报人[:,]|实名举报|尊敬的[^,。\n]{0,12}(?:纪委|领导|书记|检察|政府|法院)|"
    r"行政处罚(?:决定书|文书)|中标公示|招标公告|招标人:|基金管理人:|公告编号|案号:|裁判日期:|控告书|^控告|"
    r"通报(?:曝光)?[^\n]{0,16}(?:分别是|案例如下|如下:)|"
    r"^.{0,80}\n?(?:投资要点|投资评级|核心观点|本报告)|我公司(?:生产|承接|专业)"
    r"|(?:^|\n).{0,60}(?:本人|我们?)(?:要|在此|实名)?(?:投诉|举报|控告)"
)

Doubt = Literal["template", "paper", "contact", "masthead", "first_person", "bulletin", "digest", "short"]
DOUBTS: dict[Doubt, tuple[str, str]] = {
    "template": (
        "，未写明来源。广告和页面固定文字常由多家共用。",
        ", which is not named. Advertisements and words of a page are often shared by many.",
    ),
    "paper": (
        "，未写明来源。这是单位或个人的文书，可能由多处张贴。",
        ", which is not named. It is the paper of an office, a firm or a citizen, which several may post.",
    ),
    "contact": (
        "，未写明来源。相同的文字里有同一个联系方式，两处可能属于同一发布者。",
        ", which is not named. The shared words give one way to reach their author, so both may be his.",
    ),
    "masthead": (
        "，未写明来源。相同的文字里写着同一家媒体或栏目，两处可能属于同一发布者。",
        ", which is not named. The shared words present one house or column, so both may be its own.",
    ),
    "first_person": (
        "，未写明来源。相同的文字以第一人称讲述，可能是同一个人发布的。",
        ", which is not named. The shared words are a story in the first person; one person may have posted both.",
    ),
    "bulletin": (
        "，未写明来源。相同的文字像是单位统一发布的通稿或统计公报。",
        ", which is not named. The shared words read like a bulletin that an office issued to all.",
    ),
    "digest": (
        "，未写明来源。这是新闻摘编，各条可能另有出处。",
        ", which is not named. It is a digest of news; its items may be from elsewhere.",
    ),
    "short": (
        "，未写明来源。相同的部分较短，不足以断定出处。",
        ", which is not named. The part is too short to tell where it is from.",
    ),
}
"""Why text that is the same, without a source, may accuse nobody."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as the doubts read it: headline, text and kind of the later article, and what of it stands in the other.

    `characters` are those of its own that stand there; None when nobody counted. `had_source`: the earlier article
    names a source of its text, which this one leaves out.
    """

    headline: str
    text: str
    kind: str
    is_news: bool
    share: float
    characters: int | None
    spans: tuple[tuple[int, int], ...]
    had_source: bool = False


def doubt_of(copy: Copy) -> Doubt | None:
    """Return what speaks against a copy that owes a credit, the plainest first."""
    if copy.kind in _OF_TEMPLATES or _ADVERTISED.search(fold_prose(copy.text)):
        return "template"
    if _is_paper(copy):
        return "paper"
    owner = owner_of(copy.text, copy.spans)
    if owner is not None and not (owner == "bulletin" and copy.had_source):
        return owner
    if copy.is_news and copy.share >= MOSTLY:
        is_enough = copy.share >= NEARLY_ALL or copy.characters is None or copy.characters >= A_PARAGRAPH
        return None if is_enough else "short"
    return None if _is_long_enough(copy) else "short"


def _is_long_enough(copy: Copy) -> bool:
    """Whether a copy outside the news, or a part of news, is long enough to be somebody's own words."""
    if copy.share >= MOSTLY:
        return copy.characters is None or copy.characters >= SEVERAL
    return copy.share >= PARTLY and (copy.characters or 0) >= MANY


def _is_paper(copy: Copy) -> bool:
    """Whether the text is a paper that its issuer may hand to many: a ruling, a prospectus, a petition, a tender."""
    headline, head = fold_prose(copy.headline), fold_prose(copy.text)[:_PAPER_HEAD]
    return _PAPER_TITLE.search(headline) is not None or _PAPER.search(f"{headline}\n{head}") is not None
