"""Banks of picture hashes: made, imported, switched; their hashes added, edited, withdrawn; each change is audited."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import BankedHash, HashBank
from articles.provenance.pictures.exchange import LONGEST_NAME, LONGEST_TAGS, BadSignal, Signal
from articles.provenance.stored.hash_banks import write_bands
from articles.vocabulary.hash_banks import ACTIVE, SIGNAL_CATEGORIES, WITHDRAWN
from moderation import audit

EDIT = "articles.change_hashbank"


class BadBank(ValueError):
    """The name of a bank is empty, too long or taken."""


class HashKnown(ValueError):
    """The bank has this hash already."""


def import_signals(signals: Sequence[Signal], bank: HashBank, file: str, lines: str) -> Counter[str]:
    """Enter hashes into a bank in the caller's transaction; return how many were `new`, `changed`, `same`.

    What a lead withdrew stays withdrawn. One audit entry names the file, its lines and a hash over the hashes.
    """
    rows = {each.pdq: each for each in signals}
    done: Counter[str] = Counter(same=len(signals) - len(rows))
    held = BankedHash.objects.select_for_update().filter(bank=bank, pdq__in=rows)
    stored = {each.pdq: each for each in held}
    new = [
        BankedHash(bank=bank, pdq=pdq, category=each.category, tags=each.tags)
        for pdq, each in rows.items()
        if pdq not in stored
    ]
    BankedHash.objects.bulk_create(new)
    write_bands(new)
    done["new"] = len(new)
    for pdq, banked in stored.items():
        said = (rows[pdq].category, rows[pdq].tags or banked.tags)
        if said == (banked.category, banked.tags):
            done["same"] += 1
            continue
        banked.category, banked.tags = said
        banked.changed_by = None
        banked.save()
        done["changed"] += 1
    if done["new"] or done["changed"]:
        digest = hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()
        figures = {name: done[name] for name in ("new", "changed", "same")}
        about = {"bank": bank.name, "file": file, "lines": lines, "hashes_sha256": digest}
        audit.append("command", "hash_bank.imported", f"hash_bank:{bank.pk}", **about, **figures)
    return done


def named(name: str) -> HashBank:
    """Return the bank with this name for an import, making it in the caller's transaction. Raises BadBank."""
    name = _name(name)
    bank, is_new = HashBank.objects.get_or_create(name=name)
    if is_new:
        audit.append("command", "hash_bank.made", f"hash_bank:{bank.pk}", name=name)
    return bank


@transaction.atomic
def make(user: User, name: str, note: str = "") -> HashBank:
    """Make a bank. Raises PermissionDenied, BadBank."""
    _check(user)
    name = _name(name)
    if HashBank.objects.filter(name=name).exists():
        raise BadBank("taken")
    bank = HashBank.objects.create(name=name, note=note[:200])
    audit.append(user, "hash_bank.made", f"hash_bank:{bank.pk}", name=name)
    return bank


@transaction.atomic
def switch(user: User, bank: int, *, is_matched: bool, note: str) -> HashBank:
    """Let a bank be matched or not, and note why. Raises PermissionDenied, HashBank.DoesNotExist."""
    _check(user)
    stored = HashBank.objects.select_for_update().get(pk=bank)
    before = {"is_matched": stored.is_matched, "note": stored.note}
    after = {"is_matched": is_matched, "note": note[:200]}
    if before != after:
        stored.is_matched, stored.note = is_matched, note[:200]
        stored.save()
        audit.append(user, "hash_bank.changed", f"hash_bank:{bank}", before=before, after=after)
    return stored


@transaction.atomic
def add(user: User, bank: int, signal: Signal) -> BankedHash:
    """Add a hash to a bank. Raises PermissionDenied, HashKnown, HashBank.DoesNotExist."""
    _check(user)
    owner = HashBank.objects.select_for_update().get(pk=bank)
    if BankedHash.objects.filter(bank=owner, pdq=signal.pdq).exists():
        raise HashKnown(signal.pdq)
    banked = BankedHash(bank=owner, pdq=signal.pdq, category=signal.category, tags=signal.tags, changed_by=user)
    banked.save()
    write_bands([banked])
    audit.append(user, "banked_hash.added", f"banked_hash:{banked.pk}", bank=owner.name, after=_told(banked))
    return banked


@transaction.atomic
def edit(user: User, banked: int, category: str, tags: str) -> BankedHash:
    """Change category and tags of a hash. Raises PermissionDenied, BadSignal, BankedHash.DoesNotExist."""
    if category not in SIGNAL_CATEGORIES or len(tags) > LONGEST_TAGS:
        raise BadSignal("category or tags")
    return _change(user, banked, "banked_hash.edited", category=category, tags=tags)


@transaction.atomic
def withdraw(user: User, banked: int) -> BankedHash:
    """Let a hash be matched no more. Raises PermissionDenied, BankedHash.DoesNotExist."""
    return _change(user, banked, "banked_hash.withdrawn", state=WITHDRAWN)


@transaction.atomic
def restore(user: User, banked: int) -> BankedHash:
    """Take a withdrawal back. Raises as `withdraw`."""
    return _change(user, banked, "banked_hash.restored", state=ACTIVE)


def _change(user: User, banked: int, action: str, **values: str) -> BankedHash:
    _check(user)
    stored = BankedHash.objects.select_for_update(of=("self",)).select_related("bank").get(pk=banked)
    before = _told(stored)
    for name, value in values.items():
        setattr(stored, name, value)
    if _told(stored) != before:
        stored.changed_by = user
        stored.save()
        audit.append(user, action, f"banked_hash:{banked}", bank=stored.bank.name, before=before, after=_told(stored))
    return stored


def _told(banked: BankedHash) -> dict[str, str]:
    return {name: str(getattr(banked, name)) for name in ("pdq", "category", "tags", "state")}


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadBank("a bank has a name of at most 100 characters")
    return name


def _check(user: User) -> None:
    if not user.has_perm(EDIT):
        raise PermissionDenied("hash banks need the lead role")
