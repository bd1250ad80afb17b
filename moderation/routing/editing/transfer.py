"""Exports all rules and phrase banks as one file; imports such a file as drafts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from moderation.models import PhraseBank, Rule, RuleVersion
from moderation.routing.editing.banks import BankDraft, write_bank
from moderation.routing.editing.drafts import Draft, InvalidRule, write
from moderation.triage.rules.errors import ExpressionError
from moderation.triage.rules.phrases import BankError

FORMAT = "routing-rules/1"


class BadFile(ValueError):
    """The whole file is refused: `where` names the rule or bank, `code` the reason, `error` the place, if known."""

    def __init__(self, where: str, code: str, error: ExpressionError | None = None) -> None:
        super().__init__(f"{where}: {code}")
        self.where = where
        self.code = code
        self.error = error


@dataclass(frozen=True, slots=True)
class Imported:
    """The numbers of rules with a new version, of written banks, and of unchanged entries."""

    rules: int
    banks: int
    same: int


def exported() -> dict[str, Any]:
    """Plain JSON: the live version of each rule, else its latest, in order; and the banks."""
    rules = []
    for rule in Rule.objects.select_related("live__queue", "live__rule"):
        version = rule.live or rule.versions.select_related("queue").first()
        if version is not None:
            rules.append({**asdict(draft_of(version)), "note": ""})
    banks = PhraseBank.objects.filter(current__isnull=False).select_related("current")
    return {
        "format": FORMAT,
        "rules": rules,
        "banks": [
            {
                "code": bank.code,
                "name_zh": bank.name_zh,
                "name_en": bank.name_en,
                "language": bank.language,
                "expires_on": bank.expires_on.isoformat() if bank.expires_on else None,
                "phrases": bank.current.phrases.splitlines() if bank.current else [],
            }
            for bank in banks
        ],
    }


@transaction.atomic
def import_all(user: User, data: Any) -> Imported:
    """Imports the rules and banks that differ, all or nothing. Raises PermissionDenied, BadFile.

    Rules become drafts: each needs its backtest here, on the articles of this installation.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BadFile("file", "format")
    rules, banks = data.get("rules", []), data.get("banks", [])
    if not isinstance(rules, list) or not isinstance(banks, list):
        raise BadFile("file", "format")
    written = sum(_bank(user, given) for given in banks)
    made = sum(_rule(user, given) for given in rules)
    return Imported(made, written, len(rules) + len(banks) - made - written)


def draft_of(version: RuleVersion) -> Draft:
    """The draft that would give this version."""
    names = {field.name for field in fields(Draft)} - {"code", "name_zh", "name_en", "queue"}
    return Draft(
        code=version.rule.code,
        name_zh=version.rule.name_zh,
        name_en=version.rule.name_en,
        queue=version.queue.code if version.queue else "",
        **{name: getattr(version, name) for name in names},
    )


def _rule(user: User, given: Any) -> bool:
    where = _code(given)
    known = {field.name: field.type for field in fields(Draft)}
    if unknown := set(given) - set(known):
        raise BadFile(where, f"unknown field {sorted(unknown)[0]}")
    for name, value in given.items():
        if not isinstance(value, _PYTHON[str(known[name])]) or (isinstance(value, bool) and known[name] != "bool"):
            raise BadFile(where, f"wrong type {name}")
    try:
        draft = Draft(**given)
    except TypeError:
        raise BadFile(where, "fields missing") from None
    rule = Rule.objects.filter(code=draft.code).first()
    latest = rule.versions.select_related("rule", "queue").first() if rule else None
    if latest is not None and {**asdict(draft_of(latest)), "note": ""} == {**asdict(draft), "note": ""}:
        return False
    try:
        write(user, draft)
    except InvalidRule as error:
        raise BadFile(where, f"{error.field} {error.code}", error.error) from error
    return True


_PYTHON: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "float": (float, int),
    "int | None": (int, type(None)),
}


def _bank(user: User, given: Any) -> bool:
    where = _code(given)
    phrases = given.get("phrases")
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        raise BadFile(where, "wrong type phrases")
    if given.get("language", "zh") not in PhraseBank.Language.values:
        raise BadFile(where, "wrong type language")
    try:
        expires = date.fromisoformat(given["expires_on"]) if given.get("expires_on") else None
        names = {name: str(given[name])[:80].replace("\x00", "") for name in ("name_zh", "name_en")}
        "".join(names.values()).encode()
    except (TypeError, ValueError, KeyError):
        raise BadFile(where, "fields missing") from None
    language = given.get("language", "zh")
    draft = BankDraft(where, phrases="\n".join(phrases), language=language, expires_on=expires, **names)
    bank = PhraseBank.objects.filter(code=where).select_related("current").first()
    if bank is not None and bank.current is not None:
        kept = (bank.name_zh, bank.name_en, bank.language, bank.expires_on, bank.current.phrases)
        if kept == (*names.values(), language, expires, draft.phrases):
            return False
    try:
        write_bank(user, draft)
    except BankError as error:
        raise BadFile(where, f"phrases {error.code} {error.line}") from error
    return True


def _code(given: Any) -> str:
    code = given.get("code") if isinstance(given, dict) else None
    try:
        validate_slug(code)
    except (ValidationError, TypeError):
        raise BadFile(code[:40] if isinstance(code, str) and code else "?", "code") from None
    if not isinstance(code, str) or len(code) > 40:
        raise BadFile(code[:40] if isinstance(code, str) else "?", "code")
    return code
