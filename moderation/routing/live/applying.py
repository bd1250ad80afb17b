"""Runs the rules over assessed articles, in the transaction of their assessment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from django.db import transaction
from django.utils import timezone

from articles.models import ArticleVersion
from moderation.models import Queue, Rule, RuleChange, RuleMatch, RuleStop, RuleVersion, SeenFacts
from moderation.routing.facts import Facts, facts_of, subject_of, texts_of
from moderation.routing.rulebook import Rulebook, rulebook
from moderation.triage.reasons import ReasonFact
from moderation.triage.rules.ruleset import Ready, route, run

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Applied:
    """The result of the live rules: matching versions, their reasons, the queue of the first that names one."""

    versions: tuple[RuleVersion, ...] = ()
    reasons: tuple[ReasonFact, ...] = ()
    queue: Queue | None = None


def apply_rules(versions: Sequence[ArticleVersion], *, opened: Collection[int]) -> dict[int, Applied]:
    """Runs every rule once on each version and stores the matches, live or in shadow; results by version id.

    A failing rule is stopped, the others go on. `opened`: the versions that fixed reasons queue by themselves.
    """
    book = rulebook()
    for broken, code in book.broken:
        stop(broken, code, None)
    if not book.rules:
        return {version.pk: Applied() for version in versions}
    facts = facts_of(versions)
    now = timezone.now()
    SeenFacts.objects.bulk_create(
        (
            SeenFacts(version=version, facts=facts[version.pk], opens=version.pk in opened, at=now)
            for version in versions
        ),
        update_conflicts=True,
        unique_fields=["version"],
        update_fields=["facts", "opens", "at"],
    )
    matched = _matched(book, versions, facts)
    _keep(versions, matched)
    live = {pk: [ready for ready in some if ready.live] for pk, some in matched.items()}
    ids = {ready.version for some in live.values() for ready in some}
    rows = RuleVersion.objects.select_related("rule", "queue").in_bulk(ids) if ids else {}
    return {pk: _applied(some, rows, opens=pk in opened) for pk, some in live.items()}


def _matched(
    book: Rulebook, versions: Sequence[ArticleVersion], facts: dict[int, Facts]
) -> dict[int, tuple[Ready, ...]]:
    """The rules that match each version. A rule that failed on one version does not run on the next."""
    found: dict[int, tuple[Ready, ...]] = {}
    rules = list(book.rules)
    for version in versions:
        ran = run(rules, subject_of(facts[version.pk], partial(texts_of, version), book.banks))
        for failed, code in ran.faults:
            stop(failed.version, code, version)
            rules.remove(failed)
        found[version.pk] = ran.matched
    return found


def _applied(live: Sequence[Ready], rows: dict[int, RuleVersion], *, opens: bool) -> Applied:
    versions = tuple(rows[ready.version] for ready in live)
    where = route(live, opens=opens)
    return Applied(
        versions,
        tuple(map(_reason, versions)),
        next((row.queue for row in versions if row.queue and row.queue.code == where.queue), None),
    )


def stop(version_id: int, code: str, article_version: ArticleVersion | None) -> None:
    """Stops a version until a lead resumes it, and stores the cause. Does nothing when it is stopped already."""
    with transaction.atomic():
        _, made = RuleStop.objects.get_or_create(
            version_id=version_id, defaults={"code": code, "article_version": article_version}
        )
        if made:
            rule = Rule.objects.get(versions=version_id)
            RuleChange(rule=rule, version_id=version_id, what=RuleChange.What.STOPPED, detail=code).save()
            log.warning("rule_stopped", rule_version=version_id, code=code)


def _keep(versions: Sequence[ArticleVersion], matched: dict[int, tuple[Ready, ...]]) -> None:
    held: dict[int, set[tuple[int, bool]]] = defaultdict(set)
    for pk, rule, live in RuleMatch.objects.filter(article_version__in=versions).values_list(
        "article_version", "version", "live"
    ):
        held[pk].add((rule, live))
    now = {pk: {(ready.version, ready.live) for ready in some} for pk, some in matched.items()}
    for pk, some in held.items():
        gone = [rule for rule, _ in some - now[pk]]
        if gone:
            RuleMatch.objects.filter(article_version=pk, version__in=gone, decision=None).delete()
    RuleMatch.objects.bulk_create(
        (
            RuleMatch(version_id=rule, article_id=version.article_id, article_version=version, live=live)
            for version in versions
            for rule, live in sorted(now[version.pk] - held[version.pk])
        ),
        ignore_conflicts=True,
    )


def _reason(version: RuleVersion) -> ReasonFact:
    return ReasonFact(
        kind="rule",
        code=version.rule.code,
        severity=version.severity,
        weight=version.weight,
        zh=version.reason_zh,
        en=version.reason_en,
        opens=version.opens,
        rule_version=version.pk,
    )
