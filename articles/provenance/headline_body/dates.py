"""Days that a headline and its body give otherwise for the same event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.provenance.headline_body.body import Body, told_share
from articles.provenance.headline_body.promise import Headline, Unkept, pieces
from articles.provenance.headline_body.quantities import chinese_value

_DAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_WRITTEN_DAY = re.compile(
    r"(?<![一二三四五六七八九十])(?P<month>[一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十]{1,3})[日号]"
)
_RANGE = re.compile(r"(?:[-~—至到、和]\s?\d{1,2}(?:月\d{1,2})?[日号])|\d[日号]?[-~—至到、和]\d{1,2}月?\d*[日号]")
# Another day of the same story, or the day of the report.
_OTHER = re.compile(
    r"今[天日晨晚早]|昨[天日晚]|明[天日]|次日|当[天日晚]|电|讯|\d{4}年(?!$)|此前|曾|原定|截至|前|后|去年|同期|农历|通知|公告|发布|记者|获悉|消息"
)
_LEAST_TOLD, _LEAST_PIECES = 0.6, 6


def other_days(headline: Headline, body: Body) -> Iterator[Unkept]:
    """Find the one day of the headline for which the body's sentence on the event has another one."""
    text = headline.own
    days = list(_DAY.finditer(text))
    if len(days) != 1 or _RANGE.search(text):
        return
    day = days[0]
    if re.search(rf"(?<!\d)0?{int(day['day'])}[日号]", body.text):
        return
    written = [found for found in _WRITTEN_DAY.finditer(body.text) if not _is_day(found, day)]
    if len(written) < len(_WRITTEN_DAY.findall(body.text)):
        return
    rest = text[: day.start()] + "," + text[day.end() :]
    if len(pieces(rest)) < _LEAST_PIECES:
        return
    for other in (*_DAY.finditer(body.text), *written):
        start, end = body.sentence_at(other.start())
        sentence = body.text[start:end]
        if (
            len(_DAY.findall(sentence)) + len(_WRITTEN_DAY.findall(sentence)) == 1
            and told_share(rest, sentence) >= _LEAST_TOLD
            and not _OTHER.search(sentence)
        ):
            yield Unkept("contradicted", *day.span(), other[0])
            return


def _is_day(written: re.Match[str], day: re.Match[str]) -> bool:
    """Whether a day in Chinese numerals is the headline's: 三月四日 is 3月4日."""
    return chinese_value(written["day"]) == int(day["day"])
