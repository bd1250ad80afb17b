"""The rule on old news: a report on an old event must give its date."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

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
    r"今日(?=[,上下凌早晚午])|昨日|昨天|昨晚|今晨|今早|近日|(?<!\d)日前|最新消息|今天(?=[上下]午|凌晨|早|晚|,)|刚刚(?=发生|通报|发布|宣布|确认|传来)"
)
# Words for one certain day, which the next sentence may date.
_DAY = re.compile(r"昨日|昨天|昨晚|昨夜|今晨|今早|今天(?=[上下]午|凌晨|早|晚|,)|刚刚(?=发生)")
_SENTENCE = re.compile(r"[^。!?;\n]{1,400}")
# Figures with hyphens are the stamps of pages and lists.
_WHOLE_DAY = re.compile(r"(?<!\d)(?:19|20)\d{2}年\d{1,2}月\d{1,2}[日号]")
_DATE_AT_HEAD = re.compile(rf"[\s“\"(]{{0,3}}(?:据[^,]{{2,12}},)?{_WHOLE_DAY.pattern}")
_NEAR = 60  # characters between a fresh word and the day of the same event
# A date of something else than the event: a product, a person, a firm, a rule, a case that is told again, history.
_OTHER_DATE = re.compile(
    r"[日号](?:生产|制造|出产|灌装|购买|购入|签发|录制)|生产日期|生产批号|保质期|有效期|出厂|批次|出生|生于|出生于|成立|创建|始建|建成|落成|开业|开馆|注册|上市|登记|入职|毕业|入伍|入党|入团|退休|结婚|购买|购于"
    r"|悬赏|通缉|征集|协查|线索|命案|积案|旧案|在逃|潜逃|逃犯|归案|落网|抓获|破获|侦破|告破|审理|审结|宣判|判决|开庭|起诉|公诉|获刑|刑满|案件|一案|犯罪|嫌疑"
    r"|周年|纪念|历史|回顾|那年|当年|曾|此前|早在|自从|以来|始于|起源|首届|上一届|上次"
    r"|星期|农历|刊号|第\d+期|[从自](?=\d{4}年)|启用|起实行|起正式|我(?![市县省区国校院镇村])"
    r"|施行|实施|印发|修订|颁布|出台|规定|条例|办法|《|文号|通知|合同|签订|协议|签署|约定|报告期|财年|截至|统计|同比"
)
_COMING = re.compile(
    r"将于|将在|即将|定于|拟于|拟在|预计[于在]?\d|报名|放假|停水通知|停电通知|开考|招聘|招生|征集|请于|请在|请各|请广大|敬请|届时|欢迎|每年|一年一度|年度|第[一二三四五六七八九十\d]{1,3}届"
    r"|[明后]天|明日|下[周月]|本周[末五六日]|温馨提示|友情提示|注意事项"
)
# A picture that says itself that it is not of the event.
_ARCHIVE = re.compile(
    r"资料(?:图|照|片|画面)|档案(?:图|照)|示意图|配图|效果图|历史(?:图|照)|老照片|旧照|截图|图文无关"
    r"|与(?:本文|内容|事件)无关|图库|视觉中国|IC ?photo",
    re.IGNORECASE,
)
_MOST_DATES = 200


@finding("old_news_without_date", "旧闻未注明时间", "old news without its date", SOURCE_LABEL)
def old_news_without_date(evidence: Evidence) -> Detection | None:
    """Finds old news that is told as if it happened today.

    - the topic is news, the time of publication is known, and no 旧闻 label is seen
    - the earliest known copy holds at least half of the text and was there 30 days before, as far as more than its
      sender's word says so, the text names no year, and it tells of no coming event, which notices repeat (medium)
    - or the text says 今日, 近日, 刚刚 and, in the same sentence, a day that is 180 days old, or the next one opens
      with such a day, or all its references are as old; and it states no later day, nor a day without its year:
      such a day counts as one of this year (medium)
    - or the text says so without a date, and another article had one of its pictures 180 days before, which no caption
      calls an archive picture (low)
    - only the event's own day counts, not that of a product, a rule, a case, an anniversary
    """
    article = evidence.article
    if not evidence.topic.is_news or article.published_at is None or evidence.has_flag("old_news"):
        return None
    folded = fold_prose(article.text)
    stated = _dates(folded)
    earliest = evidence.around.earliest
    if earliest is not None and earliest.known_since is not None and earliest.share >= 0.5 and not stated:
        age = article.published_at - earliest.known_since
        if age >= OLD_COPY and not _COMING.search(fold_prose(article.headline) + "\n" + folded):
            missing = ("年份", "year") if _YEARLESS.search(folded) else ("事件日期", "date")
            return Detection(
                "medium",
                f"同样的内容 {age.days} 天前已经发布，本文没有写明{missing[0]}，也没有标注旧闻。",
                f"The same text was out {age.days} days before, and it neither states a {missing[1]} nor says it is "
                "old.",
                articles=(earliest.article,),
            )
    if not stated and (old_picture := _old_picture(evidence, folded, article.published_at)) is not None:
        return old_picture
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


def _old_picture(evidence: Evidence, folded: str, published: datetime) -> Detection | None:
    """A picture that another article had long before, beside words that tell the event as new."""
    fresh = _FRESH.search(folded)
    if fresh is None or _YEARLESS.search(folded) or _ARCHIVE.search(folded):
        return None
    images = evidence.article.images
    for fact in evidence.around.pictures:
        image = images[fact.position] if fact.position < len(images) else None
        said = fold_prose(" ".join(filter(None, (image.caption, image.credit))) if image else "")
        if published - fact.known_since < OLD_DATES or _ARCHIVE.search(said) or _FULL_DATE.search(said):
            continue
        day, number = fact.known_since.astimezone(CHINA).date().isoformat(), fact.position + 1
        return Detection(
            "low",
            f"正文说“{fresh.group()}”，而第 {number} 张图片 {day} 已出现于{{other}}，本文没有注明图片的时间。",
            f"The text says “{fresh.group()}”, yet picture {number} stood in {{other}} on {day} already, and no "
            "caption gives its time.",
            evidence.spans_at([fresh.span()]),
            articles=(fact.article,),
            values={"other": fact.other},
        )
    return None


def _fresh_beside_a_date(folded: str) -> re.Match[str] | None:
    """The first 近日, 昨日 … whose own sentence states the event's day with its year, or 昨晚 … before such a one."""
    sentences = [each for each in _SENTENCE.finditer(folded) if each.group().strip()]
    for place, sentence in enumerate(sentences):
        if _OTHER_DATE.search(sentence.group()):
            continue
        fresh = _FRESH.search(folded, *sentence.span())
        if fresh is not None and _has_day(folded, sentence, fresh):
            return fresh
        following = sentences[place + 1].group() if place + 1 < len(sentences) else ""
        certain = _DAY.search(folded, *sentence.span())
        if certain is not None and _DATE_AT_HEAD.match(following) and not _OTHER_DATE.search(following):
            return certain
    return None


def _has_day(folded: str, sentence: re.Match[str], fresh: re.Match[str]) -> bool:
    """Whether a day stands near the fresh word in the same sentence."""
    start, end = max(sentence.start(), fresh.start() - _NEAR), min(sentence.end(), fresh.end() + _NEAR)
    return _WHOLE_DAY.search(folded, start, end) is not None


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
