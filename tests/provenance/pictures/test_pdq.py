"""The hash is PDQ, pictures that look alike are near, and hostile files are refused by their header."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFile

from articles.provenance.pictures.bands import looked_up_keys, stored_keys
from articles.provenance.pictures.decoding import BrokenPicture, hash_picture
from articles.provenance.pictures.pdq import LEAST_QUALITY, NEAR, distance, pdq


def scene(seed: int, size: tuple[int, int] = (640, 420)) -> Image.Image:
    """A picture of our own: a ground of two colours with boxes and discs."""
    rng = random.Random(seed)  # noqa: S311 - the same picture in every run
    picture = Image.new("RGB", size, tuple(rng.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, w, h = (rng.randrange(each) for each in (size[0], size[1], size[0] // 3, size[1] // 3))
        colour = tuple(rng.randrange(256) for _ in range(3))
        (draw.rectangle if rng.random() < 0.5 else draw.ellipse)((x, y, x + w, y + h), fill=colour)
    return picture


def file(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def numbers(rows: int, columns: int) -> Any:
    """A picture by a formula, so that its hash can be compared with that of the reference implementation."""
    y, x = np.mgrid[0:rows, 0:columns]
    planes = [(x * 7 + y * 3) % 256, (x * y // 5) % 256, (x * x // 9 + y) % 256]
    return np.stack(planes, axis=2).astype(np.uint8)


# Computed by pdqhash 0.2.8.
REFERENCE = {
    (480, 640): ("fff8fee0fffafffafff81110fba8fc40b8a8faa5faa8fbba3e00000020000000", 100),
    (64, 64): ("1ad516a52da5db2ab55a6a55d4b5392d42492caa6352ce253949cb93b8afe59a", 100),
    (200, 333): ("e0dee07ee0fc81fc07fc03fc07fc0df47ffc3fe8fff4aaa81500dd207d000000", 100),
    (1000, 700): ("fff5b528ff57ffbbff67ffe5ff54ffebfc000000e7008000f7001000b5009400", 100),
    (40, 90): ("554a8d551ad534b5692b916a2756ce95392dc2691d8a53166cedc3199633f4f6", 100),
}


@pytest.mark.parametrize("shape", REFERENCE)
def test_a_hash_is_that_of_the_reference_implementation(shape: tuple[int, int]) -> None:
    hash_, quality = pdq(numbers(*shape))
    expected, its_quality = REFERENCE[shape]
    assert distance(hash_, expected) <= 2  # numbers of 64 bits beside those of 32
    assert abs(quality - its_quality) <= 1


def test_size_format_and_compression_leave_a_picture_near() -> None:
    picture = scene(1)
    first, quality = hash_picture(file(picture))
    assert quality >= LEAST_QUALITY
    for other in (
        file(picture, "JPEG", quality=40),
        file(picture, "WEBP", quality=60),
        file(picture.resize((320, 210))),
        file(picture.resize((2560, 1680)), "JPEG"),
    ):
        assert distance(first, hash_picture(other)[0]) <= NEAR


def test_other_pictures_are_far() -> None:
    hashes = [hash_picture(file(scene(seed)))[0] for seed in range(12)]
    assert min(distance(one, other) for n, one in enumerate(hashes) for other in hashes[:n]) > 60


def test_a_plain_picture_has_no_quality() -> None:
    assert hash_picture(file(Image.new("RGB", (200, 200), "navy")))[1] < LEAST_QUALITY
    assert hash_picture(file(Image.new("RGB", (2, 2))))[1] == 0


def test_transparent_parts_count_as_white() -> None:
    clear = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    clear.paste(scene(3, (150, 100)), (20, 20))
    white = Image.new("RGB", (300, 200), "white")
    white.paste(scene(3, (150, 100)), (20, 20))
    assert distance(hash_picture(file(clear))[0], hash_picture(file(white))[0]) <= 4


def test_every_hash_within_31_bits_shares_a_key() -> None:
    rng = random.Random(5)  # noqa: S311 - the same bits in every run
    for _ in range(300):
        one = rng.getrandbits(256)
        other = one
        for bit in rng.sample(range(256), NEAR):
            other ^= 1 << bit
        assert set(looked_up_keys(f"{one:064x}")) & set(stored_keys(f"{other:064x}"))


def bomb(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes whose header claims that many pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bomb(60_000, 60_000), "far more than 25,000,000"),
        (bomb(6_000, 6_000), "6,000 × 6,000 pixels"),
        (bomb(50, 50), "can be decoded"),
        (b"", "can be decoded"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "can be decoded"),
        (file(scene(1))[:300], "can be decoded"),
        (b"\xff\xd8" + b"\0" * 500, "can be decoded"),
        (b"x" * 20_000_001, "larger than"),
    ],
)
@pytest.mark.parametrize("fills_up", [False, True])
def test_a_broken_or_hostile_file_is_told(monkeypatch, data: bytes, said: str, fills_up: bool) -> None:
    # WeasyPrint tells Pillow to fill up files that end too early.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", fills_up)
    with pytest.raises(BrokenPicture, match=said):
        hash_picture(data)
