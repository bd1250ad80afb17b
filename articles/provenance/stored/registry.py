"""The source registry as rows: names, editions of the permitted-source list, and what they say of a source on a day."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from articles.models import Attribution, ListEdition, ListEntry, Reference, Source, SourceName, SourceRelation
from articles.provenance.registry import as_of
from articles.provenance.registry.names import aliases_of, name_key
from articles.provenance.registry.source_list import Row

_CHUNK = 500


class EditionConflict(ValueError):
    """An edition with this code holds another list, or the dates overlap another edition's."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `unchanged`: this very list was there already, and nothing was written."""

    edition: str
    entries: int
    new_sources: int
    known_sources: int
    citations_linked: int
    unchanged: bool = False


def remember_name(source: Source) -> None:
    """Writes the source's own name down, and its aliases when the product knows the outlet."""
    aliases = aliases_of(source.name) if source.kind == Source.Kind.OUTLET else ()
    keys = {name_key(name): name[:200] for name in reversed((source.name, *aliases)) if name_key(name)}
    SourceName.objects.bulk_create(
        (SourceName(source=source, name=name, key=key) for key, name in keys.items()), ignore_conflicts=True
    )


def sources_named(keys: Iterable[str]) -> dict[str, list[Source]]:
    """The sources by each of these name keys: institutions and outlets before accounts, the oldest first."""
    found: dict[str, list[Source]] = defaultdict(list)
    rows = SourceName.objects.filter(key__in={key for key in keys if key}).select_related("source").order_by("source")
    for row in rows:
        found[row.key].append(row.source)
    for sources in found.values():
        sources.sort(key=lambda source: source.kind == Source.Kind.ACCOUNT)
    return dict(found)


def standings(names: Collection[str], day: date | None) -> dict[str, as_of.Standing]:
    """What the edition in force on the day says of each of these names; see `registry.as_of`.

    A name may be several sources' (an account called after its outlet): the entry of any of them counts, and that of
    the unit that one belonged to on the day.
    """
    editions = [
        as_of.Edition(*row) for row in ListEdition.objects.values_list("pk", "code", "valid_from", "valid_until")
    ]
    if day is None or as_of.edition_on(day, editions) is None:
        return dict.fromkeys(names, as_of.Standing("no_edition"))
    keys = {name: name_key(name) for name in names}
    named = sources_named(keys.values())
    sources = {source.pk for found in named.values() for source in found}
    units = _units(sources, day)
    entries = defaultdict(list)
    for row in ListEntry.objects.filter(source__in=sources | {unit for each in units.values() for unit, _ in each}):
        entries[row.source_id].append(row)
    return {
        name: as_of.standing_on(
            day,
            editions,
            [
                *(_entry(row) for source in named.get(key, ()) for row in entries[source.pk]),
                *(
                    _entry(row, through=unit_name)
                    for source in named.get(key, ())
                    for unit, unit_name in units[source.pk]
                    for row in entries[unit]
                ),
            ],
        )
        for name, key in keys.items()
    }


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
) -> Imported:
    """Takes a list over as an edition. Raises EditionConflict, and then nothing is written.

    The same file under the same code again changes nothing. Editions must not overlap; with `close_previous` the one
    still in force ends the day before. Outlets that the registry does not know become sources. Citations that name one
    of the list's outlets are linked to it.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = ListEdition.objects.filter(code=code).first()
    if known is not None:
        if known.file_sha256 == digest and (known.valid_from, known.valid_until) == (valid_from, valid_until):
            return Imported(code, known.entries.count(), 0, known.entries.count(), 0, unchanged=True)
        raise EditionConflict(f"edition {code} is there already with another list or other dates; choose another code")
    _make_room(valid_from, valid_until, close_previous)
    edition = ListEdition.objects.create(
        code=code,
        title=title,
        issuer=issuer,
        evidence=evidence,
        valid_from=valid_from,
        valid_until=valid_until,
        file_sha256=digest,
    )
    sources, new = _sources_for([row.outlet for row in rows])
    ListEntry.objects.bulk_create(
        (
            ListEntry(
                edition=edition,
                source=sources[name_key(row.outlet)],
                name=row.outlet,
                standing=row.standing,
                since=row.since or valid_from,
                tier=row.tier,
                province=row.province,
                medium=row.medium,
                reason=row.reason or title,
                evidence=row.evidence or f"{evidence}, line {row.line}"[:500],
            )
            for row in rows
        ),
        batch_size=_CHUNK,
        ignore_conflicts=True,
    )
    linked = link_citations({name_key(row.outlet) for row in rows})
    return Imported(code, edition.entries.count(), new, len(sources) - new, linked)


def link_citations(keys: Collection[str]) -> int:
    """Links what was cited before these names were known; how many references and attributions."""
    linked = 0
    for key, sources in sources_named(keys).items():
        linked += Reference.objects.filter(outlet_key=key, source=None).update(source=sources[0])
        linked += Attribution.objects.filter(who_key=key, source=None).update(source=sources[0])
    return linked


def _sources_for(names: Sequence[str]) -> tuple[dict[str, Source], int]:
    """A source of kind outlet for each name, by key; and how many are new. Two lines of a list stay two sources."""
    keys = {name_key(name): name for name in names}
    own = Source.objects.filter(kind=Source.Kind.OUTLET, platform=None)
    by_name = {name_key(source.name): source for source in own}
    found = {key: by_name[key] for key in keys if key in by_name}
    taken = {source.pk for source in found.values()}
    for key, sources in sources_named(keys.keys() - found.keys()).items():
        free = [each for each in sources if each.kind == Source.Kind.OUTLET and each.pk not in taken]
        if free:
            found[key] = free[0]
            taken.add(free[0].pk)
    missing = [key for key in keys if key not in found]
    for key in missing:
        found[key] = Source.objects.create(kind=Source.Kind.OUTLET, name=keys[key][:200])
    for key, source in found.items():
        # What the list itself names is nobody's alias.
        names_of = {key: source.name} | {k: a for a in aliases_of(source.name) if (k := name_key(a)) not in keys}
        SourceName.objects.bulk_create(
            (SourceName(source=source, name=name[:200], key=each) for each, name in names_of.items()),
            ignore_conflicts=True,
        )
    return found, len(missing)


def _make_room(valid_from: date, valid_until: date | None, close_previous: bool) -> None:
    overlapping = ListEdition.objects.filter(Q(valid_until=None) | Q(valid_until__gte=valid_from))
    if valid_until is not None:
        overlapping = overlapping.filter(valid_from__lte=valid_until)
    for edition in overlapping:
        if not close_previous or edition.valid_from >= valid_from:
            until = edition.valid_until or "…"
            raise EditionConflict(
                f"edition {edition.code} is in force from {edition.valid_from} until {until}: editions cannot overlap "
                "(give --valid-until, or --close-previous to end it the day before)"
            )
        edition.valid_until = valid_from - timedelta(days=1)
        edition.save(update_fields=["valid_until"])


def _units(sources: Collection[int], day: date) -> dict[int, list[tuple[int, str]]]:
    units: dict[int, list[tuple[int, str]]] = defaultdict(list)
    in_force = SourceRelation.objects.filter(
        Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day), source__in=sources
    )
    for source, unit, name in in_force.values_list("source", "unit", "unit__name"):
        units[source].append((unit, name))
    return units


def _entry(row: ListEntry, through: str = "") -> as_of.Entry:
    standing = ListEntry.Standing(row.standing).value
    return as_of.Entry(row.pk, row.edition_id, standing, row.since, row.reason, row.evidence, through)  # type: ignore[arg-type]
