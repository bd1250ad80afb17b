"""The stages in order. Each takes article versions, computes, and returns what writes its results.

Computing is done outside the transaction of the writing, so that it holds no lock that others wait for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise

from django.utils import timezone

from articles.models import Article, ArticleVersion, Assessment, ProvenanceChange
from articles.provenance.reuse.compared import compared_text
from articles.provenance.stored import assessing, indexing
from articles.provenance.stored.citations import link_references
from articles.provenance.stored.edges import find_reuse, store_reuse
from articles.provenance.stored.sql import rows_among
from articles.scoring.stored.scores import count_in, score, store_scores
from articles.signals import article_assessed

Name = Assessment.Stage
Versions = Sequence[ArticleVersion]
Write = Callable[[], None]


def apart(stage: str, versions: Versions) -> list[Versions]:
    """The versions in groups that the stage may take together, in order; each group is a transaction of its own."""
    if stage == Name.PROVENANCE and len(versions) > 1:
        return [*assessing.apart(versions)]
    if stage == Name.SCORING:
        fresh = [version for version in versions if version.assessed_at is None]
        return [*([fresh] if fresh else []), *([version] for version in versions if version.assessed_at is not None)]
    return [versions]


def _fingerprints(versions: Versions) -> Write:
    """Committed before anybody's look-up: of two workers with copies of one text, at least one sees the other's."""
    texts = [
        indexing.Compared(version.article_id, version.pk, compared_text(version.extracted)) for version in versions
    ]

    def write() -> None:
        # Not those of an older version that was late: the article's rows are its current version's. Locked in one
        # order everywhere, so that two workers do not wait for each other in a circle.
        articles = Article.objects.filter(current__in=[each.version for each in texts])
        current = set(articles.select_for_update().order_by("pk").values_list("current", flat=True))
        indexing.write([each for each in texts if each.version in current])

    return write


_CURRENT = "SELECT current_id FROM articles_article WHERE current_id {among}"


def _reuse(versions: Versions) -> Write:
    """Who shares text with whom and who means whom, committed before anybody judges what is around an article."""
    found = find_reuse(versions)

    def write() -> None:
        link_references(versions)
        shared = [(version, each) for version, each in zip(versions, found, strict=True) if each.shared or each.gone]
        current = {pk for (pk,) in rows_among(_CURRENT, [version.pk for version, _ in shared])} if shared else set()
        for version, each in shared:
            if version.pk in current:
                store_reuse(version, each)

    return write


def _scoring(versions: Versions) -> Write:
    """Scores once; when an article is looked at again, it is announced only if a finding changed."""
    fresh = [version for version in versions if version.assessed_at is None]
    scored = score(fresh)
    before = {version.pk: version.assessed_at for version in versions if version.assessed_at is not None}

    def write() -> None:
        now = timezone.now()
        for version in versions:
            version.assessed_at = now
        store_scores(fresh, scored)
        changed = [version for version in versions if version.pk in before and _changed(version, before[version.pk])]
        for version in versions:
            if version.pk in before:
                version.save(update_fields=["assessed_at"])
        count_in(changed)
        told = [*fresh, *changed]
        if told:
            article_assessed.send(sender=ArticleVersion, versions=told)

    return write


def _changed(version: ArticleVersion, since: datetime) -> bool:
    return version.changes.filter(what=ProvenanceChange.What.FINDING, created_at__gte=since).exists()


STAGES: dict[str, Callable[[Versions], Write]] = {
    Name.FINGERPRINTS: _fingerprints,
    Name.REUSE: _reuse,
    Name.PROVENANCE: assessing.assess_stored,
    Name.SCORING: _scoring,
}
_ORDER = [*STAGES, Name.DONE]
FOLLOWING = dict(pairwise(_ORDER))


def trace_version(version: ArticleVersion) -> None:
    """The stages up to the provenance of a version, in the caller's transaction: no scores, no announcement."""
    for stage in (Name.FINGERPRINTS, Name.REUSE, Name.PROVENANCE):
        STAGES[stage]([version])()
