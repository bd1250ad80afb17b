"""What several rules on copies read of an article: the sources it names for its text, and the articles to link."""

from __future__ import annotations

from articles.provenance.attribution.credited_names import MOST_NAMES
from articles.provenance.attribution.credits import reprint_credits
from articles.provenance.attribution.origins import bylines
from articles.provenance.attribution.signatures import reporters_in
from articles.provenance.context import ReuseFact
from articles.provenance.evidence import Evidence
from articles.provenance.registry.names import name_key, same_name

_MOST_LINKED = 20
_MOST_NAMED = 3  # sources that are told of


def stated_sources(evidence: Evidence, most: ReuseFact) -> list[str]:
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


def linked(facts: list[ReuseFact]) -> tuple[int, ...]:
    """Return the articles that a finding links to."""
    return tuple(each.article for each in facts[:_MOST_LINKED])
