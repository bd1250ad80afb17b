"""The AI label in the metadata of a text: front matter of a copy, `<meta name="AIGC">` of a page.

An assistant's export carries the AIGC field of GB 45438-2025 in front matter, as a nested block, as JSON, or as a block
of text with JSON in it. A page carries it as JSON in a meta element, by itself or inside `{"AIGC": …}`. It is what
the tool says, not what the author declares. Words in the visible text and comments are no metadata.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from articles.parsing.document.front_matter import FrontMatter, Value, split_front_matter
from articles.parsing.document.page import Page
from articles.parsing.images.ai_labels import AiLabel, label_of_texts
from articles.parsing.images.aigc_field import FIELDS
from articles.parsing.images.file_texts import MetadataText

_LONGEST = 40_000
_MOST_SCRIPTS, _MOST_FIELDS = 10, 5
_MOST_HEAD, _LONGEST_HEAD, _FEWEST_VALUES = 12, 3_000, 2
_HEAD_PAIR = re.compile(rf"[\"']?\b({'|'.join(FIELDS)})[\"']?\s{{0,4}}:\s{{0,4}}([\"']?)([^\s\"']{{0,500}})\2")
_NAMES = {name.lower(): name for name in FIELDS}
_META_PART = re.compile(rf"(?:\w{{1,20}}:)?AIGC[.:_-]({'|'.join(FIELDS)})", re.IGNORECASE)
_LABEL_LINE = re.compile(
    r"(?:<!--|//|#)?\s{0,4}(?:\{\s{0,4})?[\"']?AIGC[\"']?\s{0,4}[:=：]\s{0,4}\{[^{}]{1,2800}\}\s{0,4}\}?\s{0,4}(?:-->)?",
    re.IGNORECASE,
)
_MOST_LABEL_LINES = 3  # at either end of a copy
_HEAD_NAME = re.compile(r"\b(?:AIGC|aigc)\b[\"']?\s{0,4}:?")


def read_page_label(page: Page) -> AiLabel | None:
    """Read the label of a page or a text copy; None when its metadata hold no AIGC field."""
    texts = _of_html(page) if page.is_html else _of_text(page.text)
    return label_of_texts(texts) if texts else None


def split_label_lines(text: str) -> tuple[AiLabel | None, str]:
    """Split off lines at both ends of a text copy that hold nothing but an AIGC field (`AIGC: {"Label": …}`)."""
    if text.lstrip("\ufeff\n ").startswith(("---", "+++")):  # the field of front matter is read there
        return None, text
    if "aigc" not in text[:_LONGEST].lower() and "aigc" not in text[-_LONGEST:].lower():
        return None, text
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip("\ufeff \t")]
    ends = dict.fromkeys((*filled[:_MOST_LABEL_LINES], *filled[-_MOST_LABEL_LINES:]))
    found = [index for index in ends if len(lines[index]) <= _LONGEST_HEAD and _is_label(lines[index])]
    if not found:
        return None, text
    label = label_of_texts([MetadataText("text line", "AIGC", lines[index]) for index in found])
    return label, "\n".join(line for index, line in enumerate(lines) if index not in found)


def _is_label(line: str) -> bool:
    return "label" in line.lower() and _LABEL_LINE.fullmatch(line.strip("\ufeff \t`")) is not None


def split_label(body: Sequence[str]) -> tuple[AiLabel | None, tuple[str, ...]]:
    """Split off the AIGC field at the head of a body: front matter that became paragraphs on its way.

    Editors join its lines, or make a paragraph of each; some drop the marks around it. Only paragraphs that hold
    nothing but the field's keys and values are taken.
    """
    head = body[:_MOST_HEAD]
    if not any("Label" in paragraph for paragraph in head):
        return None, tuple(body)
    taken, values, is_named = 0, dict[str, str](), False
    for paragraph in head:
        text = paragraph[:_LONGEST_HEAD].replace("：", ":")
        rest = _HEAD_NAME.sub("", _HEAD_PAIR.sub("", text))
        if len(paragraph) > _LONGEST_HEAD or rest.strip(" -{},\"'#"):
            break
        for pair in _HEAD_PAIR.finditer(text):
            values.setdefault(pair[1], pair[3])
        is_named |= "aigc" in text.lower()
        taken += 1
    if not is_named or "Label" not in values or len(values) < _FEWEST_VALUES:
        return None, tuple(body)
    return label_of_texts([MetadataText("text head", "AIGC", json.dumps(values))]), tuple(body[taken:])


def _of_html(page: Page) -> list[MetadataText]:
    found = [MetadataText("HTML meta", "AIGC", value) for value in islice(_metas(page), _MOST_FIELDS)]
    if values := _values_of_metas(page):
        found.append(MetadataText("HTML meta", "AIGC", json.dumps(values)))
    for node in page.json_ld[:_MOST_SCRIPTS]:
        found += _of_json_ld(node.text())
    return found


def _metas(page: Page) -> Iterator[str]:
    """Yield the content of each meta element with the name AIGC, perhaps with a prefix (`site:AIGC`)."""
    for attributes in page.metas:
        if _name_of(attributes).lower().rpartition(":")[2] == "aigc":
            yield attributes.get("content") or ""


def _name_of(attributes: Mapping[str, str | None]) -> str:
    return (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip()


def _values_of_metas(page: Page) -> dict[str, str]:
    """The field's values in meta elements of their own (`AIGC.Label`); none without the label."""
    values: dict[str, str] = {}
    for attributes in page.metas:
        part = _META_PART.fullmatch(_name_of(attributes))
        if part:
            values.setdefault(_NAMES[part[1].lower()], attributes.get("content") or "")
    return values if "Label" in values else {}


def _of_json_ld(text: str) -> list[MetadataText]:
    """Take the key AIGC of the described page itself; deeper objects describe pictures and other works."""
    if len(text) > _LONGEST or "aigc" not in text.lower():
        return []
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return []  # scripts with errors are common; the other metadata are still read
    described = content if isinstance(content, list) else [content]
    fields = [item.get("AIGC") for item in described[:_MOST_SCRIPTS] if isinstance(item, dict)]
    return [
        MetadataText("HTML JSON-LD", "AIGC", field if isinstance(field, str) else json.dumps(field))
        for field in fields
        if field
    ]


def _of_text(text: str) -> list[MetadataText]:
    if "---" not in text[:100] and "+++" not in text[:100]:
        return []
    head = text[:_LONGEST].replace("\r\n", "\n")
    front, _ = split_front_matter(head)
    if not front.fields and "AIGC" in head:  # other marks of the end, colons of Chinese input
        front, _ = split_front_matter(head.replace("\n...\n", "\n---\n", 1).replace("：", ": "))
    written = [value for value in (front.fields, *front.fields.values()) if isinstance(value, Mapping)]
    fields = [value for holder in written for key, value in holder.items() if key.lower() == "aigc"]
    if not fields and "label" in front.fields and any(name.lower() in front.fields for name in FIELDS[1:]):
        fields = [dict(front.fields)]  # the field's values without its name
    each = [part for value in fields for part in (value if isinstance(value, list) else [value])]
    return [MetadataText("front matter", "AIGC", _json(value)) for value in each[:_MOST_FIELDS]]


def _json(value: Value) -> str:
    """Write a field as JSON: a mapping, or a text that holds one."""
    if isinstance(value, str):
        value = FrontMatter({"aigc": value}).mapping("aigc") or value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
