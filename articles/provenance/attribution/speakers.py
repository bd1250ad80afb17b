"""Find the speaker's name in the words before a verb: strip the words around the name.

Chinese has no word boundaries, so the middle of a clause is not guessed at. A clause yields a speaker only if it reads
*leading words, name, trailing words* and the name is of a known kind (`kinds.py`). Any other rest means no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from articles.provenance.attribution.attribution import Kind
from articles.provenance.attribution.budget import Tally
from articles.provenance.attribution.kinds import kind_of
from articles.provenance.lexicons import lexicon, one_of

_TRIM = lexicon("speaker_trim")
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:上午|下午|中午|晚间?|凌晨|早间?)?"
# 周一凡 begins like a Monday.
_NAME_END = rf"[{lexicon('speakers')['common_given']}].?(?:$|在)"
_DATE = (
    rf"(?:{_DAY}|\d{{4}}年(?:\d{{1,2}}月)?|[本上下]?周[一二三四五六日](?!{_NAME_END})|\d{{1,2}}[时点](?:\d{{1,2}}分)?)"
)
_LEADING = re.compile(
    rf"[\s()]+|[-—>·.、\d]+[.、)]|{_DATE}|{one_of(_TRIM['leading'])}|连(?!战)|经(?![理济纪办营销])|如(?!皋)|故(?![宫事乡里])|当(?!地|事|局)|有(?!关|人|限)"
    r"|[他她](?:和|与|跟)|(?:说明|了解|听取|看到|接到|得知|介绍|询问|沟通)[^,]{0,6}后"
    r"|也(?!门)|可(?!能)|[^,《》]{1,6}[之以]后(?=《)"
    r"|[在当][^在,]{1,16}?(?:上|中|时|后|期间|之际|看来)(?!海|国|央|东|新|铁|石|美|外)"
)
# 对 and 向 as prepositions, not in 面对, 对外, 方向, 向 as a surname.
_TO = r"(?:(?<!面)对(?!外|冲)|(?<![一方走倾趋内志面])向(?![松东阳])"
_AFTER = "(?:听|看|得知|接过|拿到|收到|受理|审查|审理|调查|了解|回到|离开|参观|分析)"
_TRAILING = re.compile(
    rf"(?:\s+|{_DATE}|{one_of(_TRIM['trailing'])}|[^,]{{2}}地|{_AFTER}[^,]{{0,8}}(?:之后|后)就?|\([^()]{{1,24}}\)"
    r"|(?<![所正现存实内外])在(?!线|逃)[^,]{1,30}|于(?=\d|[本上]?周[一二三四五六日]|[今昨近同当])[^,]{1,16}"
    rf"|{_TO}|就(?!业)|{one_of(_TRIM['circumstances'])})[^,]{{0,30}})$"
)
# The addressee, or the person who asked: cut off first, because 《X》记者 alone would read as a name.
_ADDRESSEE = re.compile(
    rf"[在于]?{_TO}|跟|与|和(?![讯平谐在])|受|接受|应)[^,]{{0,30}}?{one_of(_TRIM['addressees'])}"
    rf"|{_TO}|跟)[^,]{{1,16}}?{one_of(_TRIM['addressees_to'])}|(?:还|也|又|曾|就|便|再)?告诉[^,]{{1,10}}$"
)
# Somebody who is not named says what another one said: 他引述局长的话.
_QUOTED = re.compile(r"[他她]?(?:引述|援引|引用|转述)(?P<who>[^,]{2,24}?)的?(?:话|说法|消息|报道|表态|原话)")
# 周澄听亲戚说: the relative says it.
_HEARD = re.compile(r"[^,听]{0,12}(?<![收旁探打])听(?P<who>[^,取从到说]{2,12})")
# A police station that takes a call is told something: in 河湾派出所接到群众报警称 the caller speaks.
_CALLED = re.compile(r"[^,接]{2,24}接到?(?P<who>[^,接]{2,16}?)(?:的?电话)?(?:报警|报案|来电)")
_PREPOSITION = re.compile(
    r"对(?!外)|向(?![松东阳])|给|跟|与|被(?!告)|让(?!-)|把|请|求|劝|受(?![访害骗伤损灾困托雇])|为(?!民)|从|由|于(?=\d)"
)


# What somebody does or where he lives is no part of his name: 正在茶园干活的村民王欣.
_DOING = re.compile(
    r"(?:正在|负责|家住|参与|从事|从业|入行|从教|从医|今年|\d|住在|身为|居住|前来|刚刚|参加|目睹|路过)[^,]{0,30}的(?=[^,的]{2,})"
)
# 有 as a verb of its own, not in 国有, 拥有, 所有, 没有.
_THERE_IS = re.compile(
    "[^,的《》]{1,10}?(?<![国公私共拥持所没占享含具原富保稀只仅])有(?!关|限)(?P<who>人|[^,有]{2,12})"
)
_THIS = re.compile("[这那该](?:[名位个]|几[名位个])?")


_TITLE = re.compile(
    rf"(?:另?据|有)?(?P<who>[^,的《》]{{0,10}}《[^《》]{{2,16}}》)(?:官?网站?|客户端)?(?:{_DATE}|[^,《》]{{0,4}})?$"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name and its kind; `start` and `end` are offsets into the clause passed to `speaker_in`."""

    start: int
    end: int
    kind: Kind


def reporting_title(clause: str) -> Speaker | None:
    """Return the outlet in 《》 at the head of a clause that ends where it reports something, whatever its name."""
    found = _TITLE.match(clause)
    if found and (cited := found["who"].rfind("据", 0, found["who"].find("《"))) >= 0:
        return Speaker(found.start("who") + cited + 1, found.end("who"), "named_outlet")
    return Speaker(*found.span("who"), "named_outlet") if found else None


class Speakers:
    """Finds the speakers in the clauses of one text, within its budget; keeps the result of each clause and phrase."""

    def __init__(
        self, tally: Tally, introduced: Mapping[str, Kind] | None = None, changed: tuple[str, ...] = ()
    ) -> None:
        self._tally = tally
        self._introduced = introduced or {}
        self._changed = changed
        self._clauses: dict[str, Speaker | None] = {}
        self._kinds: dict[str, Kind | None] = {}

    def speaker_in(self, clause: str) -> Speaker | None:
        """Find the speaker in a folded clause that ends where the verb begins; None when there is no safe name.

        The clause should be short (the caller cuts it at 60 characters): patterns are tried at each of its positions.
        The caller has entered the place in the tally; a clause that is not read to its end yields nothing.
        """
        if clause in self._clauses:
            return self._clauses[clause]
        speaker = self._find(clause) if self._tally.may_try() else None
        if speaker:
            self._tally.found()
        if not self._tally.is_refused:
            self._clauses[clause] = speaker
        return speaker

    def _find(self, clause: str) -> Speaker | None:
        start, end = 0, len(clause)
        while start < end and (found := _LEADING.match(clause, start, end)):
            start = found.end()
        if quoted := _QUOTED.fullmatch(clause, start, end):
            kind = self._kind(quoted["who"])
            return Speaker(*quoted.span("who"), kind) if kind else None
        if (heard := _HEARD.fullmatch(clause, start, end)) and (kind := self._kind(heard["who"])):
            return Speaker(*heard.span("who"), kind)
        if called := _CALLED.fullmatch(clause, start, end):
            kind = self._kind(called["who"])
            return Speaker(*called.span("who"), kind) if kind else None
        if _PREPOSITION.match(clause, start, end):
            return self._named_behind(clause, start, end)
        if addressee := _ADDRESSEE.search(clause, start, end):
            end = addressee.start()
        end = self._without_trailing(clause, start, end)
        end = start + len(clause[start:end].rstrip())
        gap = clause.rfind(" ", start, end)
        if gap > start and not self._kind(clause[start:gap].rstrip()):
            start = gap + 1  # the words before a gap are a line of their own, unless they are the title of the name
        for begin in (start, clause.rfind("的", start, end) + 1):
            if begin > start and (this := _THIS.match(clause, begin, end)):
                begin = this.end()
            if begin == start and (doing := _DOING.match(clause, start, end)):
                begin = doing.end()
            if begin >= start and (kind := self._kind(clause[begin:end])):
                return Speaker(self._after_there_is(clause, begin, end) if kind == "anonymous" else begin, end, kind)
        return None

    def _after_there_is(self, clause: str, begin: int, end: int) -> int:
        """Return where the role begins behind words that only say that there is somebody: 前不久有网友, 以致有人."""
        found = _THERE_IS.fullmatch(clause, begin, end)
        if found is None:
            return begin
        if found["who"] == "人":
            return found.start("who") - 1
        return found.start("who") if self._kind(found["who"]) == "anonymous" else begin

    def _named_behind(self, clause: str, start: int, end: int) -> Speaker | None:
        """Return the person whom words with a preposition describe: 被司机殴打的张澄."""
        begin = clause.rfind("的", start, end) + 1
        if begin == 0 or (self._tally.may_try() and _PREPOSITION.search(clause, begin, end)):
            begin = end
        end = self._without_trailing(clause, begin, end)
        return Speaker(begin, end, "named_person") if self._kind(clause[begin:end]) == "named_person" else None

    def _without_trailing(self, clause: str, start: int, end: int) -> int:
        """Strip trailing words, but never part of a name: 国都证券 keeps its 都."""
        while end - start > 1 and self._kind(clause[start:end]) is None and not self._tally.is_refused:
            found = _TRAILING.search(clause, start + 1, end)
            if found is None:
                break
            end = found.start()
        return end

    def _kind(self, phrase: str) -> Kind | None:
        if len(phrase) < 2:
            return None
        if phrase not in self._kinds:
            if not self._tally.may_try():
                return None
            kind, known = kind_of(phrase), self._introduced.get(phrase)
            kind = known if kind == "anonymous" and known == "named_person" else kind or known
            if self._changed and kind in (None, "named_person") and phrase.endswith(self._changed):
                kind = "anonymous"  # the text says that the name is changed
            self._kinds[phrase] = kind
        return self._kinds[phrase]
