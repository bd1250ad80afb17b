"""The rule on old news: a report on an old event must give its date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection
from articles.provenance.rules.declaration import finding
from articles.text.china_time import CHINA
from articles.text.prose_folding import fold_prose
from articles.vocabulary.legal_bases import SOURCE_LABEL

OLD_COPY = timedelta(days=30)
OLD_DATES = timedelta(days=180)

_FULL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?|[-./](\d{1,2})[-./](\d{1,2})(?!\d))"
)
_YEARLESS = re.compile(r"(?<![\d年])\d{1,2}月\d{1,2}[日号]")
_FRESH = re.compile(
    r"今日(?!头条)|昨日|昨天|昨晚|今晨|今早|近日|(?<!\d)日前|最新消息|今天(?=[上下]午|凌晨|早|晚|,)|刚刚(?=发生|通报|发布|宣布|确认|传来)"
)
_SENTENCE = re.compile(r"[^。!?;\n]{1,400}")
_MOST_DATES = 200


@finding("old_news_without_date", "旧闻未注明时间", "old news without its date", SOURCE_LABEL)
def old_news_without_date(evidence: Evidence) -> Detection | None:
    """Finds old news that is told as if it happened today.

    - the topic is news, the time of publication is known, and no 旧闻 label is seen
    - the earliest known copy holds at least half of the text and is 30 days older, and the text names no year (medium)
    - or the text says 今日, 近日, 刚刚 and, in the same sentence, a day that is 180 days old, or all its references are
      as old; and it states no later day, nor a day without its year: such a day counts as one of this year (medium)
    """
    article = evidence.article
    if not evidence.topic.is_news or article.published_at is None or evidence.has_flag("old_news"):
        return None
    folded = fold_prose(article.text)
    stated = _dates(folded)
    earliest = evidence.around.earliest
    if earliest is not None and earliest.published_at is not None and earliest.share >= 0.5 and not stated:
        age = article.published_at - earliest.published_at
        if age >= OLD_COPY:
            return Detection(
                "medium",
                f"同样的内容 {age.days} 天前已经发布，本文没有写明事件日期，也没有标注旧闻。",
                f"The same text was out {age.days} days before, and it neither states a date nor says it is old.",
                articles=(earliest.article,),
            )
    day = article.published_at.astimezone(CHINA).date()
    cited = [each.published_at.astimezone(CHINA).date() for each in article.references if each.published_at is not None]
    known = [*stated, *cited]
    if not known or day - max(known) < OLD_DATES or _YEARLESS.search(folded):
        return None
    fresh = _fresh_beside_a_date(folded) or (_FRESH.search(folded) if cited else None)
    if fresh is None:
        return None
    days = (day - max(known)).days
    return Detection(
        "medium",
        f"正文说“{fresh.group()}”，而文中和参考资料里的日期最近也在 {days} 天以前。",
        f"The text says “{fresh.group()}”, yet the latest date in it or its references is {days} days old.",
        evidence.spans_at([fresh.span()]),
    )


def _fresh_beside_a_date(folded: str) -> re.Match[str] | None:
    """The first 近日, 昨日 … whose own sentence states a day with its year."""
    for sentence in _SENTENCE.finditer(folded):
        if any(match[3] or match[5] for match in _FULL_DATE.finditer(sentence.group())):
            fresh = _FRESH.search(folded, sentence.start(), sentence.end())
            if fresh is not None:
                return fresh
    return None


def _dates(folded: str) -> list[date]:
    """The days that the text states with their year.

    A bare year or month counts as its last day, since that day may be meant.
    """
    found = []
    for match in _FULL_DATE.finditer(folded):
        year, month, day = int(match[1]), int(match[2] or match[4] or 12), int(match[3] or match[5] or 28)
        if 1 <= month <= 12 and 1 <= day <= 31:
            found.append(date(year, month, min(day, 28)))
        if len(found) >= _MOST_DATES:
            break
    return found
