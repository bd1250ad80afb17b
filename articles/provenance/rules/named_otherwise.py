"""The rule on copied text for which somebody else is named as the source."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from articles.provenance.attribution.origins import head_day
from articles.provenance.context import ReuseFact
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection, Severity
from articles.provenance.registry.names import known_names, name_key, same_name
from articles.provenance.reuse.doubts import MOSTLY, PARTLY
from articles.provenance.rules.declaration import finding
from articles.provenance.rules.reuse_facts import linked, stated_sources
from articles.text.china_time import CHINA
from articles.vocabulary.legal_bases import SOURCE_LABEL

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
    named = stated_sources(evidence, most)
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
        articles=linked(taken),
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
