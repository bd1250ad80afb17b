"""The rules on labels: a missing label, and a label that readers cannot see."""

from __future__ import annotations

import re

from articles.parsing.declarations.ai.statements import names_ai_making
from articles.parsing.extracted import ExtractedArticle, ExtractedDisclaimer, ExtractedFlag
from articles.parsing.normal_form import normalize
from articles.provenance.ai_traces import find_traces
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection, Severity, Span
from articles.provenance.rules.declaration import finding
from articles.text.prose_folding import fold_prose
from articles.vocabulary.legal_bases import AI_LABEL, VAGUE_SOURCE
from articles.vocabulary.notices import AI_LABELS, VISIBILITIES
from articles.vocabulary.scores import SEVERITIES

_LONGEST_LABEL = 80  # characters of a line that may be a label
_LABEL_ENDS = 3  # paragraphs at both ends of a text in which a label may stand
# The severity by state: of an AI label in a file's metadata, the surest first; of a label shown in that state.
UNLABELLED: dict[str, Severity] = {"yes": "high", "possible": "medium", "suspected": "low"}
UNSEEN: dict[str, Severity] = {
    "hidden": "high",
    "off_screen": "high",
    "tiny": "medium",
    "low_contrast": "medium",
    "far": "low",
}


@finding("label_missing_ai", "AI 内容未标识", "AI label missing", AI_LABEL)
def label_missing_ai(evidence: Evidence) -> Detection | None:
    """Finds AI material without an AI label.

    - neither author nor platform declares AI where a reader sees it
    - the metadata of the text or of a picture say that AI made it: 是 (high), 可能 (medium), 疑似 (low)
    - or a chatbot's own phrases were left in the text: a trace, so 疑似 (medium: on the whole text, not one picture);
      quoted ones are a mention
    - a line that names AI or a model beside a verb of making may be a label that was not understood: low, and no claim
      that there is none
    """
    if evidence.has_flag("ai_generated", "ai_suspected"):
        return None
    states = [image.ai_label.state for image in evidence.article.images if image.ai_label is not None]
    of_text = evidence.article.ai_label.state if evidence.article.ai_label is not None else None
    worst = next((state for state in UNLABELLED if state in (of_text, *states)), None)
    text = evidence.article.text
    traces = find_traces(text)[:20]
    if worst is None and not traces:
        return None
    if (line := _possible_label(evidence.article)) is not None:
        start = max(text.find(line), 0)
        return Detection(
            "low",
            f"元数据或文字显示有 AI 参与；“{line}”疑似标识，未能识别，请人工核对。",
            f"Metadata or words say AI; “{line}” may be a label that was not understood. Check it.",
            (Span(start, start + len(line), line),),
        )
    if worst is not None and not (worst == "suspected" and traces):
        label, count = AI_LABELS[worst], states.count(worst)
        if worst == of_text:
            zh, en = "正文", "the text"
        else:
            zh, en = f"{count} 张图片", f"{count} {'picture' if count == 1 else 'pictures'}"
        return Detection(
            UNLABELLED[worst],
            f"{zh}的元数据显示为 AI 生成（{label.zh}），文章没有标识。",
            f"The metadata of {en} say AI ({label.en}), without a label.",
            tuple(Span(a, b, text[a:b]) for a, b in traces),
        )
    return Detection(
        "medium",
        f"正文留有 AI 生成痕迹“{text[slice(*traces[0])]}”（疑似），文章没有标识。",
        f"The text holds a chatbot's own words, “{text[slice(*traces[0])]}” (suspected), and the article has no label.",
        tuple(Span(a, b, text[a:b]) for a, b in traces),
    )


def _possible_label(article: ExtractedArticle) -> str | None:
    """Return a short line that names AI beside a verb of making, where labels stand, and that no rule understood."""
    ends = (*article.body[:_LABEL_ENDS], *article.body[_LABEL_ENDS:][-_LABEL_ENDS:])
    captions = (image.caption for image in article.images if image.caption)
    unseen = {flag.text for flag in article.provenance_flags}  # understood, but a reader does not see it
    for line in (*article.declarations, *ends, *captions):
        short = len(line) <= _LONGEST_LABEL and line not in unseen
        if short and line in article.text and names_ai_making(normalize(line).text):
            return line
    return None


@finding("label_hidden", "标注被隐藏", "label hidden", VAGUE_SOURCE)
def label_hidden(evidence: Evidence) -> Detection | None:
    """Finds a declaration or disclaimer that is in the page but that a reader does not see.

    - hidden or off the screen (high), tiny or without contrast (medium), far from the text (low)
    - the same wording in a visible place makes up for it
    - the effect of style sheets that were not read is unknown, and does not count as a finding
    """
    notices: tuple[ExtractedFlag | ExtractedDisclaimer, ...] = (
        *evidence.article.provenance_flags,
        *evidence.article.disclaimers,
    )
    shown_as = [(each, each.visibility.state) for each in notices if each.visibility is not None]
    seen = {_key(each.text) for each, state in shown_as if state == "visible"}
    unseen = [(each, state) for each, state in shown_as if state in UNSEEN and _key(each.text) not in seen]
    if not unseen:
        return None
    worst, state = min(unseen, key=lambda pair: (SEVERITIES.codes.index(UNSEEN[pair[1]]), pair[0].text))
    shown_so = VISIBILITIES[state]
    shown = worst.text if len(worst.text) <= 40 else worst.text[:39] + "…"
    places = [(each.start, each.end) for each, _ in unseen if isinstance(each, ExtractedFlag)]
    return Detection(
        UNSEEN[state],
        f"标注“{shown}”{shown_so.predicate_zh}，读者看不到。",
        f"The label “{shown}” is {shown_so.predicate_en}: a reader does not see it.",
        evidence.spans_at(places),
    )


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold_prose(text))
