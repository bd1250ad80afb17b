"""Whose words a shared passage says it holds: the reader it tells to call, the house it advertises, the I who speaks.

Where two accounts share such a passage, one publisher may stand behind both, or one person posted it twice. Nobody is
accused on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from articles.text.prose_folding import fold_prose

Owner = Literal["contact", "masthead", "first_person", "bulletin", "digest"]

_CONTACT = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)(?:0\d{2,3}|400)-\d{3,8}(?:-\d{3,4})?(?!\d)|[a-z0-9._-]{3,30}@[a-z0-9-]{2,20}\.[a-z]{2,4}"
    r"|(?:微信(?:号|公众号)?|公众号|qq(?:号|群)?|扣扣)[:： ]{1,2}[a-z][a-z0-9_-]{4,20}|qq(?:群|号)?[: ]{0,2}\d{6,11}"
    r"|(?:关注|搜索|添加)[^。\n]{0,8}公众号[: ]{0,2}[\u4e00-\u9fff]{2,10}"
    r"|[微幑]?[の信]?[^。]{0,6}查[^。]{0,6}询[^。]{0,4}【[a-z0-9]{4,12}】|加群[: ]?\d{5,11}",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"此稿由网友上传至|未经[^。,]{2,10}许可,?严禁转载|转载请注明[:出来][^。\n]{0,4}[:]?[\u4e00-\u9fff]{2,8}网|本期主播/|(?:是|为)[^。,]{2,20}(?:客户端|频道|栏目|平台)的?重点"
)
_TRIAL = re.compile(
    r"人民法院(?:一审|二审)?公开(?:开庭)?(?:审理|宣判)了[^。\n]{4,60}一案[^§]{20,2000}(?:择期宣判|旁听了)"
)
_RATE = re.compile(r"(?:同比|环比|增长|下降|回落|加快|上涨|增速|占)[^。;,\n]{0,12}?\d+(?:\.\d+)?(?:%|个百分点)")
_LEAST_RATES, _PER_RATE = 4, 60  # rates, and characters per rate up to which a text is a bulletin of statistics
# An office acts in the first sentence, or its meeting is told in its own manner: such texts are handed to all.
_OFFICE = re.compile(
    r"(?<!曾是)公安(?:局|分局|厅|机关|民警|交警)|交警(?:支队|大队|中队)?|派出所|(?<!曾任)(?:支队|大队|中队|总队)|(?:人民|中级|高级|基层)法院|检察院|纪委|监委|纪检"
    r"|(?:省|市|县|区|镇|乡|州|旗)(?:人民政府|政府|委(?!员)|人大|政协|文明办|管理局|教育局|卫健委|应急局)|街道办|管委会|管理局|红十字会|民警"
    r"|国家[^。,]{2,8}(?:局|委|部)|国务院|(?:总局|办公厅|办公室)(?:印发|联合|通报|发布)"
)
_MEETING = re.compile(
    r"(?:会议|培训班|推进会|座谈会|动员会)[^。\n]{0,30}(?:召开|举行|举办|开班|启动)|(?:召开|举行|举办)了?[^。\n]{2,40}(?:会议|培训班|推进会|座谈会|动员会)"
)
_REPORTED = re.compile(
    "记者[^,。]{0,6}(?:从|在|了解|获悉|看到|采访|来到|走访|联系|发现)|(?:告诉|向|对|跟)记者|采访(?:中|时)|[\u4e00-\u9fff]{2,4}(?:日报|晚报|早报|晨报|商报|快报|网)讯"
)
_OPENING = 120  # characters of the shared words in which the first sentence is looked for
_DIGEST = re.compile(r"农历[^。\n]{2,12}星期[一二三四五六日][^§]{0,400}?(?:1|一)[.、．:：]")
_I = re.compile("我(?![国党省市县区校院局队军司方们])|本人|俺")
_LEAST_OF_I, _SHORTEST = 0.015, 150
"""How often a passage of some length says I, per character, from which one person tells his own story."""


def owner_of(text: str, spans: Sequence[tuple[int, int]]) -> Owner | None:
    """Return what in the shared passages at `spans` shows that they may be one publisher's or one person's own."""
    shared = fold_prose("\n".join(text[start:end] for start, end in spans))
    head = fold_prose(text[:600])
    if _CONTACT.search(shared):
        return "contact"
    if _MASTHEAD.search(shared):
        return "masthead"
    if len(shared) >= _SHORTEST and len(_I.findall(shared)) >= _LEAST_OF_I * len(shared):
        return "first_person"
    opening = _first_sentences(shared)
    if _REPORTED.search(shared):
        return "digest" if _DIGEST.search(head) else None  # a reporter asked; these are no office's own words
    rates = len(_RATE.findall(shared))
    is_statistics = rates >= _LEAST_RATES and rates * _PER_RATE >= len(shared)
    if is_statistics or _TRIAL.search(shared) or _OFFICE.search(opening) or _MEETING.search(opening):
        return "bulletin"
    return "digest" if _DIGEST.search(head) else None


def _first_sentences(shared: str) -> str:
    """Return the opening up to its second full stop, at most `_OPENING` characters."""
    opening = shared[:_OPENING]
    first = opening.find("。")
    second = opening.find("。", first + 1) if first >= 0 else -1
    return opening if second < 0 else opening[:second]
