"""Reads the facts of stored article versions for the rules, many at once, in one query per table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from articles.models import ArticleVersion, Attribution, ClaimLikeness, Disclaimer, Reference, ReuseEdge
from articles.provenance.stored.hash_banks import banks_of
from articles.provenance.stored.pictures import SeenPicture, same_pictures_of
from articles.text.china_time import CHINA_ZONE
from articles.text.search_folding import fold_for_search
from articles.vocabulary import citations
from articles.vocabulary.citations import ATTRIBUTIONS
from articles.vocabulary.scores import SCORES, SIGNAL
from moderation.outside_scorers.protocol import scorer_of
from moderation.triage.rules.phrases import PhraseIndex
from moderation.triage.rules.subject import Subject, Value

Facts = dict[str, Any]
_LIKENESS = ("version", "level", "denial")


def facts_of(versions: Sequence[ArticleVersion]) -> dict[int, Facts]:
    """The facts of each version by its id, as plain JSON, without the texts.

    Fetch the versions with `article__source` and `article__platform`; for many, also prefetch `scores`, `findings` and
    `flags`.
    """
    ids = [version.pk for version in versions]
    references = _counts(Reference.objects.filter(version__in=ids).values_list("version"))
    credited = list(Attribution.objects.filter(version__in=ids).values_list("version", "kind"))
    attributions = Counter(version for version, _ in credited)
    nameless = Counter(version for version, kind in credited if ATTRIBUTIONS[kind].is_nameless_speaker)
    disclaimers: dict[int, set[str]] = defaultdict(set)
    carried = Disclaimer.versions.through.objects.filter(articleversion__in=ids)
    for version, code, also in carried.values_list("articleversion", "disclaimer__code", "disclaimer__also"):
        disclaimers[version].update((code, *also))
    likenesses = ClaimLikeness.objects.filter(version__in=ids)
    claims = {version: (level, bool(denial)) for version, level, denial in likenesses.values_list(*_LIKENESS)}
    banks, seen = banks_of(ids), same_pictures_of(versions)
    reuse = _reuse([version.article_id for version in versions])
    return {
        version.pk: {
            **_scores(version),
            **_declared(version),
            **_source(version),
            **_form(version),
            **_published(version),
            **reuse[version.article_id],
            **_claims(*claims.get(version.pk, ("none", False))),
            **_pictures(version, banks.get(version.pk, ()), seen[version.pk]),
            "disclaimers": sorted(disclaimers[version.pk]),
            "references": references[version.pk],
            "attributions": attributions[version.pk],
            "attributions_nameless": nameless[version.pk],
        }
        for version in versions
    }


def subject_of(facts: Mapping[str, Any], texts: Callable[[], tuple[str, str]], banks: PhraseIndex) -> Subject:
    """The article as input of rules, from the facts of `facts_of`."""
    return Subject({name: _value(value) for name, value in facts.items()}, texts, banks)


def texts_of(version: ArticleVersion) -> tuple[str, str]:
    """Folded headline and body, declarations with it."""
    extraction = version.extraction
    lines = [*(extraction.get("body") or ()), *(extraction.get("declarations") or ())]
    return fold_for_search(version.headline).text, fold_for_search("\n".join(lines)).text


def _value(value: Any) -> Value:
    if isinstance(value, list):
        return frozenset(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    found: Value = value
    return found


def _scores(version: ArticleVersion) -> Facts:
    scores = sorted(version.scores.all(), key=lambda score: score.pk)
    rows = {score.name: score for score in scores}
    # The newest answer of a scorer outside is last, and stays.
    signals = {f"signal.{scorer_of(score.model)}": score.value for score in scores if score.name == SIGNAL}
    return signals | {
        f"{term}.{fact.name}": getattr(rows.get(term.code), fact.column, None)
        for term in SCORES.terms
        for fact in term.rule_facts
    }


def _declared(version: ArticleVersion) -> Facts:
    findings = list(version.findings.all())
    flags = [code for flag in version.flags.all() if flag.declared_by == "author" for code in flag.codes]
    return {
        "flags": sorted(set(flags)),
        "findings": sorted(finding.code for finding in findings),
        "findings_high": sorted(finding.code for finding in findings if finding.severity == "high"),
        "topic": "news" if version.topic_is_news else version.topic or None,
        "topic_code": version.topic or None,
        "language": version.language or None,
    }


def _source(version: ArticleVersion) -> Facts:
    source = version.article.source
    return {
        "platform": version.article.platform.code,
        "source.kind": source.kind if source else None,
        "source.name": fold_for_search(source.name).text if source else None,
        "source.followers": source.follower_count if source else None,
    }


def _form(version: ArticleVersion) -> Facts:
    body = version.extraction.get("body") or ()
    return {
        "length.headline": len(version.headline),
        "length.body": sum(map(len, body)),
        "length.paragraphs": len(body),
        "images": len(version.extraction.get("images") or ()),
        "comments": version.extraction.get("comment_count"),
    }


def _published(version: ArticleVersion) -> Facts:
    at: datetime | None = version.published_at
    here = at.astimezone(CHINA_ZONE) if at else None
    return {
        "published.hour": here.hour if here else None,
        "published.weekday": here.isoweekday() if here else None,
        "published.age_hours": round((version.created_at - at).total_seconds() / 3600, 2) if at else None,
    }


def _claims(level: str, is_denied: bool) -> Facts:
    return {"claims.similar": level, "claims.denied": is_denied}


def _pictures(version: ArticleVersion, banks: Iterable[str], seen: Iterable[SeenPicture]) -> Facts:
    earlier = [each.other for each in seen if each.is_earlier]
    times = [other.current.published_at for other in earlier if other.current and other.current.published_at]
    days = (version.published_at - min(times)).days if times and version.published_at else None
    return {
        "pictures.banks": sorted(fold_for_search(name).text for name in banks),
        "pictures.earlier": len({other.pk for other in earlier}),
        "pictures.earlier_days": days,
    }


def _reuse(articles: Sequence[int]) -> dict[int, Facts]:
    copies: Counter[int] = Counter()
    uncredited: Counter[int] = Counter()
    containment: dict[int, float] = defaultdict(float)
    wanted = set(articles)
    rows = ReuseEdge.objects.filter(Q(earlier__in=articles) | Q(later__in=articles)).order_by()
    for earlier, later, directed, share, credit in rows.values_list(
        "earlier", "later", "directed", "containment", "credit"
    ):
        copies.update(wanted & {earlier, later})
        if directed and later in wanted:
            containment[later] = max(containment[later], share)
            uncredited[later] += credit == citations.UNCREDITED
    return {
        article: {
            "reuse.copies": copies[article],
            "reuse.containment": containment[article],
            "reuse.uncredited": uncredited[article],
        }
        for article in articles
    }


def _counts(rows: Any) -> Counter[int]:
    return Counter(version for (version,) in rows)
