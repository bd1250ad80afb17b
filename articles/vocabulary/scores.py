"""Scores, the bands of their values, and how severe a finding is."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

BANDS: Family[Term] = Family("band", "等级", "band of a score")
HIGH = BANDS.add(Term("high", "高", "high"))
MEDIUM = BANDS.add(Term("medium", "中", "medium"))
LOW = BANDS.add(Term("low", "低", "low"))
INSUFFICIENT = BANDS.add(Term("insufficient", "数据不足", "not enough data"))
NOT_SCORED = BANDS.add(Term("not_scored", "未评分", "not scored"))

SEVERITIES: Family[Term] = Family(
    "severity",
    "严重程度",
    "severity of a finding",
    [Term("high", "高", "high"), Term("medium", "中", "medium"), Term("low", "低", "low")],
)

SCORES: Family[Term] = Family("score", "评分", "score")
CLICKBAIT = SCORES.add(Term("clickbait", "标题党", "clickbait"))
RELIABILITY = SCORES.add(Term("reliability", "来源可靠度", "source reliability"))
