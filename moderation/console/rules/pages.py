"""The rules page and a rule's own page, as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.provenance.precision.share import Share
from moderation.console.rules.words import FAULTS
from moderation.models import Backtest, Rule, RuleAlarm, RuleStop, RuleVersion
from moderation.routing.editing.differences import Difference, differences
from moderation.routing.figures import precision_by_rule
from moderation.routing.gates import latest_done
from moderation.routing.lifecycle import seen_in_shadow
from moderation.routing.live.counting import Counts, counts_by_rule
from moderation.triage.rules.catalogue import FUNCTIONS, Type, facts

STATES: dict[str, Promise] = {
    "draft": pgettext_lazy("rule", "draft"),
    "shadow": pgettext_lazy("rule", "shadow"),
    "live": pgettext_lazy("rule", "live"),
    "retired": pgettext_lazy("rule", "retired"),
}
TYPES: dict[Type, Promise] = {
    Type.NUMBER: pgettext_lazy("type", "number"),
    Type.TEXT: pgettext_lazy("type", "text"),
    Type.WORD: pgettext_lazy("type", "word"),
    Type.TRUTH: pgettext_lazy("type", "true or false"),
    Type.WORDS: pgettext_lazy("type", "list of words"),
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One line of the rules page."""

    rule: Rule
    state: str
    state_word: str
    version: RuleVersion | None
    counts: Counts
    precision: Share
    alarm: RuleAlarm | None
    stopped: str


def rule_rows(rules: Iterable[Rule]) -> list[RuleRow]:
    """All rules in order, in a handful of queries."""
    rules = list(rules)
    ids = [rule.pk for rule in rules]
    counts, precision = counts_by_rule(ids), precision_by_rule(ids)
    shadow = precision_by_rule([rule.pk for rule in rules if rule.state == "shadow"], live=False)
    alarms: dict[int, RuleAlarm] = {}
    for alarm in RuleAlarm.objects.filter(rule__in=ids).order_by("opened_at").defer("burst"):
        alarms[alarm.rule_id] = alarm
    newest: dict[int, RuleVersion] = {}
    for version in RuleVersion.objects.filter(rule__in=ids).order_by("number").select_related("queue"):
        newest[version.rule_id] = version
    stops = {stop.version_id: stop for stop in RuleStop.objects.filter(version__rule__in=ids)}
    rows = []
    for rule in rules:
        version = rule.live or rule.shadow or newest.get(rule.pk)
        stop = stops.get(rule.live_id or rule.shadow_id or 0)
        rows.append(
            RuleRow(
                rule,
                rule.state,
                str(STATES[rule.state]),
                version,
                counts[rule.pk],
                shadow.get(rule.pk, precision[rule.pk]),
                alarms.get(rule.pk),
                fault_sentence(stop.code) if stop else "",
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version on its rule's page: what changed, where it runs, its latest backtests, what may be done with it."""

    version: RuleVersion
    differences: list[Difference]
    is_live: bool
    is_shadow: bool
    stopped: str
    backtests: list[Backtest]
    tested: bool
    shadowed: bool
    seen: int | None


def version_rows(rule: Rule) -> list[VersionRow]:
    """All versions, the newest first."""
    versions = list(rule.versions.select_related("author", "queue").prefetch_related("backtests", "changes"))
    stops = {stop.version_id: stop for stop in RuleStop.objects.filter(version__in=versions)}
    rows = []
    for place, version in enumerate(versions):
        before = versions[place + 1] if place + 1 < len(versions) else None
        stop = stops.get(version.pk)
        rows.append(
            VersionRow(
                version,
                differences(before, version),
                rule.live_id == version.pk,
                rule.shadow_id == version.pk,
                fault_sentence(stop.code) if stop else "",
                list(version.backtests.all())[:3],
                latest_done(version) is not None,
                any(change.what == "shadow" for change in version.changes.all()),
                None if any(change.what == "live" for change in version.changes.all()) else seen_in_shadow(version),
            )
        )
    return rows


def fault_sentence(code: str) -> str:
    """A sentence on why a rule was stopped, and what to change."""
    return str(FAULTS.get(code, FAULTS["failed"]))


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact beside the editor."""

    name: str
    type: str
    meaning: str
    example: str
    words: tuple[str, ...]


def fact_rows(language: str) -> list[FactRow]:
    """The facts and functions, in the reader's language."""
    english = language.startswith("en")
    rows = [
        FactRow(fact.name, str(TYPES[fact.type]), fact.en if english else fact.zh, fact.example, fact.words)
        for fact in facts()
    ]
    return [
        FactRow(
            f'{function.name}("…")',
            str(TYPES[Type.NUMBER]),
            function.en if english else function.zh,
            function.example,
            (),
        )
        for function in FUNCTIONS
    ] + rows


UNKNOWN_HELP = _("An unknown value is neither greater, nor less, nor equal; test for it with “== null”.")
