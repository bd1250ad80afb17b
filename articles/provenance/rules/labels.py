"""Rules on labels: one that is missing, one that nobody sees."""

from __future__ import annotations

import re

from articles.parsing.extracted import ExtractedDisclaimer, ExtractedFlag
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection, Severity, Span
from articles.provenance.lexicons import lexicon, one_of
from articles.provenance.rules.declaration import finding
from articles.text.prose_folding import fold_prose
from articles.vocabulary.legal_bases import AI_LABEL, VAGUE_SOURCE

_TRACE = re.compile(one_of(lexicon("ai_traces")["traces"]))
_STATES: dict[str, tuple[Severity, str, str]] = {
    "yes": ("high", "是", "yes"),
    "possible": ("medium", "可能", "possible"),
    "suspected": ("low", "疑似", "suspected"),
}
_UNSEEN: dict[str, tuple[Severity, str, str]] = {
    "hidden": ("high", "被隐藏", "hidden"),
    "off_screen": ("high", "在屏幕之外", "off the screen"),
    "tiny": ("medium", "字号过小", "tiny"),
    "low_contrast": ("medium", "与背景难以分辨", "hardly visible against its background"),
    "far": ("low", "离正文很远", "far from the text"),
}
_RANK = {"high": 0, "medium": 1, "low": 2}


@finding("label_missing_ai", "AI 内容未标识", "AI label missing", AI_LABEL)
def label_missing_ai(evidence: Evidence) -> Detection | None:
    """Made by AI, as the material itself says, and not labelled.

    - neither author nor platform declares AI where a reader sees it
    - the metadata of a picture say so: 是 (high), 可能 (medium), 疑似 (low)
    - or a chatbot's own phrases were left in the text: a trace, so 疑似 (medium: on the whole text, not one picture)
    """
    if evidence.has_flag("ai_generated", "ai_suspected"):
        return None
    states = [image.ai_label.state for image in evidence.article.images if image.ai_label is not None]
    worst = next((state for state in _STATES if state in states), None)
    text = evidence.article.text
    traces = [found.span() for found in _TRACE.finditer(fold_prose(text).lower())][:20]
    if worst is None and not traces:
        return None
    if worst is not None and not (worst == "suspected" and traces):
        severity, zh, en = _STATES[worst]
        count = states.count(worst)
        return Detection(
            severity,
            f"{count} 张图片的元数据显示为 AI 生成（{zh}），文章没有标识。",
            f"The metadata of {count} {'picture' if count == 1 else 'pictures'} say AI ({en}), without a label.",
            tuple(Span(a, b, text[a:b]) for a, b in traces),
        )
    return Detection(
        "medium",
        f"正文留有 AI 生成痕迹“{text[slice(*traces[0])]}”（疑似），文章没有标识。",
        f"The text holds a chatbot's own words, “{text[slice(*traces[0])]}” (suspected), and the article has no label.",
        tuple(Span(a, b, text[a:b]) for a, b in traces),
    )


@finding("label_hidden", "标注被隐藏", "label hidden", VAGUE_SOURCE)
def label_hidden(evidence: Evidence) -> Detection | None:
    """A declaration or disclaimer that stands in the page, and that a reader does not see.

    - hidden or off the screen (high), tiny or without contrast (medium), far from the text (low)
    - the same wording in a visible place makes up for it
    - what style sheets that were not read decide is unknown, and no finding
    """
    notices: tuple[ExtractedFlag | ExtractedDisclaimer, ...] = (
        *evidence.article.provenance_flags,
        *evidence.article.disclaimers,
    )
    shown_as = [(each, each.visibility.state) for each in notices if each.visibility is not None]
    seen = {_key(each.text) for each, state in shown_as if state == "visible"}
    unseen = [(each, state) for each, state in shown_as if state in _UNSEEN and _key(each.text) not in seen]
    if not unseen:
        return None
    worst, state = min(unseen, key=lambda pair: (_RANK[_UNSEEN[pair[1]][0]], pair[0].text))
    severity, zh, en = _UNSEEN[state]
    shown = worst.text if len(worst.text) <= 40 else worst.text[:39] + "…"
    places = [(each.start, each.end) for each, _ in unseen if isinstance(each, ExtractedFlag)]
    return Detection(
        severity,
        f"标注“{shown}”{zh}，读者看不到。",
        f"The label “{shown}” is {en}: a reader does not see it.",
        evidence.spans_at(places),
    )


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold_prose(text))
