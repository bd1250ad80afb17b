"""The entry point of parsing: sniff → decode → detect the template → its adapter → assemble."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from articles.parsing.assemble import assemble
from articles.parsing.document import decoding, limits
from articles.parsing.document.page import Page
from articles.parsing.extracted import ExtractedArticle
from articles.parsing.generic.html import published_at
from articles.parsing.registry import Platforms, Recognition, installed
from articles.parsing.unreadable import Unreadable
from articles.parsing.visibility.judge import with_visibility

_STRUCTURE = re.compile(
    r"<(?:!doctype\s|html|head|body|div|p|article|section|main|h1|table|title|meta|a)(?=[\s>/])", re.IGNORECASE
)


def extract(
    data: bytes | str,
    *,
    content_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    platform: str | None = None,
    known: Platforms | None = None,
) -> ExtractedArticle:
    """Extract the article of one page (HTML or a text copy).

    `content_type` (text/html or text/plain; anything else is sniffed) and `charset` come from the transport, `url` and
    `platform` (a code) from the submitter; all four are hints.
    `known`: the platforms to read by; default: those of the product.
    Raises only Unreadable. At most 5 MB of HTML or 1 MB of plain text are read.
    """
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    limits.check_size(size, limits.MAX_HTML_BYTES)
    read = decoding.decode(data, charset, content_type) if isinstance(data, bytes) else decoding.clean(data)
    text = read.text
    is_html = _is_html(text, content_type)
    if is_html:
        limits.check_markup(text)
    else:
        limits.check_size(size, limits.MAX_TEXT_BYTES)
    page = Page(text, is_html, url, _host(url), platform, read.utf8)
    article = _read(page, installed() if known is None else known, read.warnings)
    return with_visibility(article, page) if is_html else article


def _read(page: Page, known: Platforms, warnings: list[str]) -> ExtractedArticle:
    """Read a page with the first template that matches and finds an article.

    The next template gets its turn when one finds nothing, so that a platform with changed pages is still read. Raises
    Unreadable("no_article") when no template finds one.
    """
    for template, platform in Recognition(page, known).candidates():
        page.menu = known.menu_of(platform)
        draft = template.read(page)
        draft.url = draft.url or page.url
        if draft.published_at is None and page.is_html:
            draft.published_at = published_at(page, draft)
        try:
            return assemble(draft, template.name, platform, warnings, page.menu)
        except Unreadable:
            warnings = [*warnings, f"template_found_nothing:{template.name}"]
    raise Unreadable("no_article", "no headline and body in it")


def _is_html(text: str, content_type: str | None) -> bool:
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        return True
    if kind == "text/plain":
        return False
    if text.lstrip().startswith("<"):
        return _STRUCTURE.search(text) is not None
    return len(_STRUCTURE.findall(text[:20_000])) > 2  # plain text may mention one or two tags


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""  # the URL is only a hint; a malformed one is ignored
