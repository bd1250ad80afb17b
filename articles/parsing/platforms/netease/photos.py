"""NetEase photo sets (since 2012): pictures with captions, as JSON in `gallery-data` or in a script."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from articles.parsing.common.posts import lines_of, time_of
from articles.parsing.common.sites import moment_in, named, source_in, text_at
from articles.parsing.document.page import Draft, Page, squeeze, web_address
from articles.parsing.extracted import ExtractedImage
from articles.parsing.images.pictures import credit_of, unwrap
from articles.parsing.platform import Pages, Template
from articles.parsing.platforms.netease.site import absolute, is_netease
from articles.parsing.scripts.embedded import nested
from articles.parsing.scripts.state import inner, markup, objects, state_after, words

_DATA = 'textarea[name="gallery-data"], #gallery-data, script[name="gallery-data"]'
_ASSIGNED = re.compile(
    r"(?:photosetdata|photosetinfo|photoset|gallerydata|picsdata)[\"']?\s{0,4}[:=(]\s{0,4}(?=\{)", re.IGNORECASE
)
_PICTURES, _CAPTIONS = ("img", "oimg", "imgurl", "url", "src", "timg"), ("note", "imgtitle", "desc", "title")
_HEADS = ".nph_set h1, .headline h1, .photo-title, h1"
_BYLINES = ".nph_set_info, .headline .info, .photo-info, .post_time_source"
_MOST = 200


def _matches(page: Page) -> bool:
    if not page.is_html or not ("gallery-data" in page.text or "setname" in page.text or _ASSIGNED.search(page.text)):
        return False
    return is_netease(page)


def read(page: Page) -> Draft:
    data = _data(page)
    info = inner(data, "info") or data
    draft = Draft(headline=words(info, "setname", "title") or text_at(page, _HEADS))
    draft.url = page.meta("og:url") or page.attribute('link[rel="canonical"]', "href") or absolute(words(info, "url"))
    byline = text_at(page, _BYLINES)
    draft.source = named(words(info, "source", "sourcename") or source_in(byline))
    draft.published_at = time_of(info, "pdate", "ptime", "datatime", "createdate", "lmodify") or moment_in(byline)
    lead = lines_of(markup(info, "prevue", "desc", "digest"))
    captions: list[str] = []
    for picture in objects(data.get("list") or data.get("photos") or info.get("photos"), _MOST):
        caption = squeeze(html.unescape(markup(picture, *_CAPTIONS)))
        captions += [caption] if caption else []
        if address := web_address(unwrap(absolute(markup(picture, *_PICTURES)) or "")):
            draft.images.append(ExtractedImage(address, caption or None, credit_of(caption) if caption else None))
    draft.captions = list(dict.fromkeys(captions))
    draft.paragraphs = list(dict.fromkeys((*lead, *draft.captions)))
    return draft


def _data(page: Page) -> dict[str, Any]:
    """The set: in an element of its own, else the first object of a script that names it."""
    node = page.first(_DATA)
    if node is not None:
        try:
            value = json.loads(node.text(), strict=False)
        except (ValueError, RecursionError):
            value = None  # the saved page is cut off
        if isinstance(value, dict):
            return value
    assigned = _ASSIGNED.search(page.text)
    if assigned is None:
        return {}
    state = state_after(page.text, assigned.group())
    return next((one for one in nested(state) if "setname" in one or "setname" in inner(one, "info")), state)


TEMPLATES = (Template("netease_photos_2012", _matches, read, Pages.ANY),)
