"""Every channel a decision can come through has its word in every export."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import call_command

from moderation.exports.decisions import decisions_between, export
from moderation.exports.span import span
from moderation.vocabulary.channels import CHANNELS
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(db):
    """One removal through each channel there is, in the week 2026-W03."""
    for hour, channel in enumerate(CHANNELS):
        moment = world.WEEK.starts_at + timedelta(hours=hour)
        world.decision(world.item(world.article(moment), moment, moment, moment), "remove", moment, channel=channel)


def test_the_chinese_table_names_each_channel(decided):
    text = "".join(export("cn", "csv", decisions_between(*span("2026-W03")))).removeprefix("\ufeff")
    named = [line["处理方式"] for line in csv.DictReader(io.StringIO(text))]
    assert len(set(named)) == len(CHANNELS)
    assert "规则自动处理" in named
    assert not set(named) & set(CHANNELS)


def test_a_failed_export_leaves_the_file_that_was_there(decided, tmp_path, monkeypatch):
    from moderation.exports import decisions

    out = tmp_path / "decisions.csv"
    out.write_text("an earlier export", encoding="utf-8")
    calls = iter(range(100))

    def fails_late(decision):
        if next(calls) == 2:
            raise LookupError("a row that cannot be told")
        return {"id": decision.pk}

    monkeypatch.setitem(decisions.KINDS, "cn", fails_late)
    with pytest.raises(LookupError):
        call_command("export_decisions", "--week", "2026-W03", "--kind", "cn", "--output", str(out))
    assert out.read_text(encoding="utf-8") == "an earlier export"
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.csv"]
