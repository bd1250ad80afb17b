"""MHTML, the “single file” of browsers: the page in it is read, and a broken file is refused by name."""

from __future__ import annotations

import base64
import quopri

import pytest

from articles.parsing import Unreadable, extract

BODY = "".join(
    f"<p>第{n}天的早晨，河面上起了很大的雾，渡船比平时晚开了半个小时，乘客都在码头等候消息。</p>" for n in "一二三四"
)
HTML = (
    '<html><head><meta charset="@"><title>大雾里的渡船晚开半小时</title></head><body><h1>大雾里的渡船晚开半小时</h1>'
    f'<div class="article-content">{BODY}<p>声明：内容由AI生成</p></div></body></html>'
)
URL = "https://www.toutiao.com/article/7000000000000000001/"
PICTURE = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
BOUNDARY = b"----MultipartBoundary--tkzSQ----"


def part(
    charset: str = "utf-8", coding: str = "quoted-printable", kind: str = "text/html", place: str = URL, more: str = ""
) -> bytes:
    raw = HTML.replace("@", charset).encode(charset)
    body = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(coding, lambda data: data)(raw)
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\nContent-Location: {place}\r\n{more}\r\n"
    return head.encode() + body.replace(b"\n", b"\r\n") + b"\r\n"


def saved(*parts: bytes, start: str = "", head: bytes = b"From: <Saved by Blink>\r\n") -> bytes:
    lines = b"Subject: =?utf-8?Q?=E5=A4=A7=E9=9B=BE?=\r\nDate: Mon, 1 Dec 2025 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
    kind = b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n' + start.encode()
    whole = head + lines + kind + b'\tboundary="' + BOUNDARY + b'"\r\n\r\n\r\n'
    return whole + b"".join(b"--" + BOUNDARY + b"\r\n" + one for one in parts) + b"--" + BOUNDARY + b"--\r\n"


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb18030"])
@pytest.mark.parametrize("is_declared", [True, False])
def test_page_of_a_single_file_is_read(coding: str, charset: str, is_declared: bool) -> None:
    kind = f'text/html; charset="{charset}"' if is_declared else "text/html"
    article = extract(saved(part(charset, coding, kind), PICTURE))
    assert (article.headline, article.platform, article.url) == ("大雾里的渡船晚开半小时", "toutiao", URL)
    assert len(article.body) == 4
    assert [flag.code for flag in article.provenance_flags] == ["ai_generated"]
    assert article.warnings == ()


@pytest.mark.parametrize(
    "data",
    [
        saved(PICTURE, part()),
        saved(part()).replace(b"\r\n", b"\n"),
        b"\xef\xbb\xbf\r\n" + saved(part()),
        saved(part(), part(kind="text/html", place="https://example.org/frame").replace(b"=E7=AC=AC", b"")),
        saved(
            part(more="Content-ID: <frame>\r\n").replace(b"=E7=AC=AC", b""),
            part(more="Content-ID: <root>\r\n"),
            start='\tstart="<root>";\r\n',
        ),
        saved(part())[:-40],
        saved(part(place="cid:frame-0@mhtml.blink"), head=f"Snapshot-Content-Location: {URL}\r\n".encode()),
        b"MIME-Version: 1.0\r\n" + part(),
        saved(part()).replace(b'boundary="', b"boundary=").replace(BOUNDARY + b'"', BOUNDARY),
        saved(part().replace(b"text/html", b"application/xhtml+xml")),
    ],
    ids=["picture first", "LF", "BOM", "frame", "start", "truncated", "snapshot", "one part", "unquoted", "xhtml"],
)
def test_layouts_of_single_files_are_read(data: bytes) -> None:
    article = extract(data)
    assert (article.headline, len(article.body), article.url) == ("大雾里的渡船晚开半小时", 4, URL)
    assert article.body[0].startswith("第一天")


def test_a_single_file_given_as_text_or_html_is_read() -> None:
    for content_type in ("text/html", "text/plain", "multipart/related", None):
        assert extract(saved(part()).decode(), content_type=content_type).headline == "大雾里的渡船晚开半小时"


def test_the_address_of_the_submitter_comes_first() -> None:
    assert extract(saved(part()), url="https://www.sohu.com/a/1").url == "https://www.sohu.com/a/1"


@pytest.mark.parametrize(
    "data",
    [
        saved(PICTURE),
        saved(),
        saved(part()).replace(b"boundary=", b"border="),
        saved(part()).replace(b"\n--" + BOUNDARY, b"\n--other"),
        saved(b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nA\r\n"),
    ],
    ids=["no page", "no part", "no boundary", "other boundary", "broken base64"],
)
def test_a_broken_single_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(Unreadable, match="MHTML") as caught:
        extract(data)
    assert caught.value.code == "bad_mhtml"


@pytest.mark.parametrize(
    "text",
    [
        "Content: 河湾市的供水管网\n" + "改造工程昨日正式启动，预计五个月内完成。\n" * 4,
        "MIME 是什么\n" + "改造工程昨日正式启动，预计五个月内完成。\n" * 4,
        "Title: abc\nMIME-Version: 2\n\n" + "改造工程昨日正式启动，预计五个月内完成。\n" * 4,
    ],
)
def test_text_with_lines_like_a_header_is_no_single_file(text: str) -> None:
    assert extract(text).body[-1].startswith("改造工程")


def test_many_parts_and_deep_parts_cost_little() -> None:
    many = saved(*[b"Content-Type: text/css\r\n\r\n*{}\r\n"] * 100_000, part())
    with pytest.raises(Unreadable, match="no HTML page"):
        extract(many)
    deep = b"Content-Type: multipart/related; boundary=a\r\n\r\n--a\r\n" * 1_000
    with pytest.raises(Unreadable):
        extract(b"MIME-Version: 1.0\r\n" + deep)
