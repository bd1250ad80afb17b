"""The provenance rules. A rule is its bullets, then early returns, then one sentence in two languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution import Attribution
from articles.provenance.evidence import Evidence, spans_of
from articles.provenance.finding import SOURCE_LABEL, VAGUE_SOURCE, Finding, Severity
from articles.provenance.references import ReferenceMatch
from articles.provenance.topics import Topic


def find_findings(
    article: ExtractedArticle,
    attributions: Sequence[Attribution],
    topic: Topic,
    matches: Sequence[ReferenceMatch],
) -> list[Finding]:
    """All findings of an article in the order of `RULES`, at most one a rule."""
    evidence = Evidence(
        article,
        tuple(attributions),
        topic,
        frozenset(match.attribution for match in matches),
        frozenset(match.reference for match in matches),
    )
    return [finding for rule in RULES if (finding := rule(evidence))]


def vague_sourcing(evidence: Evidence) -> Finding | None:
    """Only a vague source, on a topic that needs a source label.

    - the topic is current affairs, public policy or a social event (elsewhere 取材网络 is an honest disclosure)
    - no reference is used in the text
    - nobody is named in the text; but a named source does not count when the author declares 取材网络 and lists
      references that back none of those names
    - the author declares 取材网络 (high); or there are no references and nothing but 据悉, 网传, 网友, 专家 (medium):
      a witness, an official on the spot or 王女士 is a source, though without a full name
    """
    if not evidence.topic.is_news or evidence.used:
        return None
    flags, references, vague = evidence.web_flags, evidence.article.references, evidence.vague
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
    return Finding("vague_sourcing", severity, zh, en, VAGUE_SOURCE, spans)


def unmatched_attribution(evidence: Evidence) -> Finding | None:
    """Claims credited to a name that the reference list does not hold.

    - the article has a reference list: without one there is nothing to match
    - somebody is named whom no reference backs
    - medium where a source label is required, else low
    """
    if not evidence.article.references or not evidence.unmatched:
        return None
    count, named = len(evidence.unmatched), len(evidence.named)
    return Finding(
        "unmatched_attribution",
        "medium" if evidence.topic.is_news else "low",
        f"点名的 {named} 处来源在参考资料里都找不到。"
        if count == named
        else f"点名的 {named} 处来源中有 {count} 处在参考资料里找不到。",
        f"{count} of {named} named attributions match no reference.",
        SOURCE_LABEL,
        spans_of(evidence.unmatched),
    )


def anonymous_expert(evidence: Evidence) -> Finding | None:
    """The authority of an expert without a name.

    - an expert of a named institution who has no name (彼得森研究所专家), or just 专家, 学者, 分析师
    - an employee or a witness is no expert, and may have reasons to stay nameless
    - medium when on news not even the institution is named, else low
    """
    experts = evidence.experts
    if not experts:
        return None
    wholly = any(each.kind == "anonymous" for each in experts)
    return Finding(
        "anonymous_expert",
        "medium" if wholly and evidence.topic.is_news else "low",
        f"{len(experts)} 处引用专家说法而没有姓名。",
        f"Experts are quoted without a name in {len(experts)} {'place' if len(experts) == 1 else 'places'}.",
        VAGUE_SOURCE,
        spans_of(experts),
    )


def reference_not_used(evidence: Evidence) -> Finding | None:
    """References that only decorate.

    - a reference is listed that no attribution in the text matches
    - low: an author may have read it without quoting it
    """
    unused = tuple(i for i in range(len(evidence.article.references)) if i not in evidence.used)
    if not unused:
        return None
    total = len(evidence.article.references)
    return Finding(
        "reference_not_used",
        "low",
        f"{total} 条参考资料都没有被正文引用。"
        if len(unused) == total
        else f"{total} 条参考资料中有 {len(unused)} 条没有被正文引用。",
        f"{len(unused)} of {total} references {'is' if len(unused) == 1 else 'are'} not used in the text.",
        SOURCE_LABEL,
        references=unused,
    )


RULES: tuple[Callable[[Evidence], Finding | None], ...] = (
    vague_sourcing,
    unmatched_attribution,
    anonymous_expert,
    reference_not_used,
)
