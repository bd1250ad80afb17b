"""Loads the starter rules as drafts: they match nothing until a lead has tested them and switched them on."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from moderation.models import PhraseBank, Rule
from moderation.routing.editing.transfer import Imported, import_all

_FILE = Path(__file__).parent / "rules.json"


@cache
def starter_set() -> dict[str, Any]:
    """The rules and banks, in the form of an export."""
    content: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return content


def missing() -> int:
    """How many of the starter rules this installation does not have, not even retired."""
    codes = {rule["code"] for rule in starter_set()["rules"]}
    return len(codes - set(Rule.objects.filter(code__in=codes).values_list("code", flat=True)))


def load_starter_rules(user: User) -> Imported:
    """Stores the rules and banks that are not there, as drafts; what a lead has changed or retired stays as it is.

    Raises PermissionDenied.
    """
    known_rules = set(Rule.objects.values_list("code", flat=True))
    known_banks = set(PhraseBank.objects.values_list("code", flat=True))
    content = starter_set()
    rules = [rule for rule in content["rules"] if rule["code"] not in known_rules]
    banks = [bank for bank in content["banks"] if bank["code"] not in known_banks]
    done = import_all(user, {"format": content["format"], "rules": rules, "banks": banks})
    kept = len(content["rules"]) + len(content["banks"]) - len(rules) - len(banks)
    return Imported(done.rules, done.banks, done.same + kept)
