"""The rules about people that the database holds on every path: who decided neither agrees nor reviews."""

from __future__ import annotations

from articles.triggers import Guard

_DECIDED_BY = "(SELECT d.decided_by_id FROM moderation_decision d WHERE d.id = NEW.decision_id)"
_RULE_OF_TWO = """EXISTS (
  SELECT 1 FROM moderation_actrule r, moderation_decision d, articles_article a
  WHERE d.id = NEW.decision_id AND a.id = d.article_id AND r.act = d.act AND r.second_person
    AND (r.source_id IS NULL OR r.source_id = a.source_id))"""
_APPROVED = """EXISTS (
  SELECT 1 FROM moderation_execution e
  WHERE e.decision_id = NEW.decision_id AND e.approved_by_id = NEW.reviewed_by_id)"""


def _always(name: str, table: str, condition: str, message: str) -> tuple[Guard, Guard]:
    return (
        Guard(f"{name}_insert", table, "INSERT", condition, message),
        Guard(f"{name}_update", table, "UPDATE", condition, message),
    )


GUARDS = (
    *_always(
        "execution_by_decider",
        "moderation_execution",
        f"NEW.decided_by_id <> {_DECIDED_BY}",
        "decided_by is who made the decision",
    ),
    Guard(
        "execution_rule_of_two",
        "moderation_execution",
        "INSERT",
        f"NOT NEW.needs_second AND {_RULE_OF_TWO}",
        "a rule asks for a second person",
    ),
    Guard(
        "execution_stays_of_two",
        "moderation_execution",
        "UPDATE",
        "OLD.needs_second AND NOT NEW.needs_second",
        "a rule asked for a second person",
    ),
    *_always(
        "appeal_by_another",
        "moderation_appeal",
        f"NEW.reviewed_by_id = {_DECIDED_BY} OR {_APPROVED}",
        "an appeal is answered by somebody else",
    ),
    *_always(
        "second_look_by_another",
        "moderation_secondlook",
        f"NEW.reviewed_by_id = {_DECIDED_BY}",
        "a second look is by somebody else",
    ),
)

_STARTS = "NEW.live_id IS NOT NULL AND (OLD.live_id IS NULL OR OLD.live_id <> NEW.live_id)"
_TESTED = "EXISTS (SELECT 1 FROM moderation_backtest b WHERE b.version_id = NEW.live_id AND b.state = 'done')"
_SHADOWED = "EXISTS (SELECT 1 FROM moderation_rulechange c WHERE c.version_id = NEW.live_id AND c.what = 'shadow')"


_LIVE_IS_OTHERS = """NEW.live_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM moderation_ruleversion v WHERE v.id = NEW.live_id AND v.rule_id = NEW.id)"""
_SHADOW_IS_OTHERS = """NEW.shadow_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM moderation_ruleversion v WHERE v.id = NEW.shadow_id AND v.rule_id = NEW.id)"""

# The way of a routing rule: no version is live that was not tried, and none runs under another rule's name.
RULE_GUARDS = (
    Guard(
        "rule_begins_as_draft",
        "moderation_rule",
        "INSERT",
        "NEW.live_id IS NOT NULL OR NEW.shadow_id IS NOT NULL",
        "a rule begins as a draft",
    ),
    Guard(
        "rule_is_backtested",
        "moderation_rule",
        "UPDATE",
        f"{_STARTS} AND NOT {_TESTED}",
        "going live needs a finished backtest of this version",
    ),
    Guard(
        "rule_was_in_shadow",
        "moderation_rule",
        "UPDATE",
        f"{_STARTS} AND NOT {_SHADOWED}",
        "going live needs a time in shadow",
    ),
    Guard("rule_live_is_own", "moderation_rule", "UPDATE", _LIVE_IS_OTHERS, "a version belongs to its rule"),
    Guard("rule_shadow_is_own", "moderation_rule", "UPDATE", _SHADOW_IS_OTHERS, "a version belongs to its rule"),
)
