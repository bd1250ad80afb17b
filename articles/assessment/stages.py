"""The stages in order. Each takes article versions and yields, part by part, a callable that writes their results.

A stage computes outside the transaction, so that it holds no lock that others wait for. The caller runs each
callable in a transaction of its own before it asks for the next part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from django.utils import timezone

from articles.assessment.scores import Scored, revise_scores, score, store_scores
from articles.models import Article, ArticleVersion, Assessment, ProvenanceChange
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.keyed_sentences import keyed_sentences
from articles.provenance.rewording.rare_terms import STORED, rare_terms
from articles.provenance.stored.assessing import assess_stored
from articles.provenance.stored.citations import link_references
from articles.provenance.stored.pictures import hash_pictures, store_hashes
from articles.provenance.stored.reuse import indexing
from articles.provenance.stored.reuse.edges import store_reuse
from articles.provenance.stored.reuse.lookup import Reuse, find_reuse
from articles.provenance.stored.rewording import terms
from articles.provenance.stored.rewording.edges import store_retellings
from articles.provenance.stored.rewording.lookup import FoundRetelling, Likely, find_retellings, likely_originals
from articles.provenance.stored.sql import rows
from articles.provenance.stored.story.lookup import Match, TellingAsked, same_events
from articles.provenance.stored.story.membership import changes_story, place
from articles.signals import article_assessed

Name = Assessment.Stage
Versions = Sequence[ArticleVersion]
Write = Callable[[], None]
Parts = Iterator[tuple[Versions, Write]]


def _fingerprints(versions: Versions) -> Parts:
    """Store fingerprints, rare terms, picture hashes; committed first, so that of two workers one sees the other."""
    texts = [_compared(version) for version in versions]
    termed = {
        version.pk: terms.Termed(version.article_id, version.article.created_at, rare_terms(each.text.text, STORED))
        for version, each in zip(versions, texts, strict=True)
    }
    hashed = hash_pictures(versions)

    def write() -> None:
        store_hashes(hashed)
        # An older version that comes late writes nothing: the rows belong to the current version. All code locks
        # articles in the same order, so that two workers do not deadlock, and with a lock that foreign keys to
        # them do not wait for.
        articles = Article.objects.filter(current__in=[each.version for each in texts])
        current = set(articles.select_for_update(no_key=True).order_by("pk").values_list("current", flat=True))
        replaced = indexing.write([each for each in texts if each.version in current])
        terms.write([each for version, each in termed.items() if version in current], replaced)

    yield versions, write


def _compared(version: ArticleVersion) -> indexing.Compared:
    text = compared_text(version.extracted)
    return indexing.Compared(version.article_id, version.pk, text, keyed_sentences(version.extracted.text, text))


def _reuse(versions: Versions) -> Parts:
    """Find reuse, retellings, stories and citation links; committed before the rules read neighbours."""
    found = list(zip(find_reuse(versions), likely_originals(versions), strict=True))
    asked = [(each.version, likely.near, each.sharing, each.text.text) for each, likely in found]
    stories = same_events([TellingAsked(*each) for each in asked])
    nothing = [
        each.version
        for each, likely in found
        if each.is_nothing and likely.is_nothing and not changes_story(each.version, stories[each.version.pk])
    ]
    if nothing:
        yield nothing, partial(link_references, nothing)
    for each, likely in found:
        version = each.version
        if version not in nothing:
            # One article per transaction: two workers that store edges of many articles would deadlock.
            reuse = each.compared()
            edges = _edges(version, reuse, likely, find_retellings(version, likely, reuse), stories[version.pk])
            yield [version], edges


_IS_CURRENT = "SELECT 1 FROM articles_article WHERE current_id = %s"


def _edges(
    version: ArticleVersion, reuse: Reuse, likely: Likely, retellings: Sequence[FoundRetelling], events: list[Match]
) -> Write:
    def write() -> None:
        link_references([version])
        if rows(_IS_CURRENT, version.pk):
            # Articles are locked before the rows about them, as in the stage before.
            if changes_story(version, events):
                place(version, events)
            store_reuse(version, reuse)
            store_retellings(version, likely, retellings)

    return write


def _scoring(versions: Versions) -> Parts:
    """Score a version once; a re-assessment announces the article only if a finding changed."""
    fresh = [version for version in versions if version.assessed_at is None]
    if fresh:
        yield fresh, partial(_score, fresh, score(fresh))
    for version in versions:
        if version not in fresh:
            yield [version], partial(_reassess, version)


def _score(versions: Versions, scored: Sequence[Scored]) -> None:
    now = timezone.now()
    for version in versions:
        version.assessed_at = now
    store_scores(versions, scored)
    article_assessed.send(sender=ArticleVersion, versions=versions)


def _reassess(version: ArticleVersion) -> None:
    changed = version.changes.filter(what=ProvenanceChange.What.FINDING, created_at__gte=version.assessed_at).exists()
    version.assessed_at = timezone.now()
    version.save(update_fields=["assessed_at"])
    if changed:
        revise_scores([version])
        article_assessed.send(sender=ArticleVersion, versions=[version])


STAGES: dict[Name, Callable[[Versions], Parts]] = {
    Name.FINGERPRINTS: _fingerprints,
    Name.REUSE: _reuse,
    Name.PROVENANCE: assess_stored,
    Name.SCORING: _scoring,
}
_ORDER = [*STAGES, Name.DONE]
FOLLOWING = dict(pairwise(_ORDER))


def trace_version(version: ArticleVersion) -> None:
    """Run the stages up to provenance in the caller's transaction: no scores, no announcement."""
    for stage in (Name.FINGERPRINTS, Name.REUSE, Name.PROVENANCE):
        for _, write in STAGES[stage]([version]):
            write()
