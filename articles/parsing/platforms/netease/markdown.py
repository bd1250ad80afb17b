"""A NetEase Hao page copied as Markdown: like the text copy, with pictures and URLs."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.parsing.document.markdown import Markdown, is_markdown, read_markdown
from articles.parsing.document.page import Draft, Page, web_address
from articles.parsing.extracted import ExtractedImage
from articles.parsing.hosts import is_within
from articles.parsing.images.pictures import credit_of, image_url
from articles.parsing.platform import Pages, Template
from articles.parsing.platforms.netease import text as netease_text

_SITE = re.compile(r"163\.com/(?:dy|news|\w{2,12})/(?:article|media)/|\bws\.126\.net/")
_ACCOUNT_ID = re.compile(r"/dy/media/([A-Za-z0-9]{3,40})\.html")
_ARTICLE = re.compile(r"^(https?://[\w.]{1,60}163\.com/[\w/]{1,60}article/\w{5,40}\.html)")
_LONGEST_CAPTION = 60
_FURNITURE = re.compile(r"//static\.ws\.126\.net/|/css13/img/")


def _matches(page: Page) -> bool:
    if page.is_html or not is_markdown(page.text):
        return False
    if page.platform not in {None, "netease"}:
        return False
    plain = "\n".join(read_markdown(page.text).lines)
    of_site = page.platform == "netease" or is_within(page.host, ("163.com",)) or _SITE.search(page.text) is not None
    return netease_text.is_copy(plain, of_site=of_site)


def read(page: Page) -> Draft:
    markdown = read_markdown(page.text)
    lines = _in_order(markdown)
    plain = Page("\n".join(lines), False, page.url, page.host, page.platform)
    draft = netease_text.read(plain)
    draft.url = web_address(markdown.front.text("source", "url")) or _own_address(markdown)
    draft.headline = draft.headline or markdown.front.text("title")
    _take_pictures(draft, markdown)
    addresses: dict[str, str] = {}
    for text, address in markdown.links:
        addresses.setdefault(text, address)
    draft.recommendations = [
        replace(item, url=web_address(addresses.get(item.headline))) for item in draft.recommendations
    ]
    if draft.source is not None:
        profile = web_address(addresses.get(draft.source.name)) or ""
        account = _ACCOUNT_ID.search(profile)
        if account:
            draft.source = replace(draft.source, external_id=account[1], profile_url=profile)
    return draft


def _in_order(markdown: Markdown) -> list[str]:
    """Return the lines from the breadcrumb or heading on; pictures only up to the end of the body."""
    lines = markdown.lines
    anchor = next((index for index, line in enumerate(lines) if netease_text.is_crumb(line)), 0)
    end = netease_text.end_of_article(lines, anchor)
    heading = markdown.heading
    start = heading if heading is not None and anchor <= heading < end else anchor
    body = [line for line in lines[start:end] if not _is_furniture(markdown, line)]
    while len(body) > 1 and markdown.picture_index(body[1 if netease_text.is_crumb(body[0]) else 0]) is not None:
        del body[1 if netease_text.is_crumb(body[0]) else 0]
    return body + [line for line in lines[end:] if markdown.picture_index(line) is None]


def _is_furniture(markdown: Markdown, line: str) -> bool:
    index = markdown.picture_index(line)
    return index is not None and _FURNITURE.search(markdown.pictures[index][1]) is not None


def _take_pictures(draft: Draft, markdown: Markdown) -> None:
    """Move picture lines out of the body; the caption is the description, else a credit in the line below."""
    paragraphs: list[str] = []
    for line in draft.paragraphs:
        index = markdown.picture_index(line)
        if index is None:
            picture = draft.images[-1] if draft.images and paragraphs[-1:] == [""] else None
            if picture is not None and len(line) <= _LONGEST_CAPTION and (line == picture.caption or credit_of(line)):
                draft.captions.append(line)
                if picture.caption is None:
                    draft.images[-1] = ExtractedImage(picture.url, line, credit_of(line))
            paragraphs.append(line)
            continue
        description, address = markdown.pictures[index]
        url = web_address(image_url({"src": address}))
        if url:
            draft.images.append(
                ExtractedImage(url, description or None, credit_of(description) if description else None)
            )
            paragraphs.append("")
    draft.paragraphs = [line for line in paragraphs if line]


def _own_address(markdown: Markdown) -> str | None:
    """Return the article's own URL from the link to its comments."""
    comments = (address for _, address in markdown.links if "#post_comment_area" in address)
    match = _ARTICLE.match(next(comments, ""))
    return match[1] if match else None


TEMPLATES = (Template("netease_markdown", _matches, read, Pages.ANY),)
