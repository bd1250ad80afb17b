"""AI labels in images: every carrier the standard and its guide name, traces of generators, and broken files."""

from __future__ import annotations

import html
import io
import json
import random
import sys
import zlib
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from articles.parsing.extracted import ExtractedArticle
from articles.parsing.images.ai_labels import AiLabel, read_ai_label
from articles.parsing.images.file_metadata import MAX_BYTES, UNKNOWN_FORMAT
from articles.parsing.images.file_texts import MAX_TEXT
from tests.parsing.images.pictures import AIGC, XMP_KEY, aigc, exif, itxt, jpeg, png, segment, webp, xmp

COMMENT = 0x9286
ELEMENT = xmp(f"<TC260:AIGC>{aigc()}</TC260:AIGC>")
ESCAPED = xmp(f"<TC260:AIGC>{html.escape(aigc())}</TC260:AIGC>")
ATTRIBUTE = xmp("", f'TC260:AIGC="{html.escape(aigc())}"')
PARTS = xmp("<TC260:AIGC><TC260:Label>1</TC260:Label><TC260:ProduceID>p-0001</TC260:ProduceID></TC260:AIGC>")
IPTC = xmp(
    "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    "</Iptc4xmpExt:DigitalSourceType>"
)

CARRIERS: dict[str, tuple[bytes, str]] = {
    "png xmp element": (png(itxt("XML:com.adobe.xmp", ELEMENT)), "PNG XMP"),
    "png xmp escaped": (png(itxt("XML:com.adobe.xmp", ESCAPED)), "PNG XMP"),
    "png xmp attribute": (png(itxt("XML:com.adobe.xmp", ATTRIBUTE, packed=True)), "PNG XMP"),
    "png tEXt": (png((b"tEXt", b"AIGC\x00" + aigc().encode())), "PNG tEXt"),
    "png nested": (png((b"tEXt", b"Comment\x00" + json.dumps({"AIGC": AIGC}).encode())), "PNG tEXt"),
    "png string in json": (png((b"tEXt", b"Comment\x00" + json.dumps({"AIGC": aigc()}).encode())), "PNG tEXt"),
    "png zTXt": (png((b"zTXt", b"AIGC\x00\x00" + zlib.compress(aigc().encode()))), "PNG zTXt"),
    "png iTXt": (png(itxt("AIGC", aigc())), "PNG iTXt"),
    "png own chunk": (png((b"AIGC", aigc().encode())), "PNG AIGC"),
    "png eXIf": (png((b"eXIf", exif({COMMENT: b"ASCII\0\0\0" + aigc().encode()}))), "PNG EXIF"),
    "png raw profile": (
        png((b"tEXt", b"Raw profile type xmp\x00\nxmp\n  99\n" + ELEMENT.encode().hex().encode() + b"\n")),
        "PNG tEXt",
    ),
    "jpeg comment": (jpeg((0xE1, b"Exif\0\0" + exif({COMMENT: b"ASCII\0\0\0" + aigc().encode()}))), "JPEG EXIF"),
    "jpeg comment utf-16": (
        jpeg((0xE1, b"Exif\0\0" + exif({COMMENT: b"UNICODE\0" + aigc().encode("utf-16-be")}, ">"))),
        "JPEG EXIF",
    ),
    "jpeg comment of the other order": (
        jpeg((0xE1, b"Exif\0\0" + exif({COMMENT: b"UNICODE\0" + aigc().encode("utf-16-le")}, ">"))),
        "JPEG EXIF",
    ),
    "jpeg comment without code": (jpeg((0xE1, b"Exif\0\0" + exif({COMMENT: aigc().encode()}))), "JPEG EXIF"),
    "jpeg description": (jpeg((0xE1, b"Exif\0\0" + exif({0x010E: aigc().encode()}, ">"))), "JPEG EXIF"),
    "jpeg xmp": (jpeg((0xE1, XMP_KEY + ESCAPED.encode())), "JPEG XMP"),
    "jpeg xmp parts": (jpeg((0xE1, XMP_KEY + PARTS.encode())), "JPEG XMP"),
    "jpeg com": (jpeg((0xFE, aigc().encode())), "JPEG COM"),
    "webp exif": (webp((b"EXIF", exif({COMMENT: b"ASCII\0\0\0" + aigc().encode()}))), "WebP EXIF"),
    "webp exif with head": (webp((b"EXIF", b"Exif\0\0" + exif({0x010E: aigc().encode()}))), "WebP EXIF"),
    "webp xmp": (webp((b"XMP ", ELEMENT.encode())), "WebP XMP"),
}


@pytest.mark.parametrize("name", CARRIERS)
def test_the_field_is_found_in_every_carrier(name: str) -> None:
    data, carrier = CARRIERS[name]
    label = read_ai_label(data)
    assert label.state == "yes"
    assert label.aigc is not None
    assert (label.aigc["Label"], label.aigc["ProduceID"]) == ("1", "p-0001")
    assert (label.evidence[0].carrier, label.evidence[0].field, label.evidence[0].value) == (carrier, "AIGC.Label", "1")
    assert label.note is None


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("1", "yes"), (1, "yes"), ("2", "possible"), ("3", "suspected"), ("属于", "yes"), ("疑似", "suspected"),
        ("AIGC", "suspected"), ("", "none_found"), ("0", "none_found"), (0, "none_found"), ("4", "none_found"),
        ("１", "yes"), (1.0, "yes"), ("01", "yes"), ("屬於", "yes"), (" 可能 ", "possible"), (True, "none_found"),
        ("否", "none_found"), ("疑似人工智能生成合成内容", "suspected"), ("是否", "none_found"), ("cat", "none_found"),
    ],
)  # fmt: skip
def test_labels_have_the_standards_meaning(value: object, state: str) -> None:
    assert read_ai_label(png(itxt("AIGC", aigc(value)))).state == state


def test_the_strongest_statement_counts_and_all_are_evidence() -> None:
    label = read_ai_label(png(itxt("AIGC", aigc("3")), itxt("XML:com.adobe.xmp", IPTC)))
    assert label.state == "yes"
    assert [(item.field, item.value) for item in label.evidence] == [
        ("DigitalSourceType", "trainedAlgorithmicMedia"),
        ("AIGC.Label", "3"),
    ]


@pytest.mark.parametrize("kind", ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"])
def test_iptc_source_types(kind: str) -> None:
    text = IPTC.replace("trainedAlgorithmicMedia", kind)
    assert read_ai_label(jpeg((0xE1, XMP_KEY + text.encode()))).state == "yes"
    assert read_ai_label(jpeg((0xE1, XMP_KEY + text.replace(kind, "digitalCapture").encode()))).state == "none_found"


@pytest.mark.parametrize(
    "data",
    [
        png((b"tEXt", b"parameters\x00a ferry\nSteps: 20, Sampler: Euler a, Seed: 1")),
        png((b"tEXt", b'prompt\x00{"3": {"class_type": "KSampler"}}')),
        png((b"tEXt", b"Software\x00NovelAI")),
        jpeg((0xE1, XMP_KEY + xmp("", 'xmp:CreatorTool="Midjourney v7"').encode())),
        webp((b"EXIF", exif({0x0131: b"Stable Diffusion web UI"}))),
    ],
    ids=["parameters", "graph", "software", "creator tool", "exif software"],
)
def test_traces_of_generators_are_a_suspicion(data: bytes) -> None:
    label = read_ai_label(data)
    assert (label.state, label.aigc) == ("suspected", None)
    assert len(label.evidence) == 1


@pytest.mark.parametrize(
    "data",
    [
        png(),
        jpeg(),
        webp(),
        png((b"tEXt", b"Description\x00an article about AIGC and midjourney")),
        png((b"tEXt", b'data\x00{"Label": "cat", "score": 1}')),
        jpeg((0xE1, b"Exif\0\0" + exif({0x010F: b"Canon", 0x0131: b"Adobe Photoshop 26"}))),
        jpeg((0xFE, b'{"Label":')),
    ],
    ids=["png", "jpeg", "webp", "prose", "another label", "camera", "cut json"],
)
def test_no_label_is_said_of_this_copy_only(data: bytes) -> None:
    assert read_ai_label(data) == AiLabel("none_found", note="no label found in the copy examined")


@pytest.mark.parametrize("data", [b"", b"BM", b"\x00" * 100, b"<svg/>", b"RIFF\x00\x00\x00\x00WAVE"])
def test_other_files_are_unreadable(data: bytes) -> None:
    label = read_ai_label(data)
    assert (label.state, label.note) == ("unreadable", UNKNOWN_FORMAT)


def test_cut_files_say_so_and_keep_what_was_read() -> None:
    whole = png(itxt("AIGC", aigc()))
    assert read_ai_label(whole[:-30]).state == "yes"
    assert "cut off" in (read_ai_label(whole[:-30]).note or "")
    for data in (png()[:-13], jpeg()[:12], webp()[:-3]):
        assert read_ai_label(data).state == "unreadable"


def test_size_and_type() -> None:
    assert "at most" in (read_ai_label(b"\xff" * (MAX_BYTES + 1)).note or "")
    for wrong in ("text", None, 7):
        with pytest.raises(ValueError, match="bytes"):
            read_ai_label(wrong)  # type: ignore[arg-type]


def test_bombs_stay_small() -> None:
    bomb = zlib.compress(b" " * 50_000_000, 9)
    label = read_ai_label(png((b"zTXt", b"AIGC\x00\x00" + bomb), itxt("AIGC", aigc("2"))))
    assert label.state == "possible"
    assert read_ai_label(png(*[(b"zTXt", b"AIGC\x00\x00" + bomb)] * 6)).state == "unreadable"
    many = [(b"tEXt", b"AIGC\x00" + b'{"Label":' * 200)] * 150
    assert read_ai_label(png(*many)).state == "none_found"
    assert read_ai_label(png((b"tEXt", b"AIGC\x00" + b"{" * MAX_TEXT + b'"Label":1'))).state == "none_found"


def test_long_values_are_shortened() -> None:
    label = read_ai_label(png(itxt("AIGC", json.dumps({**AIGC, "ProduceID": "长" * 2_000}))))
    assert label.aigc is not None
    assert len(label.aigc["ProduceID"]) == 200


JUMBF = b"\x00\x00\x00\x40jumb\x00\x00\x00\x1ejumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71\x03c2pa\x00"
GENERATED = JUMBF + b"digitalSourceType http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
@pytest.mark.parametrize(("store", "state"), [(JUMBF, "none_found"), (GENERATED, "suspected")])
def test_manifests_are_seen_but_not_believed(
    kind: str, store: bytes, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    part = b"JP\x00\x01\x00\x00\x00\x01" + store
    data = {"png": png((b"caBX", store)), "jpeg": jpeg((0xEB, part)), "webp": webp((b"C2PA", store))}[kind]
    label = read_ai_label(data)
    assert (label.state, label.c2pa_present, label.c2pa_verified) == (state, True, None)
    assert all("not verified" in item.value for item in label.evidence)


def scanned(*, progressive: bool, quality: int = 90) -> bytes:
    """A real JPEG with noise, so that its scans hold stuffed zeros."""
    pixels = random.Random(1).randbytes(64 * 64 * 3)  # noqa: S311 - not secret
    file = io.BytesIO()
    Image.frombytes("RGB", (64, 64), pixels).save(file, "JPEG", progressive=progressive, quality=quality)
    return file.getvalue()


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("fill", [b"", b"\xff\xff"])
def test_what_stands_after_the_scan_of_a_jpeg_is_read(progressive: bool, fill: bytes) -> None:
    whole = scanned(progressive=progressive)
    assert b"\xff\x00" in whole
    assert read_ai_label(whole).state == "none_found"
    manifest = segment(0xEB, b"JP\x00\x01\x00\x00\x00\x01" + GENERATED)
    label = read_ai_label(whole[:-2] + fill + manifest + b"\xff\xd9")
    assert (label.state, label.c2pa_present) == ("suspected", True)
    comment = segment(0xFE, b"AIGC " + json.dumps(AIGC).encode())
    assert read_ai_label(whole[:-2] + fill + comment + b"\xff\xd9").state == "yes"


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_cut_within_its_scan_keeps_what_stood_before(progressive: bool) -> None:
    whole = scanned(progressive=progressive)
    comment = segment(0xFE, b"AIGC " + json.dumps(AIGC).encode())
    labelled = whole[:2] + comment + whole[2:]
    for end in range(len(labelled) // 2, len(labelled), 97):
        assert read_ai_label(labelled[:end]).state == "yes"


def test_what_follows_the_end_of_a_jpeg_is_not_its_own() -> None:
    whole = scanned(progressive=False)
    assert read_ai_label(whole + segment(0xEB, b"JP\x00\x01\x00\x00\x00\x01" + GENERATED)).c2pa_present is False


class Reader:
    """Stands in for c2pa-python's, which needs a signed picture."""

    store: dict[str, Any] = {}

    def __init__(self, mime: str, stream: Any, context: Context) -> None:
        assert (mime, stream.read(4)) == ("image/png", b"\x89PNG")
        assert context.settings["verify"]["remote_manifest_fetch"] is False

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *error: object) -> None: ...

    def json(self) -> str:
        return json.dumps(self.store)


class Context:
    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    @classmethod
    def from_dict(cls, settings: dict[str, Any]) -> Context:
        return cls(settings)

    def __enter__(self) -> Context:
        return self

    def __exit__(self, *error: object) -> None: ...


SOURCE = {"digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"}
ACTIVE = {
    "claim_generator_info": [{"name": "Picture Maker"}],
    "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.created", **SOURCE}]}}],
}


@pytest.mark.parametrize(
    ("store", "state", "verified"),
    [
        ({"active_manifest": "a", "manifests": {"a": ACTIVE}}, "yes", True),
        (
            {
                "active_manifest": "a",
                "manifests": {"a": ACTIVE},
                "validation_status": [{"code": "signingCredential.untrusted"}],
            },
            "yes",
            True,
        ),
        (
            {
                "active_manifest": "a",
                "manifests": {"a": ACTIVE},
                "validation_status": [{"code": "assertion.dataHash.mismatch"}],
            },
            "suspected",
            False,
        ),
        ({"active_manifest": "b", "manifests": {"a": ACTIVE, "b": {"assertions": []}}}, "none_found", True),
    ],
    ids=["whole", "unknown signer", "changed picture", "an ingredient only"],
)
def test_a_checked_manifest_speaks(
    store: dict[str, Any], state: str, verified: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = type("Reader", (Reader,), {"store": store})
    module = SimpleNamespace(C2paError=RuntimeError, Reader=reader, Context=Context)
    monkeypatch.setitem(sys.modules, "c2pa", module)
    label = read_ai_label(png((b"caBX", GENERATED)))
    assert (label.state, label.c2pa_present, label.c2pa_verified) == (state, True, verified)
    if state == "yes":
        assert label.evidence[0].value == "trainedAlgorithmicMedia, verified, by Picture Maker"


def test_json_keeps_a_label() -> None:
    article = ExtractedArticle.from_json(
        {
            "headline": "渡船",
            "body": ["雾大。"],
            "images": [
                {
                    "url": "https://example.org/a.png",
                    "ai_label": {
                        "state": "yes",
                        "evidence": [{"carrier": "PNG XMP", "field": "AIGC.Label", "value": "1"}],
                    },
                }
            ],
        }
    )
    label = article.images[0].ai_label
    assert label is not None
    assert label.evidence[0].carrier == "PNG XMP"
    assert ExtractedArticle.from_json(article.to_json()) == article


HEADS = st.sampled_from(
    [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff\xe1\x00\x40Exif\0\0II*\0", b"RIFF\0\0\0\1WEBP"]
)


@given(HEADS, st.binary(max_size=400))
def test_any_bytes_give_a_state(head: bytes, rest: bytes) -> None:
    assert read_ai_label(head + rest).state in {"yes", "possible", "suspected", "none_found", "unreadable"}


@given(st.sampled_from(sorted(CARRIERS)), st.integers(0, 1_000), st.binary(min_size=1, max_size=8))
def test_damaged_files_give_a_state(name: str, at: int, noise: bytes) -> None:
    data = bytearray(CARRIERS[name][0])
    at %= len(data)
    data[at : at + len(noise)] = noise
    assert read_ai_label(bytes(data)).state in {"yes", "possible", "suspected", "none_found", "unreadable"}
    read_ai_label(bytes(data[:at]))


@given(st.dictionaries(st.integers(0, 0xFFFF), st.binary(min_size=5, max_size=40), max_size=5), st.sampled_from("<>"))
def test_any_exif_is_survived(tags: dict[int, bytes], order: str) -> None:
    assert read_ai_label(webp((b"EXIF", exif(tags, order)))).state != "unreadable"
