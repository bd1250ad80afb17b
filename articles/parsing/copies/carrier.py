"""What carries a text copy: the header of a forwarded mail, quotation marks, and lines broken at a fixed width.

All of it is taken off before the copy is read, so that every reader of copies sees paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, takewhile

from articles.text.page_folding import fold_page

_MAIL_FIELD = re.compile(
    r"[>\s*]{0,4}(?P<name>发件人|寄件者|寄件人|发送时间|发送日期|日期|时间|收件人|收件者|抄送|副本|主题|主旨|标题|附件|"
    r"from|date|sent|to|cc|subject|reply-to|attachments?)\*{0,2}\s{0,4}:\*{0,2}\s{0,4}(?P<value>.{0,400})",
    re.IGNORECASE,
)
_FROM = frozenset(("发件人", "寄件者", "寄件人", "from"))
_SUBJECT = frozenset(("主题", "主旨", "标题", "subject"))
_SENT = frozenset(("发送时间", "发送日期", "日期", "时间", "date", "sent"))
_FORWARDED = re.compile(r"^(?:\s{0,3}(?:fwd?|fw|re|转发|转寄|回复|答复)\s?:\s?){1,5}", re.IGNORECASE)
_MOST_ABOVE, _LONGEST_ABOVE, _FEWEST_FIELDS, _LONGEST_HEADLINE = 6, 40, 3, 40
_SENTENCE_ENDS = ("。", "！", "？", "…", "”", "」", ".", "!", "?", "：", ":", "；")

_JOPLIN_ID = "\nparent_id:"
_JOPLIN = re.compile(r"\n[ \t]*\nid: [0-9a-f]{32}\n(?:[a-z_]{2,40}:[^\n]{0,2000}(?:\n|$)){3,60}\s*$")
_FIELD = re.compile(r"(?:source_url|author|created_time): ?\S")
_LONGEST_FIELDS, _LONGEST_SAVED = 8_000, 200_000
_CLOSING = r"(?:[abipqsu]|em|h[1-6]|li|ol|r[bpt]|rtc|ruby|span|strong|su[bp]|t[dhr]|ul|div|font|section|table)"
_TARGET = re.compile(rf" ?<(?:https?://|/(?!{_CLOSING}>)|\./|\.\./|#|javascript:|mailto:)[^\s<>]{{0,2000}}>")
_BULLET = re.compile(r"^\s{0,20}\*\s")
_RULE = re.compile(r"[-=_*~]{8,200}")
_FEWEST_TARGETS = 3

_MOST_LINES = 20_000
_NARROWEST, _WIDEST = 40, 110  # columns; a Han character takes two
_FEWEST_FULL = 4
_MOST_LONGER = 3  # lines that are longer than the others: the head of a page, an address
_LEAST_FULL, _LEAST_OPEN = 0.4, 0.5
_SLACK = 4  # columns that an indent may take up otherwise than by its width
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–]\s?\d{1,4}\s?[-—–]|第\s?\d{1,4}\s?页)\s*")
_LONGEST_NUMBER = 80
_WIDE = re.compile("[\u2e80-\uffef“”‘’…—·]")
_INDENT = re.compile("[ \t\u3000]{2,}|\u3000")
_OWN_LINE = re.compile(
    r"[#>|*+-]\s|[#|>]|\d{1,3}[.、)）]|[（(]?[一二三四五六七八九十]{1,3}[、)）]|!?\[|https?://|[■●◆▲★※]|[^\s:：]{2,6}[:：]"
)
"""What begins a line of its own: marks of Markdown, numbers of a list, labels."""


def without_carrier(text: str) -> str:
    """Return a copy without a mail's header and with whole paragraphs. The mail's time becomes a label of the copy."""
    return _unwrapped(_without_marks(_without_mail(_with_front_matter(text))))


def _with_front_matter(text: str) -> str:
    """Write the fields below a note that Joplin exported as front matter above it."""
    found = _JOPLIN.search(text[-_LONGEST_FIELDS:]) if _JOPLIN_ID in text[-_LONGEST_FIELDS:] else None
    if found is None:
        return text
    start = len(text) - len(text[-_LONGEST_FIELDS:]) + found.start()
    fields = [line.strip() for line in text[start:].splitlines() if line.strip()]
    kept = [line.replace("created_time:", "created:") for line in fields if _FIELD.match(line)]
    return "\n".join(("---", *kept, "---", "", text[:start].strip())) if kept else text


def _without_marks(text: str) -> str:
    """Take off what browsers write for links and lists, where they save a page as text."""
    if len(_TARGET.findall(text[:_LONGEST_SAVED])) < _FEWEST_TARGETS:
        return text
    lines = (_BULLET.sub("", _TARGET.sub("", line)) for line in text.split("\n"))
    return "\n".join(line for line in lines if not _RULE.fullmatch(line.strip()))


def _without_mail(text: str) -> str:
    """Cut the header of a forwarded mail; its time is when somebody had the article, not when it was published."""
    lines = text.split("\n")
    filled = [at for at, line in enumerate(lines[:60]) if line.strip("\ufeff \t\r\u3000>*")]
    start = next(
        (at for at, index in enumerate(filled[:_MOST_ABOVE]) if _MAIL_FIELD.fullmatch(_plain(lines[index]))), None
    )
    if start is None or any(len(lines[index].strip(" -=_>")) > _LONGEST_ABOVE for index in filled[:start]):
        return text
    found: dict[str, str] = {}
    pairs = ((at, _MAIL_FIELD.fullmatch(_plain(lines[at]))) for at in filled[start:])
    fields = [(at, field) for at, field in takewhile(lambda pair: pair[1] is not None, pairs) if field]
    for _, field in fields:
        found.setdefault(field["name"].lower(), field["value"].strip())
    if len(found) < _FEWEST_FIELDS or _FROM.isdisjoint(found) or _SUBJECT.isdisjoint(found):
        return text
    rest = _without_quotes(lines[fields[-1][0] + 1 :])
    subject = _FORWARDED.sub("", next(value for name, value in found.items() if name in _SUBJECT))
    sent = next((value for name, value in found.items() if name in _SENT), "")
    first = next((line.strip() for line in rest if line.strip()), "")
    is_text = len(first) > _LONGEST_HEADLINE or first.endswith("。")
    head = [f"标题：{subject}"] if subject and is_text else []
    head += [f"保存时间：{sent}"] if sent else []
    return "\n".join((*head, *rest))


def _plain(line: str) -> str:
    return fold_page(line[:600]).strip("\ufeff \t\r")


def _without_quotes(lines: list[str]) -> list[str]:
    """Take the > off the lines, where nearly all of them begin with it."""
    filled = [line for line in lines if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in filled)
    return [re.sub(r"^\s{0,3}>\s?", "", line) for line in lines] if filled and quoted >= 0.8 * len(filled) else lines


def _unwrapped(text: str) -> str:
    """Join lines that were broken at one width, as mails and converters of documents break them."""
    lines = [line for line in text.split("\n") if len(line) > _LONGEST_NUMBER or not _PAGE_NUMBER.fullmatch(line)]
    if not _FEWEST_FULL < len(lines) <= _MOST_LINES:
        return text
    stripped = [line.strip(" \t\u3000\ufeff\r") for line in lines]
    widths = [_columns(line.rstrip()) for line in lines]
    counted = Counter(widths)
    frequent = (each for each in sorted(counted, reverse=True) if sum(counted[each - less] for less in range(5)) >= 3)
    width = next(frequent, 0)
    if sum(each > width for each in widths) > _MOST_LONGER:
        return text
    if not _NARROWEST <= width <= _WIDEST:
        return text
    pairs = list(pairwise(range(len(lines))))
    narrow = [(at, below) for at, below in pairs if widths[at] <= width and stripped[below]]
    is_indented = sum(_INDENT.match(line) is not None for line in lines) >= 2
    slack = _SLACK * is_indented
    full = {at for at, below in narrow if _is_full(widths[at] + slack, stripped[below], width)}
    long = [at for at in range(len(lines)) if widths[at] >= width // 2]
    if len(full) < _FEWEST_FULL or len(full) < _LEAST_FULL * len(long):
        return text
    if sum(not stripped[at].endswith(_SENTENCE_ENDS) for at in full) < _LEAST_OPEN * len(full):
        return text
    is_spaced = sum(not line for line in stripped[1:-1]) >= 2
    joined = [lines[0]]
    for at, below in pairs:
        ends = stripped[at].endswith(_SENTENCE_ENDS) and not (is_indented or is_spaced)
        if at not in full or ends or _OWN_LINE.match(stripped[below]) or _INDENT.match(lines[below]):
            joined.append(lines[below])
            continue
        is_wide = _WIDE.match(stripped[at][-1:]) or _WIDE.match(stripped[below][:1])
        joined[-1] = joined[-1].rstrip() + ("" if is_wide else " ") + stripped[below]
    return "\n".join(joined)


def _is_full(columns: int, below: str, width: int) -> bool:
    """Whether the first word of the line below would not have fitted into the line."""
    if not columns:
        return False
    word = re.match(r"[^\s\u2e80-\uffef]{1,40}|.[，。！？；：、”’）」》]{0,3}", below)
    return columns + (_columns(word.group()) if word else 0) + 1 > width


def _columns(line: str) -> int:
    return len(line) + len(_WIDE.findall(line)) if len(line) <= 2 * _WIDEST else len(line)
