"""The rarest terms of known claims as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from articles.models import KnownClaim
from articles.provenance.known_claims.wording import STORED, terms, wording
from articles.provenance.stored.sql import insert_capped, listed

COMMON = 200
"""Most entries stored per term; it bounds what a look-up reads. Entries beyond it are found by their other terms."""
_TABLE = "articles_claimterm"
_DELETE = {
    "postgresql": f"DELETE FROM {_TABLE} WHERE claim_id = %s AND hash = ANY(%s::bigint[])",  # noqa: S608 - our own name
    "sqlite": f"DELETE FROM {_TABLE} WHERE claim_id = %s AND hash IN (SELECT value FROM json_each(%s))",  # noqa: S608
}


def write(claims: Iterable[KnownClaim]) -> None:
    """Write the rows of entries in the caller's transaction."""
    pairs = sorted({(term, claim.pk) for claim in claims for term in terms(wording(claim.claim), STORED)})
    with connection.cursor() as cursor:
        insert_capped(cursor, _TABLE, COMMON, pairs, owner="claim_id")


def replace(claim: KnownClaim, before: str) -> None:
    """Replace the rows of an entry whose claim was `before`, in the caller's transaction."""
    old: Sequence[int] = sorted(terms(wording(before), STORED))
    with connection.cursor() as cursor:
        cursor.execute(_DELETE[connection.vendor], [claim.pk, listed(old)])
    write([claim])
