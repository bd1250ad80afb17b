from moderation.models.audit import AuditEntry, AuditHead
from moderation.models.decisions.appeal import Appeal
from moderation.models.decisions.bulk import BulkRow, BulkRun
from moderation.models.decisions.decision import Decision, DecisionBasis
from moderation.models.decisions.execution import ActRule, Execution
from moderation.models.outside_scorer import OutsideScorer, ScorerCall
from moderation.models.people.outside_console import OutsideConsole, PersonToken, SignInCode
from moderation.models.people.provider_identity import ProviderIdentity
from moderation.models.people.saved_filter import SavedFilter
from moderation.models.people.second_factor import Authenticator, RecoveryCode, SealedSeed
from moderation.models.people.wellbeing import ExposureLimit, Preference
from moderation.models.policy import Clause, PolicyVersion
from moderation.models.priority import PriorityModel, PriorityScheme
from moderation.models.queue import Queue, QueueItem, QueueReason
from moderation.models.reports.report import ReportMail, ReportRevision, ReportSubscriber, WeeklyReport
from moderation.models.reports.rollup import CountedDay, DayMark, Leader, RollUp
from moderation.models.rules.backtest import Backtest, BacktestChunk
from moderation.models.rules.phrases import PhraseBank, PhraseBankVersion
from moderation.models.rules.proposal import Proposal
from moderation.models.rules.routing import Rule, RuleChange, RuleStop, RuleVersion
from moderation.models.rules.rule_matches import RuleAlarm, RuleDay, RuleMatch, SeenFacts
from moderation.models.webhooks.delivery import DeliveryAttempt, DeliverySlot, WebhookDelivery
from moderation.models.webhooks.endpoint import WebhookEndpoint
from moderation.models.webhooks.event import Event
from moderation.models.webhooks.feed import FeedEntry, FeedHead, RetiredSecret
from moderation.models.work import FindingAnswer, Note, Report, SecondLook, Skip

__all__ = [
    "ActRule",
    "Appeal",
    "AuditEntry",
    "AuditHead",
    "Authenticator",
    "Backtest",
    "BacktestChunk",
    "BulkRow",
    "BulkRun",
    "Clause",
    "CountedDay",
    "DayMark",
    "Decision",
    "DecisionBasis",
    "DeliveryAttempt",
    "DeliverySlot",
    "Event",
    "Execution",
    "ExposureLimit",
    "FeedEntry",
    "FeedHead",
    "FindingAnswer",
    "Leader",
    "Note",
    "OutsideConsole",
    "OutsideScorer",
    "PersonToken",
    "PhraseBank",
    "PhraseBankVersion",
    "PolicyVersion",
    "Preference",
    "PriorityModel",
    "PriorityScheme",
    "Proposal",
    "ProviderIdentity",
    "Queue",
    "QueueItem",
    "QueueReason",
    "RecoveryCode",
    "Report",
    "ReportMail",
    "ReportRevision",
    "ReportSubscriber",
    "RetiredSecret",
    "RollUp",
    "Rule",
    "RuleAlarm",
    "RuleChange",
    "RuleDay",
    "RuleMatch",
    "RuleStop",
    "RuleVersion",
    "SavedFilter",
    "ScorerCall",
    "SealedSeed",
    "SecondLook",
    "SeenFacts",
    "SignInCode",
    "Skip",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WeeklyReport",
]
