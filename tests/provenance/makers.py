"""Articles for these tests, built by hand: invented people, places and events."""

from __future__ import annotations

from articles.parsing.extracted import ExtractedArticle, ExtractedFlag, ExtractedReference

NEWS = "临江市警方通报一起车祸，三人受伤"
RECIPE = "红烧排骨的家常做法，调料简单又好吃"
WEB = "声明:取材网络,谨慎辨别"


def article(
    headline: str, *body: str, declaration: str | None = None, outlets: tuple[str, ...] = ()
) -> ExtractedArticle:
    """An article; the declaration becomes the author's `web_sourced` flag, each outlet a reference."""
    start = len("\n".join(body)) + 1 if body else 0
    flags = ()
    if declaration:
        flags = (
            ExtractedFlag("web_sourced", declaration, "tail", ("verify_caution",), start, start + len(declaration)),
        )
    return ExtractedArticle(
        headline=headline,
        body=body,
        declarations=(declaration,) if declaration else (),
        provenance_flags=flags,
        references=tuple(ExtractedReference(headline="大桥的消息", outlet=outlet) for outlet in outlets),
    )
