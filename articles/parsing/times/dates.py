"""Dates and times as pages print them → aware datetimes. Pages mean Asia/Shanghai unless they name a zone.

A date without a time of day bounds the time of publication, and never becomes midnight. What can mean two times means
none: a day-part that contradicts its hour, a zone that two countries use, a year of two digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from articles.parsing.times.clock_words import DAY_PARTS, OFFSETS, OPEN, PLACES, hour_of
from articles.text.china_time import CHINA
from articles.text.page_folding import fold_page

_CHINESE = "|".join(sorted((word for word in DAY_PARTS if not word.isascii()), key=len, reverse=True))
_HALF = r"[ap]\.?m(?:\.|\b)(?!\w)"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = (
    r"\(?(?:(?:星期|周|礼拜)[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b)\)?"
)
_GAP = rf"(?P<gap>T|[\s,|·・丨–-]{{0,5}}(?:{_WEEKDAY}[\s,|·]{{0,3}})?(?:at\s{{1,2}})?)"
_ZONE = (
    r"\s?\(?(?P<zone>Z\b|(?:UTC|GMT)?\s?[+-]\d{2}:?\d{2}(?!\d)(?:\s(?-i:[A-Z]{3,4})\b)?|(?:UTC|GMT)\s?[+-]\d{1,2}(?![\d:])|"
    rf"(?-i:{'|'.join(sorted((*OFFSETS, *OPEN), key=len, reverse=True))})(?![A-Za-z0-9]))\)?"
)
_TIME = (
    rf"(?:{_GAP}(?P<before>{_CHINESE}|{_HALF})?\s?(?P<hour>\d{{1,2}})"
    rf"(?:\s?[:∶﹕︰时点]\s?|\.(?=\d\d\s?(?:{_HALF}|(?-i:[A-Z]{{3,4}})\b)))(?P<minute>\d{{1,2}})"
    r"(?:\s?[:∶﹕︰分]\s?(?P<second>\d{1,2})(?:\.\d{1,9})?秒?)?分?"
    rf"(?:\s?(?P<after>{_HALF}|\(?(?:{_CHINESE})\)?(?![\u4e00-\u9fff])))?(?:{_ZONE})?(?![\d:]))"
)
_NUMERIC = r"\s?[-/.月]\s?(?P<day>\d{1,2})(?P<mark>\s?[日号]|\.(?=\s))?"
_DATED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?:\s?[-/.年]\s?(?P<month>\d{1,2})" + _NUMERIC
    + r"|(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01])(?!\d))" + f"{_TIME}?",
    re.IGNORECASE,
)  # fmt: skip
_YEARLESS = re.compile(r"(?<!\d)(?<!\d[-/.年])(?P<month>\d{1,2})" + _NUMERIC + _TIME, re.IGNORECASE)
_MINGUO = re.compile(
    rf"(?:民国\s?|(?<!\d)(?=1\d\d年))(?P<minguo>\d{{1,3}})\s?年\s?(?P<month>\d{{1,2}}){_NUMERIC}{_TIME}?", re.IGNORECASE
)
_HAN_NUMERAL = "[〇零○O一二三四五六七八九]"
_HAN = re.compile(
    rf"(?P<han>(?:一九|二[〇零○O]){_HAN_NUMERAL}{{2}})\s?年\s?(?P<month>十[一二]?|[一二三四五六七八九])\s?月\s?"
    rf"(?P<day>三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])(?P<mark>\s?[日号]){_TIME}?",
    re.IGNORECASE,
)
"""二〇二六年三月四日."""
_HAN_VALUES = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○O", 0)
_ENGLISH = (
    re.compile(
        rf"(?<![a-z])(?P<name>{_MONTH})\b\.?\s{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}"
        rf"(?P<year>(?:19|20)\d{{2}})(?!\d){_TIME}?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{0,2}}(?P<name>{_MONTH})\b\.?,?[\s-]{{1,3}}"
        rf"(?P<year>(?:19|20)\d{{2}})(?!\d){_TIME}?",
        re.IGNORECASE,
    ),
)
_HAS_MONTH = re.compile(rf"\d[\s-]{{0,2}}{_MONTH}\b|{_MONTH}\.?\s{{0,2}}\d", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d:])(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?P<second>)(?P<before>)\s?(?P<after>{_HALF})?(?:{_ZONE})?"
    rf"[\s,|·]{{1,4}}(?:on\s)?(?:{_WEEKDAY}[\s,]{{1,2}})?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    rf"[\s,|·T-]{{0,5}}(?:{_WEEKDAY}\s?)?(?:(?:{_CHINESE})\s?\d|\d{{1,2}}\s?(?:[:∶﹕︰时点]|{_HALF}))", re.I
)
_DIGIT, _LETTER = re.compile("[0-9]"), re.compile("[jfmasondJFMASOND]")
_SHORTEST = 8  # characters of a date with its year, or of a time with month and day
_NEAR = 60  # characters before an English date that may hold its time
_YEAR_OF_MINGUO = 1911


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in a text from `start` to `end`: to the minute (`moment`), else its midnight (`day`), else unreadable."""

    start: int
    end: int
    moment: datetime | None = None
    day: datetime | None = None


def find_stamps(text: str, *, year: int | None = None) -> list[Stamp]:
    """List the dates in `text` in order, with or without time; dates without a year only if `year` is given."""
    folded = fold_page(text)
    stamps: list[Stamp] = []
    for match in _matches(folded, year):
        if not stamps or match.start() >= stamps[-1].end:
            stamps.append(_stamp(match, folded, year, stamps[-1].end if stamps else 0))
    return stamps


def find_moment(text: str, *, year: int | None = None) -> tuple[datetime, int, int] | None:
    """The first time to the minute in `text` with its start and end, or None.

    Understands 2025-06-10 12:31[:05], 2025/6/10, 2025.06.10, 20250610, 2025年6月10日 12时31分, 民国114年6月10日,
    June 10, 2025, 10 June 2025, day-parts on both sides (下午3:05, 3:05 PM), ISO 8601 with offset or Z, named zones,
    full-width digits. A date without a year takes `year` and is skipped when there is none.
    """
    for stamp in find_stamps(text, year=year):
        if stamp.moment is not None:
            return stamp.moment, stamp.start, stamp.end
    return None


def parse_moment(text: str, *, year: int | None = None) -> datetime | None:
    """The first time to the minute in `text`, in Asia/Shanghai, or None."""
    found = find_moment(text, year=year)
    return found[0] if found else None


def day_bounds(text: str) -> tuple[datetime, datetime] | None:
    """The bounds of the first date in `text` if it has no time: 00:00 of that day and of the next; else None."""
    first = next(iter(find_stamps(text)), None)
    return (first.day, first.day + timedelta(days=1)) if first is not None and first.day is not None else None


def from_timestamp(seconds: float) -> datetime | None:
    """Unix seconds (or milliseconds) → Asia/Shanghai; None outside 1990–2100, where it is no publish time."""
    if seconds > 1e11:
        seconds /= 1000
    if not 631_152_000 <= seconds <= 4_102_444_800:
        return None
    return datetime.fromtimestamp(seconds, CHINA)


def _matches(folded: str, year: int | None) -> Iterator[re.Match[str]]:
    if len(folded) < _SHORTEST:
        return iter(())
    found = list(_HAN.finditer(folded)) if "年" in folded else []
    if not _DIGIT.search(folded):
        return iter(found)
    found += _DATED.finditer(folded)
    if year is not None:
        found += _YEARLESS.finditer(folded)
    if "年" in folded:
        found += _MINGUO.finditer(folded)
    if _LETTER.search(folded) and _HAS_MONTH.search(folded):
        found += [match for pattern in _ENGLISH for match in pattern.finditer(folded)]
    return iter(sorted(found, key=lambda match: (match.start(), -match.end())))


def _stamp(match: re.Match[str], folded: str, year: int | None, after: int) -> Stamp:
    """Read one date; its text begins where its time does, which English pages print before the date, too."""
    start, end, parts = match.start(), match.end(), match.groupdict()
    clock = parts
    if parts["hour"] is None:
        near = max(after, start - _NEAR)
        before = _CLOCK_BEFORE.search(folded[near:start])
        if before and (parts.get("name") or near + before.start() == 0):
            start, clock = near + before.start(), before.groupdict()
    try:
        day = datetime(_year(parts, year), _month(parts), _number(parts.get("day2") or parts["day"]))
        if clock["hour"] is not None:
            return Stamp(start, end, _at(day, clock, parts, folded[max(0, start - 6) : start], folded[end : end + 8]))
        if _CLOCK.match(folded, end) or (not parts.get("mark") and folded[end : end + 1].isdigit()):
            return Stamp(start, end)
        return Stamp(start, end, day=day.replace(tzinfo=CHINA))
    except (ValueError, OverflowError):
        # Not a valid date (31 February), so the page states no time here.
        return Stamp(start, end)


def _year(parts: dict[str, str | None], year: int | None) -> int:
    if minguo := parts.get("minguo"):
        return int(minguo) + _YEAR_OF_MINGUO
    if han := parts.get("han"):
        return int("".join(str(_HAN_VALUES[sign]) for sign in han))
    return int(parts.get("year") or year or 0)


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    return _MONTHS.index(name[:3].lower()) + 1 if name else _number(parts.get("month2") or parts.get("month"))


def _number(written: str | None) -> int:
    """Read a number up to 31 in digits or Han numerals: 31, 三十一, 廿九."""
    if not written or written.isascii():
        return int(written or 0)
    tens, ten, ones = written.replace("廿", "二十").rpartition("十")
    return (_HAN_VALUES[tens] if tens else 1) * 10 * bool(ten) + (_HAN_VALUES[ones] if ones else 0)


def _at(
    day: datetime, clock: dict[str, str | None], parts: dict[str, str | None], before: str, behind: str
) -> datetime | None:
    hour_text = clock["hour"] or ""
    glued = clock is parts and not parts["gap"] and not parts.get("mark") and not parts.get("name")
    if glued and not (len(hour_text) == 2 == len(parts.get("day2") or parts["day"] or "")) and not clock["before"]:
        return None  # 2025-06-112:31 is the 1st or the 11th
    is_iso = parts["gap"] in {"T", "t"} or clock["second"]
    if (clock["zone"] or "").startswith("-") and not is_iso:
        return None  # 10:00-11:30 is a span, and no offset
    hour = hour_of(int(hour_text), _word(clock["before"]), _word(clock["after"]))
    zone = _zone(clock["zone"], before, behind)
    if hour is None or zone is None:
        return None
    moment = day.replace(hour=hour, minute=int(clock["minute"] or 0), second=int(clock["second"] or 0))
    return moment.replace(tzinfo=zone).astimezone(CHINA)


def _word(shown: str | None) -> str | None:
    return shown.strip("()").replace(".", "").lower() if shown else None


def _zone(stated: str | None, before: str, behind: str) -> timezone | None:
    """Return the zone of a time; None when it is one of several, or a place that we do not know."""
    if not stated:
        elsewhere = before.rstrip(": (").endswith(PLACES) or behind.lstrip(" (").startswith(PLACES)
        return None if elsewhere else CHINA
    if stated in OPEN:
        return None
    if stated.upper() in OFFSETS:
        return timezone(timedelta(hours=OFFSETS[stated.upper()]))
    digits = stated.upper().removeprefix("UTC").removeprefix("GMT").strip().replace(":", "")
    sign, hours, minutes = digits[0], digits[1:3], digits[3:5]
    delta = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-delta if sign == "-" else delta)
