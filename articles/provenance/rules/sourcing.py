"""The rules on credited sources: vague ones, names without a reference, experts without a name."""

from __future__ import annotations

from articles.provenance.evidence import Evidence, spans_of
from articles.provenance.finding import Detection, Severity
from articles.provenance.rules.declaration import finding
from articles.vocabulary.legal_bases import SOURCE_LABEL, VAGUE_SOURCE


@finding("vague_sourcing", "来源笼统", "vague sourcing", VAGUE_SOURCE)
def vague_sourcing(evidence: Evidence) -> Detection | None:
    """Finds an article with only a vague source, on a topic that needs a source label.

    - the topic is current affairs, public policy or a social event (elsewhere 取材网络 is an honest disclosure)
    - no reference is used in the text
    - nobody is named in the text; but a named source does not count when the author declares 取材网络 and lists
      references that back none of those names
    - the author declares 取材网络 (high); or there are no references to others and no source but 据悉, 网传, 网友, 专家
      (medium): a witness, an official on the spot or 王女士 counts as a source, even without a full name
    """
    if not evidence.topic.is_news or evidence.used:
        return None
    flags, vague = evidence.web_flags, evidence.vague
    references = len(evidence.article.references) > len(evidence.own_references)
    if evidence.named and not (flags and references):
        return None
    if not flags and (references or not vague or len(vague) < len(evidence.attributions)):
        return None
    severity: Severity = "high" if flags else "medium"
    zh, en = (
        (
            "作者声明取材网络，正文没有任何说法能对应到可查的来源。",
            "The author declares the web as the source, and no claim can be traced to one.",
        )
        if flags
        else (
            "新闻类内容的来源只有“据悉”“网友”等含糊说法。",
            "This news item rests on vague sources alone, such as “reportedly” or “netizens”.",
        )
    )
    spans = (*evidence.flag_spans(flags), *spans_of(vague))
    return Detection(severity, zh, en, spans)


@finding("unmatched_attribution", "引述无对应来源", "unmatched attribution", SOURCE_LABEL)
def unmatched_attribution(evidence: Evidence) -> Detection | None:
    """Finds claims credited to a name that the reference list does not hold.

    - the article has a reference list: without one there is nothing to match
    - a person or body is named that no reference backs
    - medium on topics that need a source label, else low
    """
    if not evidence.article.references or not evidence.unmatched:
        return None
    count, named = len(evidence.unmatched), len(evidence.named)
    return Detection(
        "medium" if evidence.topic.is_news else "low",
        f"点名的 {named} 处来源在参考资料里都找不到。"
        if count == named
        else f"点名的 {named} 处来源中有 {count} 处在参考资料里找不到。",
        f"{count} of {named} named attributions match no reference.",
        spans_of(evidence.unmatched),
    )


@finding("anonymous_expert", "匿名专家", "anonymous expert", VAGUE_SOURCE)
def anonymous_expert(evidence: Evidence) -> Detection | None:
    """Finds claims that rest on the authority of an expert without a name.

    - an expert of a named institution who has no name (彼得森研究所专家), or just 专家, 学者, 分析师
    - an employee or a witness does not count as an expert, and may have reasons to stay nameless
    - medium when on news not even the institution is named, else low
    """
    experts = evidence.experts
    if not experts:
        return None
    wholly = any(each.kind == "anonymous" for each in experts)
    return Detection(
        "medium" if wholly and evidence.topic.is_news else "low",
        f"{len(experts)} 处引用专家说法而没有姓名。",
        f"Experts are quoted without a name in {len(experts)} {'place' if len(experts) == 1 else 'places'}.",
        spans_of(experts),
    )
