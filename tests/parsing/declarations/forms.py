"""One article in every form of input, with a line of its own at the end, in mid-text, or in its declarations."""

from __future__ import annotations

from articles.parsing import ExtractedArticle, extract
from articles.parsing.submitted.structured import from_fields

HEADLINE = "老城区供水管网改造工程下月开工"
BODY = (
    "河湾市老城区的供水管网改造工程将在下个月开工，工期一共是五个月，分成两期进行施工。",
    "这次改造涉及十二条街道和三千多户居民，施工的时间都安排在白天，夜里不会再停水了。",
    "新的管道使用球墨铸铁材料，设计寿命是五十年，比现在用的老管道要长出一倍还要多些。",
    "街道办在每一个路口都贴出了施工的告示，居民可以打电话询问自己家里停水的具体时间。",
)
FORMS = ("html", "text", "markdown", "structured", "string")
PLACES = {"second": 1, "middle": 2, "last": len(BODY)}


def read(line: str, form: str, place: str = "last") -> ExtractedArticle:
    """Read the article with `line` as a paragraph at a place."""
    at = PLACES[place]
    lines = [*BODY[:at], *line.split("\n"), *BODY[at:]]
    if form == "html":
        paragraphs = "".join(f"<p>{text}</p>" for text in lines)
        return extract(f'<html><body><h1>{HEADLINE}</h1><div id="Content">{paragraphs}</div></body></html>')
    if form == "text":
        return extract("\n".join((HEADLINE, *lines)), content_type="text/plain")
    if form == "markdown":
        return extract("\n\n".join((f"# {HEADLINE}", *lines)), content_type="text/plain")
    if form == "declarations":
        return from_fields({"headline": HEADLINE, "body": list(BODY), "declarations": [line]})
    return from_fields({"headline": HEADLINE, "body": "\n".join(lines) if form == "string" else lines})


def flags_of(article: ExtractedArticle) -> set[str]:
    return {code for flag in article.provenance_flags for code in (flag.code, *flag.also)}


def authors(article: ExtractedArticle) -> set[str]:
    """The codes of what the author declares."""
    flags = (flag for flag in article.provenance_flags if flag.declared_by == "author")
    return {code for flag in flags for code in (flag.code, *flag.also)}


def notices_of(article: ExtractedArticle) -> set[str]:
    return {notice.code for notice in article.disclaimers}
