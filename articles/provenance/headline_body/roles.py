"""Who did what to whom: headlines that turn the body's sentence round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.provenance.attribution.organisations import is_institution
from articles.provenance.attribution.person_names import is_person
from articles.provenance.headline_body.body import Body
from articles.provenance.headline_body.promise import Headline, Unkept
from articles.provenance.lexicons import lexicon

_CLAUSE = re.compile("[\u4e00-\u9fff\\d:比]{6,24}")
_TURNED = re.compile("被|遭|由|受|将|把|为|让|向|对|与|和|同|跟|给|从|于|是|在|的")
# Both do it, so the order says nothing.
_MUTUAL = frozenset(
    [
        "相撞",
        "会谈",
        "会晤",
        "结婚",
        "离婚",
        "合作",
        "签约",
        "对话",
        "携手",
        "联手",
        "牵手",
        "会面",
        "见面",
        "对阵",
        "交手",
        "相遇",
        "发生",
        "进行",
        "之间",
        "之后",
        "以及",
        "还有",
        "还是",
        "就是",
        "没有",
        "不是",
        "可以",
        "什么",
        "怎么",
        "联合",
        "共同",
        "交流",
    ]
)
_STOP = re.compile("[,。!?;:、\n ]")
_COUNTRIES = frozenset(lexicon("speakers")["countries"])
_SIDES = "队方军团"
_SCORE = re.compile(r"以?\d{1,3}[比:-]\d{1,3}(?:大胜|力克|险胜|完胜)?")  # it stands between a team and its verb
_HAN = re.compile("[\u4e00-\u9fff]{2}")


def turned_round(headline: Headline, body: Body) -> Iterator[Unkept]:
    """Find 甲起诉乙 where the body says 乙起诉甲, and nowhere the headline's order."""
    text = _SCORE.sub("", body.text)
    for clause in _CLAUSE.finditer(headline.own):
        words = _SCORE.sub("", clause[0])
        if _TURNED.search(words):
            continue
        for at in range(2, len(words) - 3):
            verb, one, other = words[at : at + 2], words[at - 2 : at], words[at + 2 : at + 4]
            if verb in _MUTUAL or one == other or verb not in text or not _HAN.fullmatch(verb):
                continue
            if not (_HAN.fullmatch(one) and _HAN.fullmatch(other)):
                continue
            if not (_is_party(words[:at], at_end=True) and _is_party(words[at + 2 :])):
                continue
            if one not in body.text or other not in body.text:
                continue
            if instead := _turned(one, verb, other, text):
                yield Unkept("contradicted", clause.start(), clause.end(), instead)
                return


def _is_party(words: str, *, at_end: bool = False) -> bool:
    """Whether a person, a body, a team or a country stands at the beginning of the words, or at their end."""
    some = [words[-n:] if at_end else words[:n] for n in range(2, min(6, len(words)) + 1)]
    return any(each[-1] in _SIDES or each in _COUNTRIES or is_person(each) or is_institution(each) for each in some)


def _turned(one: str, verb: str, other: str, text: str) -> str | None:
    """The body's words that have the two the other way round; None if it has them in this order, too."""
    turned = None
    place = text.find(verb)
    while place >= 0:
        before = _STOP.split(text[max(0, place - 12) : place])[-1]
        after = _STOP.split(text[place + 2 : place + 14])[0]
        if one in before and other in after:
            return None
        near = after.find(one)
        if other in before[-7:] and 0 <= near <= 3 and not _TURNED.search(before[-7:] + after[: near + 2]):
            turned = before[before.rfind(other) :] + verb + after[: near + 2]
        place = text.find(verb, place + 1)
    return turned
