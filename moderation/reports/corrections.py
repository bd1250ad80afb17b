"""What a later edition of a report corrects: figures and lists of the reported week that are not what they were."""

from __future__ import annotations

from typing import Any

_IDENTITIES = ("article", "source", "id")


def corrections(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """One entry a figure or list that changed, by code: {code, label, unit, before, after}.

    Figures change when their value of the reported week does; a figure that was not there was nothing. Lists change
    when they name other items, in another order; `before` and `after` are then how many items they have. Words do not
    count: a platform that is renamed corrects nothing.
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
    """Zero is what a figure that is not there says: rows that count nothing come and go."""
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
