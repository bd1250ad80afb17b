"""Traces join a submission to its task and hold ids alone; switched off, nothing is instrumented."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import Event, ReadableSpan
from opentelemetry.trace import Link, SpanContext, Status, StatusCode, TraceFlags, TraceState

from tests.makers import fields
from tests.moderation.webhooks.receiver import Receiver, answers, receiving
from tests.services.processes import wait_for
from tests.services.web import Web
from tests.services.worker import Service
from workbench import tracing
from workbench.env import BASE_DIR
from workbench.tracing.reduction import reduced

HEADLINE = "云岭桥面今晨封闭检修"


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """Takes traces by OTLP over HTTP, from processes that start after it."""
    with receiving() as receiver:
        receiver.act = answers(200)
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{receiver.server_port}")
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "200")
        yield receiver


def bodies(collector: Receiver) -> list[bytes]:
    return [
        gzip.decompress(one.body) if one.headers.get("content-encoding") == "gzip" else one.body
        for one in collector.requests
    ]


def spans(collector: Receiver) -> list[tuple[str, Any]]:
    """The name of the service and the span, of all that arrived."""
    found = []
    for body in bodies(collector):
        for group in ExportTraceServiceRequest.FromString(body).resource_spans:
            service = next(each.value.string_value for each in group.resource.attributes if each.key == "service.name")
            found += [(service, span) for scope in group.scope_spans for span in scope.spans]
    return found


def test_a_submission_is_joined_to_its_task_by_ids_alone(
    collector: Receiver, worker: Service, api_key: Callable[..., str], tmp_path: Path
) -> None:
    web = Web(api_key(), tmp_path / "web.log")
    try:
        web.start()
        worker.start()
        status, headers, _ = web.request("POST", "articles/?word=hush-hush", fields(headline=HEADLINE))
        assert status == 201
        web.status_of("/no-such-page-424242/")

        def submission() -> Any:
            found = [span for service, span in spans(collector) if service == "workbench-web" and span.kind == 2]
            return next((span for span in found if span.name == "POST api/v1/articles/"), None)

        def ran() -> bool:
            came = submission()
            return came is not None and any(
                service == "workbench-worker"
                and span.trace_id == came.trace_id
                and span.name.startswith("run/articles.")
                for service, span in spans(collector)
            )

        wait_for(ran, "the span of the task that the submission rang for")
    finally:
        web.stop()
    ids = {each.key: each.value.string_value for each in submission().attributes}
    assert ids["workbench.request_id"] == headers["x-request-id"]
    if connection.vendor == "postgresql":
        trace = submission().trace_id
        assert {"SELECT", "INSERT"} <= {span.name for _, span in spans(collector) if span.trace_id == trace}
    sent = b"".join(bodies(collector))
    for secret in (HEADLINE, "山城观察", "封闭", "hush-hush", "424242", web.key, "127.0.0.1", "INSERT INTO"):
        assert secret.encode() not in sent, secret


def test_a_reduced_span_has_no_event_no_words_of_its_status_and_no_state_of_the_caller() -> None:
    context = SpanContext(1, 2, False, TraceFlags(1), TraceState([("who", "zhang")]))
    span = ReadableSpan(
        "SELECT", context, parent=context, links=[Link(context, {"of": "zhang"})], start_time=3, end_time=4,
        attributes={"db.statement": "SELECT 'zhang'", "http.url": "/zhang", "db.system": "postgresql"},
        events=[Event("exception", {"exception.message": "zhang"})], status=Status(StatusCode.ERROR, "zhang"),
    )  # fmt: skip
    left = reduced(span)
    assert "zhang" not in left.to_json() + str(left.links[0].attributes) + str(left.links[0].context)
    assert (left.name, left.context.span_id, left.start_time, left.end_time) == ("SELECT", 2, 3, 4)
    assert dict(left.attributes or {}) == {"db.system": "postgresql"}
    assert left.status.status_code is StatusCode.ERROR


def test_without_the_setting_nothing_is_instrumented() -> None:
    program = "import sys, workbench.wsgi, workbench.celery; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=BASE_DIR, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "workbench.tracing" in loaded
    # redis loads some of OpenTelemetry by itself where it is installed.
    ours = ("workbench.tracing.", "opentelemetry.instrumentation", "opentelemetry.exporter")
    assert [name for name in loaded if name.startswith(ours)] == []


def test_the_setting_without_the_libraries_says_what_to_install(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:1"
    monkeypatch.delitem(sys.modules, "workbench.tracing.pipeline", raising=False)
    monkeypatch.delattr(tracing, "pipeline", raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry.instrumentation.psycopg", None)
    with pytest.raises(ImproperlyConfigured, match=r"requirements-otel\.txt"):
        tracing.start("web")
