"""The rules on credited sources: vague ones, names without a reference, experts without a name."""

from __future__ import annotations

from articles.provenance.answerable import is_answered_for, of_the_matter
from articles.provenance.attribution.attribution import Attribution
from articles.provenance.evidence import Evidence, spans_of
from articles.provenance.finding import Detection, Severity
from articles.provenance.hearsay import is_first_claim, is_hearsay, is_public_rumour
from articles.provenance.matter import is_digest, strays_from
from articles.provenance.rules.declaration import finding
from articles.vocabulary.legal_bases import SOURCE_LABEL, VAGUE_SOURCE

_NO_CLAIMS = frozenset({"advertising", "furniture", "fiction", "joke"})
_MOST = 60  # vague attributions that are looked at


@finding("vague_sourcing", "来源笼统", "vague sourcing", VAGUE_SOURCE)
def vague_sourcing(evidence: Evidence) -> Detection | None:
    """Finds news for which nobody answers: it rests on hearsay, or on the web by the author's own declaration.

    - the topic is current affairs, public policy or a social event, or a rumour is of what everybody relies on
      (elsewhere 取材网络 is an honest disclosure)
    - no reference is used in the text
    - nobody can be asked: no named source of this matter, no byline, credit line, official body or own account (which
      does not answer for what it declares to be from the web); but
      a named source does not count when the author declares 取材网络 and lists references that back none of those
    - the author declares 取材网络 (high); or there are no references to others, no witness, and the main claim is told
      by nobody: 网传, 网友爆料, 知情人透露, 据外媒报道 (medium), or only by 据悉 and the like (low)
    """
    flags, vague = evidence.web_flags, evidence.vague[:_MOST]
    if evidence.used or not (evidence.topic.is_news or is_public_rumour(evidence.article, vague)):
        return None
    references = len(evidence.article.references) > len(evidence.own_references)
    if not flags and is_digest(evidence.article.text):
        return None
    if not flags and (
        references or not vague or len(evidence.vague) + len(evidence.named) < len(evidence.attributions)
    ):
        return None
    if of_the_matter(evidence.article, evidence.attributions) and not (flags and references):
        return None
    if is_answered_for(evidence.article, evidence.attributions, by_account=not flags):
        return None
    hearsay = [each for each in vague if is_hearsay(evidence.article, each)]
    if not flags and not hearsay:
        hearsay = [each for each in vague if is_first_claim(evidence.article, each)]
        return _rests_on("low", hearsay) if hearsay else None
    if not flags:
        return _rests_on("medium", hearsay)
    return Detection(
        "high" if evidence.topic.is_news else "medium",
        "作者声明取材网络，正文没有任何说法能对应到可查的来源。",
        "The author declares the web as the source, and no claim can be traced to one.",
        (*evidence.flag_spans(flags), *spans_of(vague)),
    )


def _rests_on(severity: Severity, told: list[Attribution]) -> Detection:
    """Build the finding of a text whose main claim is told by nobody who can be asked."""
    return Detection(
        severity,
        "主要说法出自“{who}”，正文、署名和来源都没有写明可以查问的人或机构。",
        "The main claim rests on “{who}”; text, byline and credits name nobody who could be asked.",
        spans_of(told),
        values={"who": told[0].who},
    )


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
    - the text makes claims of its own: advertising, page furniture, fiction and jokes lean on nobody, and
      neither does a page of scraps that has nothing of its headline
    - an employee, a witness, an insider, a party's lawyer or the treating doctor does not count as an expert
    - medium when on news not even the institution is named, and the text leans on it: no other source is named, or the
      headline tells what experts say; else low
    """
    experts = () if evidence.topic.kind in _NO_CLAIMS else evidence.experts
    if not experts or strays_from(evidence.article.headline, evidence.article.text):
        return None
    wholly = any(each.kind == "anonymous" for each in experts)
    leans = "专家" in evidence.article.headline or not evidence.named
    return Detection(
        "medium" if wholly and leans and evidence.topic.is_news else "low",
        f"{len(experts)} 处引用专家说法而没有姓名。",
        f"Experts are quoted without a name in {len(experts)} {'place' if len(experts) == 1 else 'places'}.",
        spans_of(experts),
    )
