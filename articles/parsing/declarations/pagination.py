"""Page furniture that says a text is one of several pages, and buttons that stand around a text."""

from __future__ import annotations

import re

from articles.text.page_folding import fold_page

PARTIAL = "partial_page"
"""Warning: `partial_page:1/2` means that this is page 1 of 2; ? where the page does not say."""
_STEP = (
    r"(?:上一页|下一页|前一页|后一页|首页|尾页|末页|上页|下页|(?:Prev(?:ious)?|Next)(?: page(?! \d{1,3} of))?|"
    r"第一页|最后一页)"
)
# Atomic: a line of digits can be split in more ways than a computer can try.
_LINE = re.compile(
    rf"^(?>{_STEP}|第?\s?\d{{1,3}}\s?页|共\s?\d{{1,3}}\s?页|\d{{1,3}}\s?/\s?\d{{1,3}}(?:\s?页)?|\d{{1,3}}|"
    r"page \d{1,3} of \d{1,3}|[\[\]()<>«»‹›|:,.…·/\-—]|\s){1,40}$",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    rf"{_STEP}|第\s?\d{{1,3}}\s?页|共\s?\d{{1,3}}\s?页|\d\s?/\s?\d{{1,3}}\s?页|page \d", re.IGNORECASE
)
_PARTS = (
    re.compile(r"(\d{1,3})\s?/\s?(\d{1,3})"),
    re.compile(r"第\s?(\d{1,3})\s?页[^\d]{0,6}共\s?(\d{1,3})\s?页"),
    re.compile(r"page (\d{1,3}) of (\d{1,3})", re.IGNORECASE),
)
_SWAPPED = re.compile(r"共\s?(\d{1,3})\s?页[^\d]{0,6}第\s?(\d{1,3})\s?页")
_TOTAL = re.compile(r"共\s?(\d{1,3})\s?页")
_BUTTON = re.compile(
    r"^[(\[【]?(?:我要)?(?:反馈|纠错|举报|投诉|分享|收藏|点赞|打印|评论|留言|打赏|赞赏|关闭(?:窗口)?|返回顶部|返回首页|"
    r"意见反馈|举报/反馈|字号|责任纠错|在看|转发)(?:此文|本页|本文|文章|窗口)?[)\]】]?$"
)
_HEADINGS = frozenset(("首页", "尾页", "末页", "最后一页", "第一页"))
"""Words that may be a line of the text as well, unless other steps stand beside them in the line."""
_LONGEST = 120


def is_pagination(text: str) -> bool:
    """Whether a line only leads to other pages: 上一页 1/2 下一页."""
    if len(text) > _LONGEST:
        return False
    folded = fold_page(text).strip()
    if folded in _HEADINGS:
        return False
    return bool(_LINE.match(folded) and _CERTAIN.search(folded))  # the first fails sooner


def is_page_number(text: str) -> bool:
    """Whether a line beside such a line may belong to it: 1/2, [2], 3."""
    return len(text) <= 20 and bool(_LINE.match(fold_page(text).strip()))


def partial_page(lines: list[str]) -> str | None:
    """Return the warning of the lines of a pagination, None when there is one page only or nothing to tell."""
    folded = fold_page(" ".join(lines))
    swapped = _SWAPPED.search(folded)
    if swapped:
        return _warning(swapped[2], swapped[1])
    for pattern in _PARTS:
        found = pattern.search(folded)
        if found:
            return _warning(found[1], found[2])
    total = _TOTAL.search(folded)
    numbers = [int(number) for number in re.findall(r"\d{1,3}", folded)]
    count = int(total[1]) if total else max(numbers, default=0)
    has_both = re.search(r"[上前]一?页|prev", folded, re.IGNORECASE) and re.search(
        r"[下后]一?页|next", folded, re.IGNORECASE
    )
    if count == 1 and not has_both:
        return None
    return f"{PARTIAL}:?/{count}" if count > 1 else f"{PARTIAL}:?/?"


def _warning(page: str, pages: str) -> str | None:
    if int(pages) < 2 or not 1 <= int(page) <= int(pages):
        return None
    return f"{PARTIAL}:{int(page)}/{int(pages)}"


def is_button(text: str) -> bool:
    """Whether a text is a button beside an article: 我要反馈."""
    return len(text) <= 12 and bool(_BUTTON.match(fold_page(text).strip()))
