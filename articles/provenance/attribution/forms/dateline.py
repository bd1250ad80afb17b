"""Rule family f: the head of a dispatch names its outlet: 新华社北京6月10日电, 河湾日报讯, BEIJING (Xinhua) --.

Chinese heads end in 电, 讯 or 消息. They stand at the head of a line, or after 据 anywhere; 【环球网报道】 at the head
of a line is one too. 本报讯 names no outlet. The outlet is credited with the sentence that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.provenance.attribution.attribution import Attribution
from articles.provenance.attribution.budget import Tally
from articles.provenance.attribution.claims import claim_after
from articles.provenance.attribution.english import sentence_end
from articles.provenance.attribution.organisations import is_institution, is_outlet
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("wire_services")
_LONGEST = 40
# One set of first characters, so that the search over a text is fast; what stands before is looked at afterwards.
_TAIL = re.compile("[电讯]|消息")
_NO_TAIL = re.compile("[话视影力子台商脑动表网站]|息|人士|灵通|来源|面|[讯]")
_PAUSED = re.compile(r"[ ,:()\[\]】“\"—-]|$|\n|\d{1,4}[年月日]|记者|通讯员|近日|日前|[今昨]日", re.MULTILINE)
_NUMBER = r"(?:\d{1,4}|[〇一二三四五六七八九十]{1,4})"
_DATE = rf"(?:{_NUMBER}年)?(?:{_NUMBER}月)?{_NUMBER}日"
_HAN_NAMES = {name for names in lexicon("outlets")["outlets"] for name in names if len(name) > 2 and not name.isascii()}
_NAMES = one_of({*_WORDS["agencies"], *_HAN_NAMES})
_CHANNEL = "(?:客户端|官方微博|微博|微信公众号|公众号|视频号)?"
_PAPER = rf"(?![本我该某])[^\W\d_a-zA-Z]{{1,8}}?{one_of(_WORDS['suffixes'])}网?"
_PORTAL = "(?:新浪|网易|搜狐|腾讯|凤凰)(?:体育|科技|财经|娱乐|汽车|军事|教育|健康|游戏|房产|旅游)"
_OUTLET = rf"(?:《[^《》]{{2,12}}》|(?:{_NAMES}|{_PORTAL}|{_PAPER}){_CHANNEL})"
_HEAD = re.compile(
    rf"(?P<who>{_OUTLET})(?:(?P<place>[^\W\d_a-zA-Z]{{0,10}}?) ?(?P<date>{_DATE}))?"
    r" ?(?P<special>(?:新媒体|体育|英文)?专|快)?"
)
_OPENING = re.compile(r"[ (\[【“—-]{0,6}(?:[另又]?据)?")
_BYLINE = re.compile(r" ?\(?(?:特约)?(?:记者|通讯员)")
_NOT_A_PLACE = re.compile("记者|报道|消息|表示|[说称的在]|通报|了解")
_REPORTERS = re.compile(r"[ ,:】)\]]{0,4}(?:\((?:[^()\n]{1,60})\))?[ ,:】)\]]{0,4}")
_BRACKETED = re.compile(
    rf"^ {{0,60}}[【\[(](?P<who>{_OUTLET})(?:驻[^\W\d_]{{1,6}})?(?:[特派约]{{0,4}}记者[^】\])\n]{{0,12}}?)?"
    r"(?P<verb>(?:综合|独家)?报道)(?:[ ,,/]{0,2}(?:驻\w{1,6})?[特派约]{0,4}记者[^】\])\n]{0,20})?[】\])] ?",
    re.MULTILINE,
)
_LATIN = re.compile(
    r"^[ \"“(]{0,4}(?:[A-Z][\w .,'’/-]{1,60}?[ ,]{1,3})?\((?P<who>"
    + "|".join(sorted(_WORDS["brackets"], key=len, reverse=True))
    + r")(?:/[A-Za-z ]{1,20})?\) ?(?P<verb>--|—|–|-) ?(?=\S)",
    re.MULTILINE,
)


def datelines(text: str, folded: str, tally: Tally) -> Iterator[Attribution]:
    """Find the attributions of family f: Chinese heads in order, those in brackets, then Latin ones."""
    tally.restart()
    for tail in _TAIL.finditer(folded):
        if _NO_TAIL.match(folded, tail.end()):
            continue
        found = _head_before(folded, tail.start())
        if found is None:
            continue
        begin, head = found
        if head["date"] is None and not _PAUSED.match(folded, tail.end()):
            continue
        tally.enter(tail.start(), begin)
        if tally.may_try() and _is_named(head):
            tally.found()
            start, end = head.span("who")
            claim = claim_after(folded, _REPORTERS.match(folded, tail.end()).end())  # type: ignore[union-attr]
            verb = text[tail.start() - len(head["special"] or "") : tail.end()]
            yield Attribution(text[start:end], "named_outlet", verb, start, end, *claim)
    for match in _BRACKETED.finditer(folded):
        tally.enter(match.start(), match.start())
        if tally.may_try() and _is_outlet(match["who"]):
            tally.found()
            start, end = match.span("who")
            yield Attribution(
                text[start:end], "named_outlet", match["verb"], start, end, *claim_after(folded, match.end())
            )
    for match in _LATIN.finditer(folded):
        start, end = match.span("who")
        claim_start = match.end()
        yield Attribution(
            text[start:end], "named_outlet", match["verb"], start, end, claim_start, sentence_end(folded, claim_start)
        )


def _head_before(folded: str, end: int) -> tuple[int, re.Match[str]] | None:
    """Return the head that ends where its 电 begins, and where the words before it begin: a line, or 据."""
    floor = max(0, end - _LONGEST)
    line = folded.rfind("\n", floor, end) + 1 if folded.rfind("\n", floor, end) >= 0 else 0 if floor == 0 else -1
    if line >= 0:
        opening = _OPENING.match(folded, line, end)
        begin = opening.end() if opening else line
        head = _HEAD.fullmatch(folded, begin, end)
        if head:
            return line, head
    if folded[end - 1] == "日" or _BYLINE.match(folded, end + 1):
        sentence = max(folded.rfind(each, floor, end) + len(each) - 1 for each in ("。", "!", "?", "】", ")", "  "))
        head = _HEAD.fullmatch(folded, sentence + 1 + folded.startswith(" ", sentence + 1), end)
        if sentence >= floor and head:
            return sentence + 1, head
    cited = folded.rfind("据", floor, end)
    if cited >= 0:
        head = _HEAD.fullmatch(folded, cited + 1, end)
        if head:
            return cited, head
    return None


def _is_named(head: re.Match[str]) -> bool:
    if head["place"] and _NOT_A_PLACE.search(head["place"]):
        return False
    if is_institution(head["who"]):
        return False
    return _is_outlet(head["who"]) or (head["date"] is not None and re.fullmatch(_PAPER, head["who"]) is not None)


def _is_outlet(who: str) -> bool:
    return who.startswith("《") or is_outlet(who) or re.fullmatch(f"(?:{_NAMES}|{_PORTAL}){_CHANNEL}", who) is not None
