"""The provenance stage: reads what is around an article version, applies the pure rules, and writes what they found."""

from __future__ import annotations

from collections.abc import Callable

from articles.models import ArticleVersion, Finding, ProvenanceChange, ReuseEdge, Revisit
from articles.provenance.attributions import find_attributions
from articles.provenance.lineage.lineage import Lineage
from articles.provenance.record import Provenance, assess_provenance
from articles.provenance.stored.citations import link_references, store_attributions
from articles.provenance.stored.edges import revisit
from articles.provenance.stored.findings import store_findings
from articles.provenance.stored.sql import rows
from articles.provenance.stored.surroundings import surroundings_of
from articles.provenance.surroundings import Surroundings

_MARKS = "SELECT id, because_id FROM articles_revisit WHERE article_id = %s"


def assess_stored(version: ArticleVersion) -> Callable[[], None]:
    """Computes the provenance of a version, and returns what writes it, for the caller's transaction.

    Marks that another article set are read first and deleted in the writing: one set meanwhile stays, and the article
    is looked at again.
    """
    marks = rows(_MARKS, version.article_id)
    attributions = find_attributions(version.extracted.text)
    around, credit_of, lineage = surroundings_of(version, attributions)
    provenance = assess_provenance(version.extracted, around, attributions)
    causes = {because for _, because in marks}
    because = causes.pop() if len(causes) == 1 else None

    def write() -> None:
        store_attributions(version, provenance)
        link_references(version)
        store_findings(version, provenance.findings, because)
        _store_credits(credit_of)
        _store_version(version, provenance, lineage, because)
        _tell_circle(version, around)
        if marks:
            Revisit.objects.filter(pk__in=[pk for pk, _ in marks]).delete()

    return write


def _store_credits(credit_of: dict[int, str]) -> None:
    for value in sorted(set(credit_of.values())):
        edges = [pk for pk, credit in credit_of.items() if credit == value]
        ReuseEdge.objects.filter(pk__in=edges).exclude(credit=value).update(credit=value)


def _store_version(
    version: ArticleVersion, provenance: Provenance, lineage: Lineage | None, because: int | None
) -> None:
    earliest = None if lineage is None else lineage.earliest
    if version.assessed_at is not None and version.earliest_id != earliest:
        ProvenanceChange(
            version=version,
            what=ProvenanceChange.What.EARLIEST,
            before=version.earliest_id,
            after=earliest,
            because_id=because,
        ).save()
    version.earliest_id = earliest
    version.topic = provenance.topic.code
    version.topic_is_news = provenance.topic.is_news
    version.well_sourced = provenance.well_sourced
    version.save(update_fields=["earliest", "topic", "topic_is_news", "well_sourced"])


def _tell_circle(version: ArticleVersion, around: Surroundings) -> None:
    """The others of a circle that this article closed were assessed when it was still open."""
    articles = {article for circle in around.circles for article in circle.articles} - {version.article_id}
    if not articles:
        return
    told = Finding.objects.filter(code="circular_citation", version__article__in=articles)
    revisit(articles - set(told.values_list("version__article", flat=True)), because=version.article_id)
