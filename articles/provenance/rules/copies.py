"""The rules on text that an article shares with earlier articles of other sources."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from articles.provenance.context import ReuseFact
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection, Severity
from articles.provenance.rules.declaration import finding
from articles.text.prose_folding import fold_prose
from articles.vocabulary.legal_bases import REPRINT, SOURCE_LABEL

MOSTLY, PARTLY = 0.6, 0.3
"""The shares from which an article counts as a copy (MOSTLY), or as copied in good part (PARTLY)."""
REPRINTED = 0.5
"""The share from which an article is a reprint, so that it should keep the original headline."""
SAME_HEADLINE = 0.85
"""The similarity (2 × matching characters / all characters) from which headlines count as equal."""

_MOST_LINKED = 20


@finding("uncredited_reuse", "转载未注明来源", "copied without credit", SOURCE_LABEL)
def uncredited_reuse(evidence: Evidence) -> Detection | None:
    """Finds text taken from earlier articles of others without credit.

    - the other article is known to be earlier, is of another source, and that source is known
    - no source it was taken from is named: one name in the chain is a credit, 取材网络 does not count as one
    - high when most of a news article is copied, medium from a third on, else low
    """
    taken = [each for each in evidence.around.taken if each.credited is not None]
    if not taken or any(each.credited for each in evidence.around.taken):
        return None
    most = taken[0]
    severity: Severity = "low"
    if most.share >= MOSTLY and evidence.topic.is_news:
        severity = "high"
    elif most.share >= PARTLY:
        severity = "medium"
    return Detection(
        severity,
        f"正文 {most.share:.0%} 与更早发布的“{_cut(most.headline)}”（{most.source}）相同，没有注明。",
        f"{most.share:.0%} of the text stands in an earlier article by {most.source}, “{_cut(most.headline)}”, "
        "which is not named.",
        evidence.spans_at(most.spans),
        articles=_ids(taken),
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
        f"正文 {most.share:.0%} 转自更早发布的“{_cut(most.headline)}”，已注明 {most.source}。",
        f"{most.share:.0%} of the text is from an earlier article, “{_cut(most.headline)}”; {most.source} is named.",
        evidence.spans_at(most.spans),
        articles=_ids(list(evidence.around.taken)),
    )


@finding("headline_changed", "转载改标题", "headline changed in reprint", REPRINT)
def headline_changed(evidence: Evidence) -> Detection | None:
    """Finds a reprint under another headline.

    - at least half of this article stands in an earlier one of another source, and the two headlines differ by more
      than punctuation, width, script, spaces and a retouch (medium on news, else low)
    - or the page itself gives an original headline that differs (low: the reader is told)
    """
    reprinted = [each for each in evidence.around.taken if each.share >= REPRINTED]
    headline = evidence.article.headline
    # The earliest copy is the original, and its headline counts; among equally early ones the largest share wins.
    earliest = evidence.around.earliest
    original = next((each for each in reprinted if earliest and each.article == earliest.article), None)
    changed = original or (reprinted[0] if reprinted else None)
    if changed is not None and _differ(headline, changed.headline):
        return Detection(
            "medium" if evidence.topic.is_news else "low",
            f"转载改了标题：原题“{_cut(changed.headline)}”，现题“{_cut(headline)}”。",
            f"Reprinted under another headline: “{_cut(changed.headline)}” became “{_cut(headline)}”.",
            articles=(changed.article,),
        )
    stated = evidence.article.original_headline
    if stated and _differ(headline, stated):
        return Detection(
            "low",
            f"页面注明原标题“{_cut(stated)}”，现题“{_cut(headline)}”。",
            f"The page itself gives another original headline: “{_cut(stated)}”.",
        )
    return None


_NOT_WORD = re.compile(r"[\W_]+")
_PREFIX = re.compile(r"^(?:原标题|转载|转|快讯|最新|重磅|突发|视频|图集|组图)(?=[::|\]】])")


def _differ(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    if not a or not b or a == b:
        return False
    # A headline that only names its source in addition (…_山城晚报, 山城晚报：…) is the same headline.
    shorter, longer = sorted((a, b), key=len)
    if shorter in longer and len(shorter) >= 8 and len(longer) - len(shorter) <= 8:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() < SAME_HEADLINE


def _words(headline: str) -> str:
    return _NOT_WORD.sub("", _PREFIX.sub("", fold_prose(headline[:200]).strip("[]【】()《》 "))).casefold()


def _cut(headline: str) -> str:
    return headline if len(headline) <= 40 else headline[:39] + "…"


def _ids(facts: list[ReuseFact]) -> tuple[int, ...]:
    return tuple(each.article for each in facts[:_MOST_LINKED])
