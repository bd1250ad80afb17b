"""What is known of the two publishers of a pair: official, one house, credit, a common origin."""

from __future__ import annotations

from articles.models import Article, ArticleVersion, Source
from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attributions import read_attributions
from articles.provenance.attribution.budget import Budget
from articles.provenance.attribution.credits import names_source, told_by
from articles.provenance.attribution.organisations import is_official_account
from articles.provenance.attribution.origins import common_byline, common_origin, origins
from articles.provenance.registry.names import is_known_outlet, name_key
from articles.provenance.rewording.gates import Standing
from articles.provenance.stored.reuse.publishers import names_of, units_of
from articles.vocabulary.citations import ACCOUNT

_BUDGET = Budget(attributions=200, seconds=0.5)


def standing_of(version: ArticleVersion, other: Article) -> Standing:
    """Read what is known of both publishers; only for pairs that correspond, since it reads the attributions."""
    assert other.current is not None  # noqa: S101 - only articles with a version are compared
    mine, theirs = version.article.source, other.source
    here, there = version.extracted, other.current.extracted
    sources = {source.pk for source in (mine, theirs) if source is not None}
    names, units = names_of(sources), units_of(sources)
    named = {source.pk: [source.name, *names[source.pk]] for source in (mine, theirs) if source is not None}
    parties = [source.name for source in (mine, theirs) if source is not None]
    credited = theirs is not None and _names(here, named[theirs.pk], other.url)
    credited = credited or (mine is not None and _names(there, named[mine.pk], version.article.url))
    return Standing(
        both_official=mine is not None and theirs is not None and is_official(mine) and is_official(theirs),
        one_publisher=mine is not None and theirs is not None and _is_one(mine.pk, theirs.pk, names, units),
        is_credited=credited,
        common_origin=_origin(here, there, parties),
    )


def is_official(source: Source) -> bool:
    """Whether a source is an outlet or authority, by its kind or the name of its account."""
    key = name_key(source.name)
    return source.kind != ACCOUNT or is_known_outlet(key) or is_official_account(source.name)


def _names(article: ExtractedArticle, names: list[str], url: str) -> bool:
    said = told_by(article, read_attributions(article.text, _BUDGET)[0])
    return names_source(said, names) or bool(url and url in said.urls)


def _is_one(one: int, other: int, names: dict[int, set[str]], units: dict[int, set[int]]) -> bool:
    return one == other or bool(names[one] & names[other]) or bool((units[one] | {one}) & (units[other] | {other}))


def _origin(one: ExtractedArticle, other: ExtractedArticle, parties: list[str]) -> str:
    mine, theirs = (origins(each, read_attributions(each.text[:400], _BUDGET)[0]) for each in (one, other))
    return common_origin(mine, theirs, parties) or common_byline(one.text, other.text, parties) or ""
