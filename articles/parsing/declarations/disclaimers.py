"""Classify platforms' disclaimers by wording: code and language."""

from __future__ import annotations

import re

from articles.parsing.extracted import ExtractedDisclaimer
from articles.parsing.language import detect_language
from articles.text.page_folding import fold_page

_CODES = (
    (
        "storage_only",
        re.compile(r"提供信息(?:存储|发布|展示)(?:空间)?(?:服务|平台)|provides? information storage", re.I),
    ),
    ("investment_risk", re.compile(r"投资有风险|不构成(?:任何)?(?:投资|操作)?建议|据此(?:操作|投资|入市)|入市需谨慎")),
    (
        "views_not_platform",
        re.compile(
            r"(?:不代表|不意味着|不表明|并非)[^。!?]{0,20}(?:立场|观点|意见|看法|赞同)|views? of the author", re.I
        ),
    ),
    ("copyright", re.compile(r"版权(?:归|所有|声明)|著作权|copyright", re.I)),
)
# Words that only a platform uses of itself; an author who writes 仅代表个人观点 makes a declaration.
_PLATFORM_SPEAKS = re.compile(
    r"^(?:(?:特别|免责|平台|版权|本网|网站|风险)(?:声明|提示)[::]|Notice:)|"
    r"不代表(?:本)?(?:平台|网站|网|站|搜狐|腾讯|新浪|网易|凤凰|百度|今日头条|澎湃)|"
    r"(?:平台|网站|搜狐号|百家号|澎湃号|大风号|头条号|网易号)[^。]{0,20}仅提供信息",
    re.I,
)
_EDITOR_LINE = re.compile(r"^\(?(?:本文来源:.{1,40}|(?:责任|本文|执行|值班)?编辑:.{1,30}|责编:.{1,20})\)?$")


def classify_disclaimer(text: str) -> str:
    """Return the contract's disclaimer code of a wording; `other` when none fits."""
    folded = fold_page(text)
    return next((code for code, pattern in _CODES if pattern.search(folded)), "other")


def read_disclaimer(text: str) -> ExtractedDisclaimer:
    """Read a wording that the page marks as the platform's: its code and language (`other` without letters)."""
    return ExtractedDisclaimer(classify_disclaimer(text), detect_language(text) or "other", text)


def is_disclaimer(text: str) -> bool:
    """Whether a paragraph at the end of a body is a platform's notice; paragraphs over 300 characters are not."""
    if len(text) > 300:
        return False
    folded = fold_page(text).strip()
    return bool(_EDITOR_LINE.match(folded)) or (
        bool(_PLATFORM_SPEAKS.search(folded)) and classify_disclaimer(folded) != "other"
    )
