"""Moderators' answers on two articles that tell the same: kept as labels, audited, and nothing else."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import transaction

from articles.models import Retelling, RetellingAnswer, Score
from articles.models.immutable import ImmutableRowError
from articles.provenance.stored.record import provenance_record
from moderation.models import AuditEntry, Event, Queue, QueueItem
from moderation.quality.retellings import answer_retelling, answered_pairs
from moderation.queue.entry import enter
from tests.makers import person, reason
from tests.provenance.rewording.texts import REWORDING, STORY
from tests.provenance.stored.world import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> QueueItem:
    published("云泽观察", "16T22:30", body=list(STORY))
    later = published("环宇茶话", "17T04:30", body=list(REWORDING))
    return QueueItem.objects.filter(article=later.article_id).first() or enter(later, [reason()])


def other_of(item: QueueItem) -> int:
    return Retelling.objects.get().other_id(item.article_id)


def test_an_answer_is_kept_audited_and_shown_in_the_record(item: QueueItem, moderator: Any) -> None:
    events, scores = Event.objects.count(), list(Score.objects.order_by("pk").values_list("pk", "value"))

    given = answer_retelling(moderator, item, other_of(item), "reworded", " 数字全同 ")

    assert (given.answer, given.note, given.answered_by) == ("reworded", "数字全同", moderator)
    entry = AuditEntry.objects.get(action="retelling.answered")
    assert entry.subject == f"article:{item.article_id}"
    article = type(item.article).objects.select_related("platform", "source", "current__page").get(pk=item.article_id)
    assert provenance_record(article)["retellings"][0]["answer"] == "reworded"
    assert Event.objects.count() == events
    assert list(Score.objects.order_by("pk").values_list("pk", "value")) == scores


def test_the_newest_answer_counts_and_rows_never_change(item: QueueItem, moderator: Any) -> None:
    first = answer_retelling(moderator, item, other_of(item), "reworded")
    assert answer_retelling(moderator, item, other_of(item), "reworded").pk == first.pk
    answer_retelling(moderator, item, other_of(item), "independent")

    assert [(each.is_reworded, each.score > 0.5) for each in answered_pairs()] == [(False, True)]
    assert RetellingAnswer.objects.count() == 2
    with pytest.raises(ImmutableRowError):
        first.delete()


def test_who_could_not_tell_gives_no_label(item: QueueItem, moderator: Any) -> None:
    answer_retelling(moderator, item, other_of(item), "unclear")

    assert list(answered_pairs()) == []


def test_unknown_answers_and_pairs_are_refused(item: QueueItem, moderator: Any) -> None:
    with pytest.raises(ValueError, match="no such answer"):
        answer_retelling(moderator, item, other_of(item), "plagiarism")
    with pytest.raises(Retelling.DoesNotExist):
        answer_retelling(moderator, item, item.article_id + 999, "reworded")


def test_only_who_may_work_on_the_item_answers(item: QueueItem, moderator: Any) -> None:
    with pytest.raises(PermissionDenied):
        answer_retelling(person("auditor"), item, other_of(item), "reworded")
    item.queue = Queue.objects.create(code="leads", leads_only=True)
    item.save()
    with pytest.raises(PermissionDenied), transaction.atomic():
        answer_retelling(moderator, item, other_of(item), "reworded")
    assert not RetellingAnswer.objects.exists()


def test_the_command_refuses_too_few_answers_and_prints_a_fit(item: QueueItem, moderator: Any) -> None:
    answer = answer_retelling(moderator, item, other_of(item), "reworded")
    with pytest.raises(CommandError, match="1 clear answers"):
        call_command("fit_retellings", stdout=StringIO())
    RetellingAnswer.objects.bulk_create(
        RetellingAnswer(
            first_id=answer.first_id,
            second_id=answer.second_id,
            first_version_id=answer.first_version_id,
            second_version_id=answer.second_version_id,
            answer="independent",
            score=0.53,
            numbers_shared=1,
            numbers=2,
            names_shared=3,
            answered_by=moderator,
        )
        for _ in range(3)
    )
    with pytest.raises(CommandError):  # one pair is one label, however often it was answered
        call_command("fit_retellings", fewest=2, stdout=StringIO())


def test_the_fit_is_printed_with_figures_of_answers_held_out(monkeypatch: Any, settings: Any) -> None:
    from articles.provenance.rewording.fitting import Answered
    from moderation.management.commands import fit_retellings

    rows = [Answered(str(number), 0.5 + number % 50 / 100, number % 50 >= 20) for number in range(400)]
    monkeypatch.setattr(fit_retellings, "answered_pairs", lambda: iter(rows))
    out = StringIO()

    call_command("fit_retellings", stdout=out)

    found = json.loads(out.getvalue())
    assert found["present"] == settings.RETELLING_SHOWN < found["RETELLING_SHOWN"]
    assert found["held_out_precision"]["of"] > 100
