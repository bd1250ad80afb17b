"""Client of the provenance workbench: submit articles, work the queue, follow events, verify webhooks."""

from provenance_workbench.client import Client
from provenance_workbench.errors import ApiError, BadSignature, Conflict, Invalid, NoAnswer, NotFound, WorkbenchError
from provenance_workbench.pages import EventFeed
from provenance_workbench.values import Decision, Event, Outcome, QueueItem
from provenance_workbench.webhooks import verify_webhook

__all__ = [
    "ApiError", "BadSignature", "Client", "Conflict", "Decision", "Event", "EventFeed", "Invalid", "NoAnswer",
    "NotFound", "Outcome", "QueueItem", "WorkbenchError", "verify_webhook",
]  # fmt: skip
