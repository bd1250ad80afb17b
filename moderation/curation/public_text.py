"""A lead says which sentences belong to nobody: adds them to the bank of public text, withdraws or restores them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from articles.assessment.revisits import wake_articles
from articles.models import PublicSentence, ReuseEdge
from articles.provenance.reuse.keyed_sentences import keys_of
from articles.provenance.stored.reuse.public_text import holders_of
from articles.vocabulary.public_text import ACTIVE, ADDED, IMPORTED, PUBLIC_STATES, WITHDRAWN
from articles.vocabulary.term import Term
from moderation import audit

LONGEST = 5_000
"""Characters that are added at once."""
_MOST_WOKEN = 500


class NoSentence(ValueError):
    """The text holds no sentence of 12 letters or more, or is too long."""


class StaleEntry(Exception):
    """The entry is in that state already: somebody else was faster."""


@transaction.atomic
def add(user: User, text: str, note: str = "") -> list[PublicSentence]:
    """Enter each sentence of a text; it counts for nothing from now on, in stored articles too.

    Entries that were learned or withdrawn become entries of this user. Raises PermissionDenied, NoSentence.
    """
    _check(user)
    return enter([(text, note)], actor=user, origin=ADDED)


def enter(rows: Sequence[tuple[str, str]], *, actor: User | str, origin: Term) -> list[PublicSentence]:
    """Enter (text, note) rows in the caller's transaction; each new or changed entry is audited. Raises NoSentence.

    `actor`: the user, or the name of what imports. What is in force by a person's word already stays as it is.
    """
    found = []
    for text, note in rows:
        sentences = keys_of(text) if len(text) <= LONGEST else []
        if not sentences:
            raise NoSentence
        for key, words in sentences:
            entry = PublicSentence.objects.select_for_update().filter(hash=key).first()
            if entry is not None and entry.state == ACTIVE and entry.origin in (ADDED, IMPORTED):
                continue
            before = None if entry is None else _kept(entry)
            entry = entry or PublicSentence(hash=key, text=words)
            entry.origin, entry.state, entry.note = origin, ACTIVE, note[:200]
            entry.save()
            _record(actor, "public_text.added", entry, before)
            found.append(entry)
    _wake(entry.hash for entry in found)
    return found


def withdraw(user: User, entry_id: int, note: str = "") -> PublicSentence:
    """Let a sentence count again as its author's own; it is not learned again.

    Raises PermissionDenied, StaleEntry, PublicSentence.DoesNotExist.
    """
    return _move(user, entry_id, WITHDRAWN, note)


def restore(user: User, entry_id: int, note: str = "") -> PublicSentence:
    """Take a withdrawal back; the entry holds as it did before. Raises as `withdraw`."""
    return _move(user, entry_id, ACTIVE, note)


@transaction.atomic
def _move(user: User, entry_id: int, state: Term, note: str) -> PublicSentence:
    _check(user)
    entry = PublicSentence.objects.select_for_update().get(pk=entry_id)
    if entry.state == state:
        raise StaleEntry(PUBLIC_STATES[state])
    before = _kept(entry)
    entry.state, entry.note = state, note[:200] or entry.note
    entry.save(update_fields=["state", "note", "changed_at"])
    _record(user, "public_text.withdrawn" if state == WITHDRAWN else "public_text.restored", entry, before)
    _wake([entry.hash])
    return entry


def _check(user: User) -> None:
    if not user.has_perm("articles.change_publicsentence"):
        raise PermissionDenied("the bank of public text needs the lead role")


def _record(actor: User | str, action: str, entry: PublicSentence, before: dict[str, str] | None) -> None:
    subject = f"public_sentence:{entry.pk}"
    audit.append(actor, action, subject, text=entry.text, before=before, after=_kept(entry))


def _kept(entry: PublicSentence) -> dict[str, str]:
    return {"origin": str(entry.origin), "state": str(entry.state), "note": entry.note}


def _wake(keys: Iterable[int]) -> None:
    """Re-assess the articles that are known to hold the sentences, and those that share text with them."""
    held = {article for key in keys for article in holders_of(key)}
    edges = ReuseEdge.objects.filter(Q(earlier__in=held) | Q(later__in=held)).values_list("earlier", "later")
    wake_articles(sorted(held | {end for pair in edges[:_MOST_WOKEN] for end in pair}))
