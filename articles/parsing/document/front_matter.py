"""The front matter of a Markdown copy: the part of YAML that clippers and assistants write.

Scalars, lists and mappings in block form, `[a, b]` and `{a: b}` on one line, quoted and folded texts. There are no
types: every scalar stays text. Anything else is left as the text it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Union

Value = Union[str, "list[Value]", "dict[str, Value]"]

_MOST_LINES, _DEEPEST, _LONGEST_FLOW = 200, 6, 4_000
_FRONT = re.compile(rf"\A\ufeff?\s{{0,20}}---[ \t]*\n((?:(?!---).{{0,4000}}\n){{1,{_MOST_LINES}}})---[ \t]*(?:\n|\Z)")
_TOML = re.compile(
    rf"\A\ufeff?\s{{0,20}}\+\+\+[ \t]*\n((?:(?!\+\+\+).{{0,4000}}\n){{1,{_MOST_LINES}}})\+\+\+[ \t]*(?:\n|\Z)"
)
_TOML_PAIR = re.compile(r"^\s{0,20}([\w.-]{1,80})\s{0,8}=\s{0,8}(?=\S)")
_TOML_TABLE = re.compile(r"^\s{0,20}\[([\w.-]{1,80})\]\s{0,8}$")
_TOML_FLOW = re.compile(r"(?<=[{,])\s{0,8}([\w.-]{1,80})\s{0,8}=\s{0,8}(?=[\"'\w])")
_KEY = re.compile(r"""^(?:"([^"\n]{1,80})"|'([^'\n]{1,80})'|([^\s:"'#\[\]{}-][^:\n]{0,80}?))\s{0,4}:(?:\s+(.*))?$""")
_BLOCK_TEXT = re.compile(r"^[|>][+-]?\d?$")
_LINK = re.compile(r"^\[\[([^\[\]\n]{1,300})\]\]$")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": ""}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_NOTHING = frozenset(("", "~", "null", "none"))


@dataclass(frozen=True)
class FrontMatter:
    """The fields in their order. Keys of the first level are compared in lower case; those below stay as written."""

    fields: Mapping[str, Value] = field(default_factory=dict)

    def text(self, *names: str) -> str | None:
        """The first text among the fields `names`, in the order given; of a list its first text."""
        return next((text for name in names for text in self.texts(name)), None)

    def texts(self, name: str) -> list[str]:
        """The texts of a field: of a scalar one, of a list all, of a mapping none."""
        value = self.fields.get(name.lower())
        return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str) and each]

    def mapping(self, name: str) -> dict[str, Value]:
        """The mapping below a field, as a block or in braces, also when it is quoted; empty for anything else."""
        value = self.fields.get(name.lower())
        if isinstance(value, str) and value.startswith("{"):
            value = _flow(value)
        return value if isinstance(value, dict) else {}


NO_FRONT_MATTER = FrontMatter()


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """Return the front matter and the text below it; without one, an empty one and the whole text."""
    match = _FRONT.match(text)
    if match is not None:
        read = _read(match[1].split("\n"))
    elif (match := _TOML.match(text)) is not None:  # TOML, as some writers of sites keep it
        read = _read(list(_from_toml(match[1].split("\n"))))
    else:
        return NO_FRONT_MATTER, text
    return (FrontMatter(read), text[match.end() :]) if read else (NO_FRONT_MATTER, text)


def _from_toml(lines: list[str]) -> Iterator[str]:
    """Write pairs, tables and tables on one line as YAML has them; a table ends where the next one begins."""
    indent = ""
    for line in lines:
        if table := _TOML_TABLE.match(line):
            indent = "  "
            yield f"{table[1]}:"
        else:
            pair = _TOML_PAIR.sub(rf"{indent}\1: ", line)
            yield _TOML_FLOW.sub(r" \1: ", pair) if pair.rstrip().endswith("}") else pair


def _read(lines: list[str]) -> dict[str, Value]:
    root: dict[str, Value] = {}
    _Reader(root).read(lines)
    lowered: dict[str, Value] = {}
    for key, value in root.items():
        lowered.setdefault(key.lower(), value)
    return lowered


class _Reader:
    """Reads line by line; `_open` are the containers around the next line with their indentation, outermost first."""

    def __init__(self, root: dict[str, Value]) -> None:
        self._open: list[tuple[int, dict[str, Value] | list[Value]]] = [(0, root)]
        self._pending: tuple[int, dict[str, Value], str] | None = None  # a key whose value stands below it
        self._last: tuple[int, dict[str, Value] | list[Value], Any] | None = None  # a text that lines may continue
        self._separator = " "

    def read(self, lines: list[str]) -> None:
        for raw in lines:
            line = raw.expandtabs(4).rstrip()
            content = line.lstrip()
            if content and not content.startswith("#"):
                self._add(len(line) - len(content), content)

    def _add(self, indent: int, content: str) -> None:
        if self._continues(indent, content):
            return
        is_item = content == "-" or content.startswith("- ")
        self._enter(indent, is_item)
        holder_indent, holder = self._open[-1]
        if is_item and isinstance(holder, list):
            self._add_item(indent, holder, content[1:].strip())
        elif isinstance(holder, dict) and indent == holder_indent and (match := _KEY.match(content)):
            key = (match[1] or match[2] or match[3]).strip()
            self._set(indent, holder, key, (match[4] or "").strip())

    def _continues(self, indent: int, content: str) -> bool:
        """Add a line to the text above it: one of `|` and `>`, or one that is indented deeper than its key."""
        if self._last is None or indent <= self._last[0]:
            return False
        _, holder, key = self._last
        before = holder[key]
        if not isinstance(before, str):
            return False
        if len(before) < _LONGEST_FLOW:
            holder[key] = before + (self._separator if before else "") + content.strip("\"'")
        return True

    def _enter(self, indent: int, is_item: bool) -> None:
        """Close the containers that end before the line, and open the one that it begins."""
        pending, self._pending, self._last = self._pending, None, None
        if pending is not None and len(self._open) <= _DEEPEST:
            key_indent, holder, key = pending
            if is_item and indent >= key_indent:
                items: list[Value] = []
                holder[key] = items
                self._open.append((indent, items))
                return
            if not is_item and indent > key_indent:
                below: dict[str, Value] = {}
                holder[key] = below
                self._open.append((indent, below))
                return
        while len(self._open) > 1 and self._ends(indent, is_item):
            self._open.pop()

    def _ends(self, indent: int, is_item: bool) -> bool:
        holder_indent, holder = self._open[-1]
        return indent < holder_indent or (isinstance(holder, list) and not is_item and indent <= holder_indent)

    def _add_item(self, indent: int, holder: list[Value], written: str) -> None:
        match = _KEY.match(written) if written[:1] not in "\"'[{" else None
        if match and match[4] is not None and len(self._open) <= _DEEPEST and "://" not in match[0][: match.end(3) + 3]:
            below: dict[str, Value] = {}
            holder.append(below)
            self._open.append((indent + 2, below))
            self._set(indent + 2, below, match[3].strip(), match[4].strip())
        elif written.lower() not in _NOTHING:
            holder.append(_scalar(written))
            self._last = (indent, holder, len(holder) - 1)

    def _set(self, indent: int, holder: dict[str, Value], key: str, written: str) -> None:
        if _BLOCK_TEXT.match(written):
            self._separator = "\n" if written[0] == "|" else " "
            holder.setdefault(key, "")
            self._last = (indent, holder, key)
        elif written.lower() in _NOTHING:
            self._pending = (indent, holder, key) if key not in holder else None
        elif key not in holder:
            self._separator = " "
            holder[key] = _scalar(written)
            self._last = (indent, holder, key)


def _scalar(written: str) -> Value:
    """A text without its quotes and without the brackets of `[[a link]]`; `[a, b]` is a list, `{a: b}` a mapping."""
    if len(written) >= 2 and written[0] == written[-1] and written[0] in "\"'":
        inner = written[1:-1]
        inner = inner.replace("''", "'") if written[0] == "'" else _ESCAPE.sub(_unescaped, inner)
        return _unlinked(inner.strip())
    if _LINK.match(written):
        return _unlinked(written)
    if written[:1] == "[" and written[-1:] == "]" and "](" not in written:
        return [_unlinked(item) for item in _items(written[1:-1])]
    return (_flow(written) or written) if written[:1] == "{" else written


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _ESCAPES.get(match[2], match[2])


def _unlinked(text: str) -> str:
    link = _LINK.match(text)
    return link[1].rpartition("|")[2].strip() if link else text


def _flow(written: str) -> dict[str, Value] | None:
    """The mapping that is written in braces: JSON, or bare words; None for anything else."""
    if len(written) > _LONGEST_FLOW:
        return None
    try:
        parsed = json.loads(written, strict=False)
    except (ValueError, RecursionError):
        parsed = None  # no JSON: bare words in braces, or prose
    if isinstance(parsed, dict):
        return {str(key): _as_text(value) for key, value in parsed.items() if value is not None}
    if written[-1:] != "}":
        return None
    pairs = (item.partition(":") for item in _items(written[1:-1]))
    read: dict[str, Value] = {
        key.strip().strip("\"'"): value.strip().strip("\"'") for key, colon, value in pairs if colon
    }
    return read or None


def _as_text(value: Any) -> Value:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _items(written: str) -> Iterator[str]:
    """The parts between commas outside quotes, without their quotes."""
    for match in re.finditer(r"""\s*(?:"([^"]*)"\s*(?=,|$)|'([^']*)'\s*(?=,|$)|([^,]+))""", written[:_LONGEST_FLOW]):
        item = next((group for group in match.groups() if group is not None), "").strip()
        if item:
            yield item
