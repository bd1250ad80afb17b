"""Declaration blocks of CSS: the properties that affect whether a text is visible."""

from __future__ import annotations

import re

import tinycss2

_ADDRESS = r"""\([^()"'\s]*\)"""
# Alternatives with distinct first characters, so that `re` skips positions that start none of them.
_OPAQUE = re.compile(
    r"""/\*(?:.*?\*/|.*)|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?"""
    rf"""|url{_ADDRESS}|URL{_ADDRESS}|\\(?:([0-9a-fA-F]{{1,6}})\s?|([^\n]))""",
    re.DOTALL,
)
_STRUCTURAL = re.compile(r"[{};,]")
_JUDGED = frozenset(
    ("display", "visibility", "opacity", "font-size", "color", "background-color", "position", "left", "right", "top",
     "bottom", "text-indent", "clip", "clip-path", "height", "width", "max-height", "max-width", "overflow",
     "transform", "margin-left", "margin-top", "content-visibility", "filter", "inset", "translate", "scale",
     "zoom", "-webkit-text-fill-color")
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
    # Values that hide nothing are left out, because sheets are full of them, in rules that are not understood.
    "filter": re.compile(r".{0,80}(?:opacity|blur)\("),
    "scale": re.compile(r"0"),
    "zoom": re.compile(r"0?(?:\.[0-9]|0)"),
    "position": re.compile(r"(?:static|relative|absolute|fixed|sticky|inherit|initial|unset|revert|-webkit-|var\()"),
}
# Shorthands set the property that is judged; their value is kept whole.
_ALIASES = {"font": "font-size", "background": "background-color", "overflow-x": "overflow", "overflow-y": "overflow"}

Declarations = dict[str, tuple[str, bool]]
"""Property → (lower-case value, whether it is important)."""


def read_declarations(text: str) -> Declarations:
    """Read the judged properties of a declaration block; the last one wins unless an earlier one is important.

    `text` must be the result of `plain`. tinycss2 takes some 2 µs per character: fast enough for the blocks of an
    element, too slow for whole sheets.
    """
    found: Declarations = {}
    for node in tinycss2.parse_blocks_contents(text) if ":" in text else ():
        name = _ALIASES.get(node.lower_name, node.lower_name) if node.type == "declaration" else ""
        if name not in _JUDGED:
            continue
        try:
            value = " ".join(tinycss2.serialize(node.value).lower().split())
        except RecursionError:  # no valid value nests hundreds of brackets
            continue
        if _is_valid(name, value) and (node.important or name not in found or not found[name][1]):
            found[name] = (value, node.important)
    return found


def plain(css: str) -> str:
    """Rewrite CSS so that each of `{};,` is structure; the meaning stays the same.

    Comments become blanks, strings and URLs with such a character become empty, escapes become `\\hhhhhh`.
    """
    return _OPAQUE.sub(_plain, css) if any(sign in css for sign in "/\"'\\(") else css


def _plain(match: re.Match[str]) -> str:
    text, code, character = match.group(0, 1, 2)
    if text[0] == "\\":
        return f"\\{int(code, 16) if code else ord(character):06x}"
    if text[0] == "/":
        return " "
    if not _STRUCTURAL.search(text):
        return text
    return "url()" if text[-1] == ")" and text[0] not in "\"'" else '""'


def _is_valid(name: str, value: str) -> bool:
    """Whether a browser accepts the value. Checked where a later invalid value could hide the one that it uses."""
    pattern = _VALID.get(name)
    return bool(value) and (pattern is None or pattern.match(value) is not None)
