"""Draft → article: separate references, declarations and notices from the body, and bound an unknown time."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime

from articles.parsing.declarations.mentions import FEWEST_EXAMPLES, below_comments, examples, unnumbered
from articles.parsing.declarations.notices import Passage, declares, find_flags, unread_warning
from articles.parsing.declarations.separation import separate
from articles.parsing.declarations.speakers import LABEL
from articles.parsing.document.page import Draft, web_address
from articles.parsing.extracted import ExtractedArticle, ExtractedFlag, ExtractedReference
from articles.parsing.language import detect_language
from articles.parsing.lengths import LONGEST_HEADLINE, fit
from articles.parsing.menus import Menu
from articles.parsing.normal_form import normalize
from articles.parsing.references import latest_day, split_references
from articles.parsing.unreadable import Unreadable
from articles.text.page_folding import fold_page

_ORIGINAL_HEADLINE = re.compile(r"^\(?(?:本文)?原(?:标题|题)(?::|为)\s?[《“]?(.{2,200}?)[》”]?\)?$")
_LONGEST_OPTION = 70  # characters
_LONGEST_ENDING = 30  # characters of a line below the last quotation that is no paragraph of the text: 责任编辑：周明
_MOST_OPTIONS = 1_000  # different short paragraphs that are looked at
_LAST_SENTENCE = re.compile(r"[^。!?;]{2,70}[。:]?\s{0,2}$")
_SHOWN = re.compile(
    r"(?:写|标|印|注|附|贴|打|显示|出现|弹出|看到|看见|发现|加|补|多|留|有|跳出|刻|挂|浮现|露出|是)(?:着|有|上|了|出|到|明|过)*[^,。]{0,14}?"
    r"(?:小字|字样|字迹|文字|[一几两三四五六七八九十]个(?:大|小)?字|一(?:行|句|段|排|串|条)(?:小|大|灰|白|黑|红)?(?:字|话|说明|提示|标注|备注)"
    r"|标注|水印|标签|弹窗|提示语?|落款|牌子|纸条)[^,。]{0,6}[。:]?$"
    r"|(?:写|标|印|注|附|贴|打|显示|出现|弹出|刻|挂)(?:着|有|上|了|出|明|道)[^。]{0,6}:$"
)
_OWN_TEXT = re.compile(r"本[文篇期号图]|文末|全文|以下|如下|声明|附上|作者|笔者|我")
_HEAD, _TAIL = 2, 3  # paragraphs that count as the head and the tail of an article


def assemble(
    draft: Draft, template: str, platform: str | None, warnings: list[str], menu: Menu = ()
) -> ExtractedArticle:
    """Build the article of a draft; `menu` is the platform's menu of declarations.

    Raises Unreadable("no_article") when there is no headline or no body."""
    headline = (draft.headline or "").strip()
    body, references, after = split_references(draft.paragraphs, draft.links)
    cited = latest_day(draft.paragraphs[len(body) : len(draft.paragraphs) - len(after)]) if references else None
    parts = separate(
        body,
        after,
        declarations=(*draft.declarations, *draft.declared_in_element),
        disclaimers=draft.disclaimers,
        menu=menu,
        quoted=draft.quoted,
        captions=frozenset(draft.captions),
    )
    body, declarations = parts.body, list(dict.fromkeys(parts.declarations))
    if not headline or len(headline) > LONGEST_HEADLINE or not any(body):
        raise Unreadable("no_article", "no headline and body in it")
    references = list(dict.fromkeys((*references, *draft.references)))
    earliest, latest = _bounds(draft, references, cited)
    article = ExtractedArticle(
        headline=headline,
        body=tuple(body),
        platform=platform,
        template=template,
        url=web_address(draft.url),
        original_headline=draft.original_headline or _original_headline(body),
        source=draft.source,
        published_at=draft.published_at,
        published_after=earliest,
        published_before=latest,
        ip_location=draft.ip_location,
        language=detect_language("\n".join((headline, *body))),
        declarations=tuple(declarations),
        references=tuple(references),
        provenance_flags=flags_of(body, declarations, draft.captions, draft.declared_in_element, menu, draft.quoted),
        disclaimers=parts.read_disclaimers(),
        credits=tuple(dict.fromkeys(parts.credits)),
        recommendations=tuple(dict.fromkeys(draft.recommendations)),
        images=tuple(draft.images),
        comment_count=draft.comment_count,
        warnings=tuple(dict.fromkeys((*warnings, *draft.warnings, *parts.warnings, *unread_warning(body)))),
    )
    return fit(article)


def _bounds(
    draft: Draft, references: list[ExtractedReference], cited_day: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Bound an unknown time: by what the page states, its own clock, and the latest article or day that it cites."""
    if draft.published_at is not None:
        return None, None
    before = min(filter(None, (draft.published_before, draft.page_time)), default=None)
    times = (*(item.published_at for item in references), cited_day)
    cited = max(filter(None, times), default=None)
    after = draft.published_after
    if cited and (after is None or (after < cited and (before is None or cited <= before))):
        after = cited  # a day that the page states is not contradicted by what it cites
    return after, before


def flags_of(
    body: list[str],
    declarations: list[str],
    captions: list[str] | None = None,
    elements: list[str] | None = None,
    menu: Menu = (),
    quoted: Collection[str] = (),
) -> tuple[ExtractedFlag, ...]:
    """Find the flags of an article. Spans count in `ExtractedArticle.text`; flags of captions outside it have none.

    `quoted`: paragraphs in quotations. They declare nothing, like paragraphs that list the options of a menu.
    """
    captions, elements = captions or [], elements or []
    in_caption, passages, offset = set(captions), [], 0
    told = _told(body, menu, quoted)
    for index, paragraph in enumerate(body):
        in_tail = index >= max(len(body) - _TAIL, (len(body) + 1) // 2)
        location = "tail" if in_tail else "head" if index < _HEAD else "body"
        if paragraph in in_caption:
            location = "caption"
        if index not in told:
            passages.append(Passage(paragraph, location, offset))
        offset += len(paragraph) + 1
    for declaration in declarations:
        passages.append(Passage(declaration, "element" if declaration in elements else "tail", offset))
        offset += len(declaration) + 1
    in_text = set(body)
    passages += [Passage(caption, "caption") for caption in captions if caption not in in_text]
    return find_flags(passages, menu)


def _told(body: list[str], menu: Menu, quoted: Collection[str]) -> frozenset[int]:
    """Return the places of paragraphs whose wordings are told of: quotations, and lists of a menu's options.

    A quotation of one line at an end of the text, under a label (声明：…) or with nothing but a declaration in it, is
    how authors and editors of Markdown set off their own. What stands below a heading of comments is told as well.
    """
    known: dict[str, bool] = {}

    def is_option(at: int) -> bool:
        paragraph = body[at]
        if len(paragraph) > _LONGEST_OPTION:
            return False
        if paragraph not in known:
            known[paragraph] = len(known) < _MOST_OPTIONS and _is_option(paragraph, menu)
        return known[paragraph]

    told = examples(body, rows_of(is_option, len(body), FEWEST_EXAMPLES)) | below_comments(body)
    told |= frozenset(at for at in range(1, len(body)) if _may_be_shown(body[at], body[at - 1]) and is_option(at))
    in_quotes = [paragraph in quoted or paragraph.startswith((">", "＞")) for paragraph in body]
    if sum(in_quotes) * 2 > len(body):  # a layout that sets whole articles so quotes nobody
        return told
    last = len(body) - 1
    for index in (at for at, is_quoted in enumerate(in_quotes) if is_quoted):
        is_alone = not any(in_quotes[max(index - 1, 0) : index] + in_quotes[index + 1 : index + 2])
        is_at_end = index in (0, last) or (index == last - 1 and len(body[last]) <= _LONGEST_ENDING)
        is_authors = is_at_end and (
            LABEL.match(normalize(body[index]).text) or (is_alone and declares(body[index], menu))
        )
        told |= frozenset() if is_authors else {index}
    return told


def rows_of(holds: Callable[[int], bool], count: int, fewest: int) -> list[bool]:
    """Return for each of `count` places whether it is one of `fewest` or more in a row that hold.

    Most texts have no such row, which is known from every third place: the others need not be asked.
    """
    found = [False] * count
    at = fewest - 1
    while at < count:
        if not holds(at):
            at += fewest
            continue
        start, end = at, at + 1
        while start > 0 and not found[start - 1] and at - start < fewest and holds(start - 1):
            start -= 1
        while end < count and holds(end):
            end += 1
        if end - start >= fewest:
            found[start:end] = [True] * (end - start)
        at = end + fewest
    return found


def _may_be_shown(paragraph: str, before: str) -> bool:
    return len(paragraph) <= _LONGEST_OPTION and _shows(before)


def _shows(paragraph: str) -> bool:
    """Whether a paragraph ends by telling of words that somebody sees: the next one is these words.

    在样书的版权页上，记者看到了新加的一行小字。 What it says of its own text (本文末尾说明如下) shows nothing.
    """
    last = _LAST_SENTENCE.search(normalize(paragraph[-_LONGEST_OPTION:]).text)
    return last is not None and _SHOWN.search(last.group()) is not None and not _OWN_TEXT.search(last.group())


def _is_option(paragraph: str, menu: Menu) -> bool:
    option = unnumbered(paragraph)
    return any(2 * len(flag.text) > len(option) for flag in find_flags([Passage(option, "tail")], menu))


def _original_headline(body: list[str]) -> str | None:
    for paragraph in (*body[:2], *body[-1:]):
        match = _ORIGINAL_HEADLINE.match(fold_page(paragraph)) if len(paragraph) <= LONGEST_HEADLINE else None
        if match:
            return paragraph[match.start(1) : match.end(1)].strip()
    return None
