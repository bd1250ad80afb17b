"""Scores, the bands of their values, and how severe a finding is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from articles.vocabulary.term import Family, Term

BANDS: Family[Term] = Family("band", "等级", "band of a score")
HIGH = BANDS.add(Term("high", "高", "high"))
MEDIUM = BANDS.add(Term("medium", "中", "medium"))
LOW = BANDS.add(Term("low", "低", "low"))
INSUFFICIENT = BANDS.add(Term("insufficient", "数据不足", "not enough data"))
UNREVIEWED = BANDS.add(Term("unreviewed", "未经审核", "not reviewed"))
NOT_SCORED = BANDS.add(Term("not_scored", "未评分", "not scored"))

SEVERITIES: Family[Term] = Family(
    "severity",
    "严重程度",
    "severity of a finding",
    [Term("high", "高", "high"), Term("medium", "中", "medium"), Term("low", "低", "low")],
)

Column = Literal["value", "band", "low", "high", "n"]


@dataclass(frozen=True, slots=True)
class RuleFact:
    """What a routing rule may ask of a score: `score.name`, from a column of the score's row.

    `example` is what may follow the fact's name in an expression, such as `< 40`.
    """

    name: str
    column: Column
    zh: str
    en: str
    example: str


@dataclass(frozen=True, eq=False, repr=False)
class ScoreTerm(Term):
    """The name of a score. `unit`: a probability runs 0–1, points run 0–100.

    `is_of_source`: it scores the article's source, else the article. `is_of_one_value`: an article has one of it, so
    that rules ask for it by name; `facts` are what they may ask of it; empty: its value and its band. `marks` are the
    words for spans in the text, by family of reasons, "" for all others; a mark's code is its class in the style
    sheet: `cue`, `wording` or `signal`.
    """

    unit: Literal["probability", "points"] = "points"
    is_of_source: bool = False
    is_of_one_value: bool = True
    facts: tuple[RuleFact, ...] = ()
    marks: Mapping[str, Term] = field(default_factory=dict)

    @property
    def rule_facts(self) -> tuple[RuleFact, ...]:
        """What routing rules may ask of it by name."""
        if self.facts or not self.is_of_one_value:
            return self.facts
        most, example = ("0–1", ">= 0.5") if self.unit == "probability" else ("0–100", ">= 50")
        return (
            RuleFact("score", "value", f"{self.zh}，{most}", f"{self.title_en}, {most}", example),
            RuleFact("band", "band", f"{self.zh}的等级", f"Band of the score: {self.en}", '== "high"'),
        )

    def mark(self, family: str) -> Term:
        """What a span that a reason of this family marks is called."""
        return (
            self.marks.get(family)
            or self.marks.get("")
            or Term("cue", f"{self.zh}依据", f"cue for the score: {self.en}")
        )


# The scores of the product. A further one brings its term along: see `articles.scoring.scorer`.
SCORES: Family[ScoreTerm] = Family("score", "评分", "score")
CLICKBAIT = SCORES.add(
    ScoreTerm(
        "clickbait",
        "标题党",
        "clickbait",
        unit="probability",
        facts=(
            RuleFact(
                "score", "value", "标题夸张的概率，0–1", "Probability that the headline is clickbait, 0–1", ">= 0.8"
            ),
            RuleFact("band", "band", "标题夸张的等级", "Band of the headline score", '== "high"'),
        ),
        marks={
            "": Term("cue", "标题夸张", "clickbait cue"),
            "wording": Term("wording", "标题党常用措辞", "wording common in clickbait"),
        },
    )
)
RELIABILITY = SCORES.add(
    ScoreTerm(
        "reliability",
        "来源可靠度",
        "source reliability",
        is_of_source=True,
        facts=(
            RuleFact("score", "value", "来源可靠度，0–100", "Reliability of the source, 0–100", "< 40"),
            RuleFact("low", "low", "来源可靠度区间下限", "Lower end of the reliability interval", "< 30"),
            RuleFact("high", "high", "来源可靠度区间上限", "Upper end of the reliability interval", "< 50"),
            RuleFact("n", "n", "可靠度所依据的文章数", "Articles the reliability rests on", ">= 10"),
            RuleFact("band", "band", "来源可靠度的等级", "Band of the reliability", '== "low"'),
        ),
    )
)
SIGNAL = SCORES.add(
    ScoreTerm(
        "signal",
        "外部评分",
        "outside score",
        is_of_one_value=False,
        marks={"": Term("signal", "外部评分所指", "words that an outside score rests on")},
    )
)
"""What scorers outside the product answer: several for an article, told apart by `model`; rules ask `signal("…")`."""
