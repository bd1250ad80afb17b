"""UC Toutiao and Dayu Hao (UC头条, 大鱼号) articles, as phones' pages hold them in `xissJsonData` (since 2017).

`wm_author` is the account; without one, `origin_src_name` is the outlet and `source_name` the site it was taken from.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from articles.parsing.common.posts import add_pictures, time_of
from articles.parsing.common.sites import count_in, named, own_address, read_body
from articles.parsing.document.page import Draft, Page
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.scripts.state import inner, markup, objects, state_after, words

_STATE = "xissJsonData"
_PLACEHOLDER = re.compile(r"<!--\s?\{img:\s?(\d{1,3})\s?\}\s?-->")


def _matches(page: Page) -> bool:
    return page.is_html and _STATE in page.text


def read(page: Page) -> Draft:
    data = state_after(page.text, _STATE)
    draft = Draft(headline=words(data, "title"), url=own_address(page))
    pictures = objects(data.get("images"))
    read_body(draft, _with_pictures(markup(data, "content"), pictures) or None)
    add_pictures(draft, (words(one, "url") for one in pictures))
    author = inner(data, "wm_author")
    name = words(author, "name") or words(data, "origin_src_name", "source_name")
    draft.source = named(name, tagline=words(author, "desc"))
    draft.published_at = time_of(data, "publish_time")
    draft.comment_count = count_in(words(data, "cmt_cnt"))
    return draft


def _with_pictures(content: str, pictures: list[dict[str, Any]]) -> str:
    """Insert the pictures, which stand apart: `<!--{img:0}-->` is the first of them."""

    def picture(match: re.Match[str]) -> str:
        image = pictures[int(match[1])] if int(match[1]) < len(pictures) else {}
        address, caption = words(image, "url") or "", words(image, "description", "title") or ""
        return f'<figure><img src="{escape(address)}"><figcaption>{escape(caption)}</figcaption></figure>'

    return _PLACEHOLDER.sub(picture, content)


PLATFORM = Platform(
    code="uc",
    zh="大鱼号",
    en="UC Dayu Hao",
    hosts=("uc.cn", "uczzd.cn", "ucweb.com"),
    templates=(Template("uc_phone_2017", _matches, read, Pages.UNCLAIMED),),
)
