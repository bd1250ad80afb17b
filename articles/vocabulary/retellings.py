"""Articles whose sentences answer each other: how that reads, and what people answer. Never a verdict on an author."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

READINGS: Family[Term] = Family("retelling_reading", "叙述对应", "how two tellings correspond")
RETOLD = READINGS.add(
    Term(
        "retold",
        "可能改写",
        "possibly reworded",
        "叙述高度对应，可能改写自另一篇；也可能是同一事件、同一通稿或同一采访的独立报道",
        "the tellings correspond closely: one may be a rewording of the other, or both report one event, "
        "dispatch or interview independently",
    )
)
COMMON_SOURCE = READINGS.add(
    Term(
        "common_source",
        "同源报道",
        "reports of one source",
        "叙述高度对应，两文注明同一来源，或一文注明了另一文",
        "the tellings correspond closely, and both name one source, or one names the other",
    )
)

ANSWERS: Family[Term] = Family("retelling_answer", "对照判断", "answer on two tellings")
REWORDED = ANSWERS.add(Term("reworded", "改写", "reworded"))
SAME_ORIGIN = ANSWERS.add(
    Term("same_origin", "同源报道", "of one source", "同一通稿或采访", "one dispatch or interview")
)
INDEPENDENT = ANSWERS.add(
    Term("independent", "独立报道", "independent", "同一事件，各自采写", "one event, each reported by itself")
)
UNCLEAR = ANSWERS.add(Term("unclear", "看不出", "cannot tell"))
