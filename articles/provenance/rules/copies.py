"""The rules on text that an article shares with earlier articles of other sources."""

from __future__ import annotations

from articles.provenance.context import ReuseFact
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection, Severity
from articles.provenance.reuse.doubts import DOUBTS, MOSTLY, Copy, doubt_of
from articles.provenance.rules.declaration import finding
from articles.provenance.rules.reuse_facts import linked, stated_sources
from articles.vocabulary.legal_bases import SOURCE_LABEL

_HALF = 0.5
"""The share from which the order of two articles is worth a word."""


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
    if not taken or any(each.credited for each in evidence.around.taken) or stated_sources(evidence, taken[0]):
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
        articles=linked(taken),
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
        articles=linked(list(evidence.around.taken)),
        values={"share": most.share, "other": most.other},
    )


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
        articles=linked(list(alike)),
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
    others = [each for each in others if each.share >= _HALF]
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
            articles=linked(others),
            values={"share": most.share, "other": most.other},
        )
    return Detection(
        "low",
        "正文 {share:.0%} 与另一平台先收到的文章相同，本文声称的发布时间更早，未能核实，先后按未知处理。",
        "{share:.0%} of the text stands in an article of another platform that was received first; this one claims an "
        "earlier time, which nothing confirms, so the order counts as unknown.",
        evidence.spans_at(most.spans),
        articles=linked(others),
        values={"share": most.share},
    )


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
