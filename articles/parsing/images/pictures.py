"""Pictures: original URLs behind resizing proxies, captions and credits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from articles.text.page_folding import fold_page

# In order of trust; `src` comes last, because lazy loaders put a placeholder into it.
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-lazyload", "data-actualsrc", "data-echo", "_src", "src")
_CREDITS = (
    re.compile(r"(?:图片来源|图片提供|图源|来源|摄影|供图|图)\s?[:/]\s?([^,。;:()]{1,20})"),
    re.compile(r"(?:^|[\s。(])([^\s,。()]{2,12}(?:\s[^\s,。()]{1,6})?)\s?(?:摄|供图|图)\)?$"),
    re.compile(r"(视频截图|视觉中国|资料图片?|网络截图)"),
)
_PROXIES = {"nimg.ws.126.net": "url", "nimg.ws.netease.com": "url"}
_ICON_PATHS = ("/css13/img/end_", "/images/icon", "/pic/preload.")
_TINY = 20
_CENTRED = re.compile(r"text-align\s{0,4}:\s{0,4}center", re.IGNORECASE)
_CAPTION_CLASSES = frozenset(
    ("f_center", "pgc-img", "img_wrapper", "img_descr", "pictext", "image-caption", "caption", "img-desc")
)


def image_url(attributes: Mapping[str, str]) -> str | None:
    """Return the original URL of a body picture; None for placeholders, embedded data and icons."""
    for name in _SOURCES:
        value = attributes.get(name, "").strip()
        if "." in value and len(value) <= 2_000 and not value.lower().startswith(("data:", "javascript:", "about:")):
            break  # without a dot it is no URL: some sites encrypt the URLs of lazy pictures
    else:
        return None
    width = attributes.get("width", "")
    if width.isascii() and width.isdigit() and int(width[:9]) <= _TINY:
        return None
    url = unwrap(value)
    return None if any(path in url for path in _ICON_PATHS) else url


def unwrap(url: str) -> str:
    """Return the original URL inside a resizing proxy's (`nimg.ws.126.net/?url=…`), else `url`; `//host` gets https."""
    if url.startswith("//"):
        url = "https:" + url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url  # a malformed URL stays as on the page
    parameter = _PROXIES.get(parts.netloc.lower())
    if parameter is None:
        return url
    return next(iter(parse_qs(parts.query, max_num_fields=20).get(parameter, ())), url)


def credit_of(caption: str) -> str | None:
    """Return the maker or provider of the picture named in its caption, or None."""
    folded = fold_page(caption)
    for pattern in _CREDITS:
        match = pattern.search(folded)
        if match:
            return caption[match.start(1) : match.end(1)].strip() or None
    return None


def is_caption_block(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element frames a picture with its caption: centred, or a figure."""
    if tag in {"figure", "figcaption"}:
        return True
    names = attributes.get("class")
    if names and not _CAPTION_CLASSES.isdisjoint(names.split()):
        return True
    return _CENTRED.search(attributes.get("style") or "") is not None
