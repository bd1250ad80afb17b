"""Is it alive, is it ready, how is it doing: for load balancers and Prometheus."""

from __future__ import annotations

import redis
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from articles.models import Assessment, Disclaimer, TemplateAlarm
from articles.scoring.weights import WeightsError, load_weights, weights_path
from moderation.models import QueueItem
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
    enforced = Gauge("workbench_rate_limits_enforced", "1 when requests of API keys are counted", registry=registry)
    enforced.set(_broker() == "ok")
    free = Gauge("workbench_requests_uncounted", "Requests let through uncounted, by this process", registry=registry)
    free.set(counter.failures)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


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
