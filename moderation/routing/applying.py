"""Runs the rules over an article that was assessed, in the transaction of its assessment."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from django.db import transaction
from django.utils import timezone

from articles.models import ArticleVersion
from moderation.models import Queue, Rule, RuleChange, RuleMatch, RuleStop, RuleVersion, SeenFacts
from moderation.routing.facts import facts_of, subject_of, texts_of
from moderation.routing.rulebook import rulebook
from moderation.triage.reasons import ReasonFact
from moderation.triage.rules.ruleset import Ready, route, run

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Applied:
    """What the live rules say: the versions that match, their reasons, and the queue of the first that names one."""

    versions: tuple[RuleVersion, ...] = ()
    reasons: tuple[ReasonFact, ...] = ()
    queue: Queue | None = None


def apply_rules(version: ArticleVersion, *, opens: bool) -> Applied:
    """Runs every rule once and keeps what matched, live or in shadow. A rule that fails is stopped, the others go on.

    `opens`: the fixed reasons queue the article by themselves.
    """
    book = rulebook()
    for broken, code in book.broken:
        stop(broken, code, None)
    if not book.rules:
        return Applied()
    facts = facts_of([version])[version.pk]
    ran = run(book.rules, subject_of(facts, lambda: texts_of(version), book.banks))
    for failed, code in ran.faults:
        stop(failed.version, code, version)
    SeenFacts.objects.update_or_create(version=version, defaults={"facts": facts, "opens": opens, "at": timezone.now()})
    _keep(version, ran.matched)
    live = [ready for ready in ran.matched if ready.live]
    rows = RuleVersion.objects.select_related("rule", "queue").in_bulk([ready.version for ready in live])
    versions = tuple(rows[ready.version] for ready in live)
    where = route(live, opens=opens)
    return Applied(
        versions,
        tuple(map(_reason, versions)),
        next((row.queue for row in versions if row.queue and row.queue.code == where.queue), None),
    )


def stop(version_id: int, code: str, article_version: ArticleVersion | None) -> None:
    """A version runs no more until a lead lets it go on; why is kept. Does nothing when it is stopped already."""
    with transaction.atomic():
        _, made = RuleStop.objects.get_or_create(
            version_id=version_id, defaults={"code": code, "article_version": article_version}
        )
        if made:
            rule = Rule.objects.get(versions=version_id)
            RuleChange(rule=rule, version_id=version_id, what=RuleChange.What.STOPPED, detail=code).save()
            log.warning("rule_stopped", rule_version=version_id, code=code)


def _keep(version: ArticleVersion, matched: tuple[Ready, ...]) -> None:
    held = set(RuleMatch.objects.filter(article_version=version).values_list("version", "live"))
    now = {(ready.version, ready.live) for ready in matched}
    gone = [pk for pk, _ in held - now]
    if gone:
        RuleMatch.objects.filter(article_version=version, version__in=gone, decision=None).delete()
    RuleMatch.objects.bulk_create(
        (
            RuleMatch(version_id=pk, article_id=version.article_id, article_version=version, live=live)
            for pk, live in sorted(now - held)
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
