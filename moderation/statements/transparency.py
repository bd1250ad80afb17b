"""The statement of reasons in the field names of the EU's DSA Transparency Database. Pure.

https://transparency.dsa.ec.europa.eu/page/api-documentation, Regulation (EU) 2022/2065, Art. 17 and 24(5).
"""

from __future__ import annotations

from typing import Any

from moderation.statements.facts import Facts
from moderation.vocabulary.acts import ACTS
from moderation.vocabulary.reasons import REASON_KINDS, RULE, ReasonKind

OTHER_CATEGORY = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"


def transparency_record(facts: Facts) -> dict[str, Any] | None:
    """The record; None for a decision that restricts nothing, for which no reasons are owed.

    It leaves out the headline, since the database forbids personal data. `puid` is the decision's number, so that the
    database answers a second submission with the first one.
    """
    visibility = ACTS[facts.act].eu_visibility
    if not visibility:
        return None
    return {
        "decision_visibility": [visibility],
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": f"{facts.code} {facts.title_en}".strip(),
        "incompatible_content_explanation": facts.basis_en or facts.title_en,
        "incompatible_content_illegal": "No",
        "category": facts.category or OTHER_CATEGORY,
        "content_type": ["CONTENT_TYPE_TEXT"],
        "content_language": facts.language.upper()[:2] if facts.language in ("zh", "en") else None,
        "content_date": (facts.published_at or facts.decided_at).date().isoformat(),
        "application_date": facts.decided_at.date().isoformat(),
        "decision_facts": _facts(facts),
        "source_type": "SOURCE_TYPE_OTHER_NOTIFICATION" if "report" in facts.sources else "SOURCE_VOLUNTARY",
        "automated_detection": "Yes" if any(kind.is_detection for kind in _kinds(facts)) else "No",
        "automated_decision": facts.maker.eu_automation,
        "puid": f"decision-{facts.decision}",
    }


def _kinds(facts: Facts) -> list[ReasonKind]:
    """The kinds of reasons by code, with that of rules when a rule decided, because the rule detected the content."""
    codes = facts.sources | {RULE} if facts.maker.is_automatic else facts.sources
    return [REASON_KINDS[code] for code in sorted(codes)]


def _facts(facts: Facts) -> str:
    led = "pointed to the article" if facts.maker.is_automatic else "put the article before a moderator"
    rules = ", ".join(f"“{en}”" for _, en in facts.rules)
    told = [kind.fact.format(led=led, rules=rules) for kind in _kinds(facts)]
    return "; ".join(told) or "the article was reviewed; what put it before a moderator was not kept"
