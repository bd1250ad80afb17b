"""The rules on references and reprinted sources."""

from __future__ import annotations

import re
from datetime import datetime

from articles.parsing.extracted import ExtractedReference
from articles.provenance.attribution.credited_names import is_authority
from articles.provenance.attribution.organisations import is_organisation, is_press, sounds_like_a_medium
from articles.provenance.attribution.person_names import is_person
from articles.provenance.context import ListingFact
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection, Severity
from articles.provenance.rules.declaration import finding
from articles.text.china_time import CHINA
from articles.text.prose_folding import fold_prose
from articles.vocabulary.citations import STANDINGS
from articles.vocabulary.legal_bases import REPRINT, SOURCE_LABEL


@finding("reference_not_used", "参考资料未被引用", "reference not used", SOURCE_LABEL)
def reference_not_used(evidence: Evidence) -> Detection | None:
    """Finds references that only decorate.

    - a reference is listed that no attribution in the text matches
    - a reference in which the source cites itself backs nothing, and the finding says so
    - low: an author may have read it without quoting it
    """
    unused = tuple(i for i in range(len(evidence.article.references)) if i not in evidence.used)
    if not unused:
        return None
    total, own = len(evidence.article.references), len(evidence.own_references)
    return Detection(
        "low",
        (
            f"{total} 条参考资料都没有被正文引用"
            if len(unused) == total
            else f"{total} 条参考资料中有 {len(unused)} 条没有被正文引用"
        )
        + (f"，其中 {own} 条引的是本账号自己。" if own else "。"),
        f"{len(unused)} of {total} references {'is' if len(unused) == 1 else 'are'} not used in the text"
        + (f"; in {own} of them the source cites itself." if own else "."),
        references=unused,
    )


@finding("reference_after_publication", "参考资料晚于发布", "reference later than the article", SOURCE_LABEL)
def reference_after_publication(evidence: Evidence) -> Detection | None:
    """Finds references that did not exist yet when the article was published.

    - the time of publication, or an upper bound of it, is known
    - a reference is dated after it; a date without a time (midnight sharp) counts from the next day on
    - medium: either the list was added later, or one of the two times is wrong
    """
    latest = evidence.article.published_at or evidence.article.published_before
    if latest is None:
        return None
    late = tuple(i for i, each in enumerate(evidence.article.references) if _earliest(each, latest) > latest)
    if not late:
        return None
    return Detection(
        "medium",
        f"{len(late)} 条参考资料的时间晚于本文发布时间。",
        f"{len(late)} {'reference is' if len(late) == 1 else 'references are'} dated after the article itself.",
        references=late,
    )


@finding("unlisted_reprint_source", "转载来源不在名单", "reprint source not on the list", REPRINT)
def unlisted_reprint_source(evidence: Evidence) -> Detection | None:
    """Finds news reprinted from a source that is not on the list of permitted sources.

    - the topic needs a permitted source: current affairs, public policy, social events
    - the article names the source it is taken from, and an edition of the list was in force on the day of publication
    - that source was not on the list (medium), or was frozen or removed by then (high)
    - low when the name does not sound like a medium and the text does not say that it is reprinted (转自…): it may be
      an office or a firm whose own words these are
    - a permitted source named beside it is no excuse: each reprinted source must be permitted
    - an official body that is not on the list is a source, not an outlet: its own notices may be reprinted; so may
      those of a school, a firm or the like, in a text that tells of it
    - an issue of a periodical that is no news medium (《…》2017年第8期) is no source of news
    """
    if not evidence.topic.is_news:
        return None
    faults = [
        each
        for each in evidence.around.listings
        if each.state in ("frozen", "removed")
        or (each.state == "unlisted" and _needs_listing(evidence.article.text, each))
    ]
    if not faults:
        return None
    severity: Severity = "low"
    if any(each.state in ("frozen", "removed") for each in faults):
        severity = "high"
    elif any(_is_a_medium(evidence.article.text, each) for each in faults):
        severity = "medium"
    zh = "、".join(f"{each.name}（{STANDINGS[each.state].zh}）" for each in faults[:5])
    en = ", ".join(f"{each.name} ({STANDINGS[each.state].en})" for each in faults[:5])
    return Detection(
        severity,
        f"转载来源不在发布当日有效的稿源名单（{faults[0].edition} 版）：{zh}。",
        f"Reprinted from sources outside the list in force that day (edition {faults[0].edition}): {en}.",
        evidence.spans_at(span for each in faults for span in each.spans),
    )


def _needs_listing(text: str, each: ListingFact) -> bool:
    """Whether a credited name is that of a medium: no body that gives notice of itself, and no learned periodical."""
    if is_authority(each.name) or is_person(fold_prose(each.name)):
        return False
    if is_organisation(each.name) and text.count(each.name) > len(each.spans):
        return False
    tells_news = is_press(each.name) or each.name.endswith(("周刊", "新闻"))
    return tells_news or not any(_ISSUE.match(text, end) for _, end in each.spans)


def _is_a_medium(text: str, each: ListingFact) -> bool:
    """Whether the name sounds like a medium's, or the text says that it was reprinted from there or from an account."""
    before = (text[max(0, start - _BEFORE) : start] for start, _ in each.spans)
    return sounds_like_a_medium(each.name) or any(_REPRINTED.search(words) for words in before)


_BEFORE = 14  # characters
_REPRINTED = re.compile("公众号|公号|微信号|转自|转载|摘自|原载|首发")
_ISSUE = re.compile(r"》?[ ，,(（]{0,2}(?:(?:19|20)\d\d年?[ ，,]{0,2})?(?:总)?第?\d{1,3}期")


def _earliest(reference: ExtractedReference, without: datetime) -> datetime:
    """The earliest time at which the reference was published; `without` if it has no date."""
    at = reference.published_at
    if at is None:
        return without
    local = at.astimezone(CHINA)
    # A bare date means some time of that day: it is after the article only if the article is of an earlier day.
    if (local.hour, local.minute, local.second) == (0, 0, 0) and local.date() == without.astimezone(CHINA).date():
        return without
    return at
