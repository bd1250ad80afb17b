"""Checks an evidence bundle without a database: its signatures, and every field against the audit entry in it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from moderation import audit
from moderation.audit import signatures
from moderation.audit.heads import check_signed_head
from moderation.models import AuditEntry
from moderation.statements.basis import digest

FORMAT = "provenance-workbench-evidence-2"
_EARLIER = "provenance-workbench-evidence-1"
# What signatures are made for, so that none serves for another thing.
PART, WHOLE = "evidence-part", "evidence"
_PARTS = frozenset(
    {"format", "file", "decision", "policy", "evidence", "page", "article", "scores", "findings", "disclaimers"}
    | {"statement", "since", "audit", "head"}
)
Bundle = dict[str, Any]


class NoBundle(ValueError):
    """The file is no evidence bundle that can be checked; the message says what it is instead."""


def problems(bundle: Any, trusted: Iterable[str] | None = None) -> list[str]:
    """The faults of a bundle, in words, each with the part or field it is about; empty when all of it holds.

    `trusted`: public keys; by default this installation's and TRUSTED_SIGNING_KEYS. The file is whole and signed, part
    by part; the page is the one with the hash that the decision names; each audit entry's hash is its own; and the
    decision's entry says what the bundle says. `verify_audit` checks that the entries stand in the chain.
    Raises NoBundle.
    """
    _check_kind(bundle)
    keys = None if trusted is None else list(trusted)
    found = [*_signed(bundle, keys)]
    for name, check in _CHECKS.items():
        try:
            found += check(bundle)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            found.append(f"{name}: it is not what a bundle has there ({type(error).__name__}: {error})")
    try:
        check_signed_head(bundle["head"], keys)
    except (signatures.BadSignature, KeyError) as error:
        found.append(f"head: {error}")
    return found


def signed_part(bundle: Bundle, name: str) -> dict[str, Any]:
    """What the signature of one part covers: its digest and the file it belongs to, so that parts cannot be swapped."""
    return {
        "file": bundle["file"],
        "decision": bundle["decision"].get("id"),
        "part": name,
        "sha256": digest(bundle[name]),
    }


def signed_whole(bundle: Bundle) -> dict[str, Any]:
    """What the signature of the whole covers: the digest of each part there is."""
    return {name: digest(part) for name, part in bundle.items() if name not in ("signatures", "sha256")}


def _check_kind(bundle: Any) -> None:
    if not isinstance(bundle, dict) or "format" not in bundle:
        raise NoBundle("it is JSON of another kind: it names no format")
    if bundle["format"] == _EARLIER:
        raise NoBundle(f"its format {_EARLIER} is unsigned and proves nothing: download the decision's file again")
    if bundle["format"] != FORMAT:
        raise NoBundle(f"its format is {str(bundle['format'])[:80]!r}, and this version checks {FORMAT}")
    missing = sorted({*_PARTS, "signatures", "sha256"} - bundle.keys())
    if missing:
        raise NoBundle(f"parts are missing: {', '.join(missing)}")
    for name in ("file", "decision", "page", "head", "signatures"):
        if not isinstance(bundle[name], dict):
            raise NoBundle(f"{name} is not what a bundle has there")
    if not isinstance(bundle["signatures"].get("parts"), dict):
        raise NoBundle("signatures are not what a bundle has there")


def _file(bundle: Bundle) -> Iterator[str]:
    if bundle["sha256"] != digest({name: value for name, value in bundle.items() if name != "sha256"}):
        yield "sha256: the file was changed, its SHA-256 is another"


def _signed(bundle: Bundle, trusted: list[str] | None) -> Iterator[str]:
    parts = bundle["signatures"]["parts"]
    for name in sorted({*bundle, *parts} - {"signatures", "sha256"}):
        if name not in bundle or name not in parts:
            yield f"{name}: {'signed, but not there' if name in parts else 'there, but not signed'}"
            continue
        try:
            signatures.check(PART, signed_part(bundle, name), parts[name], trusted)
        except signatures.BadSignature as error:
            yield f"{name}: {error}"
    try:
        signatures.check(WHOLE, signed_whole(bundle), bundle["signatures"].get("whole", {}), trusted)
    except signatures.BadSignature as error:
        yield f"signatures: of the whole, {error}"


def _page(bundle: Bundle) -> Iterator[str]:
    page, evidence = bundle["page"], bundle["evidence"]
    try:
        content = base64.b64decode(page["base64"], validate=True)
    except (binascii.Error, TypeError):
        yield "page.base64: it is no base64"
        return
    if hashlib.sha256(content).hexdigest() != page["sha256"]:
        yield "page.base64: the bytes are not those of the page's SHA-256"
    if evidence.get("page_sha256", page["sha256"]) != page["sha256"]:
        yield "page.sha256: the decision was made on another page"


def _entries(bundle: Bundle) -> Iterator[str]:
    for number, entry in enumerate(bundle["audit"]):
        row = AuditEntry(**{**entry, "at": datetime.fromisoformat(entry["at"])})
        if audit.digest(row) != entry["hash"]:
            yield f"audit.{number}: entry {entry['sequence']} was changed"


def _made(bundle: Bundle) -> Iterator[str]:
    """The decision's entry against every part that it records; what came later has entries and the signature."""
    decision = bundle["decision"]
    entries = [(entry, json.loads(entry["payload"])) for entry in bundle["audit"]]
    made = [(entry, told) for entry, told in entries if _tells_of(entry, told, decision["id"])]
    if len(made) != 1:
        yield f"audit: {'no' if not made else 'more than one'} entry records the decision"
        return
    (entry, told) = made[0]
    for name, value, said in _fields(bundle, entry, told):
        if digest(value) != digest(said):
            yield f"{name}: the audit entry says {json.dumps(said, ensure_ascii=False)[:80]}"
    # Entries of earlier versions have no digests: those parts rest on the signature alone.
    for name, sha256 in told.get("digests", {}).items():
        if digest(_recorded(name, bundle.get(name))) != sha256:
            yield f"{name}: the audit entry records another"


def _fields(bundle: Bundle, entry: dict[str, Any], told: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    decision, policy = bundle["decision"], bundle["policy"] or {"clause": None, "version": None}
    yield "decision.act", f"decision.{decision['act']}", entry["action"]
    yield "decision.decided_by", decision["decided_by"], entry["actor"]
    yield "decision.article", f"article:{decision['article']}", entry["subject"]
    yield "decision.via", decision["via"], told.get("via", "")
    here = {
        "decision.note": (decision["note"], "note"),
        "decision.label": (decision["label"], "label"),
        "decision.channel": (decision["channel"], "channel"),
        "decision.override_of": (decision["override_of"], "override_of"),
        "decision.created_at": (decision["created_at"], "decided_at"),
        "policy.clause": (policy["clause"], "clause"),
        "policy.version": (policy["version"], "policy_version"),
        "evidence": (bundle["evidence"], "evidence"),
    }
    for name, (value, recorded) in here.items():
        if recorded in told:
            yield name, value, told[recorded]


def _recorded(name: str, part: Any) -> Any:
    """The part as its digest was made: without the page's bytes, and without sentences, which are made at reading."""
    if name == "page":
        return {field: value for field, value in part.items() if field != "base64"}
    if name == "findings":
        sentences = ("explanation_zh", "explanation_en")
        return [{field: value for field, value in finding.items() if field not in sentences} for finding in part]
    return part


def _tells_of(entry: dict[str, Any], told: dict[str, Any], decision: int) -> bool:
    return bool(entry["action"].startswith("decision.") and told.get("decision") == decision)


def _head(bundle: Bundle) -> Iterator[str]:
    head = bundle["head"]
    for number, entry in enumerate(bundle["audit"]):
        if entry["sequence"] > head["sequence"]:
            yield f"audit.{number}: entry {entry['sequence']} comes after the head of the chain"
        elif entry["sequence"] == head["sequence"] and entry["hash"] != head["hash"]:
            yield f"audit.{number}: entry {entry['sequence']} is not the one that the head names"


_CHECKS: dict[str, Callable[[Bundle], Iterator[str]]] = {
    "sha256": _file,
    "page": _page,
    "audit": _entries,
    "decision": _made,
    "head": _head,
}
