"""Sentences of stored findings, made when they are read, for the reader who reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from articles.models import Article, Finding, Platform, Source
from articles.provenance.rules import finding_name
from articles.provenance.sentence import OtherArticle, OtherSource, Values, filled, from_json


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finding's sentence in both languages."""

    zh: str
    en: str

    def in_language(self, language: str | None) -> str:
        """Return the sentence in a language: English for `en…`, Chinese for all others."""
        return self.en if (language or "").startswith("en") else self.zh


def sentences(
    findings: Iterable[Finding], within: Platform | None, hidden: Collection[int] = ()
) -> dict[int, Sentence]:
    """Return the sentences of findings by id. At most two queries, however many findings; none if they name nobody.

    `within`: the reader's platform; of articles and accounts elsewhere the sentence gives only ids. None is for
    readers who may see all platforms. `hidden`: ids of articles whose words this reader may not see in any case.
    """
    rows = list(findings)
    places = [value for row in rows for value in (row.values or {}).values() if isinstance(value, dict)]
    articles = _articles(named(rows) - set(hidden), within)
    sources = _sources({pk for value in places for pk in value.get("sources", ())}, within)
    return {row.pk: _sentence(row, articles, sources, within, hidden) for row in rows}


def named(findings: Iterable[Finding]) -> set[int]:
    """Return the ids of the articles that these findings name."""
    values = [value for row in findings for value in (row.values or {}).values() if isinstance(value, dict)]
    return {value["article"] for value in values if "article" in value}


def _sentence(
    row: Finding,
    articles: dict[int, OtherArticle],
    sources: dict[int, OtherSource],
    within: Platform | None,
    hidden: Collection[int],
) -> Sentence:
    if row.values is None:
        # A finished sentence of an older version: it may hold words of the articles that it links.
        silent = (within is not None and row.articles) or set(row.articles or ()) & set(hidden)
        return _neutral(row) if silent else Sentence(row.explanation_zh, row.explanation_en)
    values: Values = from_json(row.values, articles, sources)
    return Sentence(filled(row.explanation_zh, values, "zh"), filled(row.explanation_en, values, "en"))


def _neutral(row: Finding) -> Sentence:
    ids = [str(pk) for pk in row.articles]
    return Sentence(
        f"{finding_name(row.code)}：见文章 {'、'.join(ids)}。", f"{finding_name(row.code, 'en')}: see {_listed(ids)}."
    )


def _listed(ids: list[str]) -> str:
    return f"{'article' if len(ids) == 1 else 'articles'} {', '.join(ids)}"


def _articles(ids: Collection[int], within: Platform | None) -> dict[int, OtherArticle]:
    if not ids:
        return {}
    rows = Article.objects.filter(pk__in=ids, current__isnull=False, **_of(within))
    return {
        pk: OtherArticle(pk, headline, source)
        for pk, headline, source in rows.values_list("pk", "current__headline", "source__name").order_by()
    }


def _sources(ids: Collection[int], within: Platform | None) -> dict[int, OtherSource]:
    if not ids:
        return {}
    rows = Source.objects.filter(pk__in=ids, **_of(within))
    return {pk: OtherSource(pk, name) for pk, name in rows.values_list("pk", "name").order_by()}


def _of(within: Platform | None) -> dict[str, Any]:
    return {} if within is None else {"platform": within}
