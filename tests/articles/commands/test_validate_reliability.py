from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import ReviewOutcome
from articles.scoring.reliability.parts import read_scheme
from articles.scoring.stored.histories import read_histories
from tests.makers import assessed


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("validate_reliability", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_simulation_prints_its_table_and_writes_priors_that_can_be_used(tmp_path: Path) -> None:
    shown = run("--simulate", "800", "--write-priors", str(tmp_path / "scheme.json"))
    assert "the whole score" in shown
    assert "Wilson lower bound" in shown
    scheme = read_scheme(tmp_path / "scheme.json")
    assert scheme.model == "reliability-4-fitted-20260101"
    assert scheme.parts["sourcing"].a / (scheme.parts["sourcing"].a + scheme.parts["sourcing"].b) == pytest.approx(
        0.65, abs=0.08
    )
    assert run("--simulate", "800", "--json") == run("--simulate", "800", "--json")


def outcome(version: Any, ago: int, severity: float, *, sampled: bool) -> None:
    ReviewOutcome.objects.create(
        source=version.article.source,
        article=version.article,
        severity=severity,
        decided_at=timezone.now() - timedelta(days=ago),
        sampled=sampled,
    )


@pytest.mark.django_db
def test_real_rows_are_read_and_validated() -> None:
    for ago, severity, sampled in ((200, 1.0, True), (100, 0.0, False), (10, 1.0, True), (5, 0.0, False)):
        outcome(assessed(), ago, severity, sampled=sampled)
    (history,) = read_histories().values()
    assert sum(day.n for day in history.days) == 4
    assert [(review.severity, review.sampled) for review in history.reviews].count((1.0, True)) == 2
    shown = json.loads(run("--json"))
    assert (shown["held_out"], shown["audited_only"], shown["truth"]) == (1, True, "hold-out")


@pytest.mark.django_db
def test_too_few_rows_say_what_is_missing() -> None:
    with pytest.raises(CommandError, match="no article was assessed"):
        run()
    assessed()
    with pytest.raises(CommandError, match=r"1 sources, 0 with a reviewed article.*--simulate"):
        run()
    with pytest.raises(CommandError, match="at least one source"):
        run("--simulate", "0")
