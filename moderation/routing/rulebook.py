"""The rules in force, compiled once per version and cached by this process."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from moderation.models import OutsideScorer, PhraseBank, PhraseBankVersion, Rule, RuleVersion
from moderation.triage.rules.compiled import Compiled
from moderation.triage.rules.compiling import compiled
from moderation.triage.rules.errors import ExpressionError
from moderation.triage.rules.phrases import PhraseIndex
from moderation.triage.rules.ruleset import Ready

Banks = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The running rules in order, live and shadow; `broken` maps versions that do not compile to the fault's code."""

    rules: tuple[Ready, ...]
    banks: PhraseIndex
    broken: tuple[tuple[int, str], ...] = ()

    @property
    def needs_text(self) -> bool:
        return any(ready.compiled.needs_text for ready in self.rules)


def rulebook() -> Rulebook:
    """The rules that run now. Reads ids only, and compiles versions that are new to this process."""
    running: list[tuple[int, bool]] = []
    rows = Rule.objects.filter(Q(live__isnull=False) | Q(shadow__isnull=False)).order_by("position", "pk")
    for live, live_stop, shadow, shadow_stop in rows.values_list("live", "live__stop", "shadow", "shadow__stop"):
        running += [(live, True)] if live and not live_stop else []
        running += [(shadow, False)] if shadow and not shadow_stop else []
    if not running:
        return Rulebook((), PhraseIndex({}))
    return _book(tuple(running), bank_versions())


def bank_versions() -> Banks:
    """(code, id of the current version) of each bank that is not expired."""
    rows = PhraseBank.objects.filter(current__isnull=False).order_by("code")
    valid = rows.filter(Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()))
    return tuple(valid.values_list("code", "current"))


def known_banks() -> tuple[str, ...]:
    """The codes of banks that a rule may name; an expired one may be named, and matches nothing."""
    return tuple(PhraseBank.objects.filter(current__isnull=False).order_by("code").values_list("code", flat=True))


def known_signals() -> tuple[str, ...]:
    """The codes of scorers outside that a rule may name; one that is off may be named, and scores nothing."""
    return tuple(OutsideScorer.objects.order_by("code").values_list("code", flat=True))


def ready(version: RuleVersion, *, live: bool) -> Ready:
    """This version, compiled. Raises ExpressionError."""
    return Ready(
        version.pk,
        version.rule_id,
        live,
        compiled_version(version.pk, version.expression, known_banks(), known_signals()),
        version.opens,
        version.queue.code if version.queue else "",
    )


@lru_cache(maxsize=2000)
def compiled_version(version: int, expression: str, banks: tuple[str, ...], signals: tuple[str, ...]) -> Compiled:
    """Compiles a version; cached, since a version never changes. Raises ExpressionError."""
    return compiled(expression, banks, signals)


@lru_cache(maxsize=4)
def index_of(banks: Banks) -> PhraseIndex:
    """The phrases of these versions of banks."""
    rows = PhraseBankVersion.objects.in_bulk([version for _, version in banks])
    return PhraseIndex({code: rows[version].phrases.splitlines() for code, version in banks})


@lru_cache(maxsize=4)
def _book(running: tuple[tuple[int, bool], ...], banks: Banks) -> Rulebook:
    versions = RuleVersion.objects.select_related("queue").in_bulk([version for version, _ in running])
    rules, broken = [], []
    banks_known, signals_known = known_banks(), known_signals()
    for pk, live in running:
        version = versions[pk]
        try:
            run = compiled_version(pk, version.expression, banks_known, signals_known)
        except ExpressionError as error:
            broken.append((pk, error.code))
            continue
        rules.append(Ready(pk, version.rule_id, live, run, version.opens, version.queue.code if version.queue else ""))
    used = frozenset(bank for rule in rules for bank in rule.compiled.banks)
    return Rulebook(tuple(rules), index_of(_of(banks, used)), tuple(broken))


def forget() -> None:
    """Empties this process's caches of compiled rules and banks."""
    compiled_version.cache_clear()
    index_of.cache_clear()
    _book.cache_clear()


def _of(banks: Banks, used: Collection[str]) -> Banks:
    return tuple((code, version) for code, version in banks if code in used)
