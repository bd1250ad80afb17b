from django.db import migrations

from articles.database.triggers import Guard, append_only, guarded

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


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0008_routing_rules"),
    ]

    operations = [
        append_only("moderation_ruleversion", "moderation_rulechange", "moderation_phrasebankversion"),
        guarded(*RULE_GUARDS),
    ]
