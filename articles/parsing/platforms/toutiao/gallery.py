"""Toutiao galleries of 2017–2020: pictures with captions, which stand in the script `BASE_DATA.galleryInfo` only."""

from __future__ import annotations

import json
import re
from typing import Any

from articles.parsing.common.posts import lines_of
from articles.parsing.common.sites import moment_in, named
from articles.parsing.document.fragments import read_fragment
from articles.parsing.document.page import Draft, Page, squeeze, web_address
from articles.parsing.extracted import ExtractedImage
from articles.parsing.images.pictures import credit_of, unwrap
from articles.parsing.platforms.toutiao.site import account_of, address_of, article_address
from articles.parsing.scripts.embedded import script_string, unescape_markup, unescape_script
from articles.parsing.scripts.state import markup, objects, state_after

_START = re.compile(r"\bgalleryInfo\s{0,4}[:=]\s{0,4}\{")
_MEDIA = re.compile(r"\bmediaInfo\s{0,4}:\s{0,4}\{([^{}]{0,2000})\}")
_TITLE = re.compile(r"\btitle\s{0,4}:\s{0,4}'((?:[^'\\\n]|\\.)*)'")
_GALLERY = re.compile(r"\bgallery\s{0,4}:\s{0,4}JSON\.parse\(\s{0,4}(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')")
# The gallery's own fields; the galleries beside it are JSON, whose keys are quoted.
_FIELD = re.compile(r"(?<![\"'\w])(share_url|publish_time)\s{0,4}:\s{0,4}'([^'\n]{1,300})'")
_IS_ORIGINAL = re.compile(r"\bisOriginal\s?:\s?true")
_LONGEST_HEAD, _LONGEST_REST = 5_000, 400_000
_MOST_PICTURES = 200


def is_gallery(page: Page) -> bool:
    return page.is_html and "BASE_DATA" in page.text and _START.search(page.text) is not None


def read_gallery(page: Page) -> Draft:
    start = _START.search(page.text)
    script = page.text[start.start() :] if start else ""
    title = _TITLE.search(script, 0, _LONGEST_HEAD)
    draft = Draft(headline=squeeze(unescape_markup(title[1])) if title else None)
    gallery, end = _gallery(script)
    draft.url = article_address(_field(script, end, "share_url")) or address_of(page)
    draft.published_at = moment_in(_field(script, end, "publish_time"))
    described = _MEDIA.search(page.text)
    media = described[1] if described else ""
    account = account_of(script_string(media, "openUrl"))
    account.setdefault("external_id", script_string(media, "user_id"))
    draft.source = named(script_string(media, "name"), **account)
    if _IS_ORIGINAL.search(script, 0, _LONGEST_HEAD):
        draft.declared_in_element = ["原创"]
    _read_pictures(draft, gallery)
    return draft


def _field(script: str, start: int, name: str) -> str | None:
    """A field of the gallery behind its pictures; many galleries beside it may stand in between."""
    own = (match[2] for match in _FIELD.finditer(script, start, start + _LONGEST_REST) if match[1] == name)
    return next(own, None)


def _gallery(script: str) -> tuple[dict[str, Any], int]:
    """Read the gallery and say where it ends: JSON in a string, until 2017 JSON as such."""
    written = _GALLERY.search(script)
    if written is None:
        return state_after(script, "gallery:"), 0
    try:
        value = json.loads(unescape_script(written[1] or written[2] or ""), strict=False)
    except (ValueError, RecursionError):
        value = {}  # the saved page is broken; without pictures the next template reads it
    return value if isinstance(value, dict) else {}, written.end()


def _read_pictures(draft: Draft, gallery: dict[str, Any]) -> None:
    """Each picture with its caption; neighbours that share a caption give one paragraph."""
    abstracts = gallery.get("sub_abstracts")
    captions = [_plain(text) for text in abstracts[:_MOST_PICTURES]] if isinstance(abstracts, list) else []
    for index, picture in enumerate(objects(gallery.get("sub_images"), _MOST_PICTURES)):
        caption = squeeze(captions[index]) if index < len(captions) else ""
        address = web_address(unwrap(markup(picture, "url")))
        if address:
            draft.images.append(ExtractedImage(address, caption or None, credit_of(caption) if caption else None))
    paragraphs = dict.fromkeys(line for caption in captions[:_MOST_PICTURES] for line in lines_of(caption))
    draft.paragraphs, draft.captions = list(paragraphs), list(paragraphs)


def _plain(caption: Any) -> str:
    """The text of a caption, which some galleries write as markup."""
    text = caption if isinstance(caption, str) else ""
    return "\n".join(read_fragment(text).paragraphs) if "<" in text else text
