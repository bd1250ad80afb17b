"""Rule family h: a speaker at the head of a sentence and a colon: 市民张晓梅：“…”, @河湾发布：…, 据“河湾发布”消息."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.provenance.attribution.attribution import Attribution
from articles.provenance.attribution.budget import Tally
from articles.provenance.attribution.claims import claim_after
from articles.provenance.attribution.kinds import kind_of
from articles.provenance.attribution.organisations import is_official_account, is_outlet

_HEAD = re.compile(r"(?:^|(?<=[。!?”\n])) ?(?P<who>[^,。!?:;“”\"()《》\n]{2,24})(?P<verb>:) ?[“\"](?=\S)", re.MULTILINE)
# The words of somebody on screen: 【同期声】河湾村村民张晓梅：水退了. A name alone may be a list of a crew.
_ON_SCREEN = re.compile(
    r"(?:^|(?<=[】。!?\n呢吗])) ?(?P<who>[^,。!?:;“”\"()《》【】\n]{4,30})(?P<verb>:) ?(?=[^ \n“\"]{4})", re.MULTILINE
)
_CREW = re.compile(
    "编辑|记者|作者|审核|校对|责编|摄影|监制|联系|来源|主演|导演|编剧|通讯|电话|制片|统筹|值班|出品|策划"
)
_ACCOUNT = re.compile(
    r"(?:^|(?<=[。!?,”\n])) ?(?P<who>@[^\W_]{2,16})(?P<verb>(?: ?(?:消息|通报|提示|提醒|微博)){0,2}) ?:", re.MULTILINE
)
_CITED = re.compile(
    r"据(?:微信公众号|官方微博|微博|公众号)? ?[@“]{0,2}(?P<who>[^\W_]{2,16}?)[” ]{0,2}"
    r"(?:官方)?(?:微信公众号|微信|微博|公众号|客户端|视频号)?"
    r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[早晚上下午间]{0,2}(?:\d{1,2}[:时点]\d{0,2}分?)?"
    r"(?P<verb>消息|通报|(?<=[\d日分点早晚上下午间])发布消息"
    r"|发布(?![” ]{0,2}(?:官方|微信|微博|公众号|客户端|消息|通报)))"
)
_CITED_OUTLET = re.compile(
    r"据 ?“(?P<who>[^“”\n]{2,16})” ?(?:网站|客户端|公众号)?(?:[^\W_]{0,4}日)?(?P<verb>报道|报导|消息|披露|称)"
)
_REMINDS = re.compile(
    r"【(?P<who>[^】\n]{2,16})】 ?(?:特别|温馨|友情|郑重)?(?P<verb>提醒|提示|声明|通报|发布):? ?(?=[^ \n]{4})"
)
_NOT_A_SPEAKER = re.compile("记者|主持人|问|答|编者|[说称道讲]$|表示$")
_LONGEST_NAME = 4  # characters of a name without a title
_SHORTEST = 8
"""Shortest quotation in characters: 白宫:“特金会”将举行 quotes a word, and a question of a dialogue claims nothing."""


def named_before_colon(text: str, folded: str, tally: Tally) -> Iterator[Attribution]:
    """Find the attributions of family h, in the order of the patterns."""
    tally.restart()
    for match in _HEAD.finditer(folded):
        tally.enter(match.start(), match.start())
        who = match["who"]
        if not _NOT_A_SPEAKER.search(who) and tally.may_try() and (kind := kind_of(who)):
            tally.found()
            start, end = match.span("who")
            claim = claim_after(folded, match.start("verb"))
            length, last = claim[1] - claim[0], folded[claim[1] - 1]
            if length < (_SHORTEST - 3 if last in "。!" and len(who) > 3 else _SHORTEST) or last == "?":
                continue
            yield Attribution(text[start:end], kind, text[match.start("verb") : match.end("verb")], start, end, *claim)
    tally.restart()
    for match in _ON_SCREEN.finditer(folded):
        tally.enter(match.start(), match.start())
        who = match["who"]
        if _NOT_A_SPEAKER.search(who) or _CREW.search(who) or not tally.may_try():
            continue
        if len(who.replace(" ", "")) > _LONGEST_NAME and kind_of(who) == "named_person":
            tally.found()
            start, end = match.span("who")
            claim = claim_after(folded, match.start("verb"))
            if claim[1] - claim[0] >= _SHORTEST:
                yield Attribution(text[start:end], "named_person", match["verb"], start, end, *claim)
    if "】" in folded:
        tally.restart()
        yield from _reminders(text, folded, tally)
    if "@" in folded:
        tally.restart()
        yield from _accounts(text, folded, tally)
    tally.restart()
    for pattern, kind, is_known in (
        (_CITED, "named_institution", _is_authority),
        (_CITED_OUTLET, "named_outlet", is_outlet),
    ):
        tally.restart()
        for match in pattern.finditer(folded):
            tally.enter(match.start(), match.start())
            if is_known(match["who"]) and tally.may_try():
                tally.found()
                start, end = match.span("who")
                verb = text[match.start("verb") : match.end("verb")]
                claim = claim_after(folded, match.end())
                yield Attribution(text[start:end], kind, verb, start, end, *claim)  # type: ignore[arg-type]


def _reminders(text: str, folded: str, tally: Tally) -> Iterator[Attribution]:
    """Find 【河湾交警】提醒：…: a body in brackets that warns."""
    for match in _REMINDS.finditer(folded):
        tally.enter(match.start(), match.start())
        if tally.may_try() and (kind := kind_of(match["who"])) in ("named_institution", "named_outlet"):
            tally.found()
            start, end = match.span("who")
            yield Attribution(text[start:end], kind, match["verb"], start, end, *claim_after(folded, match.end("verb")))


def _is_authority(name: str) -> bool:
    return is_official_account(name) and not is_outlet(name)


def _accounts(text: str, folded: str, tally: Tally) -> Iterator[Attribution]:
    for match in _ACCOUNT.finditer(folded):
        tally.enter(match.start(), match.start())
        if tally.may_try() and (kind := kind_of(match["who"])):
            tally.found()
            start, end = match.span("who")
            claim = claim_after(folded, match.end() - 1)
            verb = text[match.start("verb") : match.end("verb")].strip() or ":"
            yield Attribution(text[start:end], kind, verb, start, end, *claim)
