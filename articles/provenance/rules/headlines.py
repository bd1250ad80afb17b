"""The rules on a headline and its own body: the body is about something else, or says otherwise."""

from __future__ import annotations

from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection
from articles.provenance.headline_body.comparison import unkept_promises
from articles.provenance.headline_body.promise import Unkept
from articles.provenance.rules.declaration import finding
from articles.provenance.sentence import shortened
from articles.text.search_folding import fold_for_search
from articles.vocabulary.legal_bases import HEADLINE, TRUTHFULNESS


@finding("headline_off_topic", "标题与正文无关", "headline about something else", HEADLINE)
def headline_off_topic(evidence: Evidence) -> Detection | None:
    """Finds a headline that tells of an event which the body is not about.

    - the body is prose of several sentences, and the whole of it was read (no page of several)
    - it holds hardly anything of the headline, lacks its event or number, and is of another subject
    - medium; the clause is quoted because the precision was measured (`bench/judged/headline_off_topic.jsonl`)
    """
    if not any(each.kind == "claim" for each in _unkept(evidence)):
        return None
    return Detection(
        "medium",
        "标题说的事在正文中几乎找不到，正文讲的是另一件事。标题：“{headline}”。",
        "Hardly anything of the headline is in the body, which is about something else. Headline: “{headline}”.",
        values={"headline": shortened(evidence.article.headline)},
    )


@finding("headline_contradicted", "标题与正文矛盾", "headline contradicted by the body", TRUTHFULNESS)
def headline_contradicted(evidence: Evidence) -> Detection | None:
    """Finds a headline of which the body says otherwise.

    - it counts the same thing otherwise, gives another day, denies it, or has the two parties the other way round
    - rounding, other numerals, sums, parts and other times are no difference; questions and rumours state nothing
    - medium
    """
    folded = fold_for_search(evidence.article.headline)
    found = next((each for each in _unkept(evidence) if each.kind == "contradicted"), None)
    if found is None:
        return None
    start, end = folded.span(found.start, found.end)
    place = evidence.article.text.find(found.instead)
    return Detection(
        "medium",
        "标题说“{said}”，正文说的是“{instead}”。",
        "The headline says “{said}”, the body “{instead}”.",
        evidence.spans_at([(place, place + len(found.instead))] if place >= 0 else []),
        values={"said": shortened(evidence.article.headline[start:end]), "instead": shortened(found.instead)},
    )


def _unkept(evidence: Evidence) -> tuple[Unkept, ...]:
    article = evidence.article
    if "partial_page" in article.warnings:
        return ()
    return unkept_promises(fold_for_search(article.headline).text, "\n".join(article.body))
