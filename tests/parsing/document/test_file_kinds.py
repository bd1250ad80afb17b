"""Files that are no pages are refused, and the refusal names their kind and what to send instead."""

from __future__ import annotations

import io
import zipfile

import pytest

from articles.parsing import Unreadable, extract


def zipped(name: str, text: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "advice"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF", "copy its text"),
        (b"{\\rtf1\\ansi text}", "RTF", "save it as HTML"),
        (zipped("word/document.xml"), "DOCX", "save it as HTML"),
        (zipped("xl/workbook.xml"), "XLSX", "save it as HTML"),
        (zipped("mimetype", b"application/vnd.oasis.opendocument.text"), "OpenDocument", "save it as HTML"),
        (zipped("pages/a.html"), "ZIP", "unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office", "save it as HTML"),
        (b"\x1f\x8b\x08\x00", "gzip", "unpack it"),
        (b"\x89PNG\r\n\x1a\n", "PNG", "a picture"),
        (b"\xff\xd8\xff\xe0", "JPEG", "a picture"),
        (b"GIF89a", "GIF", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP", "a picture"),
        (b"\x00\x00\x00\x1cftypavif", "AVIF", "a picture"),
        (b"\x00\x00\x00\x1cftypheic", "HEIC", "a picture"),
        (b"\x00\x00\x00\x1cftypisom", "MP4", "no page"),
        (b"II*\x00\x08\x00", "TIFF", "a picture"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "BMP", "a picture"),
        (b"bplist00\xd1", "webarchive", "save the page as HTML"),
    ],
)
def test_other_files_are_refused_by_name(data: bytes, kind: str, advice: str) -> None:
    with pytest.raises(Unreadable, match=kind) as caught:
        extract(data + bytes(100))
    assert caught.value.code == "not_text"
    assert advice in str(caught.value)


@pytest.mark.parametrize(
    "headline", ["BMW 新工厂开工", "ID3 标签是什么", "PK 赛昨晚结束", "GIF 动图教程", "Rar 格式的历史"]
)
def test_text_that_begins_like_a_file_is_text(headline: str) -> None:
    text = f"{headline}\n" + "改造工程昨日正式启动，预计五个月内分两期完成，请市民留意。\n" * 3
    assert extract(text.encode()).headline == headline
