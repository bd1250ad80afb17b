"""Pages broken at random: whatever is cut, doubled, swapped or overwritten, a value or a reason comes back.

The count is shown. The long ring makes 100,000 of our own fixture pages; the short one, in the suite, 1,500.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from articles.parsing import ExtractedArticle, Unreadable, extract
from tests.parsing.document.test_mhtml import PICTURE, part, saved

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = [
    path
    for folder in (ROOT / "tests" / "pages", ROOT / "articles" / "samples")
    for path in sorted(folder.rglob("*"))
    if path.suffix in {".html", ".txt", ".md"} and path.name != "README.md"
]
CODINGS = ("quoted-printable", "base64", "8bit")
# What pages are broken with: markup that opens, closes and nests wrongly, odd characters, times, other encodings.
SHARDS = [
    *(b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"&#0;", b"&#xD800;"),
    *(b"<table><tr><td>", b"</div></div>", b"<script>", b"</script>", b"<style>*{", b"<p hidden>", b'{"', b"\\ud800"),
    *("声明：".encode("gb18030"), "参考资料：\n".encode(), b"9999-99-99 99:99", "２０２６年１３月".encode()),
]


def mutated(page: bytes, other: bytes, rng: random.Random) -> bytes:
    """`page` with one to five cuts, doublings, shards, flipped bytes, or pieces of another page."""
    for _ in range(rng.randint(1, 5)):
        at, end = sorted(rng.randrange(len(page) + 1) for _ in range(2))
        end = min(end, at + rng.choice([1, 20, 400, 5_000]))
        start = rng.randrange(len(other) + 1)
        page = (
            rng.choice(
                [
                    page[:at] + page[end:],
                    page[:end] + page[at:],
                    page[:at] + rng.choice(SHARDS) + page[at:],
                    page[:at] + bytes(byte ^ 0x20 for byte in page[at : at + 8]) + page[at + 8 :],
                    page[:at] + other[start : start + rng.choice([50, 2_000])] + page[at:],
                    page[:at],
                ]
            )
            or b" "
        )
    return page


@pytest.mark.parametrize("count", [1_500, pytest.param(100_000, marks=pytest.mark.slow)])
def test_no_mutation_crashes(count: int, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [path.read_bytes() for path in FIXTURES]
    pages += [saved(part(charset, coding), PICTURE) for charset in ("utf-8", "gbk") for coding in CODINGS]
    rng = random.Random(count)  # noqa: S311 - repeatable, not secret
    outcomes: Counter[str] = Counter()
    for _ in range(count):
        page = mutated(rng.choice(pages), rng.choice(pages), rng)
        try:
            article = extract(page)
        except Unreadable as error:
            outcomes[error.code] += 1
            continue
        outcomes["article"] += 1
        data = article.to_json()
        json.dumps(data, ensure_ascii=False).encode()  # no lone surrogate gets through
        assert ExtractedArticle.from_json(data) == article
        assert article.headline
        assert any(article.body)
        for flag in article.provenance_flags:
            if flag.start is not None:
                assert article.text[flag.start : flag.end] == flag.text
    assert sum(outcomes.values()) == count
    with capsys.disabled():
        print(f"\n{count} mutated pages of {len(pages)}: {dict(outcomes)}")  # noqa: T201 - the count is to be seen
