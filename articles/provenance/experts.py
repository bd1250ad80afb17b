"""Experts without a name: whose authority a text uses, though nobody can look them up.

No experts are people of the matter (a party's lawyer, the doctor who treats somebody), insiders, experts whom the text
itself calls false, and whoever is named elsewhere: by a name beside the title, in 张澄成等专家, or as a named expert of
the text, for whom 专家 stands before (a lead) and after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from articles.provenance.attribution.attribution import Attribution
from articles.provenance.attribution.person_names import is_person
from articles.provenance.lexicons import lexicon, one_of
from articles.text.prose_folding import fold_prose

_WORDS = lexicon("experts")
_EXPERT = re.compile(one_of(_WORDS["experts"]) + "$")
_OF_A_PARTY = re.compile(one_of(_WORDS["of_a_party"]))
_BY_PROFESSION = re.compile(one_of(_WORDS["professions"]) + "$")
_ANY_OF_THEM = re.compile(r"(?:[有多几数两一三某]|不少|许多|部分|一些|众|资深|知名)(?:[位名个])?[^的]{0,10}$")
_TITLED = re.compile(one_of(_WORDS["titles"]))
_HEAD = re.compile("主任|所长|院长|会长|理事长|秘书长")
_NAMED = re.compile(rf"等[^,。;:\n]{{0,8}}{one_of(_WORDS['experts'])}")
_NAMELESS_AGAIN = re.compile(rf"(?:该|这位|上述|此|这名)?{one_of(_WORDS['experts'])}们?")
_OF_A_FIELD = re.compile(rf"([^的\s]{{2,4}}){one_of(_WORDS['experts'])}们?")
_FALSE = re.compile(
    rf"{one_of(_WORDS['false'])}[^,。;:!?\n]{{0,4}}{one_of(_WORDS['experts'])}|[“\"]{one_of(_WORDS['experts'])}[”\"]"
)
_OF_A_MEETING = re.compile(r"(?:[经由请]|邀请|组织|召集)(?:了|相关|有关)?$")
_NO_CLAIM = re.compile(
    "[^,。;:\n]{0,14}(?:感叹|感慨|赞叹|惊叹|称赞|赞美|调侃|吐槽)|[跟对向]我|[^,。;:\n]{0,6}(?:发布|公布|发表)[^,。;\n]{0,12}《"
)
"""What follows when no authority is used: a feeling, what somebody was told himself, or a report with its title."""
_TREATED = re.compile("住院|就诊|看病|出院|复诊|挂号|转院|拍片")
_SEVERAL = re.compile("[多几数](?:位|名)")
_ONE = re.compile("一(?:位|名)")
_FOREIGN = re.compile(
    rf"{one_of(_WORDS['experts'])}[^,。;:的是说们\W]{{2,3}}[·•]?[^,。;:的是说们\W]{{2,5}}(?=[,。;:说认表指])"
)
_NEXT = 120
"""Characters in which one who was quoted without a name is named after all."""
_GARBLED = re.compile(rf"{one_of(_WORDS['experts'])}.*有|[a-z0-9]{{1,2}}[ 、.]|资料图|图为|图片")
_SENTENCE = re.compile('[。;!]|["”’]$')
_BEFORE = 6  # characters
_SPEECH = 400  # characters before an expert in which the speech that quotes him may begin
_NEAR = 300  # characters around 假专家 in which the experts may be those
_MOST_NAMED = 50  # named experts, and words for false ones, that are looked at
_LEAD = 0.3  # the part of a text that may tell first what it tells below
_CLAIM = 20
"""Characters behind a speaker by which a claim that a page repeats is known again."""
_MORE = re.compile(r"[【\[(](?:详细|详情|全文|更多)[】\])]")
_TITLE = 60
"""Longest title of a link in characters."""


def nameless_experts(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions to experts without a name, in order; one sentence counts once, also when repeated."""
    nameless = [each for each in attributions if each.kind in ("institution_anonymous", "anonymous")]
    if not any(_EXPERT.search(fold_prose(each.who)) for each in nameless):
        return []
    folded = fold_prose(text)
    false = [match.start() for match in islice(_FALSE.finditer(folded), _MOST_NAMED)]
    named = _named_experts(folded, attributions)
    found: list[Attribution] = []
    told: set[str] = set()
    for each in nameless:
        if not _is_expert(folded, each) or any(abs(at - each.start) < _NEAR for at in false):
            continue
        if any(_may_be(folded, each, other) for other in named) or _are_named_below(folded, each, named):
            continue
        if found and not _SENTENCE.search(folded, found[-1].end, each.start):
            continue
        claim = folded[each.start : each.end + _CLAIM]
        if claim in told:
            continue
        told.add(claim)
        found.append(each)
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """An expert whom the text names: where, with the words before the name. `is_titled`: as one of a field, no head."""

    start: int
    words: str
    is_titled: bool


def _named_experts(folded: str, attributions: Sequence[Attribution]) -> list[_Named]:
    found = [
        _Named(match.start(), match.group(), is_titled=True)
        for match in _NAMED.finditer(folded)
        if _ends_with_name(folded[max(0, match.start() - 4) : match.start()])
    ]
    for each in attributions:
        words = folded[max(0, each.start - _BEFORE) : each.end]
        if each.kind == "named_person" and _TITLED.search(words):
            is_titled = _TITLED.search(_HEAD.sub("", words)) is not None
            found.append(_Named(each.start, words, is_titled))
    return found[:_MOST_NAMED]


def _may_be(folded: str, each: Attribution, other: _Named) -> bool:
    """Whether words for an expert may mean one whom the text names.

    专家 may behind the name, and before it where a lead tells what follows; 气象专家 may wherever the name goes with
    that field (中央气象台首席预报员). 有专家 and 一位专家 before a name are others.
    """
    who = folded[each.start : each.end]
    is_other = folded[max(0, each.start - 1) : each.start] == "有"
    if _NAMELESS_AGAIN.fullmatch(who):
        is_lead = each.start < len(folded) * _LEAD and other.is_titled and not is_other
        return other.start < each.start or is_lead
    field = _OF_A_FIELD.fullmatch(who)
    return field is not None and not is_other and field[1][:2] in other.words


def _are_named_below(folded: str, each: Attribution, named: Sequence[_Named]) -> bool:
    """Whether an expert is named in the next sentences, or 多位专家 in a lead are those whom the text then names."""
    following = [other.start for other in named if other.is_titled and other.start > each.end]
    if each.kind == "anonymous" and following and following[0] - each.end < _NEXT:
        return True
    if _SEVERAL.search(folded, max(0, each.start - 1), each.end):
        return each.start < len(folded) * _LEAD and len(following) > 1
    is_one = _ONE.search(folded, max(0, each.start - 1), each.end)
    return is_one is not None and _FOREIGN.search(folded, each.end, each.end + _NEXT) is not None


def _is_expert(folded: str, each: Attribution) -> bool:
    who = folded[each.start : each.end]
    role = _EXPERT.search(who)
    if role is None or not _is_in_a_sentence(folded, each):
        return False
    before = who[: role.start()]
    if _GARBLED.match(before) or _NO_CLAIM.match(folded, each.end):
        return False
    if _ends_with_name(_RANK.sub("", before)) and not before.endswith("学"):
        return False
    said = folded[max(0, each.start - _SPEECH) : each.start]
    if said.rfind("“") > said.rfind("”"):  # somebody who speaks tells of an expert
        return False
    lead_in = folded[max(0, each.start - _BEFORE) : each.start] + before
    if _OF_A_PARTY.search(lead_in) or _OF_A_MEETING.search(lead_in):
        return False
    if _BY_PROFESSION.search(who) is None:
        return True
    if who.endswith(("医生", "大夫", "医师")) and _TREATED.search(folded, max(0, each.start - _TITLE), each.start):
        return False
    counted = folded[max(0, each.start - 1) : each.start] + before
    return each.kind == "institution_anonymous" or any(_ANY_OF_THEM.match(phrase) for phrase in (before, counted))


_RANK = re.compile("(?:副?主[治任]|首席|高级|特聘|资深)+$")


def _ends_with_name(before: str) -> bool:
    return any(len(before) >= n and is_person(before[-n:]) for n in (2, 3, 4))


def _is_in_a_sentence(folded: str, each: Attribution) -> bool:
    """Whether the line is prose: • 医生说：这五种水不能喝 is the title of a link."""
    before = folded[max(0, each.start - _TITLE) : each.start].rpartition("\n")[2]
    line = before + folded[each.start : each.end + _TITLE].partition("\n")[0]
    if _MORE.search(line):
        return False
    if line.lstrip()[:1] in tuple("•·●■◆▲►▶※*-—[【"):
        return len(line) > _TITLE
    return "。" in line or len(line) > _TITLE
