"""Read credits around a text: editors, proof-readers, reporters, the original headline. They are no disclaimers."""

from __future__ import annotations

import re

from articles.parsing.extracted import ExtractedCredit
from articles.text.page_folding import fold_page

# The words of each role, the longest first where one begins another.
_WORDS = {
    "editor": (
        "责任编辑", "本期责任编辑", "本期编辑", "本文编辑", "执行编辑", "值班编辑", "新媒体编辑",
        "微信编辑", "网络编辑", "文字编辑",
        "图文编辑", "图片编辑", "视觉编辑", "视频编辑", "实习编辑", "见习编辑", "栏目编辑", "流程编辑", "当值编辑",
        "编辑整理", "编辑", "责编", "主编", "执行主编", "副主编", "值班主编", "总编辑", "值班总编", "统筹", "Editor",
    ),
    "proofreader": ("责任校对", "文字校对", "校对", "校审", "Proofreader"),
    "reviewer": (
        "审核", "审校", "复审", "初审", "终审", "一审", "二审", "三审", "审读", "审稿", "签发", "值班审核", "内容审核",
        "审发", "核稿", "编审",
    ),
    "supervisor": ("监制", "总监制", "执行监制", "值班主任", "值班编委", "值班领导",
    "策划", "总策划", "出品", "出品人"),
    "reporter": ("采写", "撰文", "撰稿", "记者", "实习记者", "见习记者", "通讯员", "特约记者", "采访", "实习生",
    "作者", "文"),
    "photographer": ("摄影", "摄影报道", "拍摄", "图片摄影", "供图", "图片", "图"),
    "designer": ("制图", "设计", "美编", "视觉设计", "视觉", "排版", "版式", "海报", "剪辑", "后期"),
    "translator": ("编译", "翻译", "译者"),
    "source": ("本文来源", "稿件来源", "文章来源", "稿源", "来源"),
}  # fmt: skip
ROLES = {fold_page(word).casefold(): role for role, words in _WORDS.items() for word in words}
EDITORIAL = frozenset(("editor", "proofreader", "reviewer", "supervisor", "designer"))
"""Roles whose line is the site's and no part of the text."""
_MARKED_ONLY = frozenset(("文", "图", "图片", "作者"))
"""Words that are no role before a space; 图: and 文: are one only beside another role, else the head of a caption."""
_ROLE = "|".join(sorted(map(re.escape, ROLES), key=len, reverse=True))
_SEPARATOR = r"\s?[:|丨/]\s?"
_LABEL = re.compile(
    rf"(?:{_ROLE})(?:{_SEPARATOR}(?:{_ROLE})){{0,2}}(?:{_SEPARATOR}|(?<!文)(?<!图)(?<!图片)(?<!作者)\s{{1,4}})",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:[\[【]?(?:纠错|我要纠错|打印|关闭|收藏)[\]】]?\s{0,3}){0,3}[\s(\[【▲■●◆*·\-—]{0,4}")
_NAMES = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9_·.@\-]{1,24}(?:[\s、,/&()和]{1,3}[\u3400-\u9fffA-Za-z0-9_·.@\-]{1,24}){0,7}"
)
_SHORT_NAME = re.compile(
    r"[\u3400-\u9fff·]{2,4}(?:[\s、,]{1,3}[\u3400-\u9fff·]{2,4}){0,4}(?:[\s_][A-Za-z]{1,3}\d{1,6})?"
)
_PERSONS = re.compile(
    r"(?:[\u3400-\u9fff·]{2,8}|[A-Za-z][A-Za-z .]{1,30})(?:[\s、,/&和]{1,3}[\u3400-\u9fff·]{2,8}){0,4}"
)
_NO_NAME = re.compile(
    r"[的是了在被将把为说称]|代表|专栏|作者|观点|部的|网络|互联网|征稿|招聘|联系|电话|邮箱|投稿|(?<![a-z])ai(?![a-z])|"
    r"gpt|midjourney|生成|资料|示意",
    re.IGNORECASE,
)
_LONGEST = 120
_AROUND = " ,;、|/()·"
_SOURCE_LINE = re.compile(r"[(\[]?(?:本文|稿件|文章)来源|[(\[]?稿源")
_MARK = re.compile(r"[:：|｜丨/]")
_ORIGINAL = re.compile(r"^\(?(?:本文)?原(?:标题|题)(?:\s?:|为)\s?[《“]?(.{2,200}?)[》”]?\)?$")


def read_credits(text: str) -> tuple[ExtractedCredit, ...]:
    """Read a line that names people and their roles, and nothing else; () for any other text."""
    if len(text) > 300:
        return ()
    folded = fold_page(text).strip()
    found = _ORIGINAL.match(folded)
    if found:
        start = len(text) - len(text.lstrip())
        return (
            ExtractedCredit("original_headline", text[start + found.start(1) : start + found.end(1)], text.strip()),
        )
    if len(folded) > _LONGEST:
        return ()
    at = _LEAD.match(folded).end()  # type: ignore[union-attr] # it matches anything
    line = folded[at:].rstrip(")]】 。")
    at += len(text) - len(text.lstrip())
    found_here: list[ExtractedCredit] = []
    words: list[str] = []
    is_caption = False
    label = _LABEL.match(line)
    while label:
        following = _next_label(line, label.end())
        names = line[label.end() : following.start() if following else len(line)]
        start = at + label.end() + len(names) - len(names.lstrip(_AROUND))
        names = names.strip(_AROUND)
        is_marked = bool(re.search(r"[:|丨/]\s?$", label.group()))
        own = [word for word in _MARKED_ONLY if label.group().startswith(word)]
        form = _PERSONS if own else _NAMES if is_marked else _SHORT_NAME
        if not form.fullmatch(names) or _NO_NAME.search(names):
            return ()
        roles = dict.fromkeys(
            ROLES[word] for word in re.split(r"\s?[:|丨/]\s?|\s", label.group().casefold()) if word in ROLES
        )
        found_here += [ExtractedCredit(role, text[start : start + len(names)], text.strip()) for role in roles]
        words += own or [""]
        is_caption |= label.group().rstrip().endswith(":")
        label = following
    if len(words) == 1 and words[0] in ("文", "图", "图片") and is_caption:
        return ()
    return tuple(found_here)


def is_editorial(text: str) -> bool:
    """Whether a line is the site's credit of its own staff, which is no part of the body: 责任编辑：周明.

    A line without colons (编辑 周明 校对 李红) is how newspapers sign their texts; it stays.
    """
    named = read_credits(text)
    return (
        bool(named)
        and bool(_MARK.search(text))
        and (any(credit.role in EDITORIAL for credit in named) or bool(_SOURCE_LINE.match(fold_page(text).strip())))
    )


def _next_label(line: str, start: int) -> re.Match[str] | None:
    """Find the next role word after a gap: 编辑 刘晓 校对 李铭."""
    for gap in re.finditer(r"[\s,;、|/]", line[start:]):
        found = _LABEL.match(line, start + gap.end())
        if found:
            return found
    return None
