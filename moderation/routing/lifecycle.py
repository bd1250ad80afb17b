"""The steps of a rule's life; each checks permission, changes the row, and records step and audit entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from moderation import audit
from moderation.models import ActRule, Proposal, Rule, RuleChange, RuleStop, RuleVersion, SeenFacts
from moderation.oversight import kinds, proposing
from moderation.routing.gates import StepRefused, check_backtested
from moderation.routing.live.acting import system_user
from moderation.vocabulary import proposals

What = RuleChange.What
_LONGEST_WHY = 300


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
def go_live(user: User, version_id: int, why: str = "") -> Rule:
    """Replaces the live version from the next article on. Raises PermissionDenied, StepRefused.

    `why` is needed of a version that never ran and saw no article in shadow: nothing shows yet what it would do.
    """
    rule, version = _of_version(user, version_id)
    if rule.live_id == version.pk:
        raise StepRefused("is_live")
    check_backtested(version)
    seen = seen_in_shadow(version)
    if seen is None:
        raise StepRefused("no_shadow")
    why = why.strip()[:_LONGEST_WHY]
    if not seen and not why and not version.changes.filter(what=What.LIVE).exists():
        raise StepRefused("saw_nothing")
    return _enter(user, rule, version, What.LIVE, seen_in_shadow=seen, **({"why": why} if why else {}))


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
def switch(user: User, rule_id: int, *, on: bool) -> Rule | Proposal:
    """Allows or forbids the live version to decide by itself; to allow it may need a second lead: then a proposal.

    Raises PermissionDenied, StepRefused, ProposalRefused.
    """
    rule = _locked(user, rule_id)
    if rule.live is None or (on and not rule.live.act):
        raise StepRefused("no_act")
    wanted = {**_read(rule), "acts_alone": on}
    outcome = proposing.change(user, proposals.RULE, str(rule.pk), wanted, via=proposing.CONSOLE)
    switched: Rule | Proposal = outcome.proposal or outcome.row
    return switched


def _read(rule: Rule) -> dict[str, Any]:
    """What a proposal to switch is about: void once another version is live.

    `second_person`: every decision of its act waits for one, so that it decides nothing alone.
    """
    act = rule.live.act if rule.live else ""
    return {
        "live": rule.live.number if rule.live else None,
        "acts_alone": rule.acts_alone,
        "second_person": ActRule.objects.filter(act=act, source=None, second_person=True).exists(),
    }


def _check_switch(user: User, was: dict[str, Any] | None, wanted: dict[str, Any] | None) -> None:
    if not user.has_perms(("moderation.change_rule", "moderation.switch_rule")):
        raise PermissionDenied("letting a rule decide needs the lead role")


def _switch(user: User, rule: Rule, wanted: dict[str, Any] | None, told: Mapping[str, Any]) -> Rule:
    assert wanted is not None  # noqa: S101 - rules are retired, never removed
    assert rule.live is not None  # noqa: S101 - a proposal is void once the live version has gone
    if wanted["acts_alone"]:
        system_user()
    rule.acts_alone = wanted["acts_alone"]
    return _moved(user, rule, rule.live, What.SWITCHED_ON if rule.acts_alone else What.SWITCHED_OFF, **told)


def _to_switch(target: str) -> Rule | None:
    return (
        Rule.objects.select_for_update(of=("self",)).prefetch_related("live", "shadow").filter(pk=int(target)).first()
    )


@transaction.atomic
def stop_deciding(user: User, rule_id: int, **told: Any) -> None:
    """Ends what two people allowed, since one has changed what the rule finds: `told` says how, for the audit chain.

    Does nothing for a rule that decides nothing alone, or where one person may allow it.
    """
    rule = Rule.objects.select_for_update(of=("self",)).prefetch_related("live", "shadow").get(pk=rule_id)
    if rule.live is None or not rule.acts_alone or _read(rule)["second_person"] or not proposing.two_persons_asked():
        return
    rule.acts_alone = False
    _moved(user, rule, rule.live, What.SWITCHED_OFF, **told)


def _about_nobody(was: dict[str, Any] | None, wanted: dict[str, Any] | None) -> set[int]:
    return set()


def _named(rule: Rule) -> str:
    return str(rule.pk)


kinds.register(
    kinds.Kind(proposals.RULE, Rule, _to_switch, _named, _read, _check_switch, _switch, _about_nobody, ("acts_alone",))
)


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
    audit.append(user, "rule.reordered", "rules", order=order, before=[rules[pk].code for pk in before], after=order)


def previous_live(rule: Rule) -> RuleVersion | None:
    """The live version before the current one, or the last one of a retired rule.

    A version that was rolled back lies ahead, not behind.
    """
    steps = rule.changes.filter(what__in=[What.LIVE, What.ROLLED_BACK]).select_related("version")
    ran: list[RuleVersion] = []
    for step in steps.order_by("at", "pk"):
        if step.version in ran:
            del ran[ran.index(step.version) :]
        ran.append(step.version)
    if rule.live_id is not None:
        ran = ran[:-1]
    return ran[-1] if ran else None


def seen_in_shadow(version: RuleVersion) -> int | None:
    """The number of article versions that rules saw since this one last entered shadow; None when it never did."""
    entered = version.changes.filter(what=What.SHADOW).order_by("-at", "-pk").first()
    return None if entered is None else SeenFacts.objects.filter(at__gte=entered.at).count()


def _enter(user: User, rule: Rule, version: RuleVersion, what: str, **told: Any) -> Rule:
    rule.live, rule.retired_at = version, None
    if rule.shadow_id == version.pk:
        rule.shadow = None
    # The permission to decide by itself was for another version, so a lead must give it again.
    rule.acts_alone = False
    return _moved(user, rule, version, what, **told)


def _locked(user: User, rule_id: int) -> Rule:
    if not user.has_perm("moderation.change_rule"):
        raise PermissionDenied("moving rules needs the lead role")
    return Rule.objects.select_for_update(of=("self",)).prefetch_related("live", "shadow").get(pk=rule_id)


def _of_version(user: User, version_id: int) -> tuple[Rule, RuleVersion]:
    version = RuleVersion.objects.get(pk=version_id)
    return _locked(user, version.rule_id), version


def _moved(user: User, rule: Rule, version: RuleVersion, what: str, **told: Any) -> Rule:
    before = running(Rule.objects.select_related("live", "shadow").get(pk=rule.pk))
    rule.save(update_fields=["live", "shadow", "retired_at", "acts_alone"])
    RuleChange(rule=rule, version=version, what=what, by=user).save()
    about = {"version": version.number, "rule_version": version.pk, "before": before, "after": running(rule), **told}
    audit.append(user, f"rule.{what}", f"rule:{rule.code}", **about)
    return rule


def running(rule: Rule) -> dict[str, Any]:
    """What of a rule runs, for the chain: version numbers, and whether it decides by itself."""
    return {
        "live": rule.live.number if rule.live else None,
        "shadow": rule.shadow.number if rule.shadow else None,
        "retired": rule.retired_at is not None,
        "acts_alone": rule.acts_alone,
    }
