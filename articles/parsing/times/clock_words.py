"""Words beside a time of day: parts of the day with the hours that they leave possible, and time zones."""

from __future__ import annotations

_AS_STATED, _LATER = 0, 12


def _hours(*ranges: tuple[int, int, int]) -> dict[int, int]:
    """Map stated hours to hours of the 24-hour clock: each range is (first, last, hours to add)."""
    return {hour: hour + more for first, last, more in ranges for hour in range(first, last + 1)}


_MORNING = _hours((0, 11, _AS_STATED))
_AFTERNOON = _hours((0, 0, _LATER), (1, 11, _LATER), (12, 23, _AS_STATED))
_EVENING = _hours((0, 0, _AS_STATED), (5, 11, _LATER), (17, 23, _AS_STATED))
"""1 to 4 o'clock and 12 o'clock in the evening can belong to the next day."""

DAY_PARTS: dict[str, dict[int, int]] = {
    "凌晨": _hours((0, 6, _AS_STATED), (12, 12, -12)),
    **dict.fromkeys(("清晨", "清早", "早晨", "早上", "早间", "早", "黎明", "拂晓", "午前"), _MORNING),
    "上午": _MORNING,  # 上午12:10 is past midnight to a computer and past noon to a person
    "中午": _hours((11, 14, _AS_STATED), (1, 2, _LATER)),
    "正午": _hours((12, 12, _AS_STATED)),
    **dict.fromkeys(("下午", "午后"), _AFTERNOON),
    "午间": _hours((11, 14, _AS_STATED), (1, 2, _LATER)),
    "傍晚": _hours((4, 8, _LATER), (16, 20, _AS_STATED)),
    **dict.fromkeys(("晚上", "晚间", "夜间", "夜里", "夜晚", "当晚", "深夜", "半夜", "晚"), _EVENING),
    "午夜": _hours((0, 0, _AS_STATED), (11, 11, _LATER), (23, 23, _AS_STATED)),
    "am": _hours((1, 11, _AS_STATED), (0, 0, _AS_STATED), (12, 12, -12)),
    "pm": _hours((1, 11, _LATER), (12, 23, _AS_STATED)),
}
"""An hour that is missing beside a word contradicts it, or could be one of two: such a time is not read."""


def hour_of(stated: int, *words: str | None) -> int | None:
    """Return the hour of the 24-hour clock that `stated` means beside these words; None when they leave it open."""
    hours = {DAY_PARTS[word].get(stated) for word in words if word}
    if not hours:
        return stated
    return hours.pop() if len(hours) == 1 else None


OFFSETS: dict[str, int] = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SGT": 8, "HKT": 8,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "EDT": -4, "EST": -5, "CDT": -5, "MDT": -6, "PDT": -7, "PST": -8,
}  # fmt: skip
"""Hours east of Greenwich."""

OPEN = ("ET", "CT", "MT", "PT", "CST", "IST", "BST", "MST", "AST")
"""Names that leave the offset open: winter or summer, China or Chicago, India or Ireland."""

PLACES = (
    "当地时间", "美东时间", "美西时间", "东部时间", "西部时间", "美国时间", "纽约时间", "伦敦时间", "东京时间",
    "巴黎时间", "莫斯科时间", "格林尼治时间", "世界时", "太平洋时间", "local time",
)  # fmt: skip
"""Words beside a time that is not China's."""
