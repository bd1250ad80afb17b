"""Takes from spans whatever may be text of an article, a name or an address: what is not listed here does not leave."""

from __future__ import annotations

from collections.abc import Sequence

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Link, SpanContext, Status

REQUEST_ID = "workbench.request_id"
# Routes are patterns of ours, without the ids and words of the address.
KEPT = frozenset({
    "http.method", "http.request.method", "http.route", "http.status_code", "http.response.status_code",
    "db.system", "db.system.name",
    "celery.action", "celery.state", "celery.task_name", "messaging.message_id", "messaging.message.id",
    REQUEST_ID,
})  # fmt: skip


class ReducedExporter(SpanExporter):
    """Hands reduced spans to another exporter."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Sends the spans without what they must not hold."""
        return self._exporter.export([reduced(span) for span in spans])

    def shutdown(self) -> None:
        """Ends the other exporter."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Has the other exporter send what it keeps."""
        return self._exporter.force_flush(timeout_millis)


def reduced(span: ReadableSpan) -> ReadableSpan:
    """The span with its times, ids, status and KEPT attributes: no event (messages of errors), no words of a status."""
    return ReadableSpan(
        name=span.name,
        context=_ids(span.context),
        parent=_ids(span.parent),
        resource=span.resource,
        attributes={name: value for name, value in (span.attributes or {}).items() if name in KEPT},
        links=[Link(context) for link in span.links if (context := _ids(link.context))],
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _ids(context: SpanContext | None) -> SpanContext | None:
    """The context without its trace state, a text that comes from the caller."""
    if context is None:
        return None
    return SpanContext(context.trace_id, context.span_id, context.is_remote, context.trace_flags)
