"""Hostile pages: the time of the slowest, and the memory."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.harness.result import Result

FIGURE = "hostile pages, the slowest one"
ALLOWED_SECONDS, ALLOWED_MEGABYTES = 2.0, 300
_TEXT = "一段足够长的正文，用来当作文章的内容，没有别的意思。"
_PARAGRAPH = f"<p>{_TEXT}</p>"


def pages() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each page: quadratic, deep, huge, truncated, binary, in a wrong charset."""
    yield "a tags", b"<a " * 8_000
    yield "a tags, 5 MB", b"<a " * 1_600_000
    yield "deep", b"<html>" + b"<div>" * 500_000
    yield "formatting reopened", b"<html>" + b"<b></p>" * 100_000
    yield "one tag with many attributes", b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">"
    yield "huge body", _page(_PARAGRAPH * 11_000)
    yield "many style rules", _page("<style>" + ".a .b>#c{color:red}" * 40_000 + "</style>" + _PARAGRAPH * 50)
    yield "many declarations", _page("<p>声明:取材网络,谨慎辨别</p>" * 20_000)
    yield "one long line", _page(f"<p>{_TEXT * 12_000}</p>")
    yield "many options", _page(_PARAGRAPH * 20) + b"<select>" + b"<option>a</option>" * 9_900
    yield (
        "many sentences like declarations",
        _page("<p>本文由DeepSeek生成，图片由AI生成，网友称视频系AI生成。</p>" * 10_000),
    )
    yield "many notices", _page("<p>特别声明：以上内容仅代表作者个人观点，与本平台无关。</p>" * 9_000)
    yield "many list items", _page(_PARAGRAPH * 5 + "<p>[1] 河湾日报：供水管网改造 2025-03-04</p>" * 10_000)
    yield "many short paragraphs", _page("<p>短</p>" * 100_000)
    yield "many attributes", _page(_PARAGRAPH * 20 + ("<p " + "a=1 " * 1_500 + f">{_TEXT}</p>") * 60)
    yield "deep JSON state", _page(_PARAGRAPH * 20) + b"<script>window.__INITIAL_STATE__=" + b'{"a":' * 200_000
    yield (
        "MHTML of 100,000 parts",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n"
        + (b"--a\nContent-Type: text/css\n\nx\n" * 100_000),
    )
    yield "comments unclosed", b"<!--" * 1_000_000
    yield "text, 1 MB of short lines", ("标题写在这里够长了\n" + "短行\n" * 140_000).encode()
    yield "text, dates", ("标题写在这里够长了\n" + "2026-01-01 10:00·某报\n" * 25_000).encode()
    yield "truncated in the middle of a character", _page(_PARAGRAPH * 2_000)[:-1_001]
    yield "binary", bytes(range(256)) * 15_000
    yield "GB18030 said to be UTF-8", _page(_PARAGRAPH * 5_000).decode().encode("gb18030")
    yield "20 MB of text", ("字" * 7_000_000).encode()


def _page(body: str) -> bytes:
    head = '<html id="ne_wrap"><h1 class="post_title">标题写在这里够长了</h1><div class="post_info"></div>'
    return f'{head}<div class="post_body">{body}</div>'.encode()


def run(*, quick: bool) -> Result:
    """Parse each page in a process of its own, to measure its memory. Fails when a page needs too much.

    Time does not fail the benchmark, because other processes may slow the machine; the limit stands beside it.
    """
    worst_seconds, worst_megabytes, slowest = 0.0, 0.0, ""
    names = [name for name, _ in pages()]
    for index in range(0, len(names), 4 if quick else 1):
        root = Path(__file__).parents[2]
        command = [sys.executable, "-m", "bench.pages.hostile", str(index)]
        done = json.loads(subprocess.run(command, cwd=root, check=True, capture_output=True).stdout)
        if done["seconds"] > worst_seconds:
            worst_seconds, slowest = done["seconds"], names[index]
        worst_megabytes = max(worst_megabytes, done["megabytes"])
    assert worst_megabytes <= ALLOWED_MEGABYTES, worst_megabytes
    return Result(
        FIGURE,
        f"s ({slowest})",
        worst_seconds,
        limit=ALLOWED_SECONDS,
        limit_name="s allowed",
        note=f"{len(names)} pages, at most {worst_megabytes:.0f} of {ALLOWED_MEGABYTES} MB",
    )


def _measure(index: int) -> None:
    import resource

    from articles.parsing import Unreadable, extract

    page = list(pages())[index][1]
    before = time.perf_counter()
    with contextlib.suppress(Unreadable):  # refusing the page is fine too
        extract(page)
    seconds = time.perf_counter() - before
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    _measure(int(sys.argv[1]))
