from moderation.models.appeal import Appeal
from moderation.models.audit import AuditEntry, AuditHead
from moderation.models.bulk import BulkRow, BulkRun
from moderation.models.decision import Decision
from moderation.models.execution import ActRule, Execution
from moderation.models.policy import Clause, PolicyVersion
from moderation.models.queue import Queue, QueueItem, QueueReason
from moderation.models.report import ReportMail, ReportRevision, ReportSubscriber, WeeklyReport
from moderation.models.rollup import CountedDay, DayMark, Leader, RollUp
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
    "CountedDay",
    "DayMark",
    "Decision",
    "Event",
    "Execution",
    "ExposureLimit",
    "Leader",
    "Note",
    "PolicyVersion",
    "Preference",
    "Queue",
    "QueueItem",
    "QueueReason",
    "Report",
    "ReportMail",
    "ReportRevision",
    "ReportSubscriber",
    "RollUp",
    "SecondLook",
    "Skip",
    "WeeklyReport",
]
