"""Compare the headline of a reprint with the one seen first: facts first, then frames, likeness last."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import Literal

from articles.provenance.lexicons import lexicon, one_of
from articles.text.prose_folding import fold_prose

Change = Literal["facts", "frame", "wording"]

SAME = 0.85
"""The likeness (2 × matching characters / all characters) from which headlines count as equal, facts apart."""
_ONE_STATEMENT = 0.5
"""The likeness from which two headlines state the same, so that a number or a denial in one of them changes it."""
_LONGEST = 200
_LONGEST_TAIL = 8  # characters of an outlet's name beside a headline, when no words of a frame are among them

_WORDS = lexicon("headline_changes")
_NOT_WORD = re.compile(r"[\W_]+")
_LABEL = one_of(_WORDS["labels"])
_PREFIX = re.compile(rf"[\[【(]{_LABEL}[\]】)]|{_LABEL}[:|]")
_NO_DENIAL = re.compile(one_of(_WORDS["no_denials"]) + "|不同(?!意)|(?<![得看找买收听见等拿])不到")
_DENIAL = re.compile(one_of(_WORDS["denials"]))
_FRAME = re.compile(one_of(_WORDS["frames"]))
_DIGITS = {each: n for n, each in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMBER = re.compile(
    r"(?P<arabic>\d+(?:,\d{3})*(?:\.\d+)?)(?P<big>[十百千万亿]*)(?P<share>%?)"
    r"|(?P<chinese>[零〇一二两三四五六七八九十百千万亿]+)(?=[人名个位家岁元户辆起条次天年月日周倍成级项种件座所只头万亿号层路场批台部架艘人死伤亡])"
)
# At most twelve characters; an outlet's name behind a headline stands in brackets, or behind a line.
_CRY = re.compile(r"[^!?:,()\[\]【】|_]{1,12}!+ ?")
_REMARK = re.compile(r"[,!?…]+ ?[^,:()\[\]【】|_\d]{2,12}$")
_CLAUSES = re.compile(r"[^\w%.]+|(?<!\d)[.]|[.](?!\d)")


def compare_headlines(headline: str, first: str) -> Change | None:
    """Return how a headline differs from the one seen first, or None for no more than a retouch.

    `facts`: a number, a time, a denial, a name, or who did what to whom. `frame`: words that bait or urge were put
    around it or in it. `wording`: other words.
    """
    one, other = (_plain(each) for each in (headline, first))
    a, b = (_letters(each) for each in (one, other))
    if not a or not b or a == b or _clauses(one) == _clauses(other) or _in_figures(a) == _in_figures(b):
        return None
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    parts = [(a[i:j], b[k:m]) for kind, i, j, k, m in matcher.get_opcodes() if kind != "equal"]
    matched = sum(each.size for each in matcher.get_matching_blocks())
    likeness = max(matcher.ratio(), matched / min(len(a), len(b)) if min(len(a), len(b)) >= 6 else 0)
    if _are_turned_round(one, other, a, b) or (likeness >= _ONE_STATEMENT and _facts_differ(one, other, a, b, parts)):
        return "facts"
    if Counter(_FRAME.findall(a)) - Counter(_FRAME.findall(b)):
        return "frame"
    if _has_another_clause(one, b):
        return "frame"
    if "?" in one and "?" not in other and a.rstrip("吗呢么") == b:
        return "frame"
    # A headline that only names its source in addition (…_山城晚报, 山城晚报：…) is the same headline.
    shorter, longer = sorted((a, b), key=len)
    if shorter in longer and len(shorter) >= 8 and len(longer) - len(shorter) <= _LONGEST_TAIL:
        return None
    return None if matcher.ratio() >= SAME else "wording"


def _has_another_clause(one: str, b: str) -> bool:
    """Whether a cry stands before the whole other headline, or a clause of the writer's own behind it."""
    lead, trail = _CRY.match(one), _REMARK.search(one)
    return bool((lead and _letters(one[lead.end() :]) == b) or (trail and _letters(one[: trail.start()]) == b))


def _facts_differ(one: str, other: str, a: str, b: str, parts: list[tuple[str, str]]) -> bool:
    return (
        _numbers_differ(one, other)
        or _is_a_doubt_dropped(a, b)
        or _denials_differ(a, b, parts)
        or _times_differ(a, b)
        or _are_opposite(a, b, parts)
        or any((_COUNT.search(x) and _SOME.search(y)) or (_COUNT.search(y) and _SOME.search(x)) for x, y in parts)
        or _names_differ(a, b)
    )


def _numbers_differ(one: str, other: str) -> bool:
    """Whether each has a number that the other has not. A number left out, a date put before, change no number."""
    a, b = _numbers(one), _numbers(other)
    return bool(a - b) and bool(b - a)


_DOUBT = re.compile("涉嫌|疑似|疑|或将|或(?!者|许)|可能|据称|据传|网传|传闻|拟|有望|初步")


def _is_a_doubt_dropped(a: str, b: str) -> bool:
    """Whether the headline states for sure what the first one only held possible, and is the same otherwise."""
    return a != b and _DOUBT.search(a) is None and _DOUBT.sub("", b).replace("将", "") == a.replace("将", "")


def _in_figures(letters: str) -> str:
    """The letters with numerals before a measure word in figures: 五人落水 is 5人落水."""
    return _NUMBER.sub(_value, letters)


def _numbers(text: str) -> Counter[str]:
    return Counter(value for found in _NUMBER.finditer(text) if (value := _value(found)))


def _value(found: re.Match[str]) -> str:
    if found["arabic"]:
        scale = 1
        for each in found["big"]:
            scale *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[each]
        return f"{float(found['arabic'].replace(',', '')) * scale:.6g}{found['share']}"
    total = section = digit = 0
    for each in found["chinese"]:
        if each in _DIGITS:
            digit = _DIGITS[each]
        elif each in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[each]
            digit = 0
        else:
            total += (section + digit or 1) * {"万": 10**4, "亿": 10**8}[each]
            section = digit = 0
    return f"{float(total + section + digit):.6g}"


_PLAIN_DENIAL = re.compile("辟谣|谣言|假的|不实|失实|否认|并非|误传")
_LONGEST_DENIAL = 4  # characters; a longer addition is a clause of its own: a frame


def _denials_differ(a: str, b: str, parts: list[tuple[str, str]]) -> bool:
    if bool(_PLAIN_DENIAL.search(a)) != bool(_PLAIN_DENIAL.search(b)):
        return True
    if _denials(a) == _denials(b):
        return False
    return any(_denials(x) != _denials(y) and max(len(x), len(y)) <= _LONGEST_DENIAL for x, y in parts)


def _denials(letters: str) -> int:
    return len(_DENIAL.findall(_NO_DENIAL.sub("", letters)))


_TIMES = {word: group[0] for group in _WORDS["times"] for word in group}
_TIME = re.compile(one_of(_TIMES))


def _times_differ(a: str, b: str) -> bool:
    one, other = ({_TIMES[each] for each in _TIME.findall(text)} for text in (a, b))
    return bool(one - other) and bool(other - one)


_OPPOSITES = frozenset(frozenset(pair) for pair in _WORDS["opposites"])
_LONG_OPPOSITES = [(x, y) for x, y in _WORDS["opposites"] if min(len(x), len(y)) > 1]


def _are_opposite(a: str, b: str, parts: list[tuple[str, str]]) -> bool:
    if any(frozenset(part) in _OPPOSITES for part in parts):
        return True
    return any(
        x in one and y in other and x not in other and y not in one
        for x, y in _LONG_OPPOSITES
        for one, other in ((a, b), (b, a))
    )


_COUNT = re.compile(r"^[\d一二两三四五六七八九十百千万亿]+$")
_SOME = re.compile("^(?:多|数|几|若干|上百|上千|数十|数百)")
_SURNAMES = lexicon("speakers")["common_surnames"]
_PERSON = re.compile(f"[{_SURNAMES}][^\\W\\da-zA-Z_]{{1,2}}")
_COUNTRIES = frozenset(lexicon("speakers")["countries"])
_PLACE = "市县省区镇村州国乡"
_HERE = frozenset(("我市", "我县", "我省", "我区", "我国", "本市", "本地", "当地", "中国", "国内", "某地", "一地"))


def _names_differ(a: str, b: str) -> bool:
    """Whether one name stands where the other headline has another one, and all the rest is the same."""
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    if head + tail < 6:
        return False
    x, y = a[head : len(a) - tail], b[head : len(b) - tail]
    if not x or not y or max(len(x), len(y)) > 4 or {x, y} & _HERE or _TIME.search(x + y) or _FRAME.search(x + y):
        return False
    before, after = a[max(0, head - 1) : head], a[len(a) - tail :][:1]
    if (x in _COUNTRIES and y in _COUNTRIES) or (after and after in _PLACE and min(len(x), len(y)) > 1):
        return True
    if (_PERSON.fullmatch(x) and _PERSON.fullmatch(y)) or (
        _PERSON.fullmatch(before + x) and _PERSON.fullmatch(before + y)
    ):
        return True
    return head == 0 and min(len(x), len(y)) > 1


def _common(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _are_turned_round(one: str, other: str, a: str, b: str) -> bool:
    """Whether two parts have changed places around the words between them: 甲队胜乙队, 乙队胜甲队."""
    if Counter(a) != Counter(b) or _clauses(one) == _clauses(other):
        return False
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    x, y = a[head : len(a) - tail], b[head : len(b) - tail]
    longest = min(len(x) - 1, 12)
    return any(
        y.endswith(x[:i]) and y.startswith(x[-j:]) and len(x) - i - j > 0 and x[i:-j] == y[j : len(y) - i]
        for i in range(1, longest)
        for j in range(1, longest)
        if i + j < len(x)
    )


def _clauses(text: str) -> Counter[str]:
    return Counter(part for part in _CLAUSES.split(text) if part)


def _plain(headline: str) -> str:
    plain = fold_prose(headline[:_LONGEST]).strip()
    return _PREFIX.sub("", plain, count=1).strip() if _PREFIX.match(plain) else plain


def _letters(headline: str) -> str:
    return _NOT_WORD.sub("", headline).casefold()
