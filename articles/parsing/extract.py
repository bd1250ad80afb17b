"""The entry point of parsing: sniff → decode → detect the template → its adapter → assemble."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.parsing import generic
from articles.parsing.assemble import assemble
from articles.parsing.carriers import decoding
from articles.parsing.carriers.mhtml import MAX_MHTML_BYTES, is_mhtml, read_mhtml
from articles.parsing.carriers.withdrawal import is_account_page, withdrawal_of
from articles.parsing.copies.carrier import without_carrier
from articles.parsing.declarations.adjacent_text import look_beside
from articles.parsing.document import limits
from articles.parsing.document.origin import split_origin
from articles.parsing.document.page import Draft, Page
from articles.parsing.extracted import ExtractedArticle
from articles.parsing.furniture import furniture_warnings, without_furniture
from articles.parsing.generic.html import set_missing_time
from articles.parsing.hosts import host_of
from articles.parsing.labels.text_label import read_page_label, split_label, split_label_lines
from articles.parsing.references.adjacent import references_below
from articles.parsing.registry import Platforms, Recognition, installed
from articles.parsing.unreadable import Unreadable
from articles.parsing.visibility.judge import with_visibility

_JUDGED = 6  # paragraphs that show whether a text is mojibake
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
"""Line ends of other systems and of editors; every reader of copies splits at line feeds."""
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
    """Extract the article of one page (HTML, MHTML or a text copy).

    `content_type` (text/html, text/plain or text/markdown; anything else is sniffed) and `charset` come from the
    transport, `url` and `platform` (a code) from the submitter; all four are hints.
    `known`: the platforms to read by; default: those of the product.
    Raises only Unreadable. At most 5 MB of HTML, 24 MB of MHTML or 1 MB of plain text are read.
    """
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    if is_mhtml(raw):
        limits.check_size(len(raw), MAX_MHTML_BYTES)
        saved = read_mhtml(raw)
        raw = data = saved.content
        content_type, charset, url = "text/html", saved.charset, url or saved.url
    size = len(raw)
    limits.check_size(size, limits.MAX_HTML_BYTES)
    read = decoding.decode(data, charset, content_type) if isinstance(data, bytes) else decoding.clean(data)
    text = read.text
    is_html, label = _is_html(text, content_type), None
    if is_html:
        limits.check_markup(text, read.utf8)
    else:
        limits.check_size(size, limits.MAX_TEXT_BYTES)
        label, text = split_label_lines(without_carrier(_LINE_END.sub("\n", text)))
        stated, text = split_origin(text)
        url = url or stated
    page = Page(text, is_html, url, host_of(url), platform, read.utf8 if is_html else None)
    article = _read(page, installed() if known is None else known, read.warnings)
    article = replace(article, ai_label=read_page_label(page) or label or split_label(article.body)[0])
    if decoding.reads_as_mojibake("\n".join((article.headline, *article.body[:_JUDGED]))):
        article = replace(article, warnings=tuple(dict.fromkeys((*article.warnings, "mojibake"))))
    return with_visibility(article, page) if is_html else article


def _read(page: Page, known: Platforms, warnings: list[str]) -> ExtractedArticle:
    """Read a page with the first template that matches and finds an article.

    The next template gets its turn when one finds nothing, so that a platform with changed pages is still read. Raises
    Unreadable("no_article") when no template finds one.
    """
    if is_account_page(page):
        raise Unreadable("no_article", "the page is about an account, and shows no article of it")
    for template, platform in Recognition(page, known).candidates():
        page.menu, page.furniture, page.site = known.menu_of(platform), known.furniture_of(platform), platform
        draft = template.read(page)
        _look_beside(draft, page)
        if draft.element is not None and not draft.references:
            draft.references = references_below(draft.element)
        draft.url = draft.url or page.url
        if page.is_html:
            kept = without_furniture(draft.paragraphs, page.furniture)
            if len(kept) < len(draft.paragraphs):
                body = frozenset(kept)
                draft.warnings += furniture_warnings(line for line in draft.paragraphs if line not in body)
            draft.paragraphs = kept
        if draft.published_at is None and page.is_html and template not in generic.TEMPLATES:
            set_missing_time(page, draft)
        try:
            return assemble(draft, template.name, platform, warnings, page.menu)
        except Unreadable:
            warnings = [*warnings, f"template_found_nothing:{template.name}"]
    notice = withdrawal_of(page)
    raise Unreadable("no_article", f"no headline and body in it{f'; the page says “{notice}”' if notice else ''}")


def _look_beside(draft: Draft, page: Page) -> None:
    """Add what stands beside the body, unless the template has read it from a place of its own."""
    if draft.element is None:
        return
    beside = look_beside(draft.element, page.menu)
    body = frozenset(draft.paragraphs)
    for texts, found in ((draft.declared_in_element, beside.declarations), (draft.disclaimers, beside.notices)):
        said = "\n".join("".join(text.split()) for text in texts)
        texts += [text for text in found if text not in body and "".join(text.split()) not in said]


def _is_html(text: str, content_type: str | None) -> bool:
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        return True
    if kind in {"text/plain", "text/markdown"}:
        return False
    if text.lstrip().startswith("<"):
        return _STRUCTURE.search(text) is not None
    return len(_STRUCTURE.findall(text[:20_000])) > 2  # plain text may mention one or two tags
