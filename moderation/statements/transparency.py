"""The statement of reasons as the EU's DSA Transparency Database takes it (its API's field names). Pure.

https://transparency.dsa.ec.europa.eu/page/api-documentation, Regulation (EU) 2022/2065, Art. 17 and 24(5).
"""

from __future__ import annotations

from typing import Any

from moderation.statements.facts import Facts, Maker

_VISIBILITY = {
    "remove": "DECISION_VISIBILITY_CONTENT_REMOVED",
    "limit": "DECISION_VISIBILITY_CONTENT_DEMOTED",
    "label": "DECISION_VISIBILITY_CONTENT_LABELLED",
}
OTHER_CATEGORY = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
# What each kind of reason says happened; {led} tells what came of it.
_FACTS = {
    "score": "a score of the headline or the source {led}",
    "finding": "an automatic check of its provenance {led}",
    "flag": "the author's own declaration {led}",
    "rule": "{rules} {led}",
    "audit": "the article was drawn at random for review",
    "report": "users reported the article",
    "appeal": "the article was reviewed after an appeal",
}
_AUTOMATIC = {"score", "finding", "flag", "rule"}
_DECISIONS = {
    Maker.PERSON: "AUTOMATED_DECISION_NOT_AUTOMATED",
    Maker.PERSON_AFTER_RULE: "AUTOMATED_DECISION_NOT_AUTOMATED",
    Maker.RULE_AND_PERSON: "AUTOMATED_DECISION_PARTIALLY",
    Maker.RULE: "AUTOMATED_DECISION_FULLY",
}


def transparency_record(facts: Facts) -> dict[str, Any] | None:
    """The record, or None for a decision that restricts nothing (nobody is owed reasons for it).

    The headline is no part of it: the database forbids personal data. `puid` is the decision's number, so that a
    second submission is answered with the first one.
    """
    if facts.act not in _VISIBILITY:
        return None
    return {
        "decision_visibility": [_VISIBILITY[facts.act]],
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": f"{facts.code} {facts.title_en}".strip(),
        "incompatible_content_explanation": facts.basis_en or facts.title_en,
        "incompatible_content_illegal": "No",
        "category": facts.category or OTHER_CATEGORY,
        "content_type": ["CONTENT_TYPE_TEXT"],
        "content_language": facts.language.upper()[:2] if facts.language in ("zh", "en") else None,
        "content_date": (facts.published_at or facts.decided_at).date().isoformat(),
        "application_date": facts.decided_at.date().isoformat(),
        "decision_facts": _told(facts),
        "source_type": "SOURCE_TYPE_OTHER_NOTIFICATION" if "report" in facts.sources else "SOURCE_VOLUNTARY",
        "automated_detection": "Yes" if _detecting(facts) & _AUTOMATIC else "No",
        "automated_decision": _DECISIONS[facts.maker],
        "puid": f"decision-{facts.decision}",
    }


def _detecting(facts: Facts) -> frozenset[str]:
    """The kinds of reasons, and `rule` where a rule decided: it found what it decided on."""
    return facts.sources | {"rule"} if facts.maker in (Maker.RULE, Maker.RULE_AND_PERSON) else facts.sources


def _told(facts: Facts) -> str:
    alone = facts.maker in (Maker.RULE, Maker.RULE_AND_PERSON)
    led = "pointed to the article" if alone else "put the article before a moderator"
    names = ", ".join(f"“{en}”" for _, en in facts.rules)
    rules = f"the platform's routing rule {names}"
    return "; ".join(_FACTS[kind].format(led=led, rules=rules) for kind in sorted(_detecting(facts)))
