"""The OpenTelemetry SDK at work; imported only where traces are switched on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.celery import CeleryInstrumentor
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from workbench.tracing.reduction import REQUEST_ID, ReducedExporter

_started: list[TracerProvider] = []


def start(part: str, endpoint: str) -> None:
    """Traces requests, tasks and PostgreSQL statements of this process; spans go to `endpoint`/v1/traces in batches."""
    provider = TracerProvider(resource=Resource.create({"service.name": f"workbench-{part}"}))
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(ReducedExporter(exporter)))
    trace.set_tracer_provider(provider)
    DjangoInstrumentor().instrument(response_hook=_note_request_id, excluded_urls="livez,readyz,metrics")
    CeleryInstrumentor().instrument()  # type: ignore[no-untyped-call]
    PsycopgInstrumentor().instrument()
    _started.append(provider)


def stop() -> None:
    """Sends the spans that are still kept."""
    for provider in _started:
        provider.shutdown()
    _started.clear()


def _note_request_id(span: Any, request: HttpRequest, response: HttpResponse) -> None:
    """The id that stands in the log and in the answer's X-Request-ID."""
    span.set_attribute(REQUEST_ID, response.get("X-Request-ID", ""))
