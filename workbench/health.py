"""Is it alive, is it ready, how is it doing: for load balancers and Prometheus."""

from __future__ import annotations

import redis
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from articles.models import Assessment, Disclaimer, TemplateAlarm
from articles.scoring.weights import WeightsError, load_weights, weights_path
from moderation.models import QueueItem, Rule, RuleAlarm, WebhookDelivery, WebhookEndpoint
from moderation.webhooks.figures import backlog
from workbench.api.throttling import counter
from workbench.broker import broker_client


def livez(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, broker and weights are there, else 503; says which is missing."""
    checks = {"database": _database, "broker": _broker, "weights": _weights}
    states = {name: check() for name, check in checks.items()}
    return JsonResponse(states, status=200 if all(state == "ok" for state in states.values()) else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text: the work that is due, its age, what was given up, and the open queue."""
    registry = CollectorRegistry()
    now = timezone.now()
    due = Gauge("workbench_assessments_due", "Assessments due or leased", ["stage"], registry=registry)
    age = Gauge("workbench_assessments_oldest_due_seconds", "Age of the oldest due assessment", registry=registry)
    dead = Gauge("workbench_assessments_dead", "Assessments given up", registry=registry)
    items = Gauge("workbench_queue_items_open", "Open queue items", ["queue"], registry=registry)
    overdue = Gauge("workbench_queue_items_overdue", "Open queue items past their due date", registry=registry)
    waiting = Assessment.objects.filter(due_at__isnull=False)
    for stage in sorted(set(Assessment.Stage) - {Assessment.Stage.DONE}):
        due.labels(stage=str(stage)).set(waiting.filter(stage=stage).count())
    oldest = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    age.set(max(0.0, (now - oldest).total_seconds()) if oldest else 0)
    dead.set(Assessment.objects.filter(dead_at__isnull=False).count())
    open_items = QueueItem.objects.filter(state=QueueItem.State.OPEN)
    for code in open_items.values_list("queue__code", flat=True).distinct().order_by():
        items.labels(queue=code).set(open_items.filter(queue__code=code).count())
    overdue.set(open_items.filter(due_at__lt=now).count())
    alarms = Gauge("workbench_template_alarms_open", "Templates that stopped yielding a field", registry=registry)
    alarms.set(TemplateAlarm.objects.filter(closed_at=None).count())
    wordings = Gauge("workbench_disclaimer_candidates", "New wordings waiting for a lead", registry=registry)
    wordings.set(Disclaimer.objects.filter(status=Disclaimer.Status.CANDIDATE).count())
    rules = Gauge("workbench_rules", "Routing rules that run", ["state"], registry=registry)
    rules.labels(state="live").set(Rule.objects.filter(live__isnull=False).count())
    rules.labels(state="shadow").set(Rule.objects.filter(shadow__isnull=False).count())
    rules.labels(state="stopped").set(Rule.objects.filter(live__stop__isnull=False).count())
    rule_alarms = Gauge("workbench_rule_alarms_open", "Live rules outside their usual match rate", registry=registry)
    rule_alarms.set(RuleAlarm.objects.filter(closed_at=None).count())
    _webhooks(registry)
    enforced = Gauge("workbench_rate_limits_enforced", "1 when requests of API keys are counted", registry=registry)
    enforced.set(_broker() == "ok")
    free = Gauge("workbench_requests_uncounted", "Requests let through uncounted, by this process", registry=registry)
    free.set(counter.failures)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _webhooks(registry: CollectorRegistry) -> None:
    """Messages by what became of them, the age of the oldest on its way, and endpoints by state."""
    now = backlog()
    messages = Gauge("workbench_webhook_deliveries", "Webhook messages by state", ["state"], registry=registry)
    for state in WebhookDelivery.State.values:
        messages.labels(state=state).set(now.deliveries.get(state, 0))
    age = Gauge("workbench_webhook_oldest_pending_seconds", "Age of the oldest message on its way", registry=registry)
    age.set(now.oldest)
    endpoints = Gauge("workbench_webhook_endpoints", "Webhook endpoints by state", ["state"], registry=registry)
    for state in WebhookEndpoint.State.values:
        endpoints.labels(state=state).set(now.endpoints.get(state, 0))


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return "ok"


def _broker() -> str:
    try:
        broker_client().ping()
    except redis.RedisError as error:
        return type(error).__name__
    return "ok"


def _weights() -> str:
    try:
        for language in ("zh", "en"):
            load_weights(weights_path(language))
    except WeightsError:
        return "unreadable"
    return "ok"
