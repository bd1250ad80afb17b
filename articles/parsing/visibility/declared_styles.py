"""Declaration blocks of CSS: the properties that bear on whether a text is seen."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*(?:.*?\*/|.*)", re.DOTALL)
_JUDGED = frozenset(
    ("display", "visibility", "opacity", "font-size", "color", "background-color", "position", "left", "right", "top",
     "bottom", "text-indent", "clip", "clip-path", "height", "width", "max-height", "max-width", "overflow",
     "transform", "margin-left", "margin-top", "content-visibility")
)  # fmt: skip
_VALID = {
    "display": re.compile(
        r"(?:none|block|inline|contents|flex|grid|flow|list-item|table|ruby|run-in|inherit|initial|unset|revert|-webkit-|"
        r"var\()"
    ),
    "visibility": re.compile(r"(?:visible|hidden|collapse|inherit|initial|unset|revert|var\()"),
    "opacity": re.compile(r"[+-]?[\d.]+%?$|(?:inherit|initial|unset|revert|calc\(|var\()"),
    "color": re.compile(r"#[0-9a-f]{3,8}$|[a-z]+(?:\(|$)"),
    "overflow": re.compile(r"(?:visible|hidden|clip|scroll|auto|overlay|inherit|initial|unset|revert|var\()"),
    "position": re.compile(r"(?:static|relative|absolute|fixed|sticky|inherit|initial|unset|revert|-webkit-|var\()"),
}
# Shorthands set the property that is judged; their value is kept whole.
_ALIASES = {"font": "font-size", "background": "background-color", "overflow-x": "overflow", "overflow-y": "overflow"}

Declarations = dict[str, tuple[str, bool]]
"""Property → (lower-case value, whether it is important)."""


def read_declarations(text: str) -> Declarations:
    """The judged properties of a declaration block; the last one of a name wins unless an earlier is important."""
    found: Declarations = {}
    for declaration in without_comments(text).split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        name = _ALIASES.get(name, name)
        if not colon or name not in _JUDGED:
            continue
        value = " ".join(value.lower().split())
        important = value.endswith("important") and "!" in value
        value = value.rpartition("!")[0].strip() if important else value
        if _is_valid(name, value) and (important or name not in found or not found[name][1]):
            found[name] = (value, important)
    return found


def without_comments(css: str) -> str:
    return _COMMENT.sub(" ", css) if "/*" in css else css


def _is_valid(name: str, value: str) -> bool:
    """Whether a browser would take the value, where an invalid one written after it could disguise the one it takes."""
    pattern = _VALID.get(name)
    return bool(value) and (pattern is None or pattern.match(value) is not None)
