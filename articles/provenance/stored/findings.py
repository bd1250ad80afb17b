"""Findings as rows: written once, corrected in place, with a record of each correction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from articles.models import ArticleVersion, Finding, ProvenanceChange
from articles.provenance import finding as pure
from articles.provenance.precision.gate import Gate
from articles.provenance.sentence import to_json
from articles.provenance.stored.precision import current_gate
from articles.provenance.stored.sql import rows_among


class Found(NamedTuple):
    """The findings of a version; `because` is the article that caused the re-assessment, if there is only one."""

    version: ArticleVersion
    findings: tuple[pure.Finding, ...]
    because: int | None


_WITH_FINDINGS = "SELECT DISTINCT version_id FROM articles_finding WHERE version_id {among}"


def store_findings(found: Sequence[Found]) -> None:
    """Store the findings of versions; for a re-assessment, record each change.

    A row keeps its id while its code is found, so that references to it (reasons in the queue) stay valid. Severities
    are held at the gate of measured precision, so that everything that reads the rows agrees.
    """
    found = list(_gated(found))
    stored = {pk for (pk,) in rows_among(_WITH_FINDINGS, [each.version.pk for each in found])}
    known = {
        each.version.pk: {row.code: row for row in each.version.findings.all()}
        for each in found
        if each.version.pk in stored
    }
    Finding.objects.bulk_create(
        Finding(version=each.version, code=new.code, **_columns(new))
        for each in found
        for new in each.findings
        if new.code not in known.get(each.version.pk, ())
    )
    for each in found:
        rows = known.get(each.version.pk, {})
        _correct(each, rows)
        if each.version.assessed_at is not None:
            _record_changes(each, rows)


def _gated(found: Sequence[Found]) -> Iterator[Found]:
    gate = current_gate() if any(each.findings for each in found) else Gate()
    for each in found:
        held = (replace(one, severity=gate.severity(one.code, one.severity)) for one in each.findings)
        yield each._replace(findings=tuple(held))


def _correct(found: Found, known: dict[str, Finding]) -> None:
    """Delete rows whose code is not found any more, and update the others."""
    fresh = {each.code: each for each in found.findings}
    gone = [code for code in known if code not in fresh]
    if gone:
        found.version.findings.filter(code__in=gone).delete()
    for code in known.keys() & fresh.keys():
        columns = _columns(fresh[code])
        if any(getattr(known[code], name) != value for name, value in columns.items()):
            Finding.objects.filter(pk=known[code].pk).update(**columns)


def _record_changes(found: Found, known: dict[str, Finding]) -> None:
    fresh = {each.code: each for each in found.findings}
    for code in sorted(known.keys() | fresh.keys()):
        before = _told(_row_columns(known[code])) if code in known else None
        after = _told(_columns(fresh[code])) if code in fresh else None
        if before != after:
            ProvenanceChange(
                version=found.version,
                what=ProvenanceChange.What.FINDING,
                code=code,
                before=before,
                after=after,
                because_id=found.because,
            ).save()


def _columns(found: pure.Finding) -> dict[str, Any]:
    return {
        "severity": found.severity,
        "explanation_zh": found.pattern_zh,
        "explanation_en": found.pattern_en,
        "values": to_json(found.values),
        "clause": found.clause,
        "spans": [{"start": span.start, "end": span.end, "text": span.text} for span in found.spans],
        # Stored positions count from one.
        "references": [position + 1 for position in found.references],
        "articles": list(found.articles),
    }


def _row_columns(row: Finding) -> dict[str, Any]:
    return {"severity": row.severity, "articles": row.articles}


def _told(columns: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that distinguish two findings; not the wording, whose figures change with every copy."""
    return {"severity": columns["severity"], "articles": sorted(columns["articles"])}
