"""The report as one JSON document: it holds everything that any format shows, in both languages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from articles.text.china_time import CHINA_ZONE
from moderation.reports.figure import Section
from moderation.reports.figures import all_sections
from moderation.reports.method import LIMITS, METHOD
from moderation.reports.sentences.facts import Facts
from moderation.reports.sentences.summary import summarise
from moderation.reports.snapshot import Snapshot, take_snapshot
from moderation.reports.week import Week

SCHEMA = "weekly-report/2"


def build(week: Week, now: datetime) -> dict[str, Any]:
    """The document of a week, from the current roll-ups. `now` only decides whether the week is over.

    Raises FutureWeek. The same rows give the same document at any time. It is a first revision: `publishing` makes the
    later ones.
    """
    snapshot = take_snapshot(week, now)
    sections = all_sections(snapshot)
    return {
        "schema": SCHEMA,
        **_head(snapshot),
        "revision": 1,
        "corrections": [],
        "summary": [sentence.to_json() for sentence in summarise(sections)],
        "sections": _sections(sections),
        "method": [text.to_json() for text in METHOD],
        "limits": [text.to_json() for text in LIMITS],
    }


def _sections(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """The sections as JSON. After a week without any article nothing has changed: its zeros mean that nothing ran."""
    written = [section.to_json() for section in sections]
    if not Facts(sections).had_data:
        for section in written:
            for table in section["tables"]:
                for figure in table["figures"]:
                    figure |= {"change": None, "relative_change": None}
    return written


def to_bytes(document: dict[str, Any]) -> bytes:
    """The document's canonical form: the JSON report, over which the checksum is computed."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def checksum(document: dict[str, Any]) -> str:
    """SHA-256 of the JSON report's bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(to_bytes(document)).hexdigest()


def _head(snapshot: Snapshot) -> dict[str, Any]:
    week = snapshot.week
    return {
        "week": str(week),
        "starts_at": week.starts_at.isoformat(),
        "ends_at": week.ends_at.isoformat(),
        "as_of": snapshot.as_of.astimezone(CHINA_ZONE).isoformat(),
        "partial": snapshot.partial,
        "weeks": [str(each) for each in snapshot.weeks],
    }
