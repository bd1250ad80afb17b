"""The rules on text that an article shares with earlier articles of other sources."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Literal

from articles.provenance.attribution.credited_names import MOST_NAMES
from articles.provenance.attribution.credits import reprint_credits
from articles.provenance.attribution.origins import bylines, head_day
from articles.provenance.attribution.signatures import reporters_in
from articles.provenance.context import ReuseFact
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection, Severity
from articles.provenance.headline_comparison import Change, compare_headlines
from articles.provenance.registry.names import known_names, name_key, same_name
from articles.provenance.reuse.doubts import DOUBTS, MOSTLY, PARTLY, Copy, doubt_of
from articles.provenance.rules.declaration import finding
from articles.provenance.sentence import shortened
from articles.text.china_time import CHINA
from articles.vocabulary.legal_bases import REPRINT, SOURCE_LABEL

REPRINTED = 0.5
"""The share from which an article is a reprint, so that it should keep the original headline."""

_MOST_LINKED = 20
_MOST_NAMED = 3  # sources that are told of


@finding("uncredited_reuse", "转载未注明来源", "copied without credit", SOURCE_LABEL)
def uncredited_reuse(evidence: Evidence) -> Detection | None:
    """Finds text taken from earlier articles of others without credit.

    - the other article is certainly earlier, is of another source, and that source is known
    - the share is of this article's own text: court formulas, laws, forms, quotations and the like are nobody's; below
      a floor (`Share.is_told`) nothing is said
    - no source it was taken from is named: one name in the chain is a credit, 取材网络 does not count as one; nor does
      it name another source (`source_named_otherwise`)
    - high when most of a news article is copied, medium when most of another text is, or a long part; else low
    - low in advertisements and words of a page: many firms and sites share their templates
    - low for the paper of an office, a firm or a citizen (a ruling, a prospectus, a petition), which names its issuer
    - low where the passage itself speaks for one owner: his telephone, his house, an I who tells his own story, the
      wording of an office's bulletin; two accounts may be his
    - a low one says what is the same and why that may be harmless
    """
    taken = [each for each in evidence.around.taken if each.credited is not None]
    if not taken or any(each.credited for each in evidence.around.taken) or _stated(evidence, taken[0]):
        return None
    most = taken[0]
    doubt = doubt_of(_copy(evidence, most))
    is_most = most.share >= MOSTLY and evidence.topic.is_news
    severity: Severity = "low" if doubt else "high" if is_most else "medium"
    zh, en = DOUBTS[doubt] if doubt else ("，没有注明。", ", which is not named.")
    return Detection(
        severity,
        ("相同段落：" if doubt else "") + "正文 {share:.0%} 与更早发布的{other}相同" + zh,
        "{share:.0%} of the text stands in an earlier article, {other}" + en,
        evidence.spans_at(most.spans),
        articles=_ids(taken),
        values={"share": most.share, "other": most.other},
    )


@finding("credited_reuse", "转载已注明来源", "copied with credit", SOURCE_LABEL)
def credited_reuse(evidence: Evidence) -> Detection | None:
    """Finds text taken from earlier articles of others with credit.

    - the other article is known to be earlier, and is of another source
    - this article names one of the sources it was taken from
    - low: a fact for the record
    """
    credited = [each for each in evidence.around.taken if each.credited]
    if not credited:
        return None
    most = credited[0]
    return Detection(
        "low",
        "正文 {share:.0%} 转自更早发布的{other}，已注明{other.source}。",
        "{share:.0%} of the text is from an earlier article, {other}; {other.source} is named.",
        evidence.spans_at(most.spans),
        articles=_ids(list(evidence.around.taken)),
        values={"share": most.share, "other": most.other},
    )


Standing = Literal["has_it", "dated_later", "reprint", "lacks_it", "not_here"]
_STANDINGS: dict[Standing, tuple[str, str]] = {
    "has_it": ("{named}在这里的文章也有这段文字。", "An article of {named} here has the text too."),
    "dated_later": (
        "电头写的日期是{day}，而那时该文已经发布，所以这段文字不出自那一天的电稿。",
        "The dateline says {day}; the other article was out before, so the text is not from a dispatch of that day.",
    ),
    "reprint": ("该文自己也注明了别的来源。", "That article names a source of its own."),
    "lacks_it": ("这里有{named}的文章，其中没有这段文字。", "Articles of {named} are here, and none has the text."),
    "not_here": (
        "这里没有{named}的文章，写明的来源未能核实。",
        "No article of {named} is here, so what is named could not be checked.",
    ),
}
"""What is known of a source that is named for a text which stands in an earlier article of somebody else."""
_DAYS_LATER = timedelta(days=2)
"""How much later than the earlier article a dateline must be before it contradicts it: clocks and embargoes differ."""


@finding("source_named_otherwise", "注明的是另一来源", "another source is named", SOURCE_LABEL)
def source_named_otherwise(evidence: Evidence) -> Detection | None:
    """Finds text of an earlier article whose reprint names somebody else as its source.

    - as `uncredited_reuse`, but a source line, a dateline, a byline or 转自… names sources, none of them the earlier
      article's
    - low: a fact; both may have it from the source that is named, which often wrote it, or an article of that source
      here has the text
    - of a source that has articles here, from a third of the text on: that it lacks this one says something; then high
      when most of a news article is copied
    - so it is with a dateline of a day on which the earlier article had been out for two days: it is false
    - the sentence says which of these it rests on, and whether what is named could be checked
    """
    taken = [each for each in evidence.around.taken if each.credited is not None]
    if not taken or any(each.credited for each in evidence.around.taken):
        return None
    most = taken[0]
    named = _stated(evidence, most)
    if not named:
        return None
    standing, day = _standing(evidence, most, named)
    zh, en = _STANDINGS[standing]
    return Detection(
        _weight(evidence, most, standing),
        "写明{named}，未写明{other.source}：正文 {share:.0%} 与更早发布的{other}相同。" + zh,
        "{named} is named as the source, {other.source} is not: {share:.0%} of the text stands in an earlier article, "
        "{other}. " + en,
        evidence.spans_at(most.spans),
        articles=_ids(taken),
        values={"share": most.share, "other": most.other, "named": "、".join(named), "day": day},
    )


def _standing(evidence: Evidence, most: ReuseFact, named: list[str]) -> tuple[Standing, str]:
    """Return what is known of the named sources, and the day of a dateline that the earlier article contradicts."""
    keys = [name_key(name) for name in named]
    if any(each.source and _means(keys, each.source) for each in evidence.around.reuse):
        return "has_it", ""
    published = evidence.article.published_at
    if published is not None and most.known_since is not None:
        day = head_day(evidence.article.text, published.astimezone(CHINA).date())
        if day is not None and day - most.known_since.astimezone(CHINA).date() >= _DAYS_LATER:
            return "dated_later", day.isoformat()
    if most.is_reprint:
        return "reprint", ""
    return ("lacks_it" if any(key in evidence.around.stored_sources for key in keys) else "not_here"), ""


def _weight(evidence: Evidence, most: ReuseFact, standing: Standing) -> Severity:
    """Weigh a source line that names another than the earlier article's; see `source_named_otherwise`."""
    if standing in ("has_it", "reprint", "not_here"):
        return "low"
    if most.share >= MOSTLY and evidence.topic.is_news:
        return "high"
    return "medium" if most.share >= PARTLY else "low"


def _means(keys: list[str], source: str) -> bool:
    theirs = known_names(source)
    return any(same_name(key, each) for key in keys for each in theirs)


@finding("common_origin", "同源文字", "text of a common origin", SOURCE_LABEL)
def common_origin(evidence: Evidence) -> Detection | None:
    """Finds text that two sources have from a third, so that neither copied from the other.

    - both name the same third party for their text (新华社…电, 来源：…)
    - or both published it within two minutes: the same release
    - low: a fact for the record
    """
    alike = evidence.around.alike
    if not alike:
        return None
    most = alike[0]
    zh = "同源：{origin}。正文 {share:.0%} 与{other}相同，两者都注明了{origin}。"
    en = "From the same source, {origin}: {share:.0%} of the text stands in {other} too, and both name it."
    if most.origin is None:
        zh = "同源通稿：正文 {share:.0%} 与{other}相同，两者几乎同时发布。"
        en = "The same release: {share:.0%} of the text stands in {other} too, published at almost the same time."
    return Detection(
        "low",
        zh,
        en,
        evidence.spans_at(most.spans),
        articles=_ids(list(alike)),
        values={"share": most.share, "other": most.other, "origin": most.origin or ""},
    )


@finding("claimed_time_contradicted", "声称的发布时间未能核实", "claimed time not confirmed", SOURCE_LABEL)
def claimed_time_contradicted(evidence: Evidence) -> Detection | None:
    """Finds a claimed time of publication that the order of arrival contradicts.

    - half of the text stands in an article of another source, which came to us earlier
    - this one claims the earlier time, and neither a page nor a lead vouches for it
    - low: either may be the original; the order is not known
    """
    others = [each for each in evidence.around.reuse if each.backdated and not each.same_source]
    others = [each for each in others if each.share >= REPRINTED]
    if not others:
        return None
    most = max(others, key=lambda each: (each.share, -each.article))
    if most.one_platform:
        return Detection(
            "low",
            "正文 {share:.0%} 与先收到的{other}相同，本文的发布时间更早，但时间由账号自报，未能核实。",
            "{share:.0%} of the text stands in {other}, which was received first; this one claims an earlier time, and "
            "nothing but its own word says so.",
            evidence.spans_at(most.spans),
            articles=_ids(others),
            values={"share": most.share, "other": most.other},
        )
    return Detection(
        "low",
        "正文 {share:.0%} 与另一平台先收到的文章相同，本文声称的发布时间更早，未能核实，先后按未知处理。",
        "{share:.0%} of the text stands in an article of another platform that was received first; this one claims an "
        "earlier time, which nothing confirms, so the order counts as unknown.",
        evidence.spans_at(most.spans),
        articles=_ids(others),
        values={"share": most.share},
    )


@finding("headline_changed", "转载改标题", "headline changed in reprint", REPRINT)
def headline_changed(evidence: Evidence) -> Detection | None:
    """Finds a reprint under another headline.

    - at least half of this article stands in an earlier one of another source, and it is no own text that quotes it
    - high on news when the facts differ: a denial, a number, a time, a name, who did what to whom
    - medium on news, else low, when a frame that baits was added or the words differ by more than a retouch
    - or the page itself gives an original headline that differs (low: the reader is told)
    """
    reprinted = [each for each in evidence.around.taken if each.share >= REPRINTED and not _is_quoted(evidence, each)]
    headline = evidence.article.headline
    # The headline of the earliest copy counts; among equally early ones the largest share wins.
    earliest = evidence.around.earliest
    original = next((each for each in reprinted if earliest and each.article == earliest.article), None)
    first = original or (reprinted[0] if reprinted else None)
    change = compare_headlines(headline, first.headline) if first is not None else None
    if first is not None and change is not None:
        severity: Severity = "high" if change == "facts" else "medium"
        zh, en = _CHANGES[change]
        return Detection(
            severity if evidence.topic.is_news else "low",
            f"转载改了标题（{zh}）：最早见到的标题是{{other.headline}}，本文的标题是“{{headline}}”。",
            f"Reprinted under another headline ({en}): the one seen first is {{other.headline}}, this one is "
            "“{headline}”.",
            articles=(first.article,),
            values={"other": first.other, "headline": shortened(headline)},
        )
    stated = evidence.article.original_headline
    if stated and compare_headlines(headline, stated):
        return Detection(
            "low",
            "页面注明原标题“{stated}”，现题“{headline}”。",
            "The page itself gives another original headline: “{stated}”.",
            values={"stated": shortened(stated), "headline": shortened(headline)},
        )
    return None


def _stated(evidence: Evidence, most: ReuseFact) -> list[str]:
    """Name the sources of the article's source line, dateline and bylines, and of what it copied, without its own.

    A long list of source lines names nobody.
    """
    source = evidence.article.source
    own = name_key(source.name) if source else ""

    def is_own(name: str) -> bool:
        return bool(own) and same_name(name_key(name), own)

    lines = [each.name for each in reprint_credits(evidence.article)]
    text = evidence.article.text
    signed = [*bylines(text), *reporters_in(text, most.spans)]
    if any(map(is_own, signed)):
        signed = []  # its own house, and that house's writers
    named = dict.fromkeys((*(lines if len(lines) <= MOST_NAMES else ()), *signed))
    return [name for name in named if not is_own(name)][:_MOST_NAMED]


def _copy(evidence: Evidence, most: ReuseFact) -> Copy:
    article, topic = evidence.article, evidence.topic
    return Copy(
        article.headline,
        article.text,
        topic.kind,
        topic.is_news,
        most.share,
        most.characters,
        most.spans,
        had_source=most.is_reprint,
    )


_CHANGES: dict[Change, tuple[str, str]] = {
    "facts": ("说的事实不同", "it states other facts"),
    "frame": ("加了吸引点击的话", "words that bait were added"),
    "wording": ("措辞不同", "other words"),
}
_OWN_OPENING = 20
"""Characters of own words before the first shared passage, from which a credited text is an own one that quotes."""


def _is_quoted(evidence: Evidence, fact: ReuseFact) -> bool:
    """Whether the article is an own text that quotes the other: it names it and opens in its own words."""
    if not fact.credited or not fact.spans:
        return False
    opening = evidence.article.text[: min(start for start, _ in fact.spans)]
    return len(re.sub(r"[\W_]+", "", opening)) >= _OWN_OPENING


def _ids(facts: list[ReuseFact]) -> tuple[int, ...]:
    return tuple(each.article for each in facts[:_MOST_LINKED])
