"""What reading a page found missing or odd, in words; further warnings are shown as their codes."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

PARSE_WARNINGS: Family[Term] = Family(
    "parse_warning",
    "解析提醒",
    "warning of the parser",
    [
        Term(
            "partial_page",
            "仅为其中一页",
            "one of several pages",
            "原文分为几页，这里只有其中一页",
            "the text has several pages; this is one of them",
        ),
        Term(
            "declarations_unread_in_middle",
            "正文中段未查找声明",
            "declarations not sought in the middle",
            "正文超过 12 万字，只在开头和结尾各 6 万字内查找声明",
            "the text is longer than 120,000 characters; declarations were sought in its first and last 60,000",
        ),
        Term(
            "furniture_left_out",
            "未计入正文的页面字样",
            "page furniture left out",
            "按钮、计数、栏目名等页面字样，没有算作正文",
            "buttons, counts and names of sections that stood around the text and are no part of the body",
        ),
    ],
)
