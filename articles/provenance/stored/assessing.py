"""The provenance stage: reads the context of article versions, applies the pure rules, writes the results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from articles.models import ArticleVersion, Finding, ProvenanceChange, ReuseEdge, Revisit
from articles.provenance.attribution.attributions import find_attributions
from articles.provenance.context import Context
from articles.provenance.record import Provenance, assess_provenance
from articles.provenance.stored.citations import store_attributions
from articles.provenance.stored.context import context_of
from articles.provenance.stored.edges import revisit
from articles.provenance.stored.findings import Found, store_findings
from articles.provenance.stored.graph import with_neighbours
from articles.provenance.stored.sql import rows_among

_COLUMNS = ("earliest_id", "topic", "topic_is_news", "well_sourced")
_MARKS = "SELECT article_id, id, because_id FROM articles_revisit WHERE article_id {among}"


@dataclass(frozen=True, slots=True)
class _Assessed:
    """The results of the rules for a version, with its context."""

    version: ArticleVersion
    provenance: Provenance
    around: Context
    credit_of: dict[int, str]
    earliest: int | None
    because: int | None


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
    found = [_assess(version, set(marks[version.article_id].values()), near) for version in versions]

    def write() -> None:
        store_attributions([(each.version, each.provenance) for each in found])
        store_findings([Found(each.version, each.provenance.findings, each.because) for each in found])
        for each in found:
            _store_credits(each.credit_of)
        _store_versions(found)
        for each in found:
            _tell_circle(each.version, each.around)
        read = [mark for some in marks.values() for mark in some]
        if read:
            Revisit.objects.filter(pk__in=read).delete()

    return write


def _assess(version: ArticleVersion, causes: set[int], near: set[int]) -> _Assessed:
    attributions = find_attributions(version.extracted.text)
    has_neighbours = version.article_id in near
    around, credit_of, lineage = context_of(version, attributions, has_neighbours=has_neighbours)
    provenance = assess_provenance(version.extracted, around, attributions)
    earliest = None if lineage is None else lineage.earliest
    return _Assessed(version, provenance, around, credit_of, earliest, causes.pop() if len(causes) == 1 else None)


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
        values = each.earliest, provenance.topic.code, provenance.topic.is_news, provenance.well_sourced
        alike[values].append(version.pk)
        for name, value in zip(_COLUMNS, values, strict=True):
            setattr(version, name, value)
    for values, ids in alike.items():
        ArticleVersion.objects.filter(pk__in=ids).update(**dict(zip(_COLUMNS, values, strict=True)))


def _tell_circle(version: ArticleVersion, around: Context) -> None:
    """Re-assess other members of a cycle this article completed."""
    articles = {article for circle in around.circles for article in circle.articles} - {version.article_id}
    if not articles:
        return
    told = Finding.objects.filter(code="circular_citation", version__article__in=articles)
    revisit(articles - set(told.values_list("version__article", flat=True)), because=version.article_id)
