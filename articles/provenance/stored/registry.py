"""The source registry as rows: sources by name, and their status in the list of permitted sources on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from articles.models import Attribution, ListEdition, ListEntry, Reference, Source, SourceName, SourceRelation
from articles.provenance.registry import as_of
from articles.provenance.registry.names import aliases_of, name_key
from articles.vocabulary import citations

_CHUNK = 500


def remember_name(source: Source) -> None:
    """Store the source's name, and the aliases of a known outlet.

    Links earlier citations of the name to the source, unless another source has that name.
    """
    aliases = aliases_of(source.name) if source.kind == citations.OUTLET else ()
    keys = {name_key(name): name[:200] for name in reversed((source.name, *aliases)) if name_key(name)}
    SourceName.objects.bulk_create(
        (SourceName(source=source, name=name, key=key) for key, name in keys.items()), ignore_conflicts=True
    )
    link_citations({key for key, sources in sources_named(keys).items() if sources[0] == source})


def sources_named(keys: Iterable[str]) -> dict[str, list[Source]]:
    """Return the sources of each name key: institutions and outlets before accounts, the oldest first."""
    wanted = {key for key in keys if key}
    found: dict[str, list[Source]] = defaultdict(list)
    if not wanted:
        return {}
    for row in SourceName.objects.filter(key__in=wanted).select_related("source").order_by("source_id"):
        found[row.key].append(row.source)
    for sources in found.values():
        sources.sort(key=lambda source: source.kind == citations.ACCOUNT)
    return dict(found)


def registered(keys: Collection[str]) -> frozenset[str]:
    """Return those of the name keys that a source of the registry has; one query, none without keys."""
    if not keys:
        return frozenset()
    return frozenset(SourceName.objects.filter(key__in=keys).order_by().values_list("key", flat=True))


def standings(names: Collection[str], day: date | None) -> dict[str, as_of.Standing]:
    """Return the status of each name in the edition in force on the day; see `registry.as_of`.

    Several sources may share a name (an account named after its outlet). The entry of any of them counts, and that of
    the organisation it belonged to on the day.
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
    for row in ListEntry.objects.filter(source__in=sources | {unit for each in units.values() for unit, *_ in each}):
        entries[row.source_id].append(row)
    return {
        name: as_of.standing_on(
            day,
            editions,
            [
                *(_entry(row) for source in named.get(key, ()) for row in entries[source.pk]),
                *(
                    _entry(row, unit_name, unit_platform)
                    for source in named.get(key, ())
                    for unit, unit_name, unit_platform in units[source.pk]
                    for row in entries[unit]
                ),
            ],
        )
        for name, key in keys.items()
    }


def link_citations(keys: Collection[str]) -> int:
    """Link citations of these names to the source they mean now, or to none; return how many links changed."""
    named = sources_named(keys)
    ordered = sorted(keys)
    changed = 0
    for model, column in ((Reference, "outlet_key"), (Attribution, "who_key")):
        for start in range(0, len(ordered), _CHUNK):
            citing = model._default_manager.filter(**{f"{column}__in": ordered[start : start + _CHUNK]}).order_by()
            for key in citing.values_list(column, flat=True).distinct():
                source = next(iter(named.get(key, ())), None)
                changed += model._default_manager.filter(**{column: key}).exclude(source=source).update(source=source)
    return changed


def _units(sources: Collection[int], day: date) -> dict[int, list[tuple[int, str, int | None]]]:
    units: dict[int, list[tuple[int, str, int | None]]] = defaultdict(list)
    in_force = SourceRelation.objects.filter(
        Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day), source__in=sources
    )
    for source, unit, name, platform in in_force.values_list("source", "unit", "unit__name", "unit__platform"):
        units[source].append((unit, name, platform))
    return units


def _entry(row: ListEntry, through: str = "", platform: int | None = None) -> as_of.Entry:
    standing: Any = row.standing
    return as_of.Entry(row.pk, row.edition_id, standing, row.since, row.reason, row.evidence, through, platform)
