"""Banked hashes as rows, and the submitted pictures that are near one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from articles.models import ArticleVersion, BankedHash, BankMatch, Picture
from articles.provenance.stored.sql import insert_capped, listed, rows
from articles.vocabulary.hash_banks import ACTIVE, NEGATIVE

MOST = 10
"""Matches kept per picture, the nearest first."""
_COMMON = 500  # hashes per band; it bounds a look-up
_ANY = "SELECT 1 FROM articles_bankedhash LIMIT 1"
_HOLDERS = {
    "sqlite": "SELECT DISTINCT banked_id FROM articles_bankedband WHERE hash IN (SELECT value FROM json_each(%s))",
    "postgresql": f"""
SELECT DISTINCT held.banked_id FROM (SELECT unnest(%s::bigint[]) AS hash) given
CROSS JOIN LATERAL (
    SELECT b.banked_id FROM articles_bankedband b WHERE b.hash = given.hash LIMIT {_COMMON}
) held
""",  # noqa: S608 - our own number
}


def write_bands(hashes: Iterable[BankedHash]) -> None:
    """Write the keys of new hashes in the caller's transaction."""
    from articles.provenance.pictures.bands import stored_keys

    keys = sorted((key, each.pk) for each in hashes for key in stored_keys(each.pdq))
    with connection.cursor() as cursor:
        insert_capped(cursor, "articles_bankedband", _COMMON, keys, owner="banked_id")


def find_matches(pictures: Sequence[Picture]) -> list[BankMatch]:
    """Find banked hashes near these pictures; unsaved rows, at most 10 per picture. One query without a bank."""
    if not pictures or not rows(_ANY):
        return []
    from articles.provenance.pictures.bands import looked_up_keys
    from articles.provenance.pictures.pdq import NEAR, distance

    found = []
    for picture in pictures:
        near = [pk for (pk,) in rows(_HOLDERS[connection.vendor], listed(looked_up_keys(picture.pdq)))]
        held = in_force().filter(pk__in=near).values_list("pk", "pdq")
        alike = sorted((bits, pk) for pk, pdq in held if (bits := distance(picture.pdq, pdq)) <= NEAR)
        found += [BankMatch(picture=picture, banked_id=pk, distance=bits) for bits, pk in alike[:MOST]]
    return found


def in_force() -> Any:
    """The hashes that are matched: of a matched bank, in force, and of its class."""
    return BankedHash.objects.filter(state=ACTIVE, bank__is_matched=True).exclude(category=NEGATIVE)


def store_matches(matches: Sequence[BankMatch]) -> None:
    """Store matches in the caller's transaction; those of an earlier assessment stay."""
    if matches:
        BankMatch.objects.bulk_create(matches, ignore_conflicts=True)


def bank_matches(version: ArticleVersion) -> list[BankMatch]:
    """Return the matches of a version's pictures with hashes in force, the nearest first per picture; one query."""
    matches = BankMatch.objects.filter(picture__version=version, banked__in=in_force())
    return list(matches.select_related("picture", "banked__bank").order_by("picture__position", "distance", "pk"))


def banks_of(versions: Iterable[int]) -> dict[int, set[str]]:
    """Return by version the names of the banks that hold one of its pictures; one query."""
    found: dict[int, set[str]] = defaultdict(set)
    matches = BankMatch.objects.filter(picture__version__in=list(versions), banked__in=in_force())
    for version, name in matches.order_by().values_list("picture__version", "banked__bank__name"):
        found[version].add(name)
    return dict(found)


def banks_record(version: ArticleVersion) -> list[dict[str, Any]]:
    """Return each hash bank that holds a picture of the version as plain JSON values, once per picture and bank."""
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for each in bank_matches(version):
        said = {
            "position": each.picture.position,
            "bank": each.banked.bank.name,
            "category": each.banked.category,
            "distance": each.distance,
        }
        found.setdefault((each.picture.position, each.banked.bank.name), said)
    return list(found.values())
