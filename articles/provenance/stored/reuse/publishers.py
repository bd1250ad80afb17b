"""The names of sources, and the organisations that they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from articles.models import Source, SourceName, SourceRelation
from articles.provenance.registry.names import name_key


def names_of(sources: Collection[int]) -> dict[int, set[str]]:
    """Return the name keys of each source."""
    names: dict[int, set[str]] = defaultdict(set)
    for source, key in SourceName.objects.filter(source__in=sources).values_list("source", "key"):
        names[source].add(key)
    for source, name in Source.objects.filter(pk__in=sources).values_list("pk", "name"):
        names[source].add(name_key(name))
    return names


def units_of(sources: Collection[int]) -> dict[int, set[int]]:
    """Return the organisations of each source."""
    units: dict[int, set[int]] = defaultdict(set)
    for source, unit in SourceRelation.objects.filter(source__in=sources).values_list("source", "unit"):
        units[source].add(unit)
    return units
