"""Linked accounts share doubt and nothing else; a lead links them, and to end that may take two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from articles.assessment.evidence_marks import recount_marked
from articles.models import EvidenceMark, Reliability, Source, SourceLink
from articles.scoring.stored.links import linked_to
from articles.scoring.stored.recount import recount_all
from articles.scoring.stored.reliability import score_of
from moderation.decisions import DecisionRequest, decide
from moderation.models import AuditEntry, Event
from moderation.oversight import proposing
from moderation.oversight.links import link, unlink
from moderation.queue.entry import enter
from tests.makers import assessed, reason

pytestmark = pytest.mark.django_db


def judged(lead: Any, name: str, *acts: str, platform: str = "netease") -> Source:
    """An account with one reviewed article per act; with one unreviewed article where there is none."""
    source = None
    for act in acts or ("",):
        version = assessed(source={"name": name}, platform=platform)
        source = version.article.source
        if act:
            with transaction.atomic():
                item = enter(version, [reason()])
            clause = "" if act == "allow" else "4.1"
            decide(lead, DecisionRequest(item_id=item.pk, version=item.version, act=act, clause=clause))
    assert source is not None
    count()
    return source


def count() -> None:
    EvidenceMark.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    recount_marked()


def value(source: Source) -> float:
    found = Reliability.objects.get(source=source).value
    assert found is not None
    return found


def joined(lead: Any, one: Source, other: Source, kind: str = "same_owner") -> SourceLink:
    outcome = link(lead, one.pk, other.pk, kind, "同一主体注册", via="console")
    count()
    assert outcome.row is not None
    found: SourceLink = outcome.row
    return found


def test_the_same_name_on_two_platforms_shares_nothing_until_a_lead_links_it(lead: Any) -> None:
    bad = judged(lead, "山城夜话", *["remove"] * 5)
    namesake = judged(lead, "山城夜话", platform="sohu")
    before = value(namesake)
    assert Reliability.objects.get(source=namesake).band == "unreviewed"
    made = joined(lead, bad, namesake, "successor")
    row = Reliability.objects.get(source=namesake)
    assert row.band == "low"
    assert value(namesake) < before - 30
    change = namesake.reliability_changes.first()
    assert change is not None
    assert (change.cause, change.moved["record"] < 0) == ("linked", True)
    score = score_of(row)
    assert (score.reviewed, score.record.linked) == (5, 5)
    assert "含关联账号 5 篇" in score.to_result().reasons[0].zh
    assert recount_all() == 0, "the night finds the same"
    unlink(lead, made.pk, "并非同一主体", via="console")
    count()
    assert value(namesake) == pytest.approx(before, abs=0.01)


def test_no_account_gains_by_a_link_with_a_better_one(lead: Any) -> None:
    bad = judged(lead, "河畔怪谈", *["remove"] * 4)
    good = judged(lead, "山城观察", *["allow"] * 8)
    before = value(bad), value(good)
    joined(lead, good, bad)
    assert value(bad) - before[0] < 0.01
    assert value(good) < before[1] - 5
    fresh = judged(lead, "山城观察三号")
    alone = value(fresh)
    joined(lead, fresh, judged(lead, "山城观察四号", *["allow"] * 8))
    assert value(fresh) - alone < 0.01, "clean reviews of another account are no review of this one"
    assert Reliability.objects.get(source=fresh).band == "unreviewed"


def test_doubt_passes_over_links_of_links_and_later_decisions_reach_all(lead: Any) -> None:
    first, second, third = (judged(lead, f"连环账号{number}") for number in "甲乙丙")
    joined(lead, first, second)
    joined(lead, third, second)
    assert linked_to([first.pk]) == {first.pk: {second.pk, third.pk}}
    before = value(third)
    judged(lead, "连环账号甲", "remove", "remove", "remove")
    assert value(third) < before - 10
    change = third.reliability_changes.first()
    assert change is not None
    assert change.cause == "decided"


def test_splitting_into_a_linked_account_gains_nothing(lead: Any) -> None:
    old = judged(lead, "旧号", *["remove"] * 5)
    new = judged(lead, "新号", "allow", "allow")
    joined(lead, old, new, "successor")
    assert value(new) - value(old) < 15, "two clean reviews of its own count"
    assert Reliability.objects.get(source=new).band == "low"


def test_a_link_is_audited_and_told_and_refuses_what_makes_no_sense(lead: Any) -> None:
    one, other = judged(lead, "甲号"), judged(lead, "乙号")
    made = joined(lead, other, one)
    assert (made.source, made.other) == (one, other)
    entry = AuditEntry.objects.filter(action="source_link.made").get()
    assert entry.subject == f"source_link:{made.pk}"
    assert "同一主体注册" in entry.payload
    event = Event.objects.get(type="source.linked")
    assert event.data == {"link": made.pk, "sources": [one.pk, other.pk], "kind": "same_owner"}
    for ends, kind, why, code in (
        ((one.pk, other.pk), "same_owner", "再来", "linked"),
        ((one.pk, one.pk), "same_owner", "自己", "unknown"),
        ((one.pk, 999_999), "same_owner", "没有", "unknown"),
        ((one.pk, other.pk), "cousin", "远亲", "reason"),
        ((one.pk, other.pk), "same_owner", "  ", "reason"),
    ):
        with pytest.raises(ValidationError) as refused:
            link(lead, *ends, kind, why, via="console")
        assert refused.value.code == code
    unlink(lead, made.pk, "弄错了", via="console")
    with pytest.raises(ValidationError) as refused:
        unlink(lead, made.pk, "再来", via="console")
    assert refused.value.code == "ended"
    assert Event.objects.filter(type="source.unlinked").count() == 1
    assert joined(lead, one, other).pk != made.pk, "the ended row stays as history"


def test_only_leads_link(moderator: Any, lead: Any) -> None:
    one, other = judged(lead, "甲号"), judged(lead, "乙号")
    with pytest.raises(PermissionDenied):
        link(moderator, one.pk, other.pk, "same_owner", "同一主体", via="console")
    made = joined(lead, one, other)
    with pytest.raises(PermissionDenied):
        unlink(moderator, made.pk, "不是", via="console")


def test_ending_a_link_takes_two_where_two_are_asked_for_and_linking_takes_one(lead: Any, settings: Any) -> None:
    settings.TWO_PERSONS = True
    colleague = _another_lead()
    one, other = judged(lead, "甲号", "remove", "remove", "remove"), judged(lead, "乙号")
    made = joined(lead, one, other)
    doubted = value(other)
    outcome = unlink(lead, made.pk, "主体变更", via="console")
    assert outcome.proposal is not None
    assert outcome.proposal.loosens == ["ended"]
    count()
    assert value(other) == doubted
    proposing.confirm(colleague, outcome.proposal.pk)
    count()
    assert value(other) > doubted + 10
    made.refresh_from_db()
    assert made.end_reason == "主体变更"


def _another_lead() -> Any:
    from django.contrib.auth.models import Group, User

    made = User.objects.create_user("second-lead", password="second-lead-password", is_staff=True)
    made.groups.add(Group.objects.get(name="lead"))
    return made
