"""Corrections of an article's provenance by later articles, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Article, ArticleVersion, ProvenanceChange
from articles.provenance.rules import finding_name

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One correction as a sentence; `because` is the article that brought it."""

    at: datetime
    sentence: str
    because: Article | None


def changes_of(version: ArticleVersion) -> list[Change]:
    """The latest corrections, the newest first."""
    rows = version.changes.select_related("because__current").defer("because__current__extraction")[:SHOWN]
    return [Change(row.created_at, _sentence(row), row.because) for row in rows]


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
