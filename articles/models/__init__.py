from articles.models.access import ApiKey
from articles.models.alarm import TemplateAlarm
from articles.models.article import Article, ArticleVersion
from articles.models.assessment import Assessment
from articles.models.citation import Attribution, Reference
from articles.models.due import DueRow, LeaseLost
from articles.models.finding import Finding
from articles.models.notice import Disclaimer, ProvenanceFlag
from articles.models.page import Page
from articles.models.score import Score
from articles.models.source import Platform, ReviewOutcome, Source

__all__ = [
    "ApiKey",
    "Article",
    "ArticleVersion",
    "Assessment",
    "Attribution",
    "Disclaimer",
    "DueRow",
    "Finding",
    "LeaseLost",
    "Page",
    "Platform",
    "ProvenanceFlag",
    "Reference",
    "ReviewOutcome",
    "Score",
    "Source",
    "TemplateAlarm",
]
