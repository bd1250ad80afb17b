"""Watch the fields that templates yield, and raise an alarm when a platform has changed its pages."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from articles.intake.extraction_coverage import LEAST_RECENT, TEMPLATE, Fall, falls
from articles.models import ArticleVersion, TemplateAlarm

RECENT, USUAL = timedelta(days=1), timedelta(days=29)
# A key for all templates of a platform: its own and the generic one, to which unknown pages fall through.
ALL_TEMPLATES = "*"
Key = tuple[int, str]


def watch_templates(*, dry_run: bool = False, now: datetime | None = None) -> int:
    """Open and close alarms; return how many changed. Text copies have a template of their own, and count too."""
    now = now or timezone.now()
    recent = _yields(now - RECENT, now)
    usual = _yields(now - USUAL, now - RECENT)
    fallen = {
        (*key, fall.field): fall
        for key in recent
        for fall in falls(recent[key], usual.get(key, []))
        # The missing template is a matter of the platform, a missing field one of the template.
        if (fall.field == TEMPLATE) == (key[1] == ALL_TEMPLATES)
    }
    with transaction.atomic():
        open_alarms = {
            (alarm.platform_id, alarm.template, alarm.field): alarm
            for alarm in TemplateAlarm.objects.select_for_update().filter(closed_at=None)
        }
        opened = fallen.keys() - open_alarms.keys()
        # Too few articles today prove nothing: an alarm stays until enough articles show its template healthy.
        well = {key for key in open_alarms.keys() - fallen.keys() if _seen(recent, key)}
        if not dry_run:
            TemplateAlarm.objects.bulk_create(_alarm(key, fallen[key]) for key in sorted(opened))
            TemplateAlarm.objects.filter(pk__in=[open_alarms[key].pk for key in well]).update(closed_at=now)
    return len(opened) + len(well)


def _yields(start: datetime, end: datetime) -> dict[Key, list[tuple[str, int]]]:
    rows = (
        ArticleVersion.objects.filter(created_at__gte=start, created_at__lt=end)
        .order_by()
        .values_list("article__platform", "template", "missing")
        .annotate(articles=Count("pk"))
    )
    found: dict[Key, list[tuple[str, int]]] = defaultdict(list)
    for platform, template, missing, articles in rows:
        found[platform, template].append((missing, articles))
        if template != "structured":
            found[platform, ALL_TEMPLATES].append((missing, articles))
    return found


def _seen(recent: dict[Key, list[tuple[str, int]]], key: tuple[int, str, str]) -> bool:
    return sum(articles for _, articles in recent.get(key[:2], [])) >= LEAST_RECENT


def _alarm(key: tuple[int, str, str], fall: Fall) -> TemplateAlarm:
    platform, template, field = key
    return TemplateAlarm(
        platform_id=platform,
        template=template,
        field=field,
        usual=fall.usual,
        recent=fall.recent,
        articles=fall.articles,
    )
