"""The figures of the rules: for the rules page, and for the report of a week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from articles.provenance.precision.share import Share, wilson
from moderation.models import Rule, RuleAlarm, RuleMatch
from moderation.routing.verdicts import by_people
from moderation.vocabulary import acts

# Precision uses at most this many of the latest matches that people decided on; older ones say little about today.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class AlarmFigure:
    """One alarm: shares 0–1, `articles` are ids of the burst; `closed_at` is None while it is open."""

    opened_at: datetime
    closed_at: datetime | None
    usual: float
    low: float
    high: float
    recent: float
    matches: int
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RuleFigure:
    """One rule in a span of time.

    `matches` of live versions and `shadow_matches` count article versions. `precision`: of the articles that the rule
    matched live in the span, and on which people decided at any time, the share where they found something to act on,
    with Wilson's 95 % interval; its `value` is None without decisions. `alarms` opened in the span. `state` is current.
    """

    code: str
    name_zh: str
    name_en: str
    state: str
    matches: int
    shadow_matches: int
    precision: Share
    alarms: tuple[AlarmFigure, ...]


def rule_figures(start: datetime, end: datetime) -> list[RuleFigure]:
    """Every rule that runs, or had matches or alarms in [`start`, `end`), in the order of rules."""
    span = Q(created_at__gte=start, created_at__lt=end)
    counts: dict[tuple[int, bool], int] = {
        (rule, live): count
        for rule, live, count in RuleMatch.objects.filter(span)
        .order_by()
        .values_list("version__rule", "live")
        .annotate(count=Count("pk"))
    }
    alarms: dict[int, list[AlarmFigure]] = defaultdict(list)
    for alarm in RuleAlarm.objects.filter(opened_at__gte=start, opened_at__lt=end).order_by("opened_at"):
        alarms[alarm.rule_id].append(
            AlarmFigure(
                alarm.opened_at,
                alarm.closed_at,
                alarm.usual,
                alarm.low,
                alarm.high,
                alarm.recent,
                alarm.matches,
                tuple(alarm.burst),
            )
        )
    matched = {rule for rule, _ in counts}
    shown = Q(live__isnull=False) | Q(shadow__isnull=False) | Q(pk__in=matched | alarms.keys())
    rules = list(Rule.objects.filter(shown))
    precision = precision_by_rule([rule.pk for rule in rules], span)
    return [
        RuleFigure(
            code=rule.code,
            name_zh=rule.name_zh,
            name_en=rule.name_en,
            state=rule.state,
            matches=counts.get((rule.pk, True), 0),
            shadow_matches=counts.get((rule.pk, False), 0),
            precision=precision[rule.pk],
            alarms=tuple(alarms[rule.pk]),
        )
        for rule in rules
    ]


def precision_by_rule(rules: Collection[int], among: Q | None = None, *, live: bool = True) -> dict[int, Share]:
    """The precision of each rule over the latest `MOST` matches, live or in shadow; `among` narrows them."""
    rows = RuleMatch.objects.filter(
        among or Q(), by_people("article__decisions__"), live=live, version__rule__in=rules
    ).order_by("-pk")
    latest: dict[tuple[int, int], tuple[int, bool]] = {}
    columns = ("version__rule", "article", "article__decisions", "article__decisions__act")
    for rule, article, decision, act in rows.values_list(*columns)[:MOST]:
        latest[rule, article] = max(latest.get((rule, article), (0, False)), (decision, act != acts.ALLOW))
    judged: dict[int, list[bool]] = defaultdict(list)
    for (rule, _), (_, upheld) in latest.items():
        judged[rule].append(upheld)
    return {rule: wilson(sum(judged[rule]), len(judged[rule])) for rule in rules}
