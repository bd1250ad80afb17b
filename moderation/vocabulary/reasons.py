"""Why an article is in the queue: kinds of reasons, how severe one is, and the codes that no other family has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from articles.provenance.rules import FINDINGS
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.scores import SCORES
from articles.vocabulary.term import Family, Term, UnknownTerm
from moderation.vocabulary.acts import decidable


@dataclass(frozen=True, eq=False, repr=False)
class ReasonKind(Term):
    """`is_detection`: a machine found it. `fact` tells it in the EU record: `{led}` says what came of it, and
    `{rules}` names the routing rules."""

    is_detection: bool = False
    fact: str = ""


REASON_KINDS: Family[ReasonKind] = Family("reason_kind", "理由类别", "kind of a reason")
SCORE = REASON_KINDS.add(
    ReasonKind("score", "评分", "score", is_detection=True, fact="a score of the headline or the source {led}")
)
FINDING = REASON_KINDS.add(
    ReasonKind("finding", "发现", "finding", is_detection=True, fact="an automatic check of its provenance {led}")
)
FLAG = REASON_KINDS.add(
    ReasonKind("flag", "来源声明", "provenance flag", is_detection=True, fact="the author's own declaration {led}")
)
AUDIT = REASON_KINDS.add(
    ReasonKind("audit", "随机抽检", "random audit", fact="the article was drawn at random for review")
)
REPORT = REASON_KINDS.add(ReasonKind("report", "用户举报", "user reports", fact="users reported the article"))
APPEAL = REASON_KINDS.add(ReasonKind("appeal", "申诉", "appeal", fact="the article was reviewed after an appeal"))
RULE = REASON_KINDS.add(
    ReasonKind("rule", "分流规则", "routing rule", is_detection=True, fact="the platform's routing rule {rules} {led}")
)


@dataclass(frozen=True, eq=False, repr=False)
class ReasonSeverity(Term):
    """`shape` stands beside the colour, for those who cannot tell red from amber. `rank`: 0 comes first."""

    shape: str = ""
    rank: int = 0


REASON_SEVERITIES: Family[ReasonSeverity] = Family(
    "reason_severity",
    "理由轻重",
    "severity of a reason",
    [
        ReasonSeverity("high", "关键", "decides", shape="▲", rank=0),
        ReasonSeverity("medium", "待核", "check", shape="◆", rank=1),
        ReasonSeverity("low", "提示", "note", shape="○", rank=2),
    ],
)

REPORT_CATEGORIES: Family[Term] = Family(
    "report_category",
    "举报类别",
    "category of readers' reports",
    [
        Term("headline", "标题误导", "misleading headline", "举报标题误导", "reported: misleading headline"),
        Term("source", "来源缺失或有误", "no or wrong source", "举报来源缺失或有误", "reported: no or wrong source"),
        Term("copied", "抄袭", "copied", "举报抄袭", "reported: copied"),
        Term("unlabelled", "缺少标注", "label missing", "举报缺少标注", "reported: label missing"),
        Term("false", "不实", "not true", "举报不实", "reported: not true"),
        Term("other", "其他", "other", "用户举报", "reported by readers"),
    ],
)

# Reasons whose code is neither a finding's, a flag's, a score's, a category's nor a rule's.
OTHER_REASONS: Family[Term] = Family("other_reason", "其他理由", "other reason")
AUDIT_SAMPLE = OTHER_REASONS.add(Term("audit_sample", "随机抽检", "random audit"))
APPEAL_FILED = OTHER_REASONS.add(Term("appeal", "作者申诉", "appeal by the author"))

_REPORT = "report_"


def reason_term(kind: str, code: str) -> Term:
    """The words of a reason by its kind and code, as a queue item keeps them.

    Raises UnknownTerm; for every routing rule too, because a rule's names stand in its row.
    """
    terms = reason_terms(kind)
    if code not in terms:
        raise UnknownTerm(f"{kind} has no reason {code!r}; it has: {', '.join(terms)}")
    return terms[code]


def reason_terms(kind: str) -> Mapping[str, Term]:
    """All reasons of a kind by code; none for routing rules. Raises UnknownTerm for a kind that there is not."""
    if kind not in REASON_KINDS:
        raise UnknownTerm(f"there is no kind of reason {kind!r}; there are: {', '.join(REASON_KINDS)}")
    return _TERMS[kind]()


def proposing() -> Mapping[str, Term]:
    """What a clause of the policy can be proposed for: scores, findings, readers' reports and acts, by code."""
    return {**reason_terms(SCORE), **reason_terms(FINDING), **reason_terms(REPORT), **{act: act for act in decidable()}}


def _flags() -> Mapping[str, Term]:
    return {flag: Term(flag.code, flag.reason_zh or flag.zh, flag.reason_en or flag.en) for flag in FLAGS.terms}


def _reports() -> Mapping[str, Term]:
    codes = {f"{_REPORT}{category}": category for category in REPORT_CATEGORIES.terms}
    return {code: Term(code, category.phrase("zh"), category.phrase("en")) for code, category in codes.items()}


_TERMS: Mapping[str, Callable[[], Mapping[str, Term]]] = {
    SCORE: lambda: SCORES,
    FINDING: lambda: FINDINGS,
    FLAG: _flags,
    AUDIT: lambda: {AUDIT_SAMPLE: AUDIT_SAMPLE},
    REPORT: _reports,
    APPEAL: lambda: {APPEAL_FILED: APPEAL_FILED},
    RULE: dict,
}
