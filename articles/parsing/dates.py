"""Publish times as pages print them → aware datetimes. Pages mean Asia/Shanghai.

A date without a time of day yields nothing, because midnight would be a guess.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from articles.text.china_time import CHINA
from articles.text.page_folding import fold_page

_MOMENT = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d{2})\s?[-/.年]\s?)?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?:\s?[日号])?"
    r"(?:T|[\s,]{0,3}(?:(?:星期|周)[一二三四五六日天][\s,]{0,3})?)(?P<half>上午|下午|晚上|中午|凌晨)?\s?"
    r"(?P<hour>\d{1,2})\s?[:时点]\s?(?P<minute>\d{1,2})(?:\s?[:分]\s?(?P<second>\d{1,2})(?:\.\d{1,9})?秒?)?分?"
    r"\s?(?P<offset>Z|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?(?![\d:])",
    re.IGNORECASE,
)
_LATE = {"下午", "晚上"}


def find_moment(text: str, *, year: int | None = None) -> tuple[datetime, int, int] | None:
    """The first time to the minute in `text` with its start and end, or None.

    Understands 2025-06-10 12:31[:05], 2025/6/10, 2025.06.10, 2025年6月10日 12时31分, 下午3:05, ISO 8601 with
    offset or Z, full-width digits. A date without a year takes `year` and is skipped when there is none.
    """
    for match in _MOMENT.finditer(fold_page(text)):
        moment = _build(match, year)
        if moment is not None:
            return moment, match.start(), match.end()
    return None


def parse_moment(text: str, *, year: int | None = None) -> datetime | None:
    """The first time to the minute in `text`, in Asia/Shanghai, or None."""
    found = find_moment(text, year=year)
    return found[0] if found else None


def from_timestamp(seconds: float) -> datetime | None:
    """Unix seconds (or milliseconds) → Asia/Shanghai; None outside 1990–2100, where it is no publish time."""
    if seconds > 1e11:
        seconds /= 1000
    if not 631_152_000 <= seconds <= 4_102_444_800:
        return None
    return datetime.fromtimestamp(seconds, CHINA)


def _build(match: re.Match[str], year: int | None) -> datetime | None:
    found_year = int(match["year"]) if match["year"] else year
    if found_year is None:
        return None
    hour = int(match["hour"])
    if match["half"] in _LATE and hour < 12:
        hour += 12
    try:
        naive = datetime(
            found_year, int(match["month"]), int(match["day"]), hour, int(match["minute"]), int(match["second"] or 0)
        )
        return naive.replace(tzinfo=_zone(match["offset"])).astimezone(CHINA)
    except (ValueError, OverflowError):
        # Not a valid time (31 February, 25 o'clock), so the page states no time here.
        return None


def _zone(offset: str | None) -> timezone:
    if not offset:
        return CHINA
    if offset in {"Z", "z"}:
        return timezone.utc  # noqa: UP017
    digits = offset[-5:] if ":" not in offset else offset[-6:].replace(":", "")
    delta = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return timezone(-delta if digits[0] == "-" else delta)
