"""Every act and channel has its words in the table for authorities; the log keeps codes, for machines inside."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from articles.vocabulary.term import Family
from moderation.exports.decisions import KINDS, decisions_between, export
from moderation.exports.span import span
from moderation.models import Decision
from moderation.vocabulary.acts import ACTS, OVERTURN, Act
from moderation.vocabulary.channels import CHANNELS, Channel
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def grown():
    """An act and a channel more, as a later release would add them."""
    ACTS.add(Act("toy", "样例处理", "sample act"))
    CHANNELS.add(Channel("toy", "样例方式", "sample channel", "人工（样例）", "by a person (sample)"))
    yield
    ACTS.remove("toy")
    CHANNELS.remove("toy")


def decided(*pairs: tuple[str, str]) -> None:
    """A decision for each act and channel, in the week."""
    for hour, (act, channel) in enumerate(pairs):
        moment = world.WEEK.starts_at + timedelta(minutes=hour)
        item = world.item(world.article(moment), moment, moment, moment)
        first = world.decision(item, "remove", moment - timedelta(days=30)) if act == OVERTURN else None
        world.decision(item, act, moment, override_of=first, channel=channel)


def exported(kind: str, form: str) -> list[dict[str, Any]]:
    text = "".join(export(kind, form, decisions_between(*span(str(world.WEEK)))))
    if form == "json":
        return [json.loads(line) for line in text.splitlines()]
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def every(family: Family[Any]) -> list[str]:
    return [term.code for term in family.terms]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_table_for_authorities_names_each_act_and_channel(db, grown, form):
    decided(*((act, "console") for act in every(ACTS)), *(("remove", channel) for channel in every(CHANNELS)))
    table = exported("cn", form)
    acts, channels = table[: len(ACTS)], table[len(ACTS) :]
    assert [line["处理"] for line in acts] == [act.zh for act in ACTS.terms]
    assert [line["处理方式"] for line in channels] == [channel.zh_long for channel in CHANNELS.terms]
    assert not {str(cell) for line in table for cell in line.values()} & ({*ACTS, *CHANNELS} - {"API"})


def test_log_keeps_the_codes(db, grown):
    decided(*((act, "console") for act in every(ACTS)), *(("remove", channel) for channel in every(CHANNELS)))
    log = exported("log", "csv")
    assert [line["act"] for line in log][: len(ACTS)] == every(ACTS)
    assert [line["channel"] for line in log][len(ACTS) :] == every(CHANNELS)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "eu"])
def test_export_of_a_code_without_words_is_whole(db, kind):
    decided(("remove", "console"), ("gone", "gone"), ("remove", "api"))
    assert Decision.objects.filter(act="gone", channel="gone").exists()
    with capture_logs() as logs:
        table = exported(kind, "json")
    assert len(table) == 3
    assert "gone" in table[1].values()
    if kind == "cn":
        unknown = [(line["family"], line["code"]) for line in logs if line["event"] == "report.unknown_code"]
        assert unknown == [("act", "gone"), ("channel", "gone")]
