"""Which model versions computed the week's scores."""

from __future__ import annotations

from articles.models import Score
from moderation.reports import labels
from moderation.reports.figure import Section, Table, Text
from moderation.reports.figures.rows import ranked
from moderation.reports.links import to_week
from moderation.reports.measure import counts, within
from moderation.reports.snapshot import Snapshot


def section(snapshot: Snapshot) -> Section:
    rows = within(Score.objects.all(), "created_at", snapshot)

    def name(key: tuple[str, str]) -> tuple[str, Text]:
        shown = labels.named(labels.SCORES, key[0])
        return f"{key[0]}.{key[1]}", Text(f"{shown.zh}：{key[1]}", f"{shown.en}: {key[1]}")

    figures = ranked(
        "models",
        counts(rows, "name", "model"),
        name,
        lambda key: to_week(Score, "created_at", snapshot, name__exact=key[0], model__exact=key[1]),
    )
    return Section(
        "models",
        Text("模型版本", "Model versions"),
        (Table("models", Text("本周算出的分值", "Scores computed"), figures),),
    )
