"""The steps of a rule's life; each checks permission, changes the row, and records step and audit entry."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from moderation import audit
from moderation.models import Rule, RuleChange, RuleStop, RuleVersion
from moderation.routing.acting import system_user
from moderation.routing.gates import StepRefused, check_backtested

What = RuleChange.What


@transaction.atomic
def to_shadow(user: User, version_id: int) -> Rule:
    """Puts a version into shadow: it counts matches and does not act. Raises PermissionDenied, StepRefused."""
    rule, version = _of_version(user, version_id)
    if rule.live_id == version.pk:
        raise StepRefused("is_live")
    check_backtested(version)
    rule.shadow, rule.retired_at = version, None
    return _moved(user, rule, version, What.SHADOW)


@transaction.atomic
def go_live(user: User, version_id: int) -> Rule:
    """Replaces the live version from the next article on. Raises PermissionDenied, StepRefused."""
    rule, version = _of_version(user, version_id)
    if rule.live_id == version.pk:
        raise StepRefused("is_live")
    check_backtested(version)
    if not version.changes.filter(what=What.SHADOW).exists():
        raise StepRefused("no_shadow")
    return _enter(user, rule, version, What.LIVE)


@transaction.atomic
def roll_back(user: User, rule_id: int) -> Rule:
    """Makes the previous live version live again. Raises PermissionDenied, StepRefused."""
    rule = _locked(user, rule_id)
    before = previous_live(rule)
    if before is None:
        raise StepRefused("nothing_before")
    return _enter(user, rule, before, What.ROLLED_BACK)


@transaction.atomic
def retire(user: User, rule_id: int) -> Rule:
    """Stops all versions of a rule; a later version may revive it. Raises PermissionDenied, StepRefused."""
    rule = _locked(user, rule_id)
    version = rule.live or rule.shadow or rule.versions.first()
    if rule.retired_at is not None or version is None:
        raise StepRefused("is_retired")
    rule.live = rule.shadow = None
    rule.acts_alone, rule.retired_at = False, timezone.now()
    return _moved(user, rule, version, What.RETIRED)


@transaction.atomic
def resume(user: User, version_id: int) -> Rule:
    """Lets a stopped version run again. Raises PermissionDenied, StepRefused."""
    rule, version = _of_version(user, version_id)
    if not RuleStop.objects.filter(version=version).delete()[0]:
        raise StepRefused("not_stopped")
    return _moved(user, rule, version, What.RESUMED)


@transaction.atomic
def switch(user: User, rule_id: int, *, on: bool) -> Rule:
    """Allows or forbids the live version to decide by itself. Raises PermissionDenied, StepRefused."""
    rule = _locked(user, rule_id)
    if not user.has_perm("moderation.switch_rule"):
        raise PermissionDenied("letting a rule decide needs the lead role")
    if rule.live is None or (on and not rule.live.act):
        raise StepRefused("no_act")
    if on:
        system_user()
    rule.acts_alone = on
    return _moved(user, rule, rule.live, What.SWITCHED_ON if on else What.SWITCHED_OFF)


@transaction.atomic
def reorder(user: User, rule_ids: Sequence[int]) -> None:
    """Gives the rules this order; those not named keep theirs, after them. Raises PermissionDenied."""
    if not user.has_perm("moderation.change_rule"):
        raise PermissionDenied("ordering rules needs the lead role")
    rules = {rule.pk: rule for rule in Rule.objects.select_for_update().order_by("position", "pk")}
    before = list(rules)
    wanted = [pk for pk in dict.fromkeys(rule_ids) if pk in rules]
    after = [*wanted, *(pk for pk in before if pk not in wanted)]
    if after == before and all(rule.position == place for place, rule in enumerate(rules.values(), 1)):
        return
    for place, pk in enumerate(after, 1):
        rules[pk].position = place
    Rule.objects.bulk_update(rules.values(), ["position"])
    order = [rules[pk].code for pk in after]
    audit.append(user, "rule.reordered", "rules", order=order)


def previous_live(rule: Rule) -> RuleVersion | None:
    """The live version before the current one, or the last one of a retired rule."""
    steps = rule.changes.filter(what__in=[What.LIVE, What.ROLLED_BACK]).select_related("version")
    for step in steps.order_by("-at", "-pk"):
        if step.version_id != rule.live_id:
            before: RuleVersion = step.version
            return before
    return None


def _enter(user: User, rule: Rule, version: RuleVersion, what: str) -> Rule:
    rule.live, rule.retired_at = version, None
    if rule.shadow_id == version.pk:
        rule.shadow = None
    # The permission to decide by itself was for another version, so a lead must give it again.
    rule.acts_alone = False
    return _moved(user, rule, version, what)


def _locked(user: User, rule_id: int) -> Rule:
    if not user.has_perm("moderation.change_rule"):
        raise PermissionDenied("moving rules needs the lead role")
    return Rule.objects.select_for_update(of=("self",)).select_related("live", "shadow").get(pk=rule_id)


def _of_version(user: User, version_id: int) -> tuple[Rule, RuleVersion]:
    version = RuleVersion.objects.get(pk=version_id)
    return _locked(user, version.rule_id), version


def _moved(user: User, rule: Rule, version: RuleVersion, what: str) -> Rule:
    rule.save(update_fields=["live", "shadow", "retired_at", "acts_alone"])
    RuleChange(rule=rule, version=version, what=what, by=user).save()
    audit.append(user, f"rule.{what}", f"rule:{rule.code}", version=version.number, rule_version=version.pk)
    return rule
