"""Read any other text or Markdown copy: front matter, a headline, labels or a byline, paragraphs, furniture."""

from __future__ import annotations

import re

from articles.parsing.byline import split_declaration
from articles.parsing.bylines.titles import headline_of as site_free
from articles.parsing.common.posts import headline_of
from articles.parsing.copies import labels
from articles.parsing.copies.accounts import is_dated, is_named_over_time, is_sent_by_device, lines_of_writer
from articles.parsing.copies.fields import LONGEST_NAME, Head, name_in
from articles.parsing.copies.head import read_above, read_below
from articles.parsing.copies.lines import NAME
from articles.parsing.copies.navigation import skip_navigation
from articles.parsing.copies.tail import read_below_tail
from articles.parsing.declarations.disclaimers import is_disclaimer
from articles.parsing.declarations.mentions import below_comments
from articles.parsing.declarations.notices import declares
from articles.parsing.document.front_matter import FrontMatter
from articles.parsing.document.markdown import Markdown, is_markdown, read_markdown
from articles.parsing.document.origin import ADDRESS_FIELDS
from articles.parsing.document.page import Draft, Page, web_address
from articles.parsing.extracted import ExtractedImage
from articles.parsing.furniture import Furniture
from articles.parsing.generic.surroundings import without_ways
from articles.parsing.images.pictures import credit_of, image_url

_LONGEST_HEADLINE = 120
_LONGEST_TITLE = 40  # of a post
_PARAGRAPH = 20
"""Fewest characters of a line of prose; lines of menus and forms are shorter."""
_URL_LINE = re.compile(r"^<?https?://\S{1,2000}>?$")
_POSTS = frozenset(("weibo", "douyin", "xiaohongshu", "kuaishou"))
"""Platforms whose posts have no headline: the account stands first."""
_SITE_TAIL = re.compile(
    r"\s{0,2}[-_|–—·]\s{0,2}(?:知乎|知乎专栏|腾讯新闻|腾讯网|今日头条|头条|百家号|百度|搜狐|搜狐网|网易|网易订阅|网易新闻|凤凰网|新浪|新浪网|微信公众号|微信公众平台|"
    r"哔哩哔哩|bilibili|小红书|抖音|微博|澎湃新闻|简书)$",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"^https?://(?:[\w.-]{1,60}\.(?:com|cn)/(?:people|org|user|users|u|c/user|author|n)/|space\.bilibili\.com/)"
)
_COPY_BUTTON = re.compile(r"\s{0,3}\[复制链接\]$")
_UNFOLD = re.compile(r"(?<=\S)\s{0,3}(?:\.{3}|…)?(?:展开c|收起d)$")
"""Weibo's button behind the last word."""
_HIGHLIGHTS, _FEWEST_ABOVE = frozenset(("Highlights", "高亮", "标注", "我的标注", "划线", "摘录")), 3
_MOST_AFTER = 8
_MOST_ABOVE = 8  # lines in which a byline may stand


def read(page: Page) -> Draft:
    draft, head = Draft(), Head()
    if is_markdown(page.text):
        above, lines = _read_markdown(draft, head, read_markdown(page.text))
    else:
        above, lines = [], page.lines
    read_below(head, above, page.furniture, None)
    while lines and lines[0].startswith(("http://", "https://")) and " " not in lines[0]:
        lines = lines[1:]  # an address that is none: `split_origin` took the others
    is_post = draft.headline is None and (
        page.site in _POSTS or is_sent_by_device(lines) or (page.site == "toutiao" and is_named_over_time(lines))
    )
    if is_post and lines and lines[0].startswith("@") and NAME.fullmatch(lines[0]):
        head.account = name_in(lines[0])
        lines = lines[1:]
    start = read_above(head, lines, page.furniture, is_post=is_post) if draft.headline is None else 0
    before, lines = lines[start - 1] if start else "", lines[start:]
    draft.headline = draft.headline or head.headline
    if draft.headline is None and not is_post:
        skipped, head.site = skip_navigation(lines, page.furniture, before)
        head.left_out += lines[:skipped]
        lines = lines[skipped:]
    is_post = is_post and draft.headline is None and not _has_headline(page.site, lines)
    if draft.headline is None and not is_post:
        if not lines or len(lines[0]) > _LONGEST_HEADLINE:
            return draft
        draft.headline = lines.pop(0)
    if not any(len(line) >= _PARAGRAPH for line in lines):
        return Draft()
    size = 1 if _is_profile(draft, lines[0]) else lines_of_writer(lines, is_known=page.site == "zhihu")
    if size:
        head.account = head.account or name_in(lines[0])
        lines = lines[size:]
    lines = _without_fused(lines)
    lines = lines[read_below(head, lines, page.furniture, draft.headline) :]
    body = _body(head, lines, page.furniture)
    if is_post:
        draft.headline = headline_of(body)
    draft.headline = _headline(draft.headline or "")
    draft.paragraphs = body
    head.fill(draft)
    return draft


def _is_profile(draft: Draft, line: str) -> bool:
    """Whether a line is a link to the page of an account and nothing else."""
    addresses = draft.links.get(line, ())
    return len(addresses) == 1 and len(line) <= LONGEST_NAME and _PROFILE.search(addresses[0]) is not None


def _without_fused(lines: list[str]) -> list[str]:
    """Give a declaration behind a byline a line of its own."""
    lines = [_UNFOLD.sub("", line) if line.endswith(("展开c", "收起d")) else line for line in lines]
    parts = (part for line in lines[:_MOST_ABOVE] for part in split_declaration(line) if part)
    return [*parts, *lines[_MOST_ABOVE:]]


def _has_headline(site: str | None, lines: list[str]) -> bool:
    """Whether a post begins with a headline: a short line without a full stop over longer ones."""
    if site == "weibo":  # its articles have one: it stands over the account, as this over the time
        return len(lines) > 2 and is_dated(lines, 2) and not is_dated(lines, 1)
    if not any(len(line) >= _PARAGRAPH for line in lines[1:4]):
        return False
    return len(lines[0]) <= _LONGEST_TITLE and lines[0][-1] not in "。！？!?；…"


def _headline(written: str) -> str:
    """The headline without the name of the site, and without the brackets in which apps share it."""
    shared = re.fullmatch(r"【([^【】]{4,150})】", written)
    plain = _COPY_BUTTON.sub("", shared[1] if shared else written)
    plain = site_free(plain) if "_" in plain else plain
    return _SITE_TAIL.sub("", plain) or written


def _body(head: Head, lines: list[str], furniture: Furniture) -> list[str]:
    """Cut what follows the article, and the furniture between and below its paragraphs."""
    prose = next((index for index, line in enumerate(lines) if len(line) >= _PARAGRAPH), 0)
    end = next((index for index in range(prose + 1, len(lines)) if furniture.is_end(lines[index])), len(lines))
    end = min(end, _highlights(lines, prose))
    lines, after = lines[:end], lines[end : end + _MOST_AFTER]
    if comments := below_comments(lines):
        head.left_out.append(lines[min(comments)])
        lines = [line for at, line in enumerate(lines) if at not in comments or is_disclaimer(line)]
    if lines and _URL_LINE.match(lines[-1]) and not _follows_list(lines):
        head.add("address", lines.pop())
    notices = [line for line in lines[-_MOST_AFTER * 2 :] if is_disclaimer(line) or declares(line)]
    head.left_out += after[:1]
    body = [line for line in lines if not furniture.is_anywhere(line)]
    if len(body) < len(lines):
        head.left_out += [line for line in lines if furniture.is_anywhere(line)]
    body, ways = without_ways(body)
    head.left_out += ways
    body = read_below_tail(head, body, furniture, notices)
    return body + [line for line in after if is_disclaimer(line)]


def _highlights(lines: list[str], prose: int) -> int:
    """Where the passages begin that a reader has marked, which clippers repeat below the text; the end without any."""
    for at in range(prose + 1, len(lines)):
        if (
            lines[at].strip("# *") in _HIGHLIGHTS
            and sum(len(line) >= _PARAGRAPH for line in lines[:at]) >= _FEWEST_ABOVE
        ):
            return at
    return len(lines)


def _follows_list(lines: list[str]) -> bool:
    """Whether other addresses or a list stand above the last line: then it is one of a list."""
    return len(lines) < 2 or any(_URL_LINE.match(line) for line in lines[-6:-1]) or len(lines[-2]) < _PARAGRAPH * 2


def _read_markdown(draft: Draft, head: Head, markdown: Markdown) -> tuple[list[str], list[str]]:
    """Read front matter and pictures; return the lines above the headline, and those below it, or all of them."""
    _read_front(draft, head, markdown.front)
    lines, above = markdown.lines, []
    if markdown.heading is not None and (draft.headline is None or lines[markdown.heading] == draft.headline):
        draft.headline = lines[markdown.heading]
        above, lines = lines[: markdown.heading], lines[markdown.heading + 1 :]
    draft.images = list(filter(None, (_picture(markdown, line) for line in lines)))
    draft.links, draft.quoted = markdown.linked, frozenset(markdown.quoted)
    return _without_pictures(markdown, above), _without_pictures(markdown, lines)


def _read_front(draft: Draft, head: Head, front: FrontMatter) -> None:
    for kind, names in (
        ("account", labels.ACCOUNT),
        ("author", labels.AUTHOR),
        ("outlet", labels.OUTLET),
        ("time", labels.TIME),
        ("place", labels.PLACE),
        ("clipped", labels.CLIPPED),
    ):
        value = front.text(*names) or next(
            (front.mapping(name).get("name") for name in names if front.mapping(name)), None
        )
        if isinstance(value, str):
            head.add(kind, value)
    draft.headline = front.text(*labels.HEADLINE)
    draft.url = next(filter(None, (web_address(front.text(name)) for name in ADDRESS_FIELDS)), None)


def _without_pictures(markdown: Markdown, lines: list[str]) -> list[str]:
    return [line for line in lines if markdown.picture_index(line) is None]


def _picture(markdown: Markdown, line: str) -> ExtractedImage | None:
    index = markdown.picture_index(line)
    if index is None:
        return None
    description, address = markdown.pictures[index]
    url = web_address(image_url({"src": address}))
    return ExtractedImage(url, description or None, credit_of(description) if description else None) if url else None
