"""Numbers of a headline that its body counts otherwise, or does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from articles.provenance.headline_body.body import Body, told_share
from articles.provenance.headline_body.promise import Headline, Unkept, pieces
from articles.provenance.headline_body.quantities import Amount, amounts

# Digits that count nothing: a clock, a score, a day or a range of days, an anniversary, a decade, an ordinal, a brand.
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}[-~—至到]\d{1,2}(?=[日号月年天时点届岁])|\d+[-:比]\d+")
_NO_COUNT_BEFORE = re.compile(r"(?:第|[a-z]|no\.? ?|[-~—/.:])$")
_NO_COUNT_AFTER = re.compile(r"周年|年代|[年月日号时点后届级版期代路线栋楼层]|[-~—/:.]\d|同城|[a-z]")
# The same outcome in other words; the noun behind a number names what is counted.
_OUTCOMES = {
    "死": re.compile("死|遇难|身亡|丧生|亡|罹难|殒命|丧命"),
    "伤": re.compile("伤"),
    "失踪": re.compile("失踪|失联"),
    "被困": re.compile("被困"),
    "获救": re.compile("获救|救出|生还|脱险"),
    "落网": re.compile("落网|被抓|抓获|被捕|逮捕|刑拘"),
    "感染": re.compile("感染|确诊"),
    "中毒": re.compile("中毒"),
}
_STOP = re.compile(r"[^\u4e00-\u9fff]")
# A number of another time, of a part, or of all together is not the headline's.
_OTHER_TIME = re.compile(
    "此前|曾经?|去年|前年|上年|上月|上周|上次|同比|同期|历史|最初|起初|一度|最早|先是|预计|计划|目标|假如|如果|比如|例如|规定|原本|之前"
    "|今年|以来|截止|刚开始|传言|网传|谣言"
)
_A_PART = re.compile("其中|另有|另外|其余|累计|平均|人均|每|最高|最低|分别|各(?=\\d)|除了?|包括|之一")
_ROUND_UNITS = frozenset("%元公里米吨公斤克亩公顷平方米平方公里小时分钟天") | {
    "美元",
    "欧元",
    "港元",
    "日元",
    "公里",
    "公斤",
    "公顷",
    "平方米",
    "平方公里",
    "小时",
    "分钟",
    "dollars",
}
_LEAST_TOLD = 0.34  # of the headline's pieces in the sentence that counts otherwise
_CLOSELY_TOLD = 0.55  # where only the words around the number say what it measures
_WHOLLY_TOLD = 0.75  # where not even these agree
_HARDLY_TOLD = 0.2
_A_STATEMENT = 8  # characters of a clause that says something by itself
_LEAST_ALIKE = 0.34  # of the noun's pairs of characters
_NEAR = 80  # characters between numbers that are added up
_LISTED = 3
_BEYOND_THE_SENTENCE = 0.25  # what it costs that another sentence says what the only such number belongs to
_LARGE = 1e5
_MONEY = frozenset(["", "元", "美元", "欧元", "港元", "日元"])
_COUNTABLE = 20  # things that a reader can count in a text which gives no number
_LONG_ENOUGH = 150


def count_differences(headline: Headline, body: Body) -> Iterator[Unkept]:
    """Find numbers that the body gives otherwise (`contradicted`), or lacks where it should hold them (`number`)."""
    for count in counts_of(headline):
        alike = [each for each in body.amounts if _is_of_kind(each, count, body)]
        if any(count.agrees_with(each) and _may_be_meant(each, count, headline, body) for each in alike):
            continue
        if _is_a_sum(count, _parts(count, headline, body, alike)):
            continue
        others = _same_thing(count, headline, body) if count.unit else []
        if len({each.value for each in others}) == 1:
            yield Unkept("contradicted", count.start, count.end, body.text[others[0].start : others[0].end])
        elif not others and _should_be_there(count, body, alike):
            yield Unkept("number", count.start, count.end)


def counts_of(headline: Headline) -> list[Amount]:
    """The numbers of a headline that count something: with a unit, and no day, clock, rank or name of a firm."""
    text = headline.own
    clocks = [match.span() for match in _CLOCK.finditer(text)]
    return [
        each
        for each in amounts(text)
        if (each.unit or _is_large(each))
        and each.value > 0
        and _counts_something(text, each)
        and not any(start < each.end and each.start < end for start, end in clocks)
        and not each.is_vague
        and not (each.is_written and each.value in (1, 1e4))  # 一人 is anybody, 万人 everybody
    ]


def _is_large(each: Amount) -> bool:
    """Whether it is a figure such as 3000万 that needs no unit to be an amount."""
    return not each.is_written and each.value >= _LARGE and each.digits <= 5  # more digits are a code or a day


def _counts_something(text: str, each: Amount) -> bool:
    before = text[max(0, each.start - 4) : each.start]
    return not _NO_COUNT_BEFORE.search(before) and not _NO_COUNT_AFTER.match(text, each.end)


_PERSONS = frozenset("人死伤")


def _is_of_kind(each: Amount, count: Amount, body: Body) -> bool:
    """Whether an amount of the body may count the same sort of things: persons, or the same unit, or an unknown one."""
    if not count.unit or each.unit == count.unit or (each.unit in _PERSONS and count.unit in _PERSONS):
        return True
    return not each.unit and _counts_something(body.text, each)


def _may_be_meant(each: Amount, count: Amount, headline: Headline, body: Body) -> bool:
    """Whether an equal number of the body may be the headline's: of the same noun, or near other words of it."""
    if each.unit not in _PERSONS or _keys(headline.own, count) & _keys(body.text, each):
        return True
    start, end = body.sentence_at(each.start)
    return told_share(headline.own, body.text[start:end]) >= _HARDLY_TOLD


def _is_a_sum(count: Amount, alike: list[Amount]) -> bool:
    """Whether two or three amounts beside each other add up to it: 3 women and 2 men are 5 people."""
    parts = [each for each in alike if each.unit and 0 < each.value < count.value]
    for place, first in enumerate(parts):
        near = [each.value for each in parts[place : place + 5] if each.start - first.start <= _NEAR]
        if any(sum(some) == count.value for n in (2, 3) for some in combinations(near, n)):
            return True
    return False


def _parts(count: Amount, headline: Headline, body: Body, alike: list[Amount]) -> list[Amount]:
    """The amounts that may be added up: the injured are no part of the dead; both together are 5人死伤."""
    outcome = _keys(headline.own, count) & _OUTCOMES.keys()
    if count.unit not in _PERSONS or len(outcome) != 1:
        return alike
    return [each for each in alike if not (told := _keys(body.text, each) & _OUTCOMES.keys()) or told & outcome]


def _same_thing(count: Amount, headline: Headline, body: Body) -> list[Amount]:
    """The amounts of the body that count the same thing, in the sentences that tell most of the headline."""
    text = headline.own
    clause = _clause(text, count)
    keys = _keys(text, count)
    found: list[tuple[float, Amount]] = []
    for other in body.amounts:
        if (
            not _counts_alike(other, body.text, count, text)
            or not _counts_something(body.text, other)
            or (other.is_written and other.value <= 1)
        ):
            continue
        start, end = body.sentence_at(other.start)
        sentence = body.text[start:end]
        share = told_share(text, sentence)
        if len(clause) >= _A_STATEMENT and share >= _HARDLY_TOLD:
            share = max(share, told_share(clause, sentence))
        need = _LEAST_TOLD if count.unit not in _ROUND_UNITS else _CLOSELY_TOLD
        others_keys = _keys(body.text, other)
        alike = len(keys & others_keys) / (len(keys) or 1)
        if alike >= _LEAST_ALIKE and _is_the_only_one(other, body):
            share = max(share, told_share(text, body.text) - _BEYOND_THE_SENTENCE)
        if alike < _LEAST_ALIKE:
            need = _WHOLLY_TOLD
        if share < need or _OTHER_TIME.search(sentence) or _A_PART.search(_clause(body.text, other)):
            continue
        found.append((share + alike, other))
    best = max((share for share, _ in found), default=0.0)
    return [other for share, other in found if share >= 0.8 * best]


def _is_the_only_one(other: Amount, body: Body) -> bool:
    """Whether the body counts nothing else by this unit."""
    return other.unit not in _ROUND_UNITS and sum(each.unit == other.unit for each in body.amounts) == 1


def _counts_alike(other: Amount, body: str, count: Amount, headline: str) -> bool:
    """Whether both have one unit, or one says by its noun what the other has as its unit: 2人死亡, 5死."""
    if other.unit == count.unit:
        return True
    return (other.unit == "人" and count.unit in _keys(body, other)) or (
        count.unit == "人" and other.unit in _keys(headline, count)
    )


def _keys(text: str, count: Amount) -> frozenset[str]:
    """What is counted: the outcome, or pairs of characters of the noun behind the number; or the verb before it."""
    if count.unit in ("死", "伤", "killed", "injured"):
        return frozenset({count.unit})
    after = _STOP.split(text[count.end : count.end + 6], maxsplit=1)[0]
    before = _STOP.split(text[max(0, count.start - 4) : count.start])[-1]
    found = {code for code, words in _OUTCOMES.items() if words.search(after)}
    if count.unit == "人" and not found:
        found = {code for code, words in _OUTCOMES.items() if words.search(before) and not after}
    if found:
        return frozenset(found)
    if count.unit in _ROUND_UNITS:
        return frozenset(pieces(before))
    return frozenset(pieces(after) or pieces(before))  # 入室盗窃6起, with nothing behind


def _clause(text: str, count: Amount) -> str:
    start = max(text.rfind(mark, 0, count.start) for mark in " ,。!?;:") + 1
    ends = [end for mark in " ,。!?;:" if (end := text.find(mark, count.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _should_be_there(count: Amount, body: Body, alike: list[Amount]) -> bool:
    """Whether a body would state it: a sum of money; in a longer one a share, or more things than a reader counts."""
    if count.is_about or any(each.unit and each.is_about for each in alike):
        return False
    if count.unit in _MONEY:
        return count.value >= _LARGE or (len(body.text) >= _LONG_ENOUGH and count.value > 1)
    if len(body.text) < _LONG_ENOUGH:
        return False
    if sum(each.unit == count.unit for each in alike) >= _LISTED or (count.unit == "%" and count.value >= 100):
        return False  # a list to add up; a figure of speech
    if count.unit in ("%", "公里", "吨"):
        return count.value > 1
    return count.unit in ("人", "户", "辆", "例", "死", "伤") and count.value > _COUNTABLE
