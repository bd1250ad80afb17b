"""Words for scores: their bands, and how severe a finding is. The names of scores stand with their scorers."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

BANDS: Family[Term] = Family(
    "band",
    "等级",
    "band of a score",
    [
        Term("high", "高", "high"),
        Term("medium", "中", "medium"),
        Term("low", "低", "low"),
        Term("insufficient", "数据不足", "not enough data"),
        Term("not_scored", "未评分", "not scored"),
    ],
)

SEVERITIES: Family[Term] = Family(
    "severity",
    "严重程度",
    "severity of a finding",
    [Term("high", "高", "high"), Term("medium", "中", "medium"), Term("low", "低", "low")],
)
