"""Who signs a text: a reporter with his outlet, a name in brackets below it, an office and its writer, 素材：河湾警事.

A signature says whose words a text has, as a source line does, wherever its page has left it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.provenance.attribution.organisations import is_institution, is_press
from articles.provenance.attribution.person_names import is_person
from articles.provenance.lexicons import lexicon, one_of
from articles.text.prose_folding import fold_prose

_HEAD, _FOOT = 300, 160
"""Characters at the beginning and the end in which signatures stand; pages put their own lines below a text."""
_MOST_SPANS = 20
_HAN = r"[\u4e00-\u9fff]"
_PAPER = r"(?:日报|晚报|早报|晨报|都市报|商报|快报|时报|青年报|周刊|新闻|电视台|广播台|客户端|法制网|新闻网|在线|报|网)"
_REPORTER = re.compile(
    rf"(?<!{_HAN}[本该某])(?P<outlet>(?![本该某多各据])(?:(?![的在对向与和给被让由是说]){_HAN}){{1,8}}?{_PAPER})"
    rf"(?:客户端)?(?:全媒体|融媒体|新媒体)?(?:特约|实习|首席|见习|本地)?(?:记者|通讯员)(?!站|们|证|团|会|节|招待)"
)
# Whom somebody told it: 律师告诉河湾新闻(river.example)
_TOLD = re.compile(
    rf"(?:告诉|对|向)(?P<outlet>(?![本该某多各]){_HAN}{{1,6}}?{_PAPER})"
    r"(?:\([^()\n]{4,30}\))?(?:记者|表示|说|称|透露|介绍|回忆|坦言|[,:])"
)
_WEB = one_of(lexicon("credits")["web_parts"])
_LABELLED = re.compile(
    r"(?:^|[\s(,。;!?▎▌|~“\"》]|(?<=\d))(?:内容|文章|信息|消息|新闻|本文|原文)?"
    r"(?:来源|稿源|素 ?材|资料|供稿|来稿|图文|撰文|撰稿|作者|文字|文)(?:于|自|来自)?"
    rf" ?[:/|丨│▎](?: {{0,3}}|\s{{1,12}}(?={_HAN}{{2,8}}\s))(?P<who>(?!{_WEB}){_HAN}[\u4e00-\u9fffa-z0-9]{{1,15}})"
)
_PIPED = re.compile(
    rf"(?:图文|文字|文章|供稿|来源) ?[|丨│▎]{{1,2}} ?(?P<who>{_HAN}{{1,8}}?{_PAPER})"
    r"(?=(?:审核|编辑|责编|校对|图片|摄影)?(?:[|丨│▎]|$))"
)
# 摘要:【河湾网:…】, 【河湾网科技 记者 周澄】
_HEADED = re.compile(rf"^[^【]{{0,60}}【(?P<who>{_HAN}{{1,8}}?{_PAPER})(?::|{_HAN}{{0,4}} ?记者)")
_TAKEN = re.compile(
    r"(?:转载来自|转载自|转自|摘自|选自|首发于|文章来源|本文来源|内容来源)[: ]{0,2}"
    rf"(?P<who>{_HAN}{{2,12}}?(?:{_PAPER}|公众号|微信号|头条号))"
)
_SIGN = re.compile(rf"(?:□ ?|[■◎◇●] ?)(?P<who>{_HAN}{{2,4}})(?=[ \n])")
_WRITER = re.compile(
    rf"(?:记者|通讯员)[ :/]{{0,2}}(?P<who>{_HAN}{{2,3}})(?=通讯员|记者|文并摄|文/|摄|报道|[ ),、。\n]|$)"
)
_STATION = re.compile(
    rf"(?P<outlet>(?![本该某]){_HAN}{{1,8}}(?:台|报社|新闻中心))(?:记者)?[ :]{{0,3}}"
    rf"{_HAN}{{2,3}} ?(?:{_HAN}{{2,3}})? ?报道(?![^ \n])"
)
_WRITERS = re.compile(rf"\((?P<who>{_HAN}{{2,3}}(?:、{_HAN}{{2,3}}){{0,9}}) ?/ ?[文图摄]")
_BRACKETS = re.compile(r"\((?P<who>[\u4e00-\u9fff][\u4e00-\u9fff 、/:|?]{1,22})\)")
_BRACKETS_OF = re.compile(r"(?:资讯|传媒|新闻|在线|发布|头条|宣|网|报|台|圈)$")
_OFFICE = re.compile(
    rf"(?P<who>{_HAN}{{1,12}}(?:院|局|厅|委|会|队|所|处|校|办|中心|公司) (?P<name>{_HAN}{{2,3}}|{_HAN} {_HAN}))\s*$"
)
_ROLE = re.compile(r"(?:记者|通讯员|编辑|作者|文|摄影|图|供稿|来源|责编|见习|实习)[:/| ]?")
_STAFF = re.compile("(?:版权|如有|责任编辑|责编|编辑|审核|校对|记者|通讯员).*$")  # of a page that has lost its lines
_NOBODY = re.compile(
    r"原标题|图片|资料图|完$|图$|未完|全文|更多|下同|左|右|化名|以下|引用|记者(?:正在)?|编辑部?$|网络|网上|网友|未知|佚名|不详"
)


def signatures(text: str) -> tuple[str, ...]:
    """Return the names under which a text is signed at its beginning or end, in order."""
    folded = fold_prose(text)
    found = [name for part in (folded[:_HEAD], folded[-_FOOT:]) for name in _signed(part)]
    found += [each["who"] for pattern in (_TAKEN, _PIPED, _HEADED) for each in pattern.finditer(folded)]
    office = _OFFICE.search(folded[-_FOOT:].rstrip())
    if office is not None and is_person(office["name"].replace(" ", "")):
        found.append(office["who"])
    return tuple(dict.fromkeys(name for name in found if name and not _NOBODY.search(name)))


def reporters_in(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the outlets whose reporters tell the text of these places: 河湾快报记者从警方了解到."""
    folded = fold_prose(text)
    found = (
        each["outlet"]
        for span in spans[:_MOST_SPANS]
        for pattern in (_REPORTER, _TOLD)
        for each in pattern.finditer(folded, *span)
    )
    return tuple(dict.fromkeys(found))


def _signed(part: str) -> Iterator[str]:
    yield from (each["outlet"] for pattern in (_REPORTER, _STATION) for each in pattern.finditer(part))
    yield from (each["who"] for each in _WRITERS.finditer(part))
    yield from (_STAFF.sub("", each["who"]) for each in _LABELLED.finditer(part))
    for pattern in (_SIGN, _WRITER):
        yield from (each["who"] for each in pattern.finditer(part) if each[0][0] == "□" or is_person(each["who"]))
    for each in _BRACKETS.finditer(part):
        who = _ROLE.sub(" ", each["who"]).strip()
        if not _NOBODY.search(each["who"]) and who and _is_name_of_writers(who):
            yield who


def _is_name_of_writers(who: str) -> bool:
    """Whether words in brackets name writers or their house: 周澄, 周澄李明, 河湾区委会 周澄, 河湾微资讯."""
    tokens = [each for each in re.split("[ 、/:|?]+", who) if each]
    if any(is_person(each) for each in tokens if 2 <= len(each) <= 4):
        return True
    if 4 <= len(who) <= 9 and any(is_person(who[:size]) and is_person(who[size : size + 3]) for size in (2, 3)):
        return True
    return bool(_BRACKETS_OF.search(who)) or is_press(who) or is_institution(who)
