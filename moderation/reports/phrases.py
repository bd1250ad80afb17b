"""Numbers in words and signs, in Chinese and English."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

from moderation.reports.figure import Unit

Language = Literal["zh", "en"]
NO_VALUE = "—"
NOTHING = {"zh": "上周无数据", "en": "no data last week"}


def number(value: float | None, unit: Unit = "count") -> str:
    """48,213 · 21.4% · 58.2 · 0.93; a dash where there is no value."""
    if value is None:
        return NO_VALUE
    if unit == "share":
        return f"{value * 100:.1f}%"
    if unit in ("probability", "decimal"):
        return f"{value:.2f}"
    return f"{value:,.1f}" if unit == "points" else f"{value:,.0f}"


def signed(value: float | None, unit: Unit, language: Language) -> str:
    """A change: +3, −1.2 points; a share's change is in percent points."""
    if value is None:
        return NO_VALUE
    size = abs(value) * 100 if unit == "share" else abs(value)
    words = f"{size:,.0f}" if unit == "count" else f"{size:,.2f}" if unit == "decimal" else f"{size:,.1f}"
    if float(words.replace(",", "")) == 0:
        return "0"
    point = ({"zh": " 点", "en": " pts"}[language]) if unit == "share" else ""
    return f"{'+' if value > 0 else '−'}{words}{point}"


def signed_share(value: float | None) -> str:
    """A relative change: +3.1%."""
    if value is None:
        return NO_VALUE
    words = f"{abs(value) * 100:,.1f}%"
    return "0%" if words == "0.0%" else f"{'+' if value > 0 else '−'}{words}"


def against_last_week(this: int, last: int, language: Language, *, had_data: bool = True) -> str:
    """“较上周增加 3.1%”; has its own words for a last week of zero, and for one without data."""
    if not had_data:
        return NOTHING[language]
    if last == 0:
        return {"zh": "上周为 0", "en": "none last week"}[language] if this else _same(language)
    if this == last:
        return _same(language)
    size = f"{abs(this - last) / last * 100:,.1f}%"
    if language == "zh":
        return f"较上周{'增加' if this > last else '减少'} {size}"
    return f"{size} {'more' if this > last else 'fewer'} than last week"


def share_last_week(value: float | None, language: Language) -> str:
    """“上周 20.2%”, or that there was no data."""
    if value is None:
        return NOTHING[language]
    return f"上周 {number(value, 'share')}" if language == "zh" else f"{number(value, 'share')} last week"


def streak(weeks: Sequence[float | None]) -> int:
    """For how many weeks on end the values rose (positive) or fell (negative), ending with the last one."""
    run = 0
    for earlier, later in zip(reversed(weeks[:-1]), reversed(weeks[1:]), strict=True):
        if earlier is None or later is None or earlier == later:
            break
        step = 1 if later > earlier else -1
        if run * step < 0:
            break
        run += step
    return run


def streak_words(weeks: Sequence[float | None], language: Language, least: int = 3) -> str:
    """“，连续第 6 周上升” from the third week on, else nothing."""
    run = streak(weeks)
    if abs(run) < least:
        return ""
    if language == "zh":
        return f"，连续第 {abs(run)} 周{'上升' if run > 0 else '下降'}"
    return f", {'up' if run > 0 else 'down'} for {abs(run)} weeks running"


def plain(name: str, longest: int = 40) -> str:
    """A name from a page as part of a sentence: without characters that turn the text around it, and not endless."""
    shown = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _same(language: Language) -> str:
    return {"zh": "与上周持平", "en": "the same as last week"}[language]
