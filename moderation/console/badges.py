"""The numbers beside the menu: work that waits outside the queue."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

# A badge shows no larger number, so counting stops here.
CAP = 1000
# One statement of plain SQL: the screen of every item shows these, and five queries cost a tenth of its time.
_COUNTS = f"""
SELECT
  (SELECT count(*) FROM (SELECT 1 FROM moderation_execution WHERE state = 'awaiting' LIMIT {CAP}) counted),
  (SELECT count(*) FROM (SELECT 1 FROM articles_templatealarm WHERE closed_at IS NULL LIMIT {CAP}) counted)
  + (SELECT count(*) FROM (SELECT 1 FROM articles_disclaimer WHERE status = 'candidate' LIMIT {CAP}) counted),
  (SELECT count(*) FROM (SELECT 1 FROM moderation_rulealarm WHERE closed_at IS NULL LIMIT {CAP}) counted)
  + (SELECT count(*) FROM moderation_rule WHERE live_id IN (SELECT version_id FROM moderation_rulestop)
     OR shadow_id IN (SELECT version_id FROM moderation_rulestop)),
  (SELECT count(*) FROM (SELECT 1 FROM moderation_proposal WHERE state = 'open' LIMIT {CAP}) counted)
"""  # noqa: S608 - CAP is ours


@dataclass(frozen=True, slots=True)
class Badges:
    """The numbers of waiting rows.

    - `awaiting`: decisions for a second person
    - `watch`: open template alarms and wordings to be confirmed
    - `rules`: open alarms of rules, and rules that run and were stopped
    - `proposals`: changes that wait for a second lead
    """

    awaiting: int
    watch: int
    rules: int
    proposals: int


def badges() -> Badges:
    """The numbers now."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        return Badges(*cursor.fetchone())
