"""Rule family a: 据 S 测算, 从 S 获悉, and markers without a name: 据悉, 网传."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.provenance.attribution.attribution import Attribution, Kind
from articles.provenance.attribution.budget import Tally
from articles.provenance.attribution.claims import claim_after
from articles.provenance.attribution.speakers import Speakers, reporting_title
from articles.provenance.lexicons import lexicon, one_of

_VERBS = lexicon("attribution_verbs")


def _guarded(words: list[str], not_after: dict[str, list[str]]) -> str:
    """Build a pattern for one of the words, unless it is part of a longer word (统计局 is not 统计)."""
    guarded = [
        f"{w}(?!{one_of(not_after[w])})" if not_after.get(w) else w for w in sorted(words, key=len, reverse=True)
    ]
    return "(?:" + "|".join(guarded) + ")"


_NOUN_VERB = _guarded(_VERBS["according"], _VERBS["not_after_according"])
_ACCORDING = re.compile(
    r"(?:根据|依据|(?<![数证依占收票论凭割盘根字单契考拮])据)(?![点守此理以])(?P<who>[^,。!?;:\n]{0,36}?)的?"
    rf"(?P<verb>{_NOUN_VERB})(?:数据|资料|报告|结果|中)?(?:显示|称|说|指出|表示|表明)?"
)
_LEARNED = re.compile(r"从(?P<who>[^,。!?;:\n从]{2,30}?)(?:处|那里)?(?P<verb>获悉|了解到|得知|获知)")
_OF_SOMEBODY = frozenset(_VERBS["according_of_somebody"])
_RUMOUR = re.compile(rf"(?<![互官全联内外])(?P<who>)(?P<verb>{one_of(_VERBS['rumours'])})(?![播输统媒奇真销递单])")
_DENIED = re.compile("(?:不存在|并非|不是|所谓|针对|关于|对于|没有)[^。;!?\n]*$")
_DENIAL = 16
"""Characters before a rumour in which the text may deny it, or only name it: 不存在网上流传的情况."""
_GENERIC_DOCUMENT = re.compile(
    r"(?:不完全|最新|初步|公开|相关|有关|可靠|官方|网上|网络|权威|现有|目前|此前|早前|历史|一项|多项|的|大|小|"
    r"数据|资料|消息|研究|调查|统计|报道|史料|史书|信息|文件|上述|这些|该|本次|此次|现场)*"
)
_NOBODY = re.compile(r"(?:科学|我|我们|记者|笔者|本报|本报记者|小编|他|她|其|他们|她们|自己|这|那|规定|法律).*")


def according(text: str, folded: str, speakers: Speakers, tally: Tally) -> Iterator[Attribution]:
    """Find the attributions of family a, in the order of the patterns."""
    for pattern in (_ACCORDING, _LEARNED, _RUMOUR):
        tally.restart()
        for match in pattern.finditer(folded):
            if pattern is _RUMOUR and _DENIED.search(folded, max(0, match.start() - _DENIAL), match.start()):
                continue
            tally.enter(match.start(), match.start())
            if attribution := _credited(text, folded, match, speakers):
                yield attribution


def _credited(text: str, folded: str, match: re.Match[str], speakers: Speakers) -> Attribution | None:
    read = _who(match, speakers)
    if read is None:
        return None
    start, end, kind = read
    claim_start, claim_end = claim_after(folded, match.end())
    verb = text[match.start("verb") : match.end("verb")]
    return Attribution(text[start:end], kind, verb, start, end, claim_start, claim_end)


def _who(match: re.Match[str], speakers: Speakers) -> tuple[int, int, Kind] | None:
    who = match["who"]
    if _GENERIC_DOCUMENT.fullmatch(who) and match["verb"] not in _OF_SOMEBODY:
        return match.start(), match.end("verb"), "unspecified"
    if _NOBODY.fullmatch(who):
        return None
    speaker = speakers.speaker_in(who)
    if speaker is None and match["verb"] in ("报道", "报导", "消息"):
        speaker = reporting_title(who)
    if speaker:
        return match.start("who") + speaker.start, match.start("who") + speaker.end, speaker.kind
    return None
