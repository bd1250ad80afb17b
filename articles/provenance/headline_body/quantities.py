"""Read amounts: numbers with a unit, in figures or in Chinese, exact or rounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SCALES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "k": 1e3}
_ENGLISH_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "bn": 1e9}
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_WORDS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}

# The same thing by its several measure words. A unit that is not here counts nothing that a body could deny.
_UNITS = {
    "人": ("人次", "人", "名", "位", "口"),
    "死": ("死", "亡"),
    "伤": ("伤",),
    "户": ("户", "家"),
    "辆": ("辆", "台"),
    "艘": ("艘",),
    "架": ("架",),
    "起": ("起", "宗"),
    "例": ("例",),
    "头": ("头", "只"),
    "倍": ("倍",),
    "%": ("个百分点", "百分点", "%", "percent", "per cent"),
    "元": ("元", "块钱"),
    "美元": ("美元", "美金"),
    "欧元": ("欧元",),
    "港元": ("港元", "港币"),
    "日元": ("日元",),
    "公里": ("公里", "千米"),
    "米": ("米",),
    "吨": ("吨",),
    "公斤": ("公斤", "千克"),
    "克": ("克",),
    "亩": ("亩",),
    "公顷": ("公顷",),
    "平方米": ("平方米", "平米"),
    "平方公里": ("平方公里", "平方千米"),
    "小时": ("个小时", "小时"),
    "分钟": ("分钟",),
    "天": ("天",),
    "套": ("套",),
    "所": ("所",),
    "座": ("座",),
    "次": ("次",),
    "people": ("people", "persons"),
    "killed": ("dead", "killed", "deaths"),
    "injured": ("injured", "hurt", "wounded"),
    "dollars": ("dollars",),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_UNIT = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_CHINESE = "零〇一二两俩仨三四五六七八九十百千万亿"
_AMOUNT = re.compile(
    r"(?P<about>近|约|超过?|逾|大约|至少|最多|不到|不足|将近|接近|上|数|几|达|突破"
    r"|over |about |nearly |more than |some )? ?"
    rf"(?:(?<![\d.a-z])(?P<figure>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,15}}(?:\.\d{{1,6}})?)"
    rf"(?P<odd>余|多)? ?(?P<scale>万亿|千亿|百亿|千万|百万|十万|[百千万亿]|k\b|thousand\b|million\b|billion\b|bn\b)?"
    rf"|(?P<share>百分之)?(?P<han>[{_CHINESE}]{{1,12}}(?:点[{_CHINESE}]{{1,4}})?)"
    rf"|\b(?P<word>{'|'.join(_WORDS)})\b)"
    rf"(?P<more>余|多|来|几|\+)? ?个?(?P<unit>{_UNIT})?(?!民币)"
)
_ROUND = frozenset(
    ["近", "约", "超", "超过", "逾", "大约", "至少", "最多", "不到", "不足", "将近", "接近", "上", "数", "突破"]
)
_EXACT = 100  # persons up to which a count is not rounded


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at `start:end` (with its unit); `unit` is the main form of its measure word, or empty.

    `is_about`: the writer rounds it, or says at least, nearly, some. `is_vague`: it stands for
    any of its order, as 数十, 上百 or 几百 do.
    """

    value: float
    unit: str
    is_about: bool
    start: int
    end: int
    digits: int
    is_written: bool = False
    is_vague: bool = False

    def agrees_with(self, other: Amount) -> bool:
        """Whether both can be the same amount, told with different care."""
        if self.value == other.value:
            return True
        least, most = sorted((self.value, other.value))
        if least <= 0:
            return False
        if self.is_vague or other.is_vague:
            return most / least <= 10
        if self.is_about or other.is_about:
            return most / least <= 1.5
        if self.unit in ("人", "死", "伤") and most < _EXACT:
            return False
        rough, exact = sorted((self, other), key=lambda each: each.digits)
        if rough.digits == exact.digits:
            return False
        return float(f"{exact.value:.{rough.digits - 1}e}") == rough.value


def amounts(folded: str) -> Iterator[Amount]:
    """Read the amounts of a folded text in order; years, dates, clock times and ordinals are left to the caller."""
    for found in _AMOUNT.finditer(folded):
        value, digits = _value(found)
        unit = _UNIT_OF[found["unit"]] if found["unit"] else "%" if found["share"] else ""
        is_about = (
            bool(found["more"] or found["odd"])
            or (found["about"] or "").strip() in _ROUND
            or bool(found["about"] and found["word"])
        )
        start = found.start("share") if found["share"] else max(found.start(each) for each in ("figure", "han", "word"))
        is_vague = found["about"] in ("数", "上", "几") and found["figure"] is None
        yield Amount(value, unit, is_about, start, found.end(), digits, found["figure"] is None, is_vague)


def _value(found: re.Match[str]) -> tuple[float, int]:
    """The value, and how many of its digits say something: 300 has one."""
    if found["word"]:
        return float(_WORDS[found["word"]]), 2
    if found["han"]:
        value = chinese_value(found["han"])
        return value, _digits(f"{value:g}")
    figure = found["figure"].replace(",", "")
    value = float(figure)
    scale = found["scale"] or ""
    for part in [scale] if scale in _ENGLISH_SCALES else scale:
        value *= _ENGLISH_SCALES.get(part) or _SCALES[part]
    return round(value, 6), _digits(figure)


def _digits(figure: str) -> int:
    plain = figure.split("e")[0]
    return len(plain.replace(".", "").strip("0") if "." in plain else plain.strip("0")) or 1


@lru_cache(maxsize=4096)
def chinese_value(numeral: str) -> float:
    """The value of a Chinese numeral: 三 → 3, 十二 → 12, 三百二十 → 320, 五点二 → 5.2, 二〇一八 → 2018."""
    whole, _, part = numeral.partition("点")
    if part:
        behind = sum(_DIGITS.get(each, 0) / 10 ** (n + 1) for n, each in enumerate(part))
        return chinese_value(whole) + float(behind)
    if len(whole) > 1 and all(each in _DIGITS for each in whole):
        return float("".join(str(_DIGITS[each]) for each in whole))
    total = section = digit = 0.0
    for each in whole:
        if each in _DIGITS:
            digit = float(_DIGITS[each])
        elif each in "十百千":
            section += (digit or 1) * _SCALES[each]
            digit = 0.0
        else:
            total = (total + section + digit or 1) * _SCALES[each]
            section = digit = 0.0
    return float(round(total + section + digit, 6))
