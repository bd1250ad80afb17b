"""The rule on accounts that vouch for each other."""

from __future__ import annotations

from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection
from articles.provenance.rules.declaration import finding
from articles.vocabulary.legal_bases import VAGUE_SOURCE

_MOST_LINKED = 20


@finding("circular_citation", "循环引用", "circular citation", VAGUE_SOURCE)
def circular_citation(evidence: Evidence) -> Detection | None:
    """Finds accounts that credit one another for one story, the article's own account included.

    - the articles are connected: they share text, or cite one another as references
    - each account of the circle credits the next one
    - high on news when nobody outside the circle is credited, since then nobody vouches for it; else medium
    """
    circles = sorted(evidence.around.circles, key=lambda circle: (circle.outside, len(circle.accounts)))
    if not circles:
        return None
    circle = circles[0]
    alone = not circle.outside
    return Detection(
        "high" if alone and evidence.topic.is_news else "medium",
        "几个账号就同一内容互相引用：{accounts}" + ("，没有其他来源。" if alone else "。"),
        "Accounts cite one another for the same story: {accounts}" + (", and nobody else." if alone else "."),
        articles=circle.articles[:_MOST_LINKED],
        values={"accounts": circle.chain},
    )
