from articles.models.access.idempotency import IdempotentAnswer
from articles.models.access.key_use import KeyUse
from articles.models.access.keys import ApiKey, Credential, KeyBinding
from articles.models.access.sign_in import SignIn
from articles.models.alarm import TemplateAlarm
from articles.models.article import Article, ArticleVersion
from articles.models.evidence.change import ProvenanceChange
from articles.models.evidence.citation import Attribution, Reference
from articles.models.evidence.correction import Correction
from articles.models.evidence.finding import Finding
from articles.models.evidence.hash_bank import BankedBand, BankedHash, BankMatch, HashBank
from articles.models.evidence.headline import HeadlineModel, HeadlineVerdict, ShadowScore
from articles.models.evidence.known_claim import (
    ClaimAnswer,
    ClaimLikeness,
    ClaimTerm,
    ClaimVector,
    KnownClaim,
    KnownClaimVersion,
)
from articles.models.evidence.notice import DeclarationLine, Disclaimer, ProvenanceFlag
from articles.models.evidence.picture import Picture, PictureBand, PicturePair
from articles.models.evidence.precision import FindingPrecision, PrecisionGate
from articles.models.evidence.public_text import PublicSentence, SentenceHolder
from articles.models.evidence.retelling import ProtectedOriginal, RareTerm, Retelling, RetellingAnswer
from articles.models.evidence.reuse import ComparedText, Fingerprint, ReuseEdge
from articles.models.evidence.score import Score
from articles.models.evidence.story import Story, StoryChange, StoryMember
from articles.models.evidence.topic import TopicCorrection
from articles.models.page import Page
from articles.models.reputation.group import SourceGroup
from articles.models.reputation.link import SourceLink
from articles.models.reputation.registry import ListEdition, ListEntry, SourceName, SourceRelation
from articles.models.reputation.reliability import (
    EvidenceMark,
    Observation,
    Reliability,
    ReliabilityChange,
    SourceReply,
)
from articles.models.source import Platform, ReviewOutcome, Source
from articles.models.work.assessment import Assessment
from articles.models.work.bulk_import import Import, ImportChunk
from articles.models.work.due import DueRow, LeaseLost
from articles.models.work.revisit import Revisit

__all__ = [
    "ApiKey",
    "Article",
    "ArticleVersion",
    "Assessment",
    "Attribution",
    "BankMatch",
    "BankedBand",
    "BankedHash",
    "ClaimAnswer",
    "ClaimLikeness",
    "ClaimTerm",
    "ClaimVector",
    "ComparedText",
    "Correction",
    "Credential",
    "DeclarationLine",
    "Disclaimer",
    "DueRow",
    "EvidenceMark",
    "Finding",
    "FindingPrecision",
    "Fingerprint",
    "HashBank",
    "HeadlineModel",
    "HeadlineVerdict",
    "IdempotentAnswer",
    "Import",
    "ImportChunk",
    "KeyBinding",
    "KeyUse",
    "KnownClaim",
    "KnownClaimVersion",
    "LeaseLost",
    "ListEdition",
    "ListEntry",
    "Observation",
    "Page",
    "Picture",
    "PictureBand",
    "PicturePair",
    "Platform",
    "PrecisionGate",
    "ProtectedOriginal",
    "ProvenanceChange",
    "ProvenanceFlag",
    "PublicSentence",
    "RareTerm",
    "Reference",
    "Reliability",
    "ReliabilityChange",
    "Retelling",
    "RetellingAnswer",
    "ReuseEdge",
    "ReviewOutcome",
    "Revisit",
    "Score",
    "SentenceHolder",
    "ShadowScore",
    "SignIn",
    "Source",
    "SourceGroup",
    "SourceLink",
    "SourceName",
    "SourceRelation",
    "SourceReply",
    "Story",
    "StoryChange",
    "StoryMember",
    "TemplateAlarm",
    "TopicCorrection",
]
