"""The headline of a page of unknown layout, by vote of its title, its metadata and the headings above the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from articles.parsing.byline import read_byline
from articles.parsing.bylines.names import is_name, is_outlet
from articles.parsing.bylines.titles import headline_of, is_site, parts_of
from articles.parsing.bylines.words import BADGES, MARKS
from articles.parsing.document.page import Page, short_text, squeeze
from articles.parsing.generic.blocks import Block
from articles.parsing.generic.metadata import Metadata
from articles.text.page_folding import fold_page

_HEADINGS = (
    "h1.main-title, h1.article-title, h1.news_title, h1[itemprop=headline], #activity-name, h1, "
    ".h-title, .article-title, .news-title"
)
_LIKE_HEADINGS = "center, h4, [class*=title], [class*=tit], [id*=title], [id*=Title]"
"""What else layouts without headings print their headline in."""
_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_CATEGORY = re.compile(r"[\[【(（][^\]】)）]{1,10}[\]】)）]\s?")
_SLOGAN = re.compile("[:：,，·]")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])  (?=[\u3400-\u9fff])")
_SHORTEST, _LONGEST = 6, 200
_SURE = 8
"""Fewest characters of a headline that ends like the name of a site."""
_BETWEEN_PARTS = "_|｜丨–—-»«<>:： "
_LONGEST_OUTLET = 14
_ALIKE = 0.6
"""Least share of the shorter text's pairs of characters that two versions of one headline have in common: chosen."""
_MOST_HEADINGS = 20
_REACH, _LONGEST_LINE = 6, 80
_CALLED = re.compile(r"(?:^|[\s_-])(?:\w{0,10}title|tit|tt|bt|biaoti)(?:[\s_-]|$)", re.IGNORECASE)
_WAY = re.compile("[>›»]|位置")


@dataclass(frozen=True, slots=True)
class Found:
    """A headline, and its place in the blocks above the body; None where it is not among them."""

    text: str
    index: int | None = None
    in_body: bool = False


def find_headline(page: Page, stated: Metadata, blocks: Sequence[Block], first: Sequence[str]) -> Found | None:
    """Return the heading nearest above the body that title or metadata confirm, else the best of the rest.

    `blocks` stand above the body, nearest first; `first` are the body's first paragraphs.
    """
    sites = _sites(page)
    claims = _claims(page, stated, sites)
    for is_heading in (True, False):
        for index, block in enumerate(blocks):
            if (block.holder.tag in _TAGS) is is_heading:
                text = _without_badge(_without_category(_text(block), claims), claims)
                if _confirms(text, claims, is_heading=is_heading):
                    nearer = _nearest(blocks[:index], sites) if _names_outlet(text) else None
                    return nearer or Found(text, index)
    title = squeeze(page.text_of("title") or "")
    for index, block in enumerate(blocks):
        if _is_part(text := _text(block), title, sites):
            return Found(text, index)
    for text in first:
        if _confirms(text, claims, is_heading=False):
            return Found(text, in_body=True)
    elsewhere = [text for node in page.tree.css(_HEADINGS)[:_MOST_HEADINGS] if (text := short_text(node))]
    for text in elsewhere:
        if _confirms(text, claims, is_heading=True):
            return Found(text)
    nearest = _nearest(blocks, sites) or (None if claims else _above_byline(blocks, sites) or _called_title(blocks))
    if claims and (nearest is None or stated.headline or not _is_weak(claims[0])):
        return Found(claims[0])
    if nearest is not None:
        return nearest
    others = (text for text in elsewhere if len(text) >= _SHORTEST and not is_site(text, sites))
    rest = (*others, *claims, *elsewhere, page.text_of("title"))
    return next((Found(text) for text in rest if text), None)


def heading_of(page: Page, stated: Metadata) -> LexborNode | None:
    """Return the first heading that title or metadata confirm and that is no link: the headline's own element."""
    claims = _claims(page, stated, _sites(page))
    for node in (*page.tree.css("h1, h2, h3")[:_MOST_HEADINGS], *page.tree.css(_LIKE_HEADINGS)[:_MOST_HEADINGS]):
        is_link = node.css_first("a") is not None or (node.parent is not None and node.parent.tag == "a")
        if not is_link and _confirms(short_text(node), claims, is_heading=False):
            return node
    return None


def _names_outlet(text: str) -> bool:
    """Whether a text is nothing but the name of an office or company, which its site prints above all pages."""
    return len(text) <= _LONGEST_OUTLET and is_outlet(fold_page(text)) and is_name(fold_page(text))


def _sites(page: Page) -> frozenset[str]:
    names = (page.meta("og:site_name"), page.meta("application-name"), page.meta("apple-mobile-web-app-title"),
             page.meta("SiteName"))  # fmt: skip
    return frozenset(squeeze(name) for name in names if name)


def _claims(page: Page, stated: Metadata, sites: frozenset[str]) -> list[str]:
    """List what title and metadata say, the surest first, without names and slogans of the site."""
    title = squeeze(page.text_of("title") or "")
    own = headline_of(title, sites)
    around = sites | {part for part in parts_of(title) if part not in own}
    social = headline_of(page.meta("og:title", "twitter:title") or "", sites)
    if own and social.startswith(tuple(around)):
        social = ""
    claims = [headline_of(stated.headline or "", sites), social, own]
    kept = [text for text in claims if text and not is_site(text, around)]
    if own not in kept and own != title and len(own) >= _SURE and not own.startswith(tuple(around)):
        kept.append(own)  # what is left when the site's name is cut, although it ends like one
    return list(dict.fromkeys(kept))


def _is_part(text: str, title: str, sites: frozenset[str]) -> bool:
    """Whether a line is one of the parts of the page's title, which signs or blanks separate."""
    at = title.find(text) if len(text) >= _SURE and text != title else -1
    if at < 0 or is_site(text, sites):
        return False
    around = (title[at - 1 : at] or "-", title[at + len(text) : at + len(text) + 1] or "-")
    return all(sign in _BETWEEN_PARTS for sign in around)


def _confirms(text: str, claims: Sequence[str], *, is_heading: bool) -> bool:
    if not 2 <= len(text) <= _LONGEST:
        return False
    return any(_is_same(text, claim) or (is_heading and _is_alike(text, claim)) for claim in claims)


def _is_same(text: str, claim: str) -> bool:
    """Whether two texts are one headline: equal, or one of them shortened."""
    one, other = _plain(text), _plain(claim)
    if one == other:
        return True
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) >= _SHORTEST and long.startswith(short) and len(long) <= 3 * len(short)


def _is_alike(text: str, claim: str) -> bool:
    one, other = ({plain[at : at + 2] for at in range(len(plain) - 1)} for plain in (_plain(text), _plain(claim)))
    least = min(len(one), len(other))
    return least >= _SHORTEST and len(one & other) >= _ALIKE * least


def _plain(text: str) -> str:
    return "".join(text.split()).replace("…", ".")


def _text(block: Block) -> str:
    """Return the text of a heading without the byline that some stand in, else that of the line."""
    whole = short_text(block.holder) if block.holder.tag in _TAGS else ""
    if _plain(whole) == _plain(block.text):
        return whole
    return squeeze(_BETWEEN_HAN.sub("", block.text))


def _without_category(text: str, claims: Sequence[str]) -> str:
    """Drop the category that forums print in brackets before a headline, if the title has it without."""
    category = _CATEGORY.match(text)
    return text[category.end() :] if category and text[category.end() :] in claims else text


def _without_badge(text: str, claims: Sequence[str]) -> str:
    """Drop the badge that a page sets beside a headline (原创, 置顶, 已付费), if the title has it without."""
    for claim in claims:
        before, found, behind = text.partition(claim)
        badge = before.strip("[]【】 ") + behind.strip("[]【】 ")
        if found and badge and not (before and behind) and (badge in BADGES or badge in MARKS):
            return claim
    return text


def _nearest(blocks: Sequence[Block], sites: frozenset[str]) -> Found | None:
    """Return the nearest heading; a greater one beside it goes before it, as before a second headline."""
    best: tuple[Found, LexborNode] | None = None
    for index, block in enumerate(blocks):
        if block.holder.tag not in _TAGS or (best and not _is_greater(block.holder, best[1])):
            continue
        text = _text(block)
        if _SHORTEST <= len(text) <= _LONGEST and not is_site(text, sites) and read_byline(text) is None:
            best = Found(text, index), block.holder
    return best[0] if best else None


def _is_greater(heading: LexborNode, other: LexborNode) -> bool:
    """Whether a heading is of a higher level than another one in the same element."""
    above, beside = heading.parent, other.parent
    is_beside = above is not None and beside is not None and above.mem_id == beside.mem_id
    return is_beside and (heading.tag or "") < (other.tag or "")


def _called_title(blocks: Sequence[Block]) -> Found | None:
    """Return the nearest line that the markup calls a title, on pages whose own title names no article."""
    for index, block in enumerate(blocks[:_REACH]):
        names = f"{block.holder.attributes.get('class')} {block.holder.attributes.get('id')}"
        if _SURE <= len(block.text) <= _LONGEST and _CALLED.search(names) and not block.text.endswith("。"):
            return Found(squeeze(block.text), index)
    return None


def _above_byline(blocks: Sequence[Block], sites: frozenset[str]) -> Found | None:
    """Return the line above the one that is dated or labelled, on pages whose title names no article."""
    dated = (at for at, block in enumerate(blocks[:_REACH]) if read_byline(block.text[:_LONGEST]) is not None)
    at = max(dated, default=len(blocks))
    if at + 1 >= len(blocks):
        return None
    text = squeeze(_BETWEEN_HAN.sub("", blocks[at + 1].text))
    is_sentence = text.endswith(("。", "；", "：", ":"))
    if not _SURE <= len(text) <= _LONGEST_LINE or is_sentence or is_site(text, sites) or _WAY.search(text):
        return None
    return Found(text, at + 1)


def _is_weak(claim: str) -> bool:
    """Whether a title that no heading confirms may be the site's: short, or its name and a slogan."""
    name, *slogan = _SLOGAN.split(claim, maxsplit=1)
    first, *others = parts_of(claim) or [claim]
    return len(claim) < _SHORTEST or (bool(slogan) and is_site(name)) or (bool(others) and is_site(first))
