"""What stands around the text: disclaimers of the platform, where a declaration stands, who sees it, AI labels."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term

DISCLAIMERS: Family[Term] = Family(
    "disclaimer",
    "平台声明",
    "platform's disclaimer",
    [
        Term("storage_only", "仅提供信息存储服务", "storage service only"),
        Term("views_not_platform", "不代表平台观点", "views are not the platform's"),
        Term("investment_risk", "投资风险", "investment risk"),
        Term("copyright", "版权", "copyright"),
        Term("other", "其他", "other"),
    ],
)

LOCATIONS: Family[Term] = Family(
    "location",
    "声明位置",
    "place of a declaration",
    [
        Term("head", "文首", "at the head"),
        Term("body", "文中", "within the text"),
        Term("tail", "文末", "at the end"),
        Term("caption", "图注", "in a caption"),
        Term("element", "单独标注", "in its own box"),
    ],
)


@dataclass(frozen=True, eq=False, repr=False)
class Visibility(Term):
    """`is_unseen`: a reader cannot be expected to see what is shown so. `is_undrawn`: no reader can see it at all.

    `predicate_zh` and `predicate_en` say of something unseen, in a sentence, how it is shown.
    """

    is_unseen: bool = False
    is_undrawn: bool = False
    predicate_zh: str = ""
    predicate_en: str = ""


VISIBILITIES: Family[Visibility] = Family(
    "visibility",
    "声明是否看得见",
    "visibility of a declaration",
    [
        Visibility("visible", "看得见", "visible"),
        Visibility(
            "hidden",
            "隐藏",
            "hidden",
            is_unseen=True,
            is_undrawn=True,
            predicate_zh="被隐藏",
            predicate_en="hidden",
        ),
        Visibility("tiny", "字号过小", "tiny", is_unseen=True, predicate_zh="字号过小", predicate_en="tiny"),
        Visibility(
            "off_screen",
            "移出屏幕",
            "off the screen",
            is_unseen=True,
            is_undrawn=True,
            predicate_zh="在屏幕之外",
            predicate_en="off the screen",
        ),
        Visibility(
            "low_contrast",
            "颜色几乎看不清",
            "hardly any contrast",
            is_unseen=True,
            predicate_zh="与背景难以分辨",
            predicate_en="hardly visible against its background",
        ),
        Visibility(
            "far",
            "远离正文",
            "far from the text",
            is_unseen=True,
            predicate_zh="离正文很远",
            predicate_en="far from the text",
        ),
        Visibility("unknown", "未知是否看得见", "visibility unknown"),
    ],
)

# The three states of Art. 6 of the labelling measures of 2025, the surest first; then pictures without a label.
AI_LABELS: Family[Term] = Family(
    "ai_label",
    "AI 标识",
    "AI label of a file",
    [
        Term("yes", "是", "yes"),
        Term("possible", "可能", "possibly"),
        Term("suspected", "疑似", "suspected"),
        Term("none_found", "所查副本未见标识", "no label in the copy examined"),
        Term("unreadable", "无法读取", "unreadable"),
    ],
)
