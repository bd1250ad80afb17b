"""AI labels in a file's metadata: the AIGC field, IPTC source types, C2PA, traces of tools.

GB 45438-2025 《网络安全技术 人工智能生成合成内容标识方法》 puts a field `AIGC` into a file's metadata, a JSON object
with Label, ContentProducer, ProduceID, ReservedCode1, ContentPropagator, PropagateID, ReservedCode2 (annex E). Label
is “1” for 属于 (is), “2” for 可能 (possibly is), “3” for 疑似 (suspected to be) generated or synthesised content. The
three follow article 6 of 《人工智能生成合成内容标识办法》 (2025): the metadata say so; the metadata do not, but the
user declared it; neither, but the platform detected a label or traces.
The practice guide TC260-PG-20258A names the carriers: XMP with `TC260:AIGC` in
`http://www.tc260.org.cn/ns/AIGC/1.0/`, EXIF UserComment, a PNG text chunk with the key AIGC or a chunk of type AIGC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from articles.parsing.images import generators
from articles.parsing.images.aigc_field import LONGEST_VALUE, find_fields, state_of
from articles.parsing.images.content_credentials import GENERATED, read_credentials
from articles.parsing.images.file_metadata import MAX_BYTES, UNKNOWN_FORMAT, read_metadata
from articles.parsing.images.file_texts import ImageMetadata, MetadataText

_CUT_OFF = "the file is cut off, broken or holds more than is read; what stands before that was examined"
_MOST_NAMES = 10
_NO_STATEMENT = "no_statement"
_STRENGTH = ("yes", "possible", "suspected", _NO_STATEMENT)
_SOURCE_TYPE = re.compile(r"digitalsourcetype/(\w{1,60})|DigitalSourceType(?:=\"|>)\s?(\w{1,60})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LabelEvidence:
    """One statement of the metadata: its place (`PNG XMP`), field, and value, cut at 200 characters."""

    carrier: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class AiLabel:
    """The AI label of the examined copy of an image.

    `state`: `yes` (是: the metadata say it is AI-generated), `possible` (可能: a platform passed on its user's
    declaration), `suspected` (疑似: a platform suspected it, or there are only traces of a generator or an unverified
    manifest), `none_found` (no label in this copy; an earlier copy may have had one), `unreadable` (`note` says why).
    `aigc` holds the values of the AIGC field. `c2pa_verified` is null without a manifest or without a check of it.
    """

    state: str
    evidence: tuple[LabelEvidence, ...] = ()
    aigc: dict[str, str] | None = None
    c2pa_present: bool = False
    c2pa_verified: bool | None = None
    note: str | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> AiLabel:
        """Build a label from the output of `dataclasses.asdict`. Raises TypeError on unknown keys."""
        return cls(**{**data, "evidence": tuple(LabelEvidence(**item) for item in data.get("evidence") or ())})


def read_ai_label(data: bytes) -> AiLabel:
    """Read the label in the metadata of a file of at most 50 MB. Fetches nothing.

    Raises ValueError when `data` is not bytes; errors in the bytes themselves become a state.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise ValueError("an image is bytes")  # noqa: TRY004 - one error for callers to catch
    if len(data) > MAX_BYTES:
        return AiLabel("unreadable", note=f"{len(data):,} bytes; at most {MAX_BYTES:,} are read")
    data = bytes(data)
    metadata = read_metadata(data)
    if metadata is None:
        return AiLabel("unreadable", note=UNKNOWN_FORMAT)
    signed = _signed(data, metadata)
    found = [*_statements(metadata.texts), *((state, evidence, None) for state, evidence in signed.findings)]
    label = _label(found, is_whole=metadata.is_whole, problem=metadata.problem)
    return replace(label, c2pa_present=signed.is_present, c2pa_verified=signed.is_verified)


def label_of_texts(texts: list[MetadataText]) -> AiLabel:
    """Build the label of the AIGC fields that the metadata of a page or a text copy hold."""
    found = list(_aigc_fields(texts))
    if found:
        return _label(found, is_whole=True)
    evidence = tuple(_evidence(text, text.name, text.value) for text in texts)
    return AiLabel("none_found", evidence, note="the AIGC field holds no Label that can be read")


def _label(found: list[_Finding], *, is_whole: bool, problem: str | None = None) -> AiLabel:
    """Let the strongest statement count, with all of them as evidence."""
    found.sort(key=lambda item: _STRENGTH.index(item[0]))
    state = found[0][0] if found else ""
    if state in ("", _NO_STATEMENT):
        state = "none_found" if is_whole else "unreadable"
    return AiLabel(
        state,
        tuple(dict.fromkeys(evidence for _, evidence, _ in found))[:20],
        next((aigc for _, _, aigc in found if aigc), None),
        note=_note(found, None if is_whole else problem or _CUT_OFF),
    )


def _note(found: list[_Finding], problem: str | None) -> str | None:
    notes = [problem] if problem else []
    states = {state for state, _, aigc in found if aigc}
    if _NO_STATEMENT in states:
        values = {evidence.value for state, evidence, _ in found if state == _NO_STATEMENT}
        notes.append(f"Label {', '.join(sorted(values)[:3])} states nothing: the standard has 1, 2 and 3")
    elif not found and not problem:
        notes.append("no label found in the copy examined")
    if len(states - {_NO_STATEMENT}) > 1:
        notes.append("the AIGC fields disagree; the strongest counts")
    return "; ".join(notes) or None


_Finding = tuple[str, LabelEvidence, dict[str, str] | None]


@dataclass(frozen=True)
class _Signed:
    is_present: bool = False
    is_verified: bool | None = None
    findings: tuple[tuple[str, LabelEvidence], ...] = ()


def _signed(data: bytes, metadata: ImageMetadata) -> _Signed:
    manifest = bytes(metadata.c2pa)
    if b"c2pa" not in manifest:
        return _Signed()
    credentials = read_credentials(data, metadata.mime, manifest)
    if not credentials.generated:
        return _Signed(True, credentials.is_intact)
    # Anybody can write an unchecked manifest, or copy one from another picture: it is a trace, so 疑似. A checked one
    # is bound to these very bytes and counts like other metadata (是), whoever signed it.
    checked = {None: "not verified", True: "verified", False: "verification failed"}[credentials.is_intact]
    value = f"{credentials.generated}, {checked}"
    if credentials.generator:
        value += f", by {credentials.generator}"
    evidence = LabelEvidence(f"{metadata.kind} C2PA", "digitalSourceType", value[:LONGEST_VALUE])
    return _Signed(True, credentials.is_intact, (("yes" if credentials.is_intact else "suspected", evidence),))


def _statements(texts: list[MetadataText]) -> Iterator[_Finding]:
    yield from _aigc_fields(texts)
    yield from _source_types(texts)
    yield from _traces(texts)


def _aigc_fields(texts: list[MetadataText]) -> Iterator[_Finding]:
    for text in texts:
        for values in find_fields(text.name, text.value):
            label = values.get("Label", "").strip()
            yield state_of(label) or _NO_STATEMENT, _evidence(text, "AIGC.Label", label or "(empty)"), values


def _source_types(texts: list[MetadataText]) -> Iterator[_Finding]:
    for text in texts:
        for match in _SOURCE_TYPE.finditer(text.value):
            name = match[1] or match[2]
            if name in GENERATED:
                yield "yes", _evidence(text, "DigitalSourceType", name), None


def _traces(texts: list[MetadataText]) -> Iterator[_Finding]:
    for text in texts:
        trace = _trace(text)
        if trace is not None:
            yield "suspected", _evidence(text, *trace), None


def _trace(text: MetadataText) -> tuple[str, str] | None:
    """Return field and value of the first trace of a generator in a text."""
    if tool := generators.CREATOR_TOOL.search(text.value):
        if generators.SOFTWARE.search(tool[1]):
            return "CreatorTool", tool[1]
    elif generators.SOFTWARE_FIELD.match(text.name) and generators.SOFTWARE.search(text.value[:500]):
        return text.name, text.value
    if generators.NAME_FIELD.match(text.name) and generators.names_generator(text.value):
        return text.name, text.value
    for name in islice(generators.XMP_NAME.finditer(text.value), _MOST_NAMES):
        if generators.names_generator(name[1] or name[2]):
            return "creator", name[1] or name[2]
    recipe = generators.RECIPE.search(text.value)
    return (text.name, text.value[recipe.start() :]) if recipe else None


def _evidence(text: MetadataText, field: str, value: str) -> LabelEvidence:
    value = " ".join(value[:1_000].split())
    return LabelEvidence(text.carrier, field, value[:LONGEST_VALUE])
