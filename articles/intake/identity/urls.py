"""Canonical URLs: without the tracking parameters that sharing adds."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Query parameters that say how a link was shared, not which article it names. Others stay: Baijiahao (`s?id=`) and
# WeChat (`s?__biz=&mid=`) name the article in the query.
PASSED_ON = re.compile(
    r"utm_\w+|sp[mn]\w*|spss\w*|from\w*|share\w*|refer\w*|clickfrom|isappinstalled|scene|wfr|for|track\w*"
)


def canonical_url(url: str) -> str:
    """Return the URL as `//host/path?query` without tracking parameters; empty when it names no article."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not PASSED_ON.fullmatch(pair[0].lower())))
    path = parts.path.rstrip("/")
    return urlunsplit(("", host, path, query, "")) if host and (path or query) else ""
