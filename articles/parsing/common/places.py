"""The writer's location by IP address, as platforms print it."""

from __future__ import annotations

import re

# Platforms print provinces and, for writers abroad, countries; one word of 2–8 Han characters.
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,8}$")
_PLACES = frozenset(
    (
        "北京",
        "天津",
        "河北",
        "山西",
        "内蒙古",
        "辽宁",
        "吉林",
        "黑龙江",
        "上海",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "广西",
        "海南",
        "重庆",
        "四川",
        "贵州",
        "云南",
        "西藏",
        "陕西",
        "甘肃",
        "青海",
        "宁夏",
        "新疆",
        "台湾",
        "香港",
        "澳门",
        "中国台湾",
        "中国香港",
        "中国澳门",
        "美国",
        "日本",
        "韩国",
        "英国",
        "法国",
        "德国",
        "加拿大",
        "澳大利亚",
        "新西兰",
        "新加坡",
        "马来西亚",
        "泰国",
        "越南",
        "俄罗斯",
        "意大利",
        "西班牙",
        "荷兰",
        "海外",
        "未知",
    )
)  # fmt: skip
PLACES = tuple(sorted(_PLACES - {"未知"}, key=len, reverse=True))
"""The known places, longer ones first."""


def ip_location(byline: str, name: str | None) -> str | None:
    """Read the place after the name in `2025-06-10 12:31:05 来源: 名字 北京`; without a name only a known place."""
    rest = byline.rsplit(name, 1)[1] if name and name in byline else byline
    words = rest.split()
    if not words:
        return None
    last = words[-1].removeprefix("发布于").removeprefix("来自").removeprefix("IP属地:").removeprefix("IP属地：")
    alone_after_name = name is not None and name in byline and len(words) == 1
    return last if last in _PLACES or (alone_after_name and _PLACE.match(last)) else None


def is_place(word: str) -> bool:
    """Whether a word is a province or country as platforms print the writer's location."""
    return word in _PLACES
