"""Metrics of articles, queue and rules: waiting rows, their age, and alarms."""

from __future__ import annotations

from django.db.models import Count
from django.utils import timezone

from articles.assessment import due_figures
from articles.models import DeclarationLine, Disclaimer, TemplateAlarm
from moderation.models import QueueItem, Rule, RuleAlarm
from workbench.health.gauges import Families, gauge, gauges


def families() -> Families:
    """Assessments, queue items, alarms, rules."""
    yield from _assessments()
    open_items = QueueItem.objects.filter(state=QueueItem.State.OPEN)
    by_queue = dict(open_items.order_by().values_list("queue__code").annotate(n=Count("pk")))
    yield gauges("queue_items_open", "Open queue items", "queue", by_queue)
    overdue = open_items.filter(due_at__lt=timezone.now()).count()
    yield gauge("queue_items_overdue", "Open queue items past their due date", overdue)
    alarms = TemplateAlarm.objects.filter(closed_at=None).count()
    yield gauge("template_alarms_open", "Templates that stopped yielding a field", alarms)
    wordings = Disclaimer.objects.filter(status=Disclaimer.Status.CANDIDATE).count()
    yield gauge("disclaimer_candidates", "New wordings waiting for a lead", wordings)
    lines = DeclarationLine.objects.filter(status=DeclarationLine.Status.CANDIDATE).count()
    yield gauge("declaration_candidates", "Declaration lines that no rule knows, waiting for a lead", lines)
    rules = {
        "live": Rule.objects.filter(live__isnull=False).count(),
        "shadow": Rule.objects.filter(shadow__isnull=False).count(),
        "stopped": Rule.objects.filter(live__stop__isnull=False).count(),
    }
    yield gauges("rules", "Routing rules that run", "state", rules)
    rule_alarms = RuleAlarm.objects.filter(closed_at=None).count()
    yield gauge("rule_alarms_open", "Live rules outside their usual match rate", rule_alarms)


def _assessments() -> Families:
    stages = due_figures.due_by_stage()
    yield gauges("assessments_due", "Assessments due or leased", "stage", {one.stage: one.due for one in stages})
    by_stage = {one.stage: one.oldest for one in stages}
    yield gauge("assessments_oldest_due_seconds", "Age of the oldest due assessment", max(by_stage.values()))
    yield gauges("stage_oldest_due_seconds", "Age of the oldest due assessment by stage", "stage", by_stage)
    attempts = {str(attempts): n for attempts, n in due_figures.due_by_attempts().items()}
    yield gauges("assessments_due_by_attempts", "Due assessments by how often they were tried", "attempts", attempts)
    yield gauge("assessments_dead", "Assessments given up", due_figures.dead_letters())
