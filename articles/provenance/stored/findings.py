"""Findings as rows: written once, corrected in place, every correction recorded."""

from __future__ import annotations

from typing import Any

from articles.models import ArticleVersion, Finding, ProvenanceChange
from articles.provenance import finding as pure
from articles.provenance.stored.sql import rows

_HAS_FINDINGS = "SELECT 1 FROM articles_finding WHERE version_id = %s LIMIT 1"


def store_findings(version: ArticleVersion, found: tuple[pure.Finding, ...], because: int | None) -> None:
    """Makes the version's findings what was found. What was assessed before has each change recorded.

    A row keeps its id while its code is found, so that what points to it (reasons in the queue) still does.
    """
    if not found and not rows(_HAS_FINDINGS, version.pk):
        return
    known = {row.code: row for row in version.findings.all()}
    fresh = {each.code: each for each in found}
    gone = [code for code in known if code not in fresh]
    if gone:
        version.findings.filter(code__in=gone).delete()
    Finding.objects.bulk_create(
        Finding(version=version, code=code, **_columns(each)) for code, each in fresh.items() if code not in known
    )
    for code in known.keys() & fresh.keys():
        columns = _columns(fresh[code])
        if any(getattr(known[code], name) != value for name, value in columns.items()):
            Finding.objects.filter(pk=known[code].pk).update(**columns)
    if version.assessed_at is None:
        return
    for code in sorted(known.keys() | fresh.keys()):
        before = _told(_row_columns(known[code])) if code in known else None
        after = _told(_columns(fresh[code])) if code in fresh else None
        if before != after:
            ProvenanceChange(
                version=version,
                what=ProvenanceChange.What.FINDING,
                code=code,
                before=before,
                after=after,
                because_id=because,
            ).save()


def _columns(found: pure.Finding) -> dict[str, Any]:
    return {
        "severity": found.severity,
        "explanation_zh": found.zh,
        "explanation_en": found.en,
        "clause": found.clause,
        "spans": [{"start": span.start, "end": span.end, "text": span.text} for span in found.spans],
        # People count from one.
        "references": [position + 1 for position in found.references],
        "articles": list(found.articles),
    }


def _row_columns(row: Finding) -> dict[str, Any]:
    return {"severity": row.severity, "articles": row.articles}


def _told(columns: dict[str, Any]) -> dict[str, Any]:
    """What makes two findings different: not the wording, whose figures move with every copy."""
    return {"severity": columns["severity"], "articles": sorted(columns["articles"])}
