"""A new edition of the policy, read from a file: checked whole, then in force at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from moderation import audit
from moderation.models import Clause, PolicyVersion
from moderation.vocabulary.acts import LABELS
from moderation.vocabulary.reasons import proposing

_TEXTS = ("title_zh", "title_en", "basis_zh", "basis_en", "notice_zh", "notice_en", "eu_category")
_FLAGS = ("is_chapter", "about_headline")
_PRESETS = ("label", "proposed_for")


def publish(policy: Any, *, actor: str, dry_run: bool = False) -> PolicyVersion:
    """Stores {"clauses": [...]} (as `moderation/policies/policy-1.json`) as the next version.

    Decisions keep the version they were made under. Raises ValueError, naming the clause, for an invalid policy.
    """
    clauses = _clauses(policy)
    with transaction.atomic():
        number = (PolicyVersion.objects.aggregate(latest=Max("number"))["latest"] or 0) + 1
        version = PolicyVersion(number=number)
        if dry_run:
            return version
        version.save()
        Clause.objects.bulk_create(Clause(policy_version=version, **clause) for clause in clauses)
        codes = [clause["code"] for clause in clauses]
        before = {clause["code"]: clause for clause in _stored(number - 1)}
        after = {clause["code"]: clause for clause in _stored(number)}
        changed = sorted(code for code in {**before, **after} if before.get(code) != after.get(code))
        audit.append(
            actor,
            "policy.published",
            f"policy:{number}",
            version=number,
            clauses=codes,
            before={code: before[code] for code in changed if code in before},
            after={code: after[code] for code in changed if code in after},
        )
    return version


def _stored(number: int) -> list[dict[str, Any]]:
    return list(
        Clause.objects.filter(policy_version__number=number).values("code", "severity", *_TEXTS, *_FLAGS, *_PRESETS)
    )


def _clauses(policy: Any) -> list[dict[str, Any]]:
    given = policy.get("clauses") if isinstance(policy, dict) else None
    if not isinstance(given, list) or not given:
        raise ValueError('a policy is {"clauses": [{"code": …, "title_zh": …, "title_en": …, "severity": 0–1}, …]}')
    clauses = [_clause(clause) for clause in given]
    codes = [clause["code"] for clause in clauses]
    if len(set(codes)) != len(codes):
        raise ValueError(f"clause {next(code for code in codes if codes.count(code) > 1)} is there twice")
    chapters = {clause["code"] for clause in clauses if clause["is_chapter"]}
    for clause in clauses:
        if not clause["is_chapter"] and clause["code"].partition(".")[0] not in chapters:
            raise ValueError(f"clause {clause['code']} has no chapter {clause['code'].partition('.')[0]}")
    if not any(not clause["is_chapter"] for clause in clauses):
        raise ValueError("a policy has at least one clause that is no chapter")
    return clauses


def _clause(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict) or not isinstance(given.get("code"), str) or not given["code"]:
        raise ValueError(f"a clause without a code: {str(given)[:60]}")
    code = given["code"]
    if unknown := set(given) - {"code", "severity", *_TEXTS, *_FLAGS, *_PRESETS}:
        raise ValueError(f"clause {code}: unknown field {sorted(unknown)[0]}")
    severity = given.get("severity", 0)
    if isinstance(severity, bool) or not isinstance(severity, int | float) or not 0 <= severity <= 1:
        raise ValueError(f"clause {code}: severity is a number from 0 to 1")
    for name in _TEXTS:
        if not isinstance(given.get(name, ""), str):
            raise ValueError(f"clause {code}: {name} is a text")  # noqa: TRY004 - the file's fault, not the caller's
    if not given.get("title_zh") or not given.get("title_en"):
        raise ValueError(f"clause {code}: title_zh and title_en are needed")
    flags = {name: bool(given.get(name, False)) for name in _FLAGS}
    texts = {name: given.get(name, "") for name in _TEXTS}
    return {"code": code, "severity": severity, **texts, **flags, **_presets(code, given)}


def _presets(code: str, given: dict[str, Any]) -> dict[str, Any]:
    label, proposed_for = given.get("label"), given.get("proposed_for")
    if label is not None and (not isinstance(label, str) or label not in LABELS):
        raise ValueError(f"clause {code}: label is one of: {', '.join(LABELS)}")
    if proposed_for is not None:
        if not isinstance(proposed_for, list):
            raise ValueError(f"clause {code}: proposed_for is a list of codes")
        for each in proposed_for:
            if not isinstance(each, str) or each not in proposing():
                raise ValueError(f"clause {code}: proposed_for: {str(each)[:60]} is no finding, score, report or act")
    return {"label": label, "proposed_for": proposed_for}
