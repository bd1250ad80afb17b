"""Draft → article: separate references, declarations and notices from the body, and bound an unknown time."""

from __future__ import annotations

import re

from articles.parsing.declarations.disclaimers import is_disclaimer, read_disclaimer
from articles.parsing.declarations.notices import Passage, declares, find_flags, is_menu_declaration
from articles.parsing.document.page import Draft, web_address
from articles.parsing.extracted import ExtractedArticle, ExtractedFlag
from articles.parsing.language import detect_language
from articles.parsing.lengths import LONGEST_HEADLINE, fit
from articles.parsing.menus import Menu
from articles.parsing.references import split_references
from articles.parsing.unreadable import Unreadable
from articles.text.page_folding import fold_page

_ORIGINAL_HEADLINE = re.compile(r"^\(?(?:本文)?原(?:标题|题)(?::|为)\s?[《“]?(.{2,200}?)[》”]?\)?$")
_HEAD, _TAIL = 2, 3  # paragraphs that count as the head and the tail of an article


def assemble(
    draft: Draft, template: str, platform: str | None, warnings: list[str], menu: Menu = ()
) -> ExtractedArticle:
    """Build the article of a draft; `menu` is the platform's menu of declarations.

    Raises Unreadable("no_article") when there is no headline or no body."""
    headline = (draft.headline or "").strip()
    body, references, after = split_references(draft.paragraphs)
    body, declarations, disclaimers = _take_notices(body, after, menu)
    if not headline or len(headline) > LONGEST_HEADLINE or not any(body):
        raise Unreadable("no_article", "no headline and body in it")
    declarations = list(dict.fromkeys((*declarations, *draft.declarations, *draft.declared_in_element)))
    wordings = dict.fromkeys((*disclaimers, *draft.disclaimers))
    references = [*references, *draft.references]
    known = draft.published_at is not None
    cited = [item.published_at for item in references if item.published_at]
    article = ExtractedArticle(
        headline=headline,
        body=tuple(body),
        platform=platform,
        template=template,
        url=web_address(draft.url),
        original_headline=draft.original_headline or _original_headline(body),
        source=draft.source,
        published_at=draft.published_at,
        published_after=None if known else max(cited, default=None),
        published_before=None if known else draft.page_time,
        ip_location=draft.ip_location,
        language=detect_language("\n".join((headline, *body))),
        declarations=tuple(declarations),
        references=tuple(references),
        provenance_flags=flags_of(body, declarations, draft.captions, draft.declared_in_element, menu),
        disclaimers=tuple(read_disclaimer(wording) for wording in wordings),
        recommendations=tuple(dict.fromkeys(draft.recommendations)),
        images=tuple(draft.images),
        comment_count=draft.comment_count,
        warnings=tuple(dict.fromkeys((*warnings, *draft.warnings))),
    )
    return fit(article)


def flags_of(
    body: list[str],
    declarations: list[str],
    captions: list[str] | None = None,
    elements: list[str] | None = None,
    menu: Menu = (),
) -> tuple[ExtractedFlag, ...]:
    """Find the flags of an article. Spans count in `ExtractedArticle.text`; flags of captions outside it have none."""
    captions, elements = captions or [], elements or []
    in_caption, passages, offset = set(captions), [], 0
    for index, paragraph in enumerate(body):
        in_tail = index >= max(len(body) - _TAIL, (len(body) + 1) // 2)
        location = "tail" if in_tail else "head" if index < _HEAD else "body"
        if paragraph in in_caption:
            location = "caption"
        passages.append(Passage(paragraph, location, offset))
        offset += len(paragraph) + 1
    for declaration in declarations:
        passages.append(Passage(declaration, "element" if declaration in elements else "tail", offset))
        offset += len(declaration) + 1
    in_text = set(body)
    passages += [Passage(caption, "caption") for caption in captions if caption not in in_text]
    return find_flags(passages, menu)


def _take_notices(body: list[str], after: list[str], menu: Menu) -> tuple[list[str], list[str], list[str]]:
    """Split into body, declarations and disclaimers. Platform notices end a body, as do the references.

    A declaration in the author's own words stays in the body; a wording of the platform's menu, which the platform
    prints below the article, does not.
    """
    disclaimers: list[str] = []
    declarations: list[str] = []
    body = list(body)
    while body:
        if is_disclaimer(body[-1]):
            disclaimers.append(body.pop())
        elif is_menu_declaration(body[-1], menu):
            declarations.append(body.pop())
        else:
            break
    disclaimers.reverse()
    declarations.reverse()
    for paragraph in after:
        if is_disclaimer(paragraph):
            disclaimers.append(paragraph)
        elif declares(paragraph, menu):
            declarations.append(paragraph)
        else:
            body.append(paragraph)
    return body, declarations, disclaimers


def _original_headline(body: list[str]) -> str | None:
    for paragraph in (*body[:2], *body[-1:]):
        match = _ORIGINAL_HEADLINE.match(fold_page(paragraph)) if len(paragraph) <= LONGEST_HEADLINE else None
        if match:
            return paragraph[match.start(1) : match.end(1)].strip()
    return None
