"""Corrections of a later revision: figures and lists of the reported week that changed."""

from __future__ import annotations

from typing import Any

_IDENTITIES = ("article", "source", "id")


def corrections(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """One entry per changed figure or list, by code: {code, label, unit, before, after}.

    A figure changes when its value in the reported week does; a missing figure counts as zero. A list changes when its
    items or their order do; `before` and `after` are then its lengths. Words do not count: renaming a platform corrects
    nothing.
    """
    old, new = _figures(before), _figures(after)
    found = []
    for code in sorted(old.keys() | new.keys()):
        was, now = _value(old.get(code)), _value(new.get(code))
        if was != now:
            shown = new.get(code) or old[code]
            found.append(_entry(code, shown["label"], shown["unit"], was, now))
    old, new = _listings(before), _listings(after)
    for code in sorted(old.keys() | new.keys()):
        was, now = (_items(each.get(code)) for each in (old, new))
        if was != now:
            found.append(_entry(code, (new.get(code) or old[code])["title"], "count", len(was), len(now)))
    return found


def _entry(code: str, label: Any, unit: str, before: Any, after: Any) -> dict[str, Any]:
    return {"code": code, "label": label, "unit": unit, "before": before, "after": after}


def _value(figure: dict[str, Any] | None) -> Any:
    """The value of a figure; zero for a missing one, since rows that count nothing come and go."""
    return (figure["this_week"] if figure else None) or None


def _figures(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        figure["code"]: figure
        for section in document["sections"]
        for table in section["tables"]
        for figure in table["figures"]
    }


def _listings(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {listing["code"]: listing for section in document["sections"] for listing in section["listings"]}


def _items(listing: dict[str, Any] | None) -> list[Any]:
    rows = listing["items"] if listing else []
    return [next((row[name] for name in _IDENTITIES if name in row), None) for row in rows]
