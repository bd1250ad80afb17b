"""Which model versions computed the week's scores."""

from __future__ import annotations

from articles.models import Score
from moderation.reports.figure import Section, Table, Text
from moderation.reports.figures.rows import ranked
from moderation.reports.links import to_week
from moderation.reports.snapshot import Snapshot
from moderation.reports.terms import reason_named
from moderation.vocabulary.reasons import SCORE


def section(snapshot: Snapshot) -> Section:
    def name(key: str) -> tuple[str, Text]:
        score, _, model = key.partition("|")
        shown = reason_named(SCORE, score)
        return f"{score}.{model}", Text(f"{shown.zh}：{model}", f"{shown.en}: {model}")

    def link(key: str) -> str | None:
        score, _, model = key.partition("|")
        return to_week(Score, "created_at", snapshot, name__exact=score, model__exact=model)

    figures = ranked("models", snapshot.tallies.counts("models"), name, link)
    return Section(
        "models",
        Text("模型版本", "Model versions"),
        (Table("models", Text("本周算出的分值", "Scores computed"), figures),),
    )
