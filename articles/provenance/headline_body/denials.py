"""Statements of a headline that its body makes with or without a denial, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from articles.provenance.headline_body.body import Body, told_share
from articles.provenance.headline_body.promise import Headline, Unkept, pieces
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("headline_changes")
_NO_DENIAL = one_of(
    (*_WORDS["no_denials"], "不得不", "不能不", "不可不", "无不", "是不是", "能不能", "会不会", "要不要")
)
_DENIAL = re.compile(
    rf"(?P<none>{_NO_DENIAL})|(?:并|从|尚|还|暂|都|也|再)?(?P<denial>未(?:曾|能|经)?|(?<![沉淹出埋吞湮覆])没有|不(?:再|予|会|能)?)(?=[\u4e00-\u9fff]{{2}})"
)
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
# Questions, conditions, rumours and other people's words state nothing.
_NOT_STATED = re.compile(
    r"\?|是否|为何|为什么|怎么|如何|吗|呢|如果|假如|要是|若|除非|谣|网传|传言|否认|并非|假的|不实|误传|据传|辟谣|曾|原本|此前|之前|即使|万一|一旦|防止|避免|否则|不是"
)
# Advice and complaints demand or deny what ought to be.
_DEMANDED = re.compile("须|应|请|要|别|勿|让我们|指南|投诉|爆料|反映|控诉|求助")
_LEAST_TOLD = 0.6  # of the rest of the clause in the body's sentence
_REST = 3  # pieces beside the denied words, so that the sentence is about the same
_QUOTED = re.compile('[“”"‘’《》]')
_GRAMMAR = re.compile("[的了着过是在有和与也都就为让给对把被]")
_STOP = re.compile("[,。!?;:\n ]")
_CLAUSE = re.compile("[^ ,。!?;:]{4,60}")
_ANY_DENIAL = re.compile("[未没不无非否别莫勿拒难免禁停]")
# Left out: outcomes that several people of one event had, and words that are no verbs.
_BOTH = frozenset(
    [
        "获救",
        "遇难",
        "受伤",
        "死亡",
        "轻伤",
        "重伤",
        "首次",
        "再次",
        "开始",
        "结束",
        "最高",
        "最低",
        "男子",
        "女子",
        "安全",
        "危险",
        "属实",
        "不实",
        "有效",
        "无效",
        "合格",
        "不合格",
    ]
)
_OPPOSITES = [
    pair for x, y in _WORDS["opposites"] if min(len(x), len(y)) > 1 and not {x, y} & _BOTH for pair in ((x, y), (y, x))
]


def denied_statements(headline: Headline, body: Body) -> Iterator[Unkept]:
    """Find clauses of the headline of which the body says the opposite, and never the same."""
    text = headline.own
    if _NOT_STATED.search(text) or _DEMANDED.search(text):
        return
    for clause in _CLAUSE.finditer(text):
        denials = [found for found in _DENIAL.finditer(clause[0]) if found["denial"]]
        rest = clause[0][: denials[0].start()] + clause[0][denials[0].end() :] if denials else clause[0]
        if _ANY_DENIAL.search(rest) or _QUOTED.search(rest):
            continue
        found = _denied_in_headline(clause, denials[0], body) if denials else _denied_in_body(clause, body)
        if found:
            yield found
            return


def _denied_in_headline(clause: re.Match[str], denial: re.Match[str], body: Body) -> Unkept | None:
    """The headline says 未会见代表团; the body says 会见了代表团, and denies it nowhere."""
    said = clause[0][denial.end() :]
    verb = said[:2]
    rest = pieces(clause[0][: denial.start()] + "," + said[2:])
    if len(rest) < _REST or verb not in body.text or _GRAMMAR.search(verb):
        return None
    where = _agreeing(verb, rest, body)
    if not where or any(_is_denied(body.text, start, verb) for start in _places(verb, body.text)):
        return None
    start = clause.start() + denial.start()
    return Unkept("contradicted", start, clause.start() + denial.end() + 2, _shown(where[0], verb, body))


def _denied_in_body(clause: re.Match[str], body: Body) -> Unkept | None:
    """The headline says 会见代表团; wherever the body tells of it, it says 未会见."""
    for at, (one, two) in enumerate(pairwise(clause[0])):
        verb = one + two
        if verb not in body.denied or _GRAMMAR.search(verb) or not _HAN.fullmatch(verb):
            continue
        places = list(_places(verb, body.text))
        if not all(_is_directly_denied(body.text, place, verb) for place in places):
            continue
        rest = pieces(clause[0][:at] + "," + clause[0][at + 2 :])
        where = _agreeing(verb, rest, body) if len(rest) >= _REST else []
        if where:
            start = clause.start() + at
            return Unkept("contradicted", start, start + 2, _shown(where[0], verb, body, back=8))
    return None


def _places(verb: str, text: str) -> Iterator[int]:
    at = text.find(verb)
    while at >= 0:
        yield at
        at = text.find(verb, at + 1)


def _is_denied(text: str, place: int, verb: str) -> bool:
    """Whether a denial stands in the same clause, up to eight characters before the verb: 未依法取得."""
    before = re.split("[,。!?;:\n]", text[max(0, place - 8) : place])[-1]
    return any(each["denial"] for each in _DENIAL.finditer(before + verb))


def _is_directly_denied(text: str, place: int, verb: str) -> bool:
    """Whether the denial stands right before the verb: 未会见, 不予受理; not 不应该打着, 不间断施工."""
    before = text[max(0, place - 4) : place]
    return any(each["denial"] and each.end() == len(before) for each in _DENIAL.finditer(before + verb))


def _agreeing(verb: str, rest: list[str], body: Body) -> list[int]:
    """The places of the verb in sentences that state the rest of the clause."""
    found = []
    for place in _places(verb, body.text):
        start, end = body.sentence_at(place)
        sentence = body.text[start:end]
        if sum(piece in sentence for piece in rest) >= _LEAST_TOLD * len(rest) and not _NOT_STATED.search(sentence):
            found.append(place)
    return found


def _shown(place: int, verb: str, body: Body, back: int = 0) -> str:
    before = _STOP.split(body.text[max(0, place - back) : place])[-1] if back else ""
    before = before[max(before.rfind(each) for each in "未没不") :] if back else ""
    return before + verb + _STOP.split(body.text[place + len(verb) : place + len(verb) + 6])[0]


def opposite_statements(headline: Headline, body: Body) -> Iterator[Unkept]:
    """Find a verb of the headline (开工) in whose place the body's sentence has its opposite (停工)."""
    text = headline.own
    if _NOT_STATED.search(text):
        return
    for word, other in _OPPOSITES:
        at = text.find(word)
        if at < 0 or word in body.text or other not in body.text or other in text:
            continue
        rest = text[:at] + "," + text[at + len(word) :]
        if len(pieces(rest)) < _REST:
            continue
        for place in _places(other, body.text):
            start, end = body.sentence_at(place)
            sentence = body.text[start:end]
            if (
                told_share(rest, sentence) >= _LEAST_TOLD
                and not _NOT_STATED.search(sentence)
                and not _is_denied(body.text, place, other)
            ):
                yield Unkept("contradicted", at, at + len(word), other)
                return
