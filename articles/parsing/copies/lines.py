"""Single lines around the text of a copy: bylines as platforms print them, and the values of labels."""

from __future__ import annotations

import re

from articles.parsing.byline import Byline, read_byline
from articles.parsing.common.places import PLACES
from articles.parsing.copies.fields import DATE_AND_PLACE, LONGEST_NAME, PUBLISHED_FROM, address_in, place_in
from articles.parsing.times.dates import day_bounds, parse_moment
from articles.text.page_folding import fold_page

LONGEST_PROSE = 80
_AGE_AND_PLACE = re.compile(
    r"(?:编辑于\s?)?(?:\d{1,2}\s?(?:天|小时|分钟)前|昨天|今天|\d{1,2}-\d{1,2})(?:\s?\d{1,2}:\d{2})?\s([\u4e00-\u9fff]{2,5})"
)
NAME = re.compile(r"@?[^\s，。！？；：,.!?;:、“”《》@#|]{2,20}(?:[ _·-][^\s，。！？；：,.!?;:、“”《》@#|]{1,20}){0,2}")


DEVICE = re.compile(
    r"\s{0,2}来自\s{0,2}(?:微博|iphone|android|华为|huawei|小米|荣耀|vivo|oppo|新版|微信|手机|.{0,14}(?:客户端|网页版|超话|手机|视频号))\S{0,20}\s{0,2}",
    re.IGNORECASE,
)
_POSTED_FROM = re.compile(
    r"(?:发布于|ip属地:?)\s{0,2}(?P<place>[\u4e00-\u9fff]{2,7})[省市]?[\s·|]{1,3}来自\s{0,2}\S[^。!?,]{1,24}|"
    r"来自\s{0,2}\S[^。!?,]{1,24}?[\s·|]{1,3}(?:发布于|ip属地:?)\s{0,2}(?P<place2>[\u4e00-\u9fff]{2,7})[省市]?",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"^(\d{2})-(\d{1,2}-\d{1,2}\s\d{1,2}:\d{2})")
_TAIL_LINE = re.compile(
    r"^(?:发布于|发表于|编辑于|更新于|最后编辑于|最后更新于|修改于|发布时间|更新时间|ip属地|ip\s?属地|发布地|posted|published|edited|创作于)",
    re.IGNORECASE,
)
_TAG = re.compile(r"[\s·][^\s·]{0,10}(?:领域(?:创作者|爱好者|达人)|官方账号|优质创作者|内容创作者)(?=\s|$)")
_JOINED_PLACE = re.compile(
    rf"(?<=\d)\s{{0,2}}发布于\s{{0,2}}({'|'.join(PLACES)})[省市]?(?!日报|晚报|晨报|商报|时报|发布|卫视|电视台)(?=[^\s省市])"
)
_FURTHER_LABEL = re.compile(
    r"[;,。、 ](?:活动|会议|举办|比赛|演出|报名|主办)?"
    r"(?:地点|地址|主题|内容|人员|参加人|出席|对象|方式|费用|票价|单位|嘉宾|主持人?)\s?:"
)
"""When, where and who of an event: 时间：3月4日；地点：河湾会堂."""
_JOINED_TAG = re.compile(r"(?<=[^\s])官方[账帐]号$")


def tail_byline(line: str) -> Byline | None:
    folded = fold_page(line)
    is_dated_place = DATE_AND_PLACE.fullmatch(folded.strip())
    if (aged := _AGE_AND_PLACE.fullmatch(folded.strip())) and place_in(aged[1]):
        return Byline(place=place_in(aged[1]))
    if len(line) > LONGEST_PROSE or not (_TAIL_LINE.match(folded) or (is_dated_place and place_in(is_dated_place[1]))):
        return None
    return read_byline(plain_byline(line))


def posted_from(line: str) -> str | None:
    """Return the place of a line that holds nothing but place and device of a post: 发布于 重庆 来自 iPhone 15."""
    found = _POSTED_FROM.fullmatch(fold_page(line).strip())
    return place_in(found["place"] or found["place2"]) if found else None


def is_value(kind: str, value: str) -> bool:
    """Whether a value fits its label: a name is short, a time is one, an address is one."""
    if kind in ("account", "author", "outlet", "place"):
        return (len(value) <= LONGEST_NAME and not any(mark in value for mark in "，。！？；：")) or bool(
            address_in(value)
        )
    if kind in ("time", "clipped"):
        if _FURTHER_LABEL.search(fold_page(value)):
            return False
        is_time = parse_moment(value) is not None or day_bounds(value) is not None
        return not value or is_time or (kind == "time" and place_in(value) is not None)
    if kind == "address":
        return address_in(value) is not None or len(value) <= LONGEST_NAME
    return True


def plain_byline(line: str) -> str:
    """A byline without the device it was sent from, and with four digits of the year."""
    folded = fold_page(line)
    if joined := _JOINED_PLACE.search(folded):  # pages set no spaces between time, place and name
        line = f"{line[: joined.start()]} {joined[1]} {line[joined.end() :]}"
        line = _JOINED_TAG.sub("", line)
        folded = fold_page(line)
    for pattern in (PUBLISHED_FROM, _TAG):
        if (found := pattern.search(folded)) and (pattern is _TAG or place_in(found[1])):
            line, folded = (text[: found.start()] + " " + text[found.end() :] for text in (line, folded))
    return _SHORT_YEAR.sub(r"20\1-\2", DEVICE.sub(" ", line)).strip().lstrip("@")
