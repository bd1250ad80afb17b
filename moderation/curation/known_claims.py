"""The bank of known claims: entries are imported, added, edited, withdrawn; each change keeps the former row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.assessment.revisits import wake_articles
from articles.models import ClaimLikeness, KnownClaim, KnownClaimVersion, Platform
from articles.models.evidence.known_claim import ClaimContent
from articles.provenance.known_claims.entries import LONGEST, Entry
from articles.provenance.known_claims.entries import entry as checked
from articles.text.china_time import CHINA_ZONE
from articles.vocabulary.known_claims import ACTIVE, ADDED, DECIDED, IMPORTED, OTHER, WITHDRAWN
from moderation import audit
from moderation.models import Decision, QueueItem
from moderation.vocabulary.acts import ACTS

EDIT = "articles.change_knownclaim"
_MOST_WOKEN = 500
_CONTENT = tuple(asdict(Entry("", "", "")))
_COLUMNS = [field.attname for field in ClaimContent._meta.concrete_fields]


class KnownAlready(ValueError):
    """The bank has an entry with this publisher, claim and link already; `claim` is it."""

    def __init__(self, claim: KnownClaim) -> None:
        super().__init__(f"entry {claim.pk} has this publisher, claim and link already")
        self.claim = claim


class StaleClaim(Exception):
    """Somebody else has changed the entry since it was read."""


class NotDecided(ValueError):
    """The item has no decision against its article, so that nothing says what was wrong with it."""


def import_entries(entries: Sequence[Entry], platform: Platform | None, file: str, lines: str) -> Counter[str]:
    """Enter rows of a file in the caller's transaction; return how many were `new`, `changed`, `same`.

    An entry with the key of a stored one takes its place when it says something else; the former row is kept. What a
    lead withdrew stays withdrawn. One audit entry names the file, its lines and a hash over the keys.
    """
    rows = {each.key(platform.code if platform else ""): each for each in entries}
    done: Counter[str] = Counter(same=len(entries) - len(rows))
    stored = KnownClaim.objects.select_for_update().in_bulk(list(rows), field_name="key")
    new = [
        KnownClaim(key=key, platform=platform, origin=IMPORTED, **asdict(each))
        for key, each in rows.items()
        if key not in stored
    ]
    KnownClaim.objects.bulk_create(new)
    _write_terms(new)
    done["new"] = len(new)
    for key, claim in stored.items():
        wanted = asdict(rows[key])
        # Words of the same key may be spelt anew; an import without a note takes none away.
        wanted["note"] = wanted["note"] or claim.note
        if _differs(claim, wanted):
            _replace(claim, wanted, None)
            done["changed"] += 1
        else:
            done["same"] += 1
    if done["new"] or done["changed"]:
        digest = hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()
        figures = {name: done[name] for name in ("new", "changed", "same")}
        subject = f"platform:{platform.code}" if platform else "known_claims:all"
        audit.append("command", "known_claim.imported", subject, file=file, lines=lines, keys_sha256=digest, **figures)
    return done


@transaction.atomic
def add(user: User, entry: Entry, platform: Platform | None = None) -> KnownClaim:
    """Add an entry. Raises PermissionDenied, KnownAlready."""
    _check(user)
    return _add(user, entry, platform, KnownClaim(origin=ADDED))


@transaction.atomic
def add_decided(user: User, item: QueueItem) -> KnownClaim:
    """Add the headline of an article that was decided against as a claim, for the article's platform.

    The verdict names the clause of the decision, the publisher is the platform, and a lead may edit all of it. Raises
    PermissionDenied, NotDecided, KnownAlready, BadEntry for a headline that is no claim.
    """
    _check(user)
    decision = decision_against(item)
    if decision is None:
        raise NotDecided(f"item {item.pk} has no decision against its article")
    clause = decision.clause
    row = {
        "claim": item.article_version.headline[: LONGEST["claim"]],
        "verdict": str(OTHER),
        "verdict_words": f"{ACTS[decision.act].zh}：{clause.title_zh}"[:200] if clause else ACTS[decision.act].zh,
        "publisher": item.article.platform.name_zh,
        "date": decision.created_at.astimezone(CHINA_ZONE).date(),
        "link": item.article.url if item.article.url.startswith(("http://", "https://")) else "",
        "language": item.article_version.language,
    }
    return _add(user, checked(row), item.article.platform, KnownClaim(origin=DECIDED, article=item.article))


def decision_against(item: QueueItem) -> Decision | None:
    """Return the decision in force against the item's article; None while there is none."""
    decision: Decision | None = item.decisions.order_by("pk").last()
    if decision is None or not ACTS[decision.act].is_appealable:
        return None
    return decision


@transaction.atomic
def edit(user: User, claim: int, number: int, entry: Entry) -> KnownClaim:
    """Write the next version of an entry; `number` is the version that was read.

    Raises PermissionDenied, StaleClaim, KnownAlready, KnownClaim.DoesNotExist.
    """
    stored = _locked(user, claim, number)
    before = _told(stored)
    if not _differs(stored, asdict(entry)):
        return stored
    platform = stored.platform.code if stored.platform else ""
    key = entry.key(platform)
    if (other := KnownClaim.objects.filter(key=key).exclude(pk=claim).first()) is not None:
        raise KnownAlready(other)
    stored.key = key
    _replace(stored, asdict(entry), user)
    audit.append(user, "known_claim.edited", f"known_claim:{claim}", before=before, after=_told(stored))
    _wake(claim)
    return stored


@transaction.atomic
def withdraw(user: User, claim: int, number: int, note: str = "") -> KnownClaim:
    """Let an entry be resembled no more. Raises as `edit`."""
    return _move(user, claim, number, WITHDRAWN, note)


@transaction.atomic
def restore(user: User, claim: int, number: int, note: str = "") -> KnownClaim:
    """Take a withdrawal back. Raises as `edit`."""
    return _move(user, claim, number, ACTIVE, note)


def _move(user: User, claim: int, number: int, state: str, note: str) -> KnownClaim:
    stored = _locked(user, claim, number)
    if stored.state == state:
        raise StaleClaim(f"entry {claim} is {state} already")
    before = _told(stored)
    _replace(stored, {"state": state, "note": note[:200] or stored.note}, user)
    action = "known_claim.withdrawn" if state == WITHDRAWN else "known_claim.restored"
    audit.append(user, action, f"known_claim:{claim}", before=before, after=_told(stored))
    _wake(claim)
    return stored


def _add(user: User, entry: Entry, platform: Platform | None, claim: KnownClaim) -> KnownClaim:
    key = entry.key(platform.code if platform else "")
    if (other := KnownClaim.objects.filter(key=key).first()) is not None:
        raise KnownAlready(other)
    for name, value in asdict(entry).items():
        setattr(claim, name, value)
    claim.key, claim.platform, claim.changed_by = key, platform, user
    claim.save()
    _write_terms([claim])
    audit.append(user, "known_claim.added", f"known_claim:{claim.pk}", after=_told(claim))
    return claim


def _locked(user: User, claim: int, number: int) -> KnownClaim:
    _check(user)
    stored = KnownClaim.objects.select_for_update(of=("self",)).select_related("platform").get(pk=claim)
    if stored.number != number:
        raise StaleClaim(f"entry {claim} has version {stored.number} by now")
    return stored


def _replace(claim: KnownClaim, values: dict[str, object], user: User | None) -> None:
    """Keep the former row, then write the next version."""
    former = KnownClaimVersion(
        of=claim,
        number=claim.number,
        changed_by_id=claim.changed_by_id,
        changed_at=claim.changed_at,
        **claim.content(),
    )
    former.save()
    for name, value in values.items():
        setattr(claim, name, value)
    claim.number, claim.changed_by = claim.number + 1, user
    claim.save()
    if claim.claim != former.claim:
        from articles.provenance.stored.known_claims.terms import replace  # with numpy: leads rarely edit

        replace(claim, former.claim)


def _write_terms(claims: Sequence[KnownClaim]) -> None:
    from articles.provenance.stored.known_claims.terms import write  # with numpy: readers of the bank need none

    write(claims)


def _differs(claim: KnownClaim, values: dict[str, object]) -> bool:
    return any(getattr(claim, name) != values[name] for name in _CONTENT)


def _told(claim: KnownClaim) -> dict[str, object]:
    return {name: str(value) if value is not None else None for name, value in claim.content().items()}


def _check(user: User) -> None:
    if not user.has_perm(EDIT):
        raise PermissionDenied("the bank of known claims needs the lead role")


def _wake(claim: int) -> None:
    """Re-assess the articles whose suggestion is this entry."""
    rows = ClaimLikeness.objects.filter(claim=claim).order_by("-pk")
    wake_articles(sorted(rows.values_list("version__article", flat=True)[:_MOST_WOKEN]))
