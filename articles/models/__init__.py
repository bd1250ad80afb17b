from articles.models.access import ApiKey
from articles.models.alarm import TemplateAlarm
from articles.models.article import Article, ArticleVersion
from articles.models.assessment import Assessment
from articles.models.bulk_import import Import, ImportChunk
from articles.models.change import ProvenanceChange
from articles.models.citation import Attribution, Reference
from articles.models.due import DueRow, LeaseLost
from articles.models.finding import Finding
from articles.models.group import SourceGroup
from articles.models.headline import HeadlineModel, HeadlineVerdict, ShadowScore
from articles.models.idempotency import IdempotentAnswer
from articles.models.notice import Disclaimer, ProvenanceFlag
from articles.models.page import Page
from articles.models.registry import ListEdition, ListEntry, SourceName, SourceRelation
from articles.models.reliability import EvidenceMark, Observation, Reliability, ReliabilityChange, SourceReply
from articles.models.reuse import ComparedText, Fingerprint, ReuseEdge
from articles.models.revisit import Revisit
from articles.models.score import Score
from articles.models.source import Platform, ReviewOutcome, Source

__all__ = [
    "ApiKey",
    "Article",
    "ArticleVersion",
    "Assessment",
    "Attribution",
    "ComparedText",
    "Disclaimer",
    "DueRow",
    "EvidenceMark",
    "Finding",
    "Fingerprint",
    "HeadlineModel",
    "HeadlineVerdict",
    "IdempotentAnswer",
    "Import",
    "ImportChunk",
    "LeaseLost",
    "ListEdition",
    "ListEntry",
    "Observation",
    "Page",
    "Platform",
    "ProvenanceChange",
    "ProvenanceFlag",
    "Reference",
    "Reliability",
    "ReliabilityChange",
    "ReuseEdge",
    "ReviewOutcome",
    "Revisit",
    "Score",
    "ShadowScore",
    "Source",
    "SourceGroup",
    "SourceName",
    "SourceRelation",
    "SourceReply",
    "TemplateAlarm",
]
