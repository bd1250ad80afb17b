"""Watches match rates of live rules: raises alarms outside the usual band, stops rules that match all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from moderation.models import Event, Rule, RuleAlarm, RuleDay, RuleMatch, SeenFacts
from moderation.routing.live.applying import stop
from moderation.triage.rules.figures import Band, usual_band
from moderation.vocabulary import events

RECENT, USUAL = timedelta(days=1), timedelta(days=28)
# The latest articles of a burst that an alarm keeps.
SHOWN = 50


def watch_rules(*, dry_run: bool = False, now: datetime | None = None) -> int:
    """Opens and closes alarms, and stops rules that match nearly everything; returns how many changed."""
    now = now or timezone.now()
    articles = SeenFacts.objects.filter(at__gte=now - RECENT, at__lt=now).count()
    recent = RuleMatch.objects.filter(created_at__gte=now - RECENT, created_at__lt=now, live=True).order_by()
    matches = dict(recent.values_list("version").annotate(count=Count("pk")))
    changed = 0
    for rule in Rule.objects.filter(live__isnull=False, live__stop=None).select_related("live"):
        count = min(matches.get(rule.live_id, 0), articles)
        changed += _stopped(rule, count, articles, dry_run=dry_run) or _watched(
            rule, count, articles, now, dry_run=dry_run
        )
    orphans = RuleAlarm.objects.filter(closed_at=None, rule__live=None)
    return changed + (orphans.count() if dry_run else orphans.update(closed_at=now))


def _stopped(rule: Rule, count: int, articles: int, *, dry_run: bool) -> bool:
    if articles < settings.RULE_LEAST_ARTICLES or count <= settings.RULE_MOST_SHARE * articles:
        return False
    if not dry_run and rule.live_id is not None:
        stop(rule.live_id, "matches_all", None)
    return True


def _watched(rule: Rule, count: int, articles: int, now: datetime, *, dry_run: bool) -> bool:
    band = _band(rule, articles, now)
    if band is None:
        # Too few articles say nothing: an alarm stays open until the rate is known to be usual.
        return False
    unusual = not band.low <= count / articles <= band.high
    with transaction.atomic():
        alarm = RuleAlarm.objects.select_for_update().filter(rule=rule, closed_at=None).first()
        if unusual == (alarm is not None):
            return False
        if dry_run:
            return True
        if alarm is not None:
            alarm.closed_at = now
            alarm.save(update_fields=["closed_at"])
        else:
            _open(rule, band, count, articles)
    return True


def _band(rule: Rule, articles: int, now: datetime) -> Band | None:
    """The band from the days of all live versions of the rule, so a new version with another rate raises an alarm."""
    today = timezone.localdate(now)
    days = RuleDay.objects.filter(
        version__rule=rule, live=True, day__gte=today - USUAL, day__lt=timezone.localdate(now - RECENT)
    )
    return usual_band(list(days.values_list("matches", "articles")), articles)


def _open(rule: Rule, band: Band, count: int, articles: int) -> None:
    assert rule.live is not None  # noqa: S101 - filtered
    burst = RuleMatch.objects.filter(version=rule.live_id, live=True).order_by("-created_at", "-pk")
    alarm = RuleAlarm.objects.create(
        rule=rule,
        version=rule.live,
        usual=band.usual,
        low=band.low,
        high=band.high,
        recent=count / articles,
        matches=count,
        articles=articles,
        burst=list(burst.values_list("article", flat=True)[:SHOWN]),
    )
    Event(
        type=events.RULE_ALARM,
        data={
            "rule": rule.code,
            "rule_version": rule.live.number,
            "share": {"usual": band.usual, "low": band.low, "high": band.high, "now": alarm.recent},
            "matches": count,
            "articles_seen": articles,
            "articles": alarm.burst,
        },
    ).save()
