"""Find the article in the data that a page holds for its own scripts, whatever its fields are called.

Pages that a script draws hold their article as JSON: an object with a headline, and its text as markup, as lines, or as
a list of parts. The names of the fields differ from site to site and from year to year; here are the usual ones.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from articles.parsing.document.page import squeeze
from articles.parsing.scripts.state import inner, markup, objects, words

_TITLES = ("title", "headline", "articleTitle", "article_title", "newsTitle", "longtitle", "mainTitle", "setname")
_TEXTS = (
    "content", "contents", "cnt_html", "contentHtml", "content_html", "articleContent", "article_content", "html",
    "body", "text", "sections", "paragraphs", "blocks", "items", "detail", "articleBody", "newsContent",
)  # fmt: skip
_PART_TEXTS = ("content", "text", "value", "desc", "data", "html", "words", "paragraph")
_PART_PICTURES = ("url", "src", "img", "imgurl", "image", "link", "origUrl", "originUrl", "bigUrl")
_CAPTIONS = ("caption", "desc", "alt", "note", "title")
_TIMES = (
    "publishTime", "publish_time", "pubTime", "pub_time", "pubtime", "publishAt", "published_at", "publishedAt",
    "publishDate", "publish_date", "pubdate",
)  # fmt: skip
_OWN_TIMES = ("createTime", "create_time", "ctime", "createdAt", "created_at", "time", "timestamp", "date")
"""Fields that hold the time of publication only beside the text itself; elsewhere they may hold a clock."""
_ACCOUNTS = (
    "author", "media", "mediaInfo", "media_info", "mediaUser", "publisher", "creator", "authorInfo", "author_info",
    "om", "cp", "source",
)  # fmt: skip
_OWN_ACCOUNTS = ("user", "userInfo", "user_info", "account", "card")
"""Objects that hold the account only beside the text itself; elsewhere they may be the reader's."""
_NAMES = (
    "name", "nickname", "nickName", "nick_name", "screenName", "screen_name", "media_name", "mediaName", "chlname",
    "displayName", "display_name", "authorName", "title",
)  # fmt: skip
_ACCOUNT_NAMES = (
    "media_name", "mediaName", "chlname", "src", "authorName", "author_name", "nickname", "sourceName", "source",
    "author", "media",
)  # fmt: skip
_IDS = ("id", "uid", "userId", "user_id", "media_id", "mediaId", "app_id", "appId", "authorId")
_HEADS = ("header", "head", "base", "info", "meta", "articleInfo", "article")
_PICTURE = re.compile(r"ima?ge?|pic|photo", re.IGNORECASE)
_OF_OTHERS = re.compile(r"comment|recommend|relat|reply|hot|rank|list$|feed|sibling|advert", re.IGNORECASE)
_MOST_VALUES, _MOST_PARTS, _MOST_LEVELS = 20_000, 1_000, 3
_SHORTEST_HEADLINE = 4  # characters
_FEWEST = 40  # characters of a text: fewer are a summary


@dataclass
class StatedArticle:
    """`content` is markup; `around` are the objects that hold the fields, the innermost first.

    `is_titled`: the page's title names its headline.
    """

    headline: str | None
    content: str
    is_titled: bool = False
    around: list[dict[str, Any]] = field(default_factory=list)

    @property
    def account(self) -> tuple[str | None, str | None]:
        """Name and id of the account."""
        for level, one in self._holders():
            for key in _ACCOUNTS if level else (*_ACCOUNTS, *_OWN_ACCOUNTS):
                person = inner(one, key)
                if name := words(person, *_NAMES):
                    return name, words(person, *_IDS)
            if name := words(one, *_ACCOUNT_NAMES):
                return name, words(one, "media_id", "mediaId", "userId", "uid", "app_id")
        return None, None

    def times(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield (object, key) of fields that may hold the time of publication, the likeliest first."""
        for level, one in self._holders():
            yield from ((one, key) for key in (_TIMES if level else (*_TIMES, *_OWN_TIMES)) if one.get(key))

    def _holders(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield (level, object): the text's own object and what is in its heads are level 0."""
        for level, one in enumerate(self.around[:_MOST_LEVELS]):
            yield level, one
            yield from ((level, below) for key in _HEADS if (below := inner(one, key)))


def find_article(data: Any, title: str | None = None) -> StatedArticle | None:
    """Find the article in `data`; of several, the one with the headline `title`, else the longest. None without one.

    Reads at most 20,000 values. What stands in lists of comments or recommendations does not count.
    """
    wanted = _solid(title or "")
    best, best_rank = None, (False, False, 0)
    for path in _walk(data):
        content = _content(path[0])
        if content is None:
            continue
        found = StatedArticle(_headline(path), content, around=path)
        solid = _solid(found.headline or "")
        is_wanted = len(solid) >= _SHORTEST_HEADLINE and bool(wanted) and (solid in wanted or wanted in solid)
        found.is_titled = is_wanted
        rank = (is_wanted, bool(solid), len(content))
        if rank > best_rank:
            best, best_rank = found, rank
    return best


def _solid(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _walk(data: Any) -> Iterator[list[dict[str, Any]]]:
    """Yield each object with the objects around it, the innermost first."""
    queue: deque[tuple[Any, tuple[dict[str, Any], ...]]] = deque([(data, ())])
    for _ in range(_MOST_VALUES):
        if not queue:
            return
        value, around = queue.popleft()
        if isinstance(value, dict):
            path = (value, *around)[:_MOST_LEVELS]
            yield list(path)
            queue.extend((below, path) for key, below in value.items() if not _OF_OTHERS.search(str(key)))
        elif isinstance(value, list):
            queue.extend((below, around) for below in value)


def _headline(path: list[dict[str, Any]]) -> str | None:
    for one in path:
        for holder in (one, *(inner(one, key) for key in _HEADS)):
            if title := words(holder, *_TITLES):
                return title
    return None


def _content(item: dict[str, Any]) -> str | None:
    """The text of an object as markup; None when it has none of the length of a text."""
    for key in _TEXTS:
        value = item.get(key)
        if isinstance(value, str):
            text = markup(item, key)
            found = text if "</" in text or "<br" in text else "".join(map(_paragraph, text.splitlines()))
        elif isinstance(value, list):
            found = "".join(_part(one) for one in value[:_MOST_PARTS])
        else:
            continue
        if len(re.sub(r"<[^<>]*>", "", found)) >= _FEWEST:
            return found
    return None


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if squeeze(text) else ""


def _part(part: Any) -> str:
    """One part of a text as markup: a string, or an object with a text or a picture."""
    if isinstance(part, str):
        part = markup({"text": part}, "text")
        return part if part.lstrip().startswith("<") else _paragraph(part)
    if not isinstance(part, dict):
        return ""
    kind = words(part, "type", "tag", "kind", "itemType") or ""
    if _PICTURE.search(kind):
        holders = (part, *(inner(part, key) for key in (*_PART_TEXTS, *_PART_PICTURES)), *objects(part.get("list")))
        sources = (words(one, *_PART_PICTURES) for one in holders)
        address = next((found for found in sources if found and "/" in found), None)
        caption = words(part, *_CAPTIONS) or ""
        return (
            f'<figure><img src="{escape(address)}"><figcaption>{escape(caption)}</figcaption></figure>'
            if address
            else ""
        )
    for key in _PART_TEXTS:
        if text := markup(part, key):
            return text if text.lstrip().startswith("<") else "".join(map(_paragraph, text.splitlines()))
        below = part.get(key)
        if isinstance(below, dict):
            return _part(below)
        if isinstance(below, list):
            return "<p>" + "".join(escape(markup(one, *_PART_TEXTS)) for one in objects(below)) + "</p>"
    return ""
