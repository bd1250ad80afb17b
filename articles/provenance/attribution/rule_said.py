"""Rule families b to e: a speaker and a verb of saying."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from articles.provenance.attribution.attribution import Attribution
from articles.provenance.attribution.claims import claim_after, claim_before
from articles.provenance.attribution.speakers import Speaker, speaker_in
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("attribution_verbs")
_PAUSE = r"(?=\s?[,:“\"。]|\s?$|\n)"
_DOCUMENT = rf"(?P<document>{one_of(_WORDS['documents'])})(?:中|均|也|都|还|就)?{one_of(_WORDS['document_verbs'])}"
_GUARDS = "".join(rf"(?<!{verb}(?={one_of(after)}))" for verb, after in _WORDS["not_after_verb"].items() if after)
_SAID = re.compile(
    rf"(?P<verb>{_DOCUMENT}"
    rf"|表示(?!{one_of(_WORDS['speech_act_objects'])}){_GUARDS}(?:称|说|道)?"
    rf"|(?!表示|承认[^,。;]{{1,16}}为){one_of(_WORDS['direct'])}{_GUARDS}(?:称|说|道|到)?"
    rf"|{one_of(_WORDS['paused'])}(?:称|说|道|到|{_PAUSE})"
    r"|告诉(?:了)?[^,。:“\n]{0,16}?(?:记者|本报|本网|新闻|我们|媒体|》)(?=\s?[,:“])"
    r"|(?<![名对职俗简人宣声自号堪据著统昵尊爱谎诈戏并合])称(?![为号赞呼之得霸王病职作重其心道兄兵帝臣]))"
)
_CLAUSE_START = re.compile(r"[,。!?;:、\n“”\"‘’…【】\[\]|]")
_LONGEST_CLAUSE = 60
_OF_A_DOCUMENT = re.compile(r"的?(?:最新|相关|有关|公开)?(?:[一多几两]项)?$")


def said(text: str, folded: str) -> Iterator[Attribution]:
    """Find the attributions of families b to e, in order."""
    starts = [0, *(mark.end() for mark in _CLAUSE_START.finditer(folded))]
    for verb in _SAID.finditer(folded):
        begin = starts[bisect_right(starts, verb.start()) - 1]
        if verb.start() - begin > _LONGEST_CLAUSE or _in_title(folded, verb.start()):
            continue
        clause = folded[begin : verb.start()]
        speaker = _author(clause) if verb["document"] else speaker_in(clause)
        if speaker:
            start, end, kind = begin + speaker.start, begin + speaker.end, speaker.kind
        elif verb["document"] and not clause.strip("有一项多最新的另外,但而且此前不过相关大量据 "):
            start, end, kind = verb.start("document"), verb.end("document"), "unspecified"
        else:
            continue
        span = claim_after(folded, verb.end())
        if span[0] == span[1] or folded[verb.end() : verb.end() + 1] in ("。", "\n", ""):
            span = claim_before(folded, begin) or (verb.end(), verb.end())
        yield Attribution(text[start:end], kind, text[verb.start() : verb.end()], start, end, *span)


def _author(clause: str) -> Speaker | None:
    """Return the author of data or a study: 海岛大学的一项研究; somebody who cites a report is not its author."""
    return None if "通过" in clause else speaker_in(_OF_A_DOCUMENT.sub("", clause))


def _in_title(folded: str, offset: int) -> bool:
    """Whether the offset lies between 《 and 》: a verb in a title credits nobody."""
    window = folded[max(0, offset - _LONGEST_CLAUSE) : offset]
    return window.rfind("《") > window.rfind("》")
