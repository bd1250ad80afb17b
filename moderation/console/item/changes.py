"""Corrections of an article's provenance by later articles, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Article, ArticleVersion, ProvenanceChange
from articles.provenance.rules import finding_name
from moderation.queue.access import hidden_articles

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One correction as a sentence; `because` is the article that brought it."""

    at: datetime
    sentence: str
    because: Article | None


def changes_of(version: ArticleVersion, user: User) -> list[Change]:
    """The latest corrections, the newest first; without what a hidden article brought."""
    rows = version.changes.select_related("because__current").defer("because__current__extraction")
    hidden = hidden_articles(user, "because")
    rows = rows if hidden is None else rows.exclude(hidden)
    return [Change(row.created_at, _sentence(row), row.because) for row in rows[:SHOWN]]


def _sentence(row: ProvenanceChange) -> str:
    if row.what == ProvenanceChange.What.EARLIEST:
        if row.after is None:
            return _("No earlier copy is known any more.")
        return _("An earlier copy is known now: article %(id)s.") % {"id": row.after}
    if row.what == ProvenanceChange.What.DIRECTION:
        return _("The order of two copies has changed.")
    language = "en" if (get_language() or "").startswith("en") else "zh"
    name = {"finding": finding_name(row.code, language)}
    if row.before is None:
        return _("New finding: %(finding)s.") % name
    if row.after is None:
        return _("Finding withdrawn: %(finding)s.") % name
    return _("Finding changed: %(finding)s.") % name
