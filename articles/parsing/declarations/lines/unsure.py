"""Ask the model of lines about a line that no wording fits, unless the line tells, asks, denies or quotes."""

from __future__ import annotations

import re

from articles.parsing.declarations.ai.loose import TELLS, denies
from articles.parsing.declarations.lines.model import LONGEST, SHORTEST, codes_of, scores_of
from articles.parsing.declarations.mentions import is_report
from articles.parsing.declarations.speakers import is_platforms, names_platform

MAY_DECLARE = re.compile(
    r"ai|gpt|gemini|机器|大模型|深度求索|图|网|源|来|自|转|载|摘|搬|编|译|原创|首发|原作|虚构|演|故事|情节|剧|假|架空|同人|雷同|当真|观点|看法|"
    r"主观|个人|本人|浅见|拙见|之见|感受|感想|体会|理解|我|旧|老|年|往|化名|匿名|姓名|人名|名字|真名|侵|版权|删|冒犯|广告|推广|赞助|品牌|"
    r"商|合作|佣|恰饭|钱|利益|仅供|参考|核实|辨|判断|官方|[A-Za-z]{4}",
    re.IGNORECASE,
)
"""A line without any of these is not worth the model's time: nearly every declaration has one."""
_QUOTES = re.compile('[“”"「」『』‘’]')
_OTHERS = re.compile(r"(?<!其)他(?!用)|她|[^其]它(?!的锅)|某|据说|有人|网友们?(?:说|称|问)|^>")
_OWN = re.compile(
    r"本[文篇期条号图片视作内页稿]|此[文篇图]|以上|全文|文中|文内|个人|笔者|小编|我|作者|this|the (?:author|above)",
    re.IGNORECASE,
)
_AI = re.compile(r"ai|gpt|人工|机器|模型|kimi|deepseek|gemini|claude", re.IGNORECASE)
_THING = re.compile(
    r"[图文稿字画音声视封题篇章段句诗歌词曲译摘片号本]|内容|image|text|photo|post|article|cover|written|edited|drafted",
    re.IGNORECASE,
)
_SAYS = re.compile(r"[,:;|/由用自于是为系请勿我本此都均的了别含经侵非纯凭靠据]|[a-z] [a-z]", re.IGNORECASE)
# For a heading without a word that states something (网络图片下载), and a line about AI that names nothing which an
# article consists of (AI辅助诊断进社区).
_SURE = 2.0
_NEGATIONS = re.compile(
    r"(?:[非无不]|没有?|并非|绝非|不是|未)(?:任何|一[张条句点]|用|含|是)?"
    r"(?:ai|商业|商单|广告|推广|赞助|摆拍|演|虚构|编|原创|转载|网图|网上|旧|化名|个人)",
    re.IGNORECASE,
)
_PROSE = re.compile(r"[。!]$")


def _denies_ai(said: str) -> bool:
    first, *others = said.split(",")
    return denies(first) or any(denies(clause) for clause in others if _AI.search(clause))


def find_unsure(line: str) -> tuple[int, int, tuple[str, ...]] | None:
    """Return start, end and codes of a whole line in normal form that declares by its characters, else None."""
    said = line.strip(" 。")
    if not SHORTEST <= len(said) <= LONGEST or "\n" in said or not MAY_DECLARE.search(said):
        return None
    whole = line.strip()
    if _QUOTES.search(said) or said.endswith("?") or _OTHERS.search(said) or is_report(said):
        return None
    if _PROSE.search(whole) and not _OWN.search(said):
        return None
    codes = codes_of(said)
    is_about_ai = "ai_generated" in codes
    if codes and ((is_about_ai and not _THING.search(said)) or not _SAYS.search(said)):
        codes = codes if max(scores_of(said).values()) >= _SURE else ()
    if (
        not codes
        or _NEGATIONS.search(said)
        or is_platforms(said)
        or ("personal_opinion" in codes and names_platform(said))
    ):
        return None
    if any(code.startswith("ai_") for code in codes) and (TELLS.search(said.lower()) or _denies_ai(said)):
        return None
    start = line.index(said)
    return start, start + len(said), codes
