from moderation.models.appeal import Appeal
from moderation.models.audit import AuditEntry, AuditHead
from moderation.models.bulk import BulkRow, BulkRun
from moderation.models.decision import Decision
from moderation.models.delivery import DeliveryAttempt, DeliverySlot, WebhookDelivery
from moderation.models.endpoint import WebhookEndpoint
from moderation.models.execution import ActRule, Execution
from moderation.models.policy import Clause, PolicyVersion
from moderation.models.queue import Queue, QueueItem, QueueReason
from moderation.models.webhook import Event
from moderation.models.wellbeing import ExposureLimit, Preference
from moderation.models.work import Note, Report, SecondLook, Skip

__all__ = [
    "ActRule",
    "Appeal",
    "AuditEntry",
    "AuditHead",
    "BulkRow",
    "BulkRun",
    "Clause",
    "Decision",
    "DeliveryAttempt",
    "DeliverySlot",
    "Event",
    "Execution",
    "ExposureLimit",
    "Note",
    "PolicyVersion",
    "Preference",
    "Queue",
    "QueueItem",
    "QueueReason",
    "Report",
    "SecondLook",
    "Skip",
    "WebhookDelivery",
    "WebhookEndpoint",
]
