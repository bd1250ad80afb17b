"""What somebody may type to name one thing: a link in any form, a number, an id of a platform, a hash, a clause."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from django.db.models import Q, QuerySet

from articles.intake.identity.keys import url_key
from articles.models import Article

_NUMBER = re.compile(r"#?\s*([0-9]{1,18})")
_SHA256 = re.compile(r"[0-9a-f]{12,64}")
_CLAUSE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_LINK = re.compile(r"(?:https?:)?//\S+|[\w-]+(?:\.[\w-]+)+/\S+", re.IGNORECASE)
# Hosts of one article's page for computers and for phones.
_OF_PHONES = re.compile(r"^(?:m|3g|wap|h5|mobile|www)\.")
_PREFIXES = ("", "www.", "m.", "3g.", "wap.", "mobile.")
# A part of a link that may be an id on the platform: a number, or letters with a digit.
_ID = re.compile(r"(?=.*[0-9])[0-9A-Za-z_-]{6,200}")
_ENDING = re.compile(r"\.s?html?$")
_MOST = 5


def number_of(text: str) -> int | None:
    """The number that is typed, with or without “#”."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def clause_of(text: str) -> str:
    """The code of the clause that is typed; "" where it is none."""
    return text if _CLAUSE.fullmatch(text) else ""


def is_link(text: str) -> bool:
    return bool(_LINK.fullmatch(text))


def named_articles(text: str, seen: QuerySet[Article]) -> list[Article]:
    """The articles of `seen` that the text names: by a link, an id on the platform, a hash of a page, its number."""
    named = Q(external_id=text[:200])
    if is_link(text):
        named = Q(url_key__in=url_keys(text)) | Q(external_id__in=ids_in(text))
    elif (number := number_of(text)) is not None:
        named |= Q(pk=number)
    found = {article.pk: article for article in _some(seen.filter(named))}
    if _SHA256.fullmatch(text.lower()):
        pages = seen.filter(versions__page__sha256__startswith=text.lower()).distinct()
        found |= {article.pk: article for article in _some(pages)}
    return list(found.values())


def url_keys(link: str) -> set[str]:
    """The keys of the link on all hosts that may show the same page."""
    parts = urlsplit(link if "//" in link else f"//{link}")
    bare = _OF_PHONES.sub("", parts.netloc.lower())
    links = [urlunsplit(("https", f"{prefix}{bare}", parts.path, parts.query, "")) for prefix in _PREFIXES]
    return {key for key in (url_key(each) for each in [link, *links]) if key}


def ids_in(link: str) -> set[str]:
    """The parts of a link that may be the article's id on its platform."""
    parts = urlsplit(link if "//" in link else f"//{link}")
    words = [_ENDING.sub("", word) for word in parts.path.split("/")] + [value for _, value in parse_qsl(parts.query)]
    return {word for word in words if _ID.fullmatch(word)}


def _some(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.select_related("current", "source", "platform").order_by("-pk")[:_MOST]
