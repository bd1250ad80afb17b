"""Read short declarations at the end of a text by their words: 旧视频，拍摄于2018年，请勿误传.

The wordings of `wordings` fix the order of their words; authors do not. Here a clause declares when it consists of the
words of `short_lines.json` alone, in any order, with a key word among them, or when they say of a thing that it is from
the web or a gift. One other word makes it prose. Only lines of places where authors declare are asked, at most 60
characters each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from articles.parsing.declarations.ai.loose import TELLS
from articles.parsing.declarations.speakers import LABEL

LONGEST = 60
_LONGEST_CLAUSE = 30
_CODES = {
    "fiction": "fiction",
    "old": "old_news",
    "ad": "marketing",
    "own_view": "personal_opinion",
    "own_work": "original",
}
_CLAUSE = re.compile(r"[^,;。!?()\[\]|\n×]+")
_KEYS = ("view", "web", "lent", "givers")
_PIECE = re.compile(r"[^,;。!?()\[\]|\n×~+& ]+")
_GIFT = re.compile("[送寄赠借给请供]")
_OWN_VOICE = re.compile(r"我|博主|本人|自己|稿费|自费|利益|推广|广告|感受|体验|真实|客观|测评|评测|感谢|谢谢|合作")
_NOT_NEW = re.compile(r"最近|近期|现在|当年|前几年|\d年|[别勿]|误")
_JOIN = re.compile(r"[ ~+&]")
_OF_THE_ARTICLE = re.compile(r"本|此|以上|全文|文中|文内|个人|笔者|小编")
_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:\d{1,2}月)?(?:\d{1,2}日)?")
_IDLE = frozenset(' =:/·-_~@*+—、“”"')
_LABELS = re.compile(r"^(?:利益相关|利益声明|温馨提示|提示|说明|注|备注|ps|p\.s\.?)[:| ]{1,2}", re.IGNORECASE)
_NEGATIONS = re.compile(
    r"不含|没有|无(?:任何)?(?:广告|推广|赞助)|非(?:广告|商|虚构|演绎|摆拍|推广|软)|不是(?:广告|推广|演|摆|虚)|并非(?:广告|推广|演|摆|虚)"
)
_FEWEST, _SHORT, _PHRASE = 2, 4, 5
_MARKS_OF_ORIGIN = (":", "/", "|", "@", "·", "-", "=")


@dataclass(frozen=True, slots=True)
class _Words:
    roles: dict[str, frozenset[str]]
    longest: int
    keys: re.Pattern[str]


@lru_cache(maxsize=64)  # the readers of one page ask for the same lines several times
def may_hold(text: str) -> bool:
    """Whether a text in normal form is short and holds a key word."""
    return len(text) <= LONGEST and _words().keys.search(text.lower()) is not None


def find_short(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, code) of the clauses of a line in normal form that declare something."""
    lowered = text.lower()
    if len(lowered) != len(text) or not may_hold(text) or _NEGATIONS.search(text) or text.endswith("?"):
        return []
    label = LABEL.match(text)
    begin = len(label.group()) if label else 0
    found: list[tuple[int, int, str]] = []
    tokens, is_whole = 0, True
    for clause in _clauses(lowered, begin):
        said = clause.group().strip(" :|")
        start = clause.start() + clause.group().index(said) if said else clause.start()
        if own := _LABELS.match(said):
            start, said = start + own.end(), said[own.end() :]
        words = _split(said) if 0 < len(said) <= _LONGEST_CLAUSE else None
        if words is None:
            is_whole = is_whole and not said
            continue
        tokens += len(words)
        roles = frozenset().union(*(_words().roles.get(word, frozenset()) for word in words))
        codes = [code for role, code in _CODES.items() if role in roles]
        if not codes:
            codes = _codes_of_origin(said, words)
        if {"own", "view"} <= roles and "不代表" not in said and "personal_opinion" not in codes:
            codes.append("personal_opinion")
        has_subject = "subjects" in roles or own is not None or label is not None
        found += [(start, start + len(said), code) for code in codes if has_subject or len(words) > 1 or is_whole]
    if not is_whole and text.endswith(("。", "!")):  # a sentence of prose, unless it speaks of the article
        is_exclaimed = text.endswith("!")
        found = [
            (start, end, code)
            for start, end, code in found
            if (is_exclaimed and code != "personal_opinion") or _OF_THE_ARTICLE.search(text, start, end)
        ]
    if not is_whole and not _OWN_VOICE.search(text):  # 手机是商家送的,用了三天就黑屏 tells a story
        found = [one for one in found if one[2] != "marketing" or not _GIFT.search(text, one[0], one[1])]
    return found if _is_enough(found, lowered, tokens, is_whole=is_whole) else []


def _is_enough(found: list[tuple[int, int, str]], line: str, tokens: int, *, is_whole: bool) -> bool:
    """Whether a line declares: not by one word, and beside strange words by a clause of some length."""
    longest = max((end - start for start, end, _ in found), default=0)
    is_phrase = longest >= _PHRASE and (found[0][2] == "personal_opinion" or _NOT_NEW.search(line) is not None)
    if tokens < _FEWEST and (is_whole or not is_phrase):
        return False
    if is_whole or longest > _SHORT:
        return True
    return any(end - start == _SHORT and code != "original" for start, end, code in found) and not TELLS.search(line)


def _clauses(text: str, begin: int) -> Iterator[re.Match[str]]:
    """Yield the clauses of a line; one with a strange word is cut at its spaces and joins (~, +)."""
    for clause in _CLAUSE.finditer(text, begin):
        if _JOIN.search(said := clause.group().strip()) and (len(said) > _LONGEST_CLAUSE or _split(said) is None):
            yield from _PIECE.finditer(text, *clause.span())
        else:
            yield clause


def _codes_of_origin(said: str, words: list[str]) -> list[str]:
    """Return what a clause says by a thing and where it is from: 表情包扒自全网, 照片来源:网友供图, 样机由厂商寄送."""
    each = [_words().roles.get(word, frozenset()) for word in words]
    roles = frozenset().union(*each)
    if {"goods", "givers", "gives"} <= roles:
        return ["marketing"]
    at = next((at for at, of in enumerate(each) if of & {"web", "lent"}), 0)
    above = frozenset().union(*each[:at])
    if not above & {"pictures", "texts"}:
        return []
    origin = said.find(words[at])
    if not (
        roles & {"fetching"}
        or words[at].endswith("图")
        or any(word.endswith("源") for word in words[:at])
        or said[:origin].rstrip().endswith(_MARKS_OF_ORIGIN)
        or "lent" in each[at]
    ):
        return []
    return ["web_sourced" if "texts" in above else "image_web_sourced"]


def _split(clause: str) -> list[str] | None:
    """Split a clause into known words, the longest first; None when something else stands in it."""
    known = _words()
    steps: list[int] = [0] * len(clause) + [1]  # how far the word goes that begins here, if the rest is known; 0: none
    for at in range(len(clause) - 1, -1, -1):
        if clause[at] in _IDLE and steps[at + 1]:
            steps[at] = 1
            continue
        year = _YEAR.match(clause, at)
        if year and steps[year.end()]:
            steps[at] = year.end() - at
            continue
        for length in range(min(known.longest, len(clause) - at), 0, -1):
            if clause[at : at + length] in known.roles and steps[at + length]:
                steps[at] = length
                break
    if not clause or not steps[0]:
        return None
    found, at = [], 0
    while at < len(clause):
        if clause[at] not in _IDLE:
            found.append(clause[at : at + steps[at]])
        at += steps[at]
    return found


@cache
def _words() -> _Words:
    data = json.loads((Path(__file__).parent / "short_lines.json").read_text(encoding="utf-8"))
    roles: dict[str, set[str]] = {}
    for role, listed in data.items():
        for word in listed if role != "_about" else ():
            roles.setdefault(word.lower(), set()).add(role)
    for verb, end in product(data["fetching_verbs"], data["fetching_ends"]):  # 扒自, 搜罗来的
        roles.setdefault(verb + end, set()).add("fetching")
    for age, thing, end in product(data["aged"], data["aged_things"], data["aged_ends"]):  # 旧图新发, 老文重温
        roles.setdefault(age + thing + end, set()).add("old")
    for how, verb in product(data["inventing_ways"], data["inventing_verbs"]):  # 瞎编的, 随便写的
        roles.setdefault(how + verb, set()).add("fiction")
        roles.setdefault(how + verb + "的", set()).add("fiction")
    for time, thing in product(data["times"], data["kept"]):  # 以前的稿子, 去年的视频
        roles.setdefault(f"{time}的{thing}", set()).add("old")
    keys = sorted((word for word, of in roles.items() if of & {*_CODES, *_KEYS}), key=len, reverse=True)
    return _Words(
        {word: frozenset(of) for word, of in roles.items()},
        max(map(len, roles)),
        re.compile("|".join(map(re.escape, keys))),
    )
