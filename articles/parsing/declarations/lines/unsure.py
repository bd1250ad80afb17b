"""Ask the model of lines about a line that no wording fits, unless the line tells, asks, denies or quotes."""

from __future__ import annotations

import re

from articles.parsing.declarations.ai.loose import TELLS, denies
from articles.parsing.declarations.lines.model import LONGEST, SHORTEST, codes_of, scores_of
from articles.parsing.declarations.mentions import is_report
from articles.parsing.declarations.speakers import is_platforms, names_platform

MAY_DECLARE = re.compile(
    r"本[文篇期]|此文|文中|全文|文章|生成|来源|[Aa][Ii]|虚构|仅[供作]|转载|转自|转发|化名|侵权|侵删|侵犯|请勿|别当|"
    r"当真|别信|全信|纯属|纯个人|纯编|代表|[配插题头]图|封面|图片|照片|插画|图[源是都]|网图|网[上络]|来自|取自|"
    r"素材|资料|内容|旧[文闻图照稿视作贴帖消事]|老文|老视频|老消息|往[年期]|[去前]年|年前|年的事|过时|[于至]\d{4}|"
    r"联系|原创|原作者|原文|甄别|辨|写的|主观|个人|我|情节|剧情|故事|小剧|短剧|编的|演[的绎]|扮演|同人|架空|"
    r"影射|戏剧|博君|玩笑|笑话|夸张|真人|姓名|名均|人名|真名|隐去|匿名|具名|豆包|即梦|通义|机器|模型|数字[人分]|"
    r"虚拟|合成|机翻|金主|品牌|商务|合作|广告|推广|恰饭|利益|链接|佣|送的|赞助|体验|探店|付费|收费|真假|真实|自行|"
    r"理性|保证|构成|替代|证实|核实|确认|为准|遵医|浅见|之[言见]|见仁|看法|观点|感受|因人而异|外行|偏颇|吐槽|"
    r"重[发贴]|再发|再推|翻出|新闻|[近日]期|整理|搬运|节选|摘|译|引自|选自|授权|同意|投稿|网友|官方|官媒|权威|通报|"
    r"字幕|校对|配音|声音|配乐|镜头|画面|[A-Za-z]{4}"
)
"""Words of which 95 % of the lines that the model was trained on hold one, and few other lines do; chosen on them."""
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
_SURE = 1.8
_LIKELY = 0.8  # for a line without a word of `MAY_DECLARE`
_NEGATIONS = re.compile(
    r"(?:[非无不]|没有?|并非|绝非|不是|未)(?:任何|一[张条句点]|用|含|是)?"
    r"(?:ai|商业|商单|广告|推广|赞助|摆拍|演|虚构|编|原创|转载|网图|网上|旧|化名|个人)",
    re.IGNORECASE,
)
_NOT_MINE = re.compile(r"(?:并?非|不是)(?:本[号人站文])?原创")  # what a reprint is as well
_PROSE = re.compile(r"[。!]$")
# Who posted, from where and when, as platforms write beside a post: 来自北京的网友, 3小时前.
_POSTED = re.compile(r"^来自.{1,12}的(?:网友|用户|读者|朋友)|\d(?:秒|分钟|小时|天|周)之?前|ip属地", re.IGNORECASE)
# Nouns of telling in a statement of where a text is from, or what it is worth: 根据官方通报整理, 以官方公告为准.
_NOUNS_OF_TELLING = re.compile(
    r"(?:以|根据|依据|综合|整理自|引用|汇总)[^,。:]{0,14}(?:通报|公告|报道|报导|爆料|消息|发布|口径)(?:等|和[^,。]{1,10})?"
    r"(?:整理|汇编|汇总|撰写|写成|为准|内容)|(?:网友|官方|官媒|权威媒体)(?:的|等)?(?:爆料|投稿|分享|报道|通报|消息|公告)"
    r"(?=[^,。]{0,4}(?:,?整理|汇总|凑|综合|$))|外行瞎说|个人吐槽|(?:应|按)[^,。]{1,8}要求|"
    r"(?:未|没有?|尚未|无法)[^,。]{0,6}(?:证实|核实|确认)过?|(?:非|不是|并非)[^,。]{1,8}$"
)


def _denies_ai(said: str) -> bool:
    first, *others = said.split(",")
    return denies(first) or any(denies(clause) for clause in others if _AI.search(clause))


def may_be_unsure(line: str, *, is_last: bool) -> bool:
    """Whether the model reads a short line as a declaration; without a word of declarations only a last line, surely.

    It costs a tenth of reading the line by all wordings, so ask it first.
    """
    said = line.strip(" 。")
    if not SHORTEST <= len(said) <= LONGEST or "\n" in said:
        return False
    if MAY_DECLARE.search(said):
        return bool(codes_of(said))
    return is_last and max(scores_of(said).values()) >= _LIKELY


def find_unsure(line: str) -> tuple[int, int, tuple[str, ...]] | None:
    """Return start, end and codes of a whole line in normal form that declares by its characters, else None."""
    said = line.strip(" 。")
    if not may_be_unsure(line, is_last=True):
        return None
    whole = line.strip()
    if _QUOTES.search(said) or said.endswith("?") or _OTHERS.search(said) or _POSTED.search(said):
        return None
    if is_report(said) and is_report(_NOUNS_OF_TELLING.sub("", said)):
        return None
    if _PROSE.search(whole) and not _OWN.search(said):
        return None
    codes = codes_of(said)
    is_about_ai = "ai_generated" in codes
    if codes and ((is_about_ai and not _THING.search(said)) or not _SAYS.search(said)):
        codes = codes if max(scores_of(said).values()) >= _SURE else ()
    if (
        not codes
        or _NEGATIONS.search(_NOT_MINE.sub("", said) if "reprint" in codes else said)
        or is_platforms(said)
        or ("personal_opinion" in codes and names_platform(said))
    ):
        return None
    if any(code.startswith("ai_") for code in codes) and (TELLS.search(said.lower()) or _denies_ai(said)):
        return None
    start = line.index(said)
    return start, start + len(said), codes
