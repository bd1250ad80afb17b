from moderation.models.appeal import Appeal
from moderation.models.audit import AuditEntry, AuditHead
from moderation.models.backtest import Backtest, BacktestChunk
from moderation.models.bulk import BulkRow, BulkRun
from moderation.models.decision import Decision
from moderation.models.delivery import DeliveryAttempt, DeliverySlot, WebhookDelivery
from moderation.models.endpoint import WebhookEndpoint
from moderation.models.execution import ActRule, Execution
from moderation.models.phrases import PhraseBank, PhraseBankVersion
from moderation.models.policy import Clause, PolicyVersion
from moderation.models.queue import Queue, QueueItem, QueueReason
from moderation.models.report import ReportMail, ReportRevision, ReportSubscriber, WeeklyReport
from moderation.models.rollup import CountedDay, DayMark, Leader, RollUp
from moderation.models.routing import Rule, RuleChange, RuleStop, RuleVersion
from moderation.models.rule_matches import RuleAlarm, RuleDay, RuleMatch, SeenFacts
from moderation.models.webhook import Event
from moderation.models.wellbeing import ExposureLimit, Preference
from moderation.models.work import Note, Report, SecondLook, Skip

__all__ = [
    "ActRule",
    "Appeal",
    "AuditEntry",
    "AuditHead",
    "Backtest",
    "BacktestChunk",
    "BulkRow",
    "BulkRun",
    "Clause",
    "CountedDay",
    "DayMark",
    "Decision",
    "DeliveryAttempt",
    "DeliverySlot",
    "Event",
    "Execution",
    "ExposureLimit",
    "Leader",
    "Note",
    "PhraseBank",
    "PhraseBankVersion",
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
    "Rule",
    "RuleAlarm",
    "RuleChange",
    "RuleDay",
    "RuleMatch",
    "RuleStop",
    "RuleVersion",
    "SecondLook",
    "SeenFacts",
    "Skip",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WeeklyReport",
]
