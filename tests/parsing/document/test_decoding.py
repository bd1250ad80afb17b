"""Bytes → text: charsets declared right, wrong or not at all, and what is no text."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing import Unreadable
from articles.parsing.carriers.decoding import clean, decode, reads_as_mojibake

TEXT = "这一天的早晨，河面上起了很大的雾，渡船比平时晚开了半个小时，码头上的人都在等。\n"
TRADITIONAL = "這一天的早晨，河面上起了很大的霧，渡船比平時晚開了半個小時，碼頭上的人都在等。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gbk", "gb18030"])
def test_undeclared(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[:2] == (TEXT, [])


def test_undeclared_big5() -> None:
    assert decode(TRADITIONAL.encode("big5"))[:2] == (TRADITIONAL, [])


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "big5", "iso-8859-1", "nonsense", "utf-16", "rot13", "base64"])
def test_a_wrong_declaration_does_not_win(declared: str) -> None:
    assert decode(TEXT.encode(), declared)[0] == TEXT
    assert decode(TEXT.encode("gbk"), declared)[0] == TEXT


def test_declared_in_meta_or_content_type() -> None:
    page = f'<meta charset="big5"><p>{TRADITIONAL}</p>'
    assert decode(page.encode("big5"))[0] == page
    assert decode(
        "Le café près de l’été. ".replace("’", "'").encode("latin-1"), content_type="text/plain; charset=latin-1"
    )[0].startswith("Le café")


def test_a_few_broken_bytes_leave_a_warning() -> None:
    data = (TEXT * 20).encode()
    text, warnings, _ = decode(data[:-3] + b"\xff" + data[-3:])
    assert "replacement_characters" in warnings
    assert text.startswith(TEXT)


def test_a_truncated_page_is_still_utf8() -> None:
    text, warnings, _ = decode((TEXT * 20).encode()[:-2])
    assert text.startswith(TEXT)
    assert warnings == ["replacement_characters"]


def test_mojibake_is_flagged() -> None:
    broken = TEXT.encode().decode("latin-1")
    assert reads_as_mojibake(broken)
    assert reads_as_mojibake("锟斤拷" * 3)
    assert not reads_as_mojibake("déjà vu, café, naïve, é")


def test_nul_and_controls_are_removed_with_a_warning() -> None:
    assert decode(TEXT.replace("，", "\x00，").encode())[:2] == (TEXT, ["control_characters_removed"])


def test_lone_surrogates_are_replaced() -> None:
    assert clean("标题\ud800")[:2] == ("标题\ufffd\ufffd\ufffd", ["replacement_characters"])


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.html", TEXT)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(99),
        b"\xff\xd8\xff\xe0" + bytes(99),
        b"GIF89a" + bytes(99),
        b"%PDF-1.7\n%",
        zipped(),
        gzip.compress(TEXT.encode()),
        bytes(5_000),
    ],
    ids=["png", "jpeg", "gif", "pdf", "zip", "gzip", "nul"],
)
def test_binary_is_not_text(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.code == "not_text"


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", "\ufeff \u3000\n".encode()])
def test_decode_raises_empty_without_text(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.code == "empty"


def text_or_reason(data: bytes) -> tuple[str, str | None]:
    try:
        return decode(data)[0], None
    except Unreadable as refused:
        return "", refused.code


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    text, reason = text_or_reason(data)
    assert reason in {None, "empty", "not_text", "bad_charset"}
    text.encode()
    assert "\x00" not in text


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8, max_size=60))
def test_utf8_is_always_utf8(text: str) -> None:
    assert decode(text.encode())[0] == text
