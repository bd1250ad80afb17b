"""Import a list of permitted sources as an edition: sources, names, entries, and links of earlier citations."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from articles.models import ListEdition, ListEntry, Source, SourceName
from articles.provenance.registry.names import aliases_of, name_key
from articles.provenance.registry.problem import EditionConflict, Problem
from articles.provenance.registry.source_list import Row
from articles.provenance.stored.registry import link_citations, sources_named
from articles.search.upkeep import index_sources
from articles.signals import record
from articles.vocabulary import citations

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import. `closed`: editions it ended; `unchanged`: the same list existed, nothing was written."""

    edition: str
    entries: int
    new_sources: int
    known_sources: int
    citations_linked: int
    closed: tuple[str, ...] = ()
    unchanged: bool = False


@transaction.atomic
def import_edition(
    rows: Sequence[Row],
    content: bytes,
    *,
    code: str,
    title: str,
    issuer: str,
    evidence: str,
    valid_from: date,
    valid_until: date | None = None,
    close_previous: bool = False,
    actor: Any = "command",
) -> Imported:
    """Import a list as an edition. Raises EditionConflict and then writes nothing.

    `actor` is the user, or the name of what imports, for the audit chain. Repeating an import with the same file and
    code changes nothing, even when the edition was ended since. Editions must not overlap; with `close_previous` the
    one still in force ends the day before. Outlets that are not in the registry become sources. Citations of the
    list's outlets are linked to them.
    """
    edition = ListEdition(
        code=code,
        title=title,
        issuer=issuer,
        evidence=evidence,
        valid_from=valid_from,
        valid_until=valid_until,
        file_sha256=hashlib.sha256(content).hexdigest(),
    )
    _check(edition, rows)
    known = ListEdition.objects.filter(code=code).first()
    if known is not None:
        if _same(known, edition):
            count = known.entries.count()
            sources = known.entries.order_by().values("source").distinct().count()
            return Imported(code, count, 0, sources, 0, unchanged=True)
        raise _conflict(
            f"版本 {code} 已有另一份名单或另一有效期，请换一个代号",
            f"edition {code} is there already with another list or other dates; choose another code",
        )
    closed = _make_room(valid_from, valid_until, close_previous)
    edition.save(force_insert=True)
    sources_of, new, keys = _sources_for([row.outlet for row in rows])
    entries: dict[tuple[int, str, date], ListEntry] = {}
    for row in rows:
        source, since = sources_of[name_key(row.outlet)], row.since or valid_from
        entry = ListEntry(
            edition=edition,
            source=source,
            name=row.outlet,
            standing=row.standing,
            since=since,
            tier=row.tier,
            province=row.province,
            medium=row.medium,
            reason=row.reason or title,
            evidence=row.evidence or f"{evidence}, line {row.line}"[:500],
        )
        # "Listed" without a day means the same as "listed" from the first day on.
        entries.setdefault((source.pk, row.standing, since), entry)
    ListEntry.objects.bulk_create(entries.values(), batch_size=_CHUNK)
    after = {
        "valid_from": valid_from.isoformat(),
        "valid_until": valid_until.isoformat() if valid_until else None,
        "title": title,
        "issuer": issuer,
        "entries": len(entries),
        "file_sha256": edition.file_sha256,
    }
    record(actor, "list_edition.imported", f"list_edition:{edition.pk}", code=code, after=after, ended=list(closed))
    return Imported(code, len(entries), new, len(sources_of) - new, link_citations(keys), closed)


def _check(edition: ListEdition, rows: Sequence[Row]) -> None:
    try:
        edition.clean_fields()
    except ValidationError as error:
        told = [f"{field}: {message}" for field, messages in error.message_dict.items() for message in messages]
        raise EditionConflict([Problem(each, each) for each in told]) from error
    until = edition.valid_until
    if until is None:
        return
    if until < edition.valid_from:
        raise _conflict("失效日早于生效日", "the last day in force lies before the first")
    late = [row.line for row in rows if row.since is not None and row.since > until]
    if late:
        zh, en = "since 晚于版本失效日", "since lies after the edition's last day"
        raise EditionConflict([Problem(zh, en, line) for line in late[:20]])


def _same(known: ListEdition, asked: ListEdition) -> bool:
    dates = known.valid_from == asked.valid_from and asked.valid_until in (None, known.valid_until)
    return dates and known.file_sha256 == asked.file_sha256


def _make_room(valid_from: date, valid_until: date | None, close_previous: bool) -> tuple[str, ...]:
    """End the editions that overlap these dates, if `close_previous` and they began before; return their codes."""
    closed = []
    for edition in overlapping(valid_from, valid_until):
        if not close_previous or edition.valid_from >= valid_from:
            until = edition.valid_until or "…"
            raise _conflict(
                f"版本 {edition.code} 的有效期是 {edition.valid_from} 至 {until}：各版本有效期不能重叠"
                "（可填写失效日，或让现行版本在前一天失效）",
                f"edition {edition.code} is in force from {edition.valid_from} until {until}: editions cannot overlap "
                "(give --valid-until, or --close-previous to end it the day before)",
            )
        edition.valid_until = valid_from - timedelta(days=1)
        edition.save(update_fields=["valid_until"])
        closed.append(edition.code)
    return tuple(closed)


def overlapping(valid_from: date, valid_until: date | None) -> list[ListEdition]:
    """List the editions in force on any of these days (`valid_until` None: without end), the oldest first."""
    editions = ListEdition.objects.filter(Q(valid_until=None) | Q(valid_until__gte=valid_from))
    if valid_until is not None:
        editions = editions.filter(valid_from__lte=valid_until)
    return list(editions.order_by("valid_from"))


def _sources_for(names: Sequence[str]) -> tuple[dict[str, Source], int, set[str]]:
    """Find or create an outlet for each name; return them by key, the number of new ones, and all their name keys.

    Two lines of a list stay two sources, even when they name one publisher.
    """
    keys = {name_key(name): name for name in names}
    own = Source.objects.filter(kind=citations.OUTLET, platform=None).order_by("-pk")
    by_name = {name_key(source.name): source for source in own}
    found = {key: by_name[key] for key in keys if key in by_name}
    taken = {source.pk for source in found.values()}
    for key, sources in sources_named(keys.keys() - found.keys()).items():
        free = [each for each in sources if each.kind == citations.OUTLET and each.pk not in taken]
        if free:
            found[key] = free[0]
            taken.add(free[0].pk)
    missing = {key: Source(kind=citations.OUTLET, name=name) for key, name in keys.items() if key not in found}
    Source.objects.bulk_create(missing.values(), batch_size=_CHUNK)
    index_sources(list(missing.values()))
    found |= missing
    rows = []
    for key, source in found.items():
        # A name that has its own line in the list is no alias.
        aliases = {each: alias for alias in aliases_of(keys[key]) if (each := name_key(alias)) not in keys}
        rows += [
            SourceName(source=source, name=name[:200], key=each) for each, name in {**aliases, key: keys[key]}.items()
        ]
    SourceName.objects.bulk_create(rows, batch_size=_CHUNK, ignore_conflicts=True)
    return found, len(missing), {row.key for row in rows}


def _conflict(zh: str, en: str) -> EditionConflict:
    return EditionConflict([Problem(zh, en)])
