"""Writes phrase banks: keeps every version, with author, time and difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from moderation import audit
from moderation.models import PhraseBank, PhraseBankVersion, RuleVersion
from moderation.routing import lifecycle
from moderation.routing.rulebook import compiled_version, known_banks, known_signals
from moderation.triage.rules.errors import ExpressionError
from moderation.triage.rules.phrases import normal, phrases_of


@dataclass(frozen=True, slots=True)
class BankDraft:
    """A person's input for a bank; `phrases` has one per line."""

    code: str
    name_zh: str
    name_en: str
    phrases: str
    language: str = PhraseBank.Language.ZH
    expires_on: date | None = None
    note: str = ""


class BankTaken(ValueError):
    """There is a bank of that code already."""


@transaction.atomic
def write_bank(user: User, draft: BankDraft, *, new: bool = False) -> PhraseBank:
    """Stores the next version of a bank, or a new bank owned by `user`, in force from the next article on.

    Raises PermissionDenied, BankError, BankTaken. Stores nothing when the version equals the one before. Where two
    persons are asked for, rules that use the bank decide by themselves no more: two allowed that for other phrases.
    """
    if not user.has_perm("moderation.change_phrasebank"):
        raise PermissionDenied("phrase banks need the lead role")
    phrases = phrases_of(draft.phrases)
    bank = (
        PhraseBank.objects.select_for_update(of=("self",)).prefetch_related("current").filter(code=draft.code).first()
    )
    if bank is not None and new:
        raise BankTaken(draft.code)
    about = {
        "name_zh": draft.name_zh,
        "name_en": draft.name_en,
        "language": draft.language,
        "expires_on": draft.expires_on,
    }
    if bank is None:
        bank = PhraseBank(code=draft.code, owner=user)
    before = None if bank.pk is None else _kept(bank)
    for name, value in about.items():
        setattr(bank, name, value)
    bank.save()
    text = "\n".join(phrases)
    if bank.current is None or bank.current.phrases != text:
        number = (bank.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        version = PhraseBankVersion(
            bank=bank, number=number, phrases=text, count=len(phrases), note=draft.note, author=user
        )
        version.save()
        bank.current = version
        bank.save(update_fields=["current"])
    assert bank.current is not None  # noqa: S101 - just set
    audit.append(
        user,
        "bank.written",
        f"bank:{bank.code}",
        **(about | {"expires_on": draft.expires_on.isoformat() if draft.expires_on else None}),
        version=bank.current.number,
        count=bank.current.count,
        before=before,
        after=_kept(bank),
    )
    finds = ("version", "language", "expires_on")
    if before is not None and any(before[name] != _kept(bank)[name] for name in finds):
        for using in rules_using(bank.code):
            lifecycle.stop_deciding(user, using.rule_id, bank=bank.code)
    return bank


def _kept(bank: PhraseBank) -> dict[str, Any]:
    """What the chain says of a bank: its version holds the phrases for good."""
    return {
        "name_zh": bank.name_zh,
        "name_en": bank.name_en,
        "language": bank.language,
        "expires_on": bank.expires_on.isoformat() if bank.expires_on else None,
        "version": bank.current.number if bank.current else None,
    }


def changed_phrases(before: PhraseBankVersion | None, after: PhraseBankVersion) -> tuple[list[str], list[str]]:
    """The added and the removed phrases, as written."""
    old = {normal(phrase): phrase for phrase in (before.phrases if before else "").splitlines()}
    new = {normal(phrase): phrase for phrase in after.phrases.splitlines()}
    return [new[key] for key in new if key not in old], [old[key] for key in old if key not in new]


def rules_using(code: str) -> list[RuleVersion]:
    """The live and shadow versions that use the bank."""
    names, signals, found = known_banks(), known_signals(), []
    running = RuleVersion.objects.filter(expression__contains=code).exclude(live_of=None, shadow_of=None)
    for version in running.select_related("rule").order_by("rule__position"):
        try:
            if code in compiled_version(version.pk, version.expression, names, signals).banks:
                found.append(version)
        except ExpressionError:
            continue
    return found
