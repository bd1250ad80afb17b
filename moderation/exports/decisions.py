"""Decisions of a span of time in three shapes, row by row: memory does not grow with their number."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet

from articles.text.china_time import CHINA_ZONE
from moderation.models import Decision, Execution
from moderation.reports.forms.cells import harmless
from moderation.reports.terms import named, named_at_length
from moderation.statements.facts import facts_of
from moderation.statements.transparency import transparency_record
from moderation.vocabulary.acts import ACTS
from moderation.vocabulary.channels import CHANNELS

CHUNK = 500


class UnknownExport(ValueError):
    """An unknown kind or form of export; the message names the known ones."""


def decisions_between(start: datetime, end: datetime) -> QuerySet[Decision]:
    """Decisions made in [start, end), the oldest first, with the rows that exports read."""
    rows: QuerySet[Decision] = Decision.objects.filter(created_at__gte=start, created_at__lt=end)
    return rows.select_related(
        "article__platform", "article_version", "clause__policy_version", "decided_by", "execution"
    ).order_by("created_at", "pk")


def eu(decision: Decision) -> dict[str, Any] | None:
    """The record for the EU transparency database; None for a decision that restricts nothing, or is not in effect."""
    if hasattr(decision, "execution") and decision.execution.state != Execution.State.DONE:
        return None
    return transparency_record(facts_of(decision, settings.APPEAL_DAYS))


def cn(decision: Decision) -> dict[str, Any] | None:
    """A line of the Chinese table: clause, act, time and ground. Names neither the moderator nor the note."""
    clause = decision.clause
    return {
        "决定编号": decision.pk,
        "平台": decision.article.platform.name_zh,
        "文章编号": decision.article_id,
        "平台文章号": decision.article.external_id,
        "标题": decision.article_version.headline,
        "条款": clause.code if clause else "",
        "条款名称": clause.title_zh if clause else "",
        "依据": clause.basis_zh if clause else "",
        "规范版本": clause.policy_version.number if clause else None,
        "处理": named(ACTS, decision.act).zh,
        "处理时间": decision.created_at.astimezone(CHINA_ZONE).isoformat(timespec="seconds"),
        "处理方式": named_at_length(CHANNELS, decision.channel).zh,
        "撤销的决定": decision.override_of_id,
        "页面 SHA-256": decision.evidence.get("page_sha256", ""),
    }


def log(decision: Decision) -> dict[str, Any] | None:
    """A line of the decision log, for internal use: it names the moderator and holds the note."""
    clause = decision.clause
    return {
        "decision": decision.pk,
        "at": decision.created_at.astimezone(CHINA_ZONE).isoformat(timespec="seconds"),
        "act": decision.act,
        "label": decision.label,
        "clause": clause.code if clause else "",
        "policy_version": clause.policy_version.number if clause else None,
        "article": decision.article_id,
        "platform": decision.article.platform.code,
        "headline": decision.article_version.headline,
        "decided_by": decision.decided_by.get_username(),
        "channel": decision.channel,
        "override_of": decision.override_of_id,
        "note": decision.note,
    }


KINDS: dict[str, Callable[[Decision], dict[str, Any] | None]] = {"eu": eu, "cn": cn, "log": log}
# Kinds that name moderators and hold their notes; the others are made to be handed out.
_INTERNAL = ("log",)


def kinds_for(user: User) -> list[str]:
    """The kinds that this user may export: the log only with the right to read the audit chain (leads, auditors)."""
    return sorted(kind for kind in KINDS if kind not in _INTERNAL or user.has_perm("moderation.view_auditentry"))


def export(kind: str, form: str, rows: QuerySet[Decision]) -> Iterator[str]:
    """The export as text, piece by piece: `form` is csv or json (one object a line). Raises UnknownExport."""
    if kind not in KINDS:
        raise UnknownExport(f"unknown kind {kind!r}; decisions are exported as: {', '.join(KINDS)}")
    if form not in ("csv", "json"):
        raise UnknownExport(f"unknown form {form!r}; one of: csv, json")
    return (_csv if form == "csv" else _json)(KINDS[kind], rows)


def _json(line: Callable[[Decision], dict[str, Any] | None], rows: QuerySet[Decision]) -> Iterator[str]:
    for decision in rows.iterator(chunk_size=CHUNK):
        record = line(decision)
        if record is not None:
            yield json.dumps(record, ensure_ascii=False) + "\n"


def _csv(line: Callable[[Decision], dict[str, Any] | None], rows: QuerySet[Decision]) -> Iterator[str]:
    """UTF-8 with a byte order mark, for Excel; no cell is a formula."""
    head: list[str] = []
    yield "\ufeff"
    for decision in rows.iterator(chunk_size=CHUNK):
        record = line(decision)
        if record is None:
            continue
        if not head:
            head = list(record)
            yield _row(head)
        yield _row([_cell(record[name]) for name in head])


def _row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return harmless("; ".join(map(str, value)))
    return harmless(value) if isinstance(value, str) else str(value)
