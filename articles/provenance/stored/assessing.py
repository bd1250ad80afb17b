"""The provenance stage: reads the context of article versions, applies the pure rules, writes the results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from articles.models import ArticleVersion, Finding, ProvenanceChange, ReuseEdge, Revisit
from articles.provenance.attribution.attributions import read_attributions
from articles.provenance.attribution.budget import Budget
from articles.provenance.context import Context, PictureFact
from articles.provenance.record import Provenance, assess_provenance
from articles.provenance.stored.citations import store_attributions
from articles.provenance.stored.context import Surroundings, context_of
from articles.provenance.stored.findings import Found, store_findings
from articles.provenance.stored.graph import with_neighbours
from articles.provenance.stored.hash_banks import find_matches, store_matches
from articles.provenance.stored.known_claims.likenesses import store_likenesses
from articles.provenance.stored.known_claims.lookup import find_likenesses
from articles.provenance.stored.pictures import (
    earlier_pictures,
    find_pairs,
    later_articles,
    matched_pictures,
    store_pairs,
)
from articles.provenance.stored.reuse.edges import revisit
from articles.provenance.stored.reuse.public_text import store_learned
from articles.provenance.stored.sql import rows_among
from articles.provenance.stored.topics import corrections_of
from articles.provenance.topics.topic import Correction, Topic

_COLUMNS = ("earliest_id", "topic", "topic_is_news", "well_sourced", "kind")
# No real article comes near 2,000 attributions or a second; a stored text has less room than one that is read alone.
_BUDGET = Budget(attributions=2_000, seconds=5.0)
_MARKS = "SELECT article_id, id, because_id FROM articles_revisit WHERE article_id {among}"


@dataclass(frozen=True, slots=True)
class _Assessed:
    """The results of the rules for a version, with its context."""

    version: ArticleVersion
    provenance: Provenance
    around: Surroundings
    because: int | None

    @property
    def earliest(self) -> int | None:
        return None if self.around.lineage is None else self.around.lineage.earliest


def assess_stored(versions: Sequence[ArticleVersion]) -> Iterator[tuple[list[ArticleVersion], Callable[[], None]]]:
    """Compute the provenance of versions; yield versions with a callable that writes it in the caller's transaction.

    Most articles have no neighbours; they form one batch. Each of the others is computed after the previous one is
    written, because the credits of one affect the next.
    """
    near = with_neighbours(version.article_id for version in versions)
    alone = [version for version in versions if version.article_id not in near]
    if alone:
        yield alone, _assessed(alone, near)
    for version in versions:
        if version.article_id in near:
            yield [version], _assessed([version], near)


def _assessed(versions: Sequence[ArticleVersion], near: set[int]) -> Callable[[], None]:
    """Compute now, and return a callable that writes. `near`: articles with neighbours.

    Revisit marks are read first and deleted on writing. A mark set meanwhile stays, and the article is assessed again.
    """
    marks: dict[int, dict[int, int]] = defaultdict(dict)
    for article, mark, because in rows_among(_MARKS, {version.article_id for version in versions}):
        marks[article][mark] = because
    corrected = corrections_of(version.article_id for version in versions)
    pictures = matched_pictures(versions)
    pairs, matches = find_pairs(pictures), find_matches(pictures)
    shown = earlier_pictures(pictures, pairs)
    found = [
        _assess(version, set(marks[version.article_id].values()), near, corrected.get(version.article_id), shown)
        for version in versions
    ]
    likenesses = find_likenesses(versions)

    def write() -> None:
        store_likenesses(versions, likenesses)
        store_pairs(pairs)
        store_matches(matches)
        store_attributions([(each.version, each.provenance) for each in found])
        store_findings([Found(each.version, each.provenance.findings, each.because) for each in found])
        for each in found:
            _store_credits(each.around.credit_of)
        store_learned([every for each in found for every in each.around.learned])
        _store_versions(found)
        for article, others in later_articles(pictures, pairs).items():
            revisit(others, because=article)
        for each in found:
            _tell_circle(each.version, each.around.context)
            _tell_alike(each.version, each.around.context)
        read = [mark for some in marks.values() for mark in some]
        if read:
            Revisit.objects.filter(pk__in=read).delete()

    return write


def _assess(
    version: ArticleVersion,
    causes: set[int],
    near: set[int],
    correction: Correction | None,
    pictures: Mapping[int, tuple[PictureFact, ...]],
) -> _Assessed:
    attributions, unread = read_attributions(version.extracted.text, _BUDGET)
    has_neighbours = version.article_id in near
    found = context_of(version, attributions, has_neighbours=has_neighbours)
    around = replace(found.context, pictures=pictures.get(version.pk, ()))
    provenance = assess_provenance(version.extracted, around, attributions, unread, correction)
    return _Assessed(version, provenance, found, causes.pop() if len(causes) == 1 else None)


def _store_credits(credit_of: dict[int, str]) -> None:
    for value in sorted(set(credit_of.values())):
        edges = [pk for pk, credit in credit_of.items() if credit == value]
        ReuseEdge.objects.filter(pk__in=edges).exclude(credit=value).update(credit=value)


def _store_versions(found: Sequence[_Assessed]) -> None:
    """Write the columns that lists filter by, in one statement per distinct set of values."""
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for each in found:
        version, provenance = each.version, each.provenance
        if version.assessed_at is not None and version.earliest_id != each.earliest:
            ProvenanceChange(
                version=version,
                what=ProvenanceChange.What.EARLIEST,
                before=version.earliest_id,
                after=each.earliest,
                because_id=each.because,
            ).save()
        topic = provenance.topic
        values = each.earliest, topic.code, topic.is_news, provenance.well_sourced, topic.kind
        alike[values].append(version.pk)
        for name, value in zip(_COLUMNS, values, strict=True):
            setattr(version, name, value)
        _store_evidence(version, topic)
        _store_unread(version, [[str(code), amount, start] for code, amount, start in provenance.unread])
    for values, ids in alike.items():
        ArticleVersion.objects.filter(pk__in=ids).update(**dict(zip(_COLUMNS, values, strict=True)))


def _store_evidence(version: ArticleVersion, topic: Topic) -> None:
    said = {"corrected": True} if topic.is_corrected else {"topic": [*topic.terms], "kind": [*topic.kind_terms]}
    if said != version.topic_evidence:
        version.topic_evidence = said
        version.save(update_fields=["topic_evidence"])


def _store_unread(version: ArticleVersion, unread: list[list[Any]]) -> None:
    if unread != (version.unread or []):
        version.unread = unread or None
        version.save(update_fields=["unread"])


def _tell_circle(version: ArticleVersion, around: Context) -> None:
    """Re-assess other members of a cycle this article completed."""
    articles = {article for circle in around.circles for article in circle.articles} - {version.article_id}
    if not articles:
        return
    told = Finding.objects.filter(code="circular_citation", version__article__in=articles)
    revisit(articles - set(told.values_list("version__article", flat=True)), because=version.article_id)


def _tell_alike(version: ArticleVersion, around: Context) -> None:
    """Re-assess the others with text of a common origin: they came first, and were assessed alone."""
    articles = {fact.article for fact in around.alike}
    if not articles:
        return
    told = Finding.objects.filter(code="common_origin", version__article__in=articles)
    revisit(articles - set(told.values_list("version__article", flat=True)), because=version.article_id)
