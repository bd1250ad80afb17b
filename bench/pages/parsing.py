"""Pages parsed per second on one core: all fields of NetEase pages."""

from __future__ import annotations

import trafilatura
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from articles.parsing import extract
from bench.harness.data import shared
from bench.harness.result import Result
from bench.harness.timing import rates

FIGURE = "pages parsed, all fields"
TRAFILATURA = "pages parsed, all fields, beside an extractor"


def run(*, quick: bool) -> Result:
    """Measure ours, BeautifulSoup over the whole page, and Lexbor's parsing alone."""
    pages = [path.read_bytes() for path in shared("pages/163_*.html")]
    texts = [decoded(page) for page in pages]
    for page, text in zip(pages, texts, strict=True):
        # A peer must find the same values, otherwise it does a different job.
        found, expected = with_beautifulsoup(text), extract(page)
        assert found["headline"] == expected.headline, (found["headline"], expected.headline)
        assert found["paragraphs"]

    def ours() -> int:
        for page in pages:
            extract(page)
        return len(pages)

    def peer() -> int:
        for text in texts:
            with_beautifulsoup(text)
        return len(texts)

    def limit() -> int:
        for text in texts:
            LexborHTMLParser(text)
        return len(texts)

    measured = rates({"ours": ours, "peer": peer, "limit": limit}, rounds=2 if quick else 9)
    size = sum(map(len, pages)) / len(pages) / 1000
    return Result(
        FIGURE,
        "pages/s a core",
        measured["ours"],
        measured["peer"],
        "BeautifulSoup (lxml) over the whole page",
        measured["limit"],
        "Lexbor, parse only",
        f"{len(pages)} NetEase pages of {size:,.0f} kB",
    )


def run_beside_extractor(*, quick: bool) -> Result:
    """Measure ours and trafilatura with metadata and pictures, which lacks account, notices, references and lists."""
    pages = [path.read_bytes() for path in shared("pages/163_*.html")]

    def ours() -> int:
        for page in pages:
            extract(page)
        return len(pages)

    def peer() -> int:
        for page in pages:
            assert trafilatura.bare_extraction(page, with_metadata=True, include_images=True) is not None
        return len(pages)

    measured = rates({"ours": ours, "peer": peer}, rounds=2 if quick else 7)
    return Result(
        TRAFILATURA, "pages/s a core", measured["ours"], measured["peer"], "trafilatura", note=f"{len(pages)} pages"
    )


def decoded(page: bytes) -> str:
    """Decode a saved page: UTF-8, or GB18030 for older ones."""
    try:
        return page.decode()
    except UnicodeDecodeError:
        return page.decode("gb18030")


def with_beautifulsoup(text: str) -> dict[str, object]:
    """Read the basic fields the usual way: one soup of the whole page, then selectors on it."""
    soup = BeautifulSoup(text, "lxml")

    def first(*selectors: str) -> str | None:
        node = next((node for selector in selectors if (node := soup.select_one(selector)) is not None), None)
        return " ".join(node.get_text().split()) if node is not None else None

    body = soup.select_one("#endText, .post_body, #content")
    return {
        "headline": first("h1.post_title", "#epContentLeft h1", ".article_title h2", "h1"),
        "source": first(".post_wemedia_name", "#ne_article_source", ".post_info"),
        "time": first(".post_info", ".post_time_source", "p.time"),
        "paragraphs": [p.get_text(strip=True) for p in body.select("p")] if body is not None else [],
        "images": [image.get("src") for image in body.select("img")] if body is not None else [],
        "statement": first(".post_statement", ".statement", ".ep-source"),
        "recommendations": [link.get_text(strip=True) for link in soup.select("[class^=post_recommend] a")],
    }
