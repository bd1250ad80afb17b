from moderation.models.audit import AuditEntry, AuditHead
from moderation.models.decision import Decision
from moderation.models.policy import Clause, PolicyVersion
from moderation.models.queue import Queue, QueueItem, QueueReason
from moderation.models.webhook import Event

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Clause",
    "Decision",
    "Event",
    "PolicyVersion",
    "Queue",
    "QueueItem",
    "QueueReason",
]
