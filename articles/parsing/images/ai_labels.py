"""AI labels in an image's metadata: the AIGC field, IPTC source types, C2PA, traces of tools.

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
from dataclasses import dataclass
from typing import Any

from articles.parsing.images.aigc_field import LONGEST_VALUE, find_aigc
from articles.parsing.images.content_credentials import GENERATED, read_credentials
from articles.parsing.images.file_metadata import MAX_BYTES, read_metadata
from articles.parsing.images.file_texts import ImageMetadata, MetadataText

_STATES = {
    "1": "yes",
    "2": "possible",
    "3": "suspected",
    "是": "yes",
    "属于": "yes",
    "可能": "possible",
    "疑似": "suspected",
}
_STRENGTH = ("yes", "possible", "suspected")
_SOURCE_TYPE = re.compile(r"digitalsourcetype/(\w{1,60})|DigitalSourceType(?:=\"|>)\s?(\w{1,60})", re.IGNORECASE)
_TOOL_FIELD = re.compile(r"^(?:Software|Source|Make|Model|Artist|generator|Title|XPAuthor)$", re.IGNORECASE)
_CREATOR_TOOL = re.compile(r"(?:CreatorTool|AISystemUsed|creatortool)(?:=\"|>)([^\"<>]{1,200})")
_TOOL = re.compile(
    r"stable[ -]?diffusion|comfyui|midjourney|novelai|dall[-·]e|invokeai|fooocus|firefly|gpt-image|imagen\b|豆包|即梦|"
    r"文心一格|通义万相|可灵|混元",
    re.IGNORECASE,
)
# Parameters that generators write: Stable Diffusion's settings, ComfyUI's graph.
_RECIPE = re.compile(r"Steps: \d{1,4}, .{0,40}Sampler: |\"class_type\"\s{0,3}:\s{0,3}\"|\"sampler_name\"\s{0,3}:")


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
    """Read the label in an image file's metadata: PNG, JPEG and WebP up to 50 MB. Fetches nothing.

    Raises ValueError when `data` is not bytes; errors in the bytes themselves become a state.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise ValueError("an image is bytes")  # noqa: TRY004 - one error for callers to catch
    if len(data) > MAX_BYTES:
        return AiLabel("unreadable", note=f"{len(data):,} bytes; at most {MAX_BYTES:,} are read")
    data = bytes(data)
    metadata = read_metadata(data)
    if metadata is None:
        return AiLabel("unreadable", note="not a PNG, JPEG or WebP file")
    found = [*_aigc_fields(metadata), *_source_types(metadata), *_traces(metadata)]
    signed = _signed(data, metadata)
    found += [(state, evidence, None) for state, evidence in signed.findings]
    found.sort(key=lambda item: _STRENGTH.index(item[0]))
    state = found[0][0] if found else "none_found" if metadata.is_whole else "unreadable"
    return AiLabel(
        state,
        tuple(dict.fromkeys(evidence for _, evidence, _ in found))[:20],
        next((aigc for _, _, aigc in found if aigc), None),
        c2pa_present=signed.is_present,
        c2pa_verified=signed.is_verified,
        note=_note(state, metadata),
    )


_Finding = tuple[str, LabelEvidence, dict[str, str] | None]


@dataclass(frozen=True)
class _Signed:
    is_present: bool = False
    is_verified: bool | None = None
    findings: tuple[tuple[str, LabelEvidence], ...] = ()


def _note(state: str, metadata: ImageMetadata) -> str | None:
    if not metadata.is_whole:
        return "the file is cut off, broken or holds more than is read; what stands before that was examined"
    return "no label found in the copy examined" if state == "none_found" else None


def _signed(data: bytes, metadata: ImageMetadata) -> _Signed:
    manifest = bytes(metadata.c2pa)
    if b"c2pa" not in manifest:
        return _Signed()
    credentials = read_credentials(data, metadata.mime, manifest)
    if not credentials.generated:
        return _Signed(True, credentials.is_intact)
    checked = {None: "not verified", True: "verified", False: "verification failed"}[credentials.is_intact]
    value = f"{credentials.generated}, {checked}"
    if credentials.generator:
        value += f", by {credentials.generator}"
    evidence = LabelEvidence(f"{metadata.kind} C2PA", "digitalSourceType", value[:LONGEST_VALUE])
    return _Signed(True, credentials.is_intact, (("yes" if credentials.is_intact else "suspected", evidence),))


def _aigc_fields(metadata: ImageMetadata) -> Iterator[_Finding]:
    for text in metadata.texts:
        values = find_aigc(text.name, text.value)
        if values is None:
            continue
        label = values.get("Label", "").strip()
        # The standard has no other value, so a field with another one is only a trace.
        state = _STATES.get(label, "suspected")
        yield state, _evidence(text, "AIGC.Label", label or "(empty)"), values


def _source_types(metadata: ImageMetadata) -> Iterator[_Finding]:
    for text in metadata.texts:
        for match in _SOURCE_TYPE.finditer(text.value):
            name = match[1] or match[2]
            if name in GENERATED:
                yield "yes", _evidence(text, "DigitalSourceType", name), None


def _traces(metadata: ImageMetadata) -> Iterator[_Finding]:
    for text in metadata.texts:
        tool = _CREATOR_TOOL.search(text.value)
        named = tool[1] if tool else text.value if _TOOL_FIELD.match(text.name) else ""
        if _TOOL.search(named[:500]):
            yield "suspected", _evidence(text, "CreatorTool" if tool else text.name, named), None
        elif recipe := _RECIPE.search(text.value):
            yield "suspected", _evidence(text, text.name, text.value[recipe.start() :]), None


def _evidence(text: MetadataText, field: str, value: str) -> LabelEvidence:
    value = " ".join(value[:1_000].split())
    return LabelEvidence(text.carrier, field, value[:LONGEST_VALUE])
