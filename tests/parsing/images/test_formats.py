"""AI labels in AVIF, HEIC, GIF, TIFF, MP4 and PDF: each carrier in each state, and damaged files of each kind."""

from __future__ import annotations

import random
import struct
import time
import zlib
from collections.abc import Callable

import pytest
from PIL import TiffImagePlugin

from articles.parsing.images.ai_labels import AiLabel, read_ai_label
from tests.parsing.images.files import (
    C2PA_UUID,
    XMP_UUID,
    box,
    exif_item,
    film,
    full,
    gif,
    gif_application,
    gif_comment,
    gif_xmp,
    heif,
    literal,
    mime_item,
    pdf,
    saved,
    stream,
    utf16,
)
from tests.parsing.images.pictures import aigc, exif, itxt, jpeg, png, webp, xmp

COMMENT = 0x9286


def packet(label: str) -> str:
    return xmp(f"<TC260:AIGC>{aigc(label)}</TC260:AIGC>")


def comment(label: str) -> bytes:
    return exif({COMMENT: b"ASCII\0\0\0" + aigc(label).encode()})


def pillow_tags(**values: str) -> TiffImagePlugin.ImageFileDirectory_v2:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    numbers = {"description": 270, "software": 305, "xmp": 700}
    for name, value in values.items():
        tags[numbers[name]] = value.encode() if name == "xmp" else value
    return tags


def bigtiff(description: bytes) -> bytes:
    entry = struct.pack("<HHQQ", 270, 2, len(description), 16 + 8 + 20 + 8)
    return b"II+\0" + struct.pack("<HHQ", 8, 0, 16) + struct.pack("<Q", 1) + entry + struct.pack("<Q", 0) + description


FILES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "gif xmp": ("GIF XMP", lambda label: gif(gif_xmp(packet(label)))),
    "gif xmp in blocks": ("GIF XMP", lambda label: gif(gif_application(b"XMP DataXMP", packet(label).encode()))),
    "gif comment": ("GIF comment", lambda label: gif(gif_comment(aigc(label)))),
    "gif own extension": (
        "GIF application extension",
        lambda label: gif(gif_application(b"AIGC", aigc(label).encode())),
    ),
    "gif comment by Pillow": ("GIF comment", lambda label: saved("GIF", comment=aigc(label).encode())),
    "avif xmp by Pillow": ("AVIF XMP", lambda label: saved("AVIF", xmp=packet(label).encode())),
    "avif exif by Pillow": ("AVIF EXIF", lambda label: saved("AVIF", exif=b"Exif\0\0" + comment(label))),
    "avif mime": ("AVIF item", lambda label: heif(mime_item(aigc(label).encode(), b"application/json"), brand=b"avif")),
    "heic exif": ("HEIC EXIF", lambda label: heif(exif_item(comment(label)))),
    "heic exif without head": ("HEIC EXIF", lambda label: heif(exif_item(comment(label), b""))),
    "heic xmp": ("HEIC XMP", lambda label: heif(mime_item(packet(label).encode()))),
    "heic xmp packed": (
        "HEIC XMP",
        lambda label: heif(mime_item(zlib.compress(packet(label).encode()), encoding=b"deflate")),
    ),
    "heic xmp in idat": ("HEIC XMP", lambda label: heif(mime_item(packet(label).encode()), version=1, stored=True)),
    "heic wide numbers": ("HEIC XMP", lambda label: heif(mime_item(packet(label).encode()), version=2)),
    "heic uuid": ("HEIC XMP", lambda label: heif(more=box(b"uuid", XMP_UUID, packet(label).encode()))),
    "heic own uuid": (
        "HEIC uuid",
        lambda label: heif(more=box(b"uuid", bytes(16), aigc(label).join(('{"AIGC":', "}")).encode())),
    ),
    "mp4 uuid": ("MP4 XMP", lambda label: film() + box(b"uuid", XMP_UUID, packet(label).encode())),
    "mp4 user data": (
        "MP4 udta",
        lambda label: film(
            box(b"udta", full(b"meta", 0, box(b"ilst", box(b"AIGC", box(b"data", bytes(8), aigc(label).encode())))))
        ),
    ),
    "mp4 keys": (
        "MP4 meta",
        lambda label: film(
            box(
                b"meta",
                full(b"keys", 0, b"\0\0\0\1", box(b"mdta", b"AIGC")),
                box(b"ilst", box(b"data", bytes(8), aigc(label).encode())),
            )
        ),
    ),
    "tiff description by Pillow": (
        "TIFF tag",
        lambda label: saved("TIFF", tiffinfo=pillow_tags(description=aigc(label))),
    ),
    "tiff xmp by Pillow": ("TIFF XMP", lambda label: saved("TIFF", tiffinfo=pillow_tags(xmp=packet(label)))),
    "tiff software": ("TIFF tag", lambda label: exif({0x0131: aigc(label).encode()}, ">")),
    "tiff user comment": ("TIFF tag", comment),
    "tiff private tag": ("TIFF tag", lambda label: exif({0xC800: b'{"AIGC":' + aigc(label).encode() + b"}"})),
    "bigtiff": ("TIFF tag", lambda label: bigtiff(aigc(label).encode() + b"\0")),
    "pdf information": ("PDF information", lambda label: pdf(b"/AIGC " + literal(aigc(label)))),
    "pdf information utf-16": ("PDF information", lambda label: pdf(b"/Title (x) /AIGC" + utf16(aigc(label)))),
    "pdf keywords": ("PDF information", lambda label: pdf(b"/Keywords " + literal(f'{{"AIGC":{aigc(label)}}}'))),
    "pdf object stream": ("PDF information", lambda label: pdf(b"/AIGC " + literal(aigc(label)), objects=True)),
    "pdf xmp": ("PDF XMP", lambda label: pdf(xmp=packet(label))),
    "pdf xmp packed": ("PDF XMP", lambda label: pdf(xmp=packet(label), packed=True)),
    "pdf by Pillow": ("PDF information", lambda label: saved("PDF", keywords=aigc(label))),
    "png by Pillow": ("PNG EXIF", lambda label: saved("PNG", exif=comment(label))),
    "jpeg by Pillow": ("JPEG XMP", lambda label: saved("JPEG", xmp=packet(label).encode())),
    "webp by Pillow": ("WebP XMP", lambda label: saved("WEBP", xmp=packet(label).encode())),
}
STATES = {"1": "yes", "2": "possible", "3": "suspected", "0": "none_found"}


@pytest.mark.parametrize("label", STATES)
@pytest.mark.parametrize("name", FILES)
def test_each_carrier_gives_each_state(name: str, label: str) -> None:
    carrier, build = FILES[name]
    found = read_ai_label(build(label))
    assert found.state == STATES[label]
    assert found.aigc is not None
    assert (found.aigc["Label"], found.aigc["ProduceID"]) == (label, "p-0001")
    assert (found.evidence[0].carrier, found.evidence[0].field) == (carrier, "AIGC.Label")
    assert (found.note is None) == (label != "0")


PLAIN = {
    "gif": gif(gif_comment("拍摄于河湾")),
    "gif by Pillow": saved("GIF"),
    "avif by Pillow": saved("AVIF"),
    "heic": heif(exif_item(exif({0x010F: b"Canon"}))),
    "mp4": film(box(b"udta", bytes(12))),
    "tiff by Pillow": saved("TIFF"),
    "pdf by Pillow": saved("PDF"),
    "pdf": pdf(b"/Title " + literal("AIGC 行业观察") + b" /Producer (Word)"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_files_without_a_label_are_examined_whole(name: str) -> None:
    assert read_ai_label(PLAIN[name]) == AiLabel("none_found", note="no label found in the copy examined")


@pytest.mark.parametrize(
    "data",
    [
        *(png((b"tEXt", key + b"\0Midjourney")) for key in (b"Author", b"Creator", b"Copyright", b"Software")),
        png(itxt("Author", "Midjourney v6.1")),
        png(itxt("Copyright", "© 2025 Midjourney, Inc.")),
        png(itxt("Description", "a ferry in fog --v 6.1 --ar 16:9 Job ID: 0f3c2d1e-1111-2222-3333-444455556666")),
        jpeg((0xE1, b"Exif\0\0" + exif({0x013B: b"Stable Diffusion XL"}))),
        webp((b"XMP ", xmp("<dc:creator><rdf:Seq><rdf:li>NovelAI</rdf:li></rdf:Seq></dc:creator>").encode())),
        saved("AVIF", xmp=xmp("", 'photoshop:Credit="Made with Google AI"').encode()),
        saved("TIFF", tiffinfo=pillow_tags(software="ComfyUI")),
        pdf(b"/Creator (Midjourney)"),
        gif(gif_xmp(xmp("", 'xmp:CreatorTool="Adobe Firefly"'))),
    ],
)  # fmt: skip
def test_names_of_generators_in_other_fields_are_a_suspicion(data: bytes) -> None:
    found = read_ai_label(data)
    assert (found.state, found.aigc) == ("suspected", None)


@pytest.mark.parametrize(
    "data",
    [
        png(itxt("Author", "Firefly Chen")),
        png(itxt("Author", "豆包")),
        png(itxt("Copyright", "© 2024 Midjourney Fans Club")),
        png(itxt("Title", "Imagen de la semana")),
        png(itxt("Title", "Midjourney 与 DALL-E 的比较")),
        png(itxt("Description", "用 Midjourney 之前拍的照片")),
        webp((b"XMP ", xmp("<dc:creator><rdf:Seq><rdf:li>周澄</rdf:li></rdf:Seq></dc:creator>").encode())),
        pdf(b"/Author (Firefly Chen) /Creator (WPS)"),
    ],
)
def test_people_and_captions_are_none(data: bytes) -> None:
    assert read_ai_label(data).state == "none_found"


def test_metadata_of_a_picture_inside_a_pdf_are_not_the_documents() -> None:
    inside = stream(9, b"/Type /Metadata /Subtype /XML", packet("1").encode())
    assert read_ai_label(pdf(xmp=xmp("<dc:title>x</dc:title>"), extra=inside)).state == "none_found"


def test_an_encrypted_pdf_is_said_to_be_so() -> None:
    found = read_ai_label(pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 8 0 R"))
    assert found.state == "unreadable"
    assert "encrypted" in (found.note or "")


JUMBF = b"\x00\x00\x00\x40jumb\x00\x00\x00\x1ejumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71\x03c2pa\x00"


def manifest(kind: str) -> bytes:
    return JUMBF + b"digitalSourceType http://cv.iptc.org/newscodes/digitalsourcetype/" + kind.encode()


@pytest.mark.parametrize("kind", ["avif", "heic", "gif", "tiff"])
@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("trainedAlgorithmicMedia", "suspected"),
        ("compositeWithTrainedAlgorithmicMedia", "suspected"),
        ("digitalCapture", "none_found"),
        ("algorithmicallyEnhanced", "none_found"),
    ],
)
def test_unchecked_manifests_are_at_most_a_suspicion(
    kind: str, source: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "c2pa", None)
    found = read_ai_label(signed(kind, manifest(source)))
    assert (found.state, found.c2pa_present, found.c2pa_verified) == (state, True, None)


def signed(kind: str, store: bytes, label: str | None = None) -> bytes:
    if kind == "gif":
        more = [gif_comment(aigc(label))] if label else []
        return gif(gif_application(b"C2PA_GIF\1\0\0", store), *more)
    if kind == "tiff":
        return exif({0xCD41: store, **({0x010E: aigc(label).encode()} if label else {})})
    part = box(b"uuid", C2PA_UUID, bytes(4), b"manifest\0", bytes(8), store)
    items = [mime_item(packet(label).encode())] if label else []
    return heif(*items, brand=b"avif" if kind == "avif" else b"heic", more=part)


@pytest.mark.parametrize("kind", ["avif", "heic", "gif", "tiff"])
@pytest.mark.parametrize(("label", "state"), [("1", "yes"), ("2", "possible"), ("3", "suspected")])
def test_the_field_speaks_beside_a_manifest_of_a_camera(
    kind: str, label: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "c2pa", None)
    found = read_ai_label(signed(kind, manifest("digitalCapture"), label))
    assert (found.state, found.c2pa_present) == (state, True)


def test_the_stronger_of_field_and_manifest_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "c2pa", None)
    found = read_ai_label(signed("heic", manifest("trainedAlgorithmicMedia"), "2"))
    assert found.state == "possible"
    assert {item.field for item in found.evidence} == {"AIGC.Label", "digitalSourceType"}


KNOWN = {"yes", "possible", "suspected", "none_found", "unreadable"}


@pytest.mark.parametrize("name", FILES)
def test_every_truncation_gives_a_state(name: str) -> None:
    data = FILES[name][1]("1")
    for end in range(0, len(data), max(1, len(data) // 300)):
        found = read_ai_label(data[:end])
        assert found.state in {"yes", "none_found", "unreadable"}
        if found.state == "none_found":
            assert end >= len(data) - 8 or found.note


@pytest.mark.parametrize("name", FILES)
def test_damaged_files_give_a_state_in_bounded_time(name: str) -> None:
    rng = random.Random(name)  # noqa: S311 - the same damage in every run
    whole = FILES[name][1]("1")
    began = time.process_time()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        assert read_ai_label(bytes(data)).state in KNOWN
    assert time.process_time() - began < 40, "quadratic reading takes minutes"


# Made by the test that reads them: they are large, and every test process loads this module.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "gif of images": lambda: b"GIF89a" + bytes(7) + (b"\x2c" + bytes(9) + b"\x02\x00") * 400_000,
    "gif of comments": lambda: b"GIF89a" + bytes(7) + (b"\x21\xfe\x01a\x00") * 400_000,
    "gif of one-byte blocks": lambda: b"GIF89a" + bytes(7) + b"\x21\xfe" + b"\x01a" * 2_000_000,
    "boxes in boxes": lambda: box(b"ftyp", b"isom", bytes(4)) + b"\0\0\0\0moov" + b"\0\0\0\0trak" * 200_000,
    "many boxes": lambda: box(b"ftyp", b"heic", bytes(4)) + box(b"free") * 500_000,
    "many items": lambda: heif(*[mime_item(b"x")] * 6_000, version=2)[:-1],
    "one place for many items": lambda: heif(*[mime_item(b"<" * 2_000_000)] * 20, stored=False),
    "packed bombs": lambda: heif(*[mime_item(zlib.compress(b" " * 50_000_000, 9), encoding=b"deflate")] * 20),
    "tiff of itself": lambda: b"II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", 270, 2, 4_000_000, 8) * 300_000,
    "pdf of streams": lambda: b"%PDF-1.7\n" + b"1 0 obj <</Type/Metadata>> stream\nx\nendstream\n" * 100_000 + b"%%EOF",
    "pdf of open streams": lambda: b"%PDF-1.7\n" + b"stream\n" * 3_000_000 + b"%%EOF",
    "pdf of catalogues": lambda: b"%PDF-1.7\n" + b"/Type /Catalog " * 500_000 + b"%%EOF",
    "pdf of strings": lambda: b"%PDF-1.7\n" + b"/Title (" * 1_000_000 + b"%%EOF",
    "pdf bombs": lambda: b"%PDF-1.7\n"
    + stream(1, b"/Type /ObjStm", zlib.compress(b"/AIGC (" * 7_000_000, 9), b"/FlateDecode") * 30
    + b"%%EOF",
    "pdf of spaces": lambda: b"%PDF-1.7\n/Filter"
    + b" " * 3_000_000
    + b"stream\n/Type"
    + b" " * 3_000_000
    + b"endstream %%EOF",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_in_bounded_time(name: str) -> None:
    began = time.process_time()
    assert read_ai_label(HOSTILE[name]()).state in KNOWN
    assert time.process_time() - began < 20, "quadratic reading takes minutes"
