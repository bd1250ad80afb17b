"""The rule on reprints under another headline."""

from __future__ import annotations

import re

from articles.provenance.context import ReuseFact
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection, Severity
from articles.provenance.headline_comparison import Change, compare_headlines
from articles.provenance.rules.declaration import finding
from articles.provenance.sentence import shortened
from articles.vocabulary.legal_bases import REPRINT

_REPRINTED = 0.5
"""The share from which an article is a reprint, so that it should keep the original headline."""
_CHANGES: dict[Change, tuple[str, str]] = {
    "facts": ("说的事实不同", "it states other facts"),
    "frame": ("加了吸引点击的话", "words that bait were added"),
    "wording": ("措辞不同", "other words"),
}
_OWN_OPENING = 20
"""Characters of own words before the first shared passage, from which a credited text is an own one that quotes."""


@finding("headline_changed", "转载改标题", "headline changed in reprint", REPRINT)
def headline_changed(evidence: Evidence) -> Detection | None:
    """Finds a reprint under another headline.

    - at least half of this article stands in an earlier one of another source, and it is no own text that quotes it
    - high on news when the facts differ: a denial, a number, a time, a name, who did what to whom
    - medium on news, else low, when a frame that baits was added or the words differ by more than a retouch
    - or the page itself gives an original headline that differs (low: the reader is told)
    """
    reprinted = [each for each in evidence.around.taken if each.share >= _REPRINTED and not _is_quoted(evidence, each)]
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


def _is_quoted(evidence: Evidence, fact: ReuseFact) -> bool:
    """Whether the article is an own text that quotes the other: it names it and opens in its own words."""
    if not fact.credited or not fact.spans:
        return False
    opening = evidence.article.text[: min(start for start, _ in fact.spans)]
    return len(re.sub(r"[\W_]+", "", opening)) >= _OWN_OPENING
