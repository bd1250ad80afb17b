"""Why an item stands where it does, for consoles outside."""

from __future__ import annotations

import pytest
from django.utils import translation

from moderation.models import QueueItem
from moderation.queue.standing import standing
from tests.makers import queued, reason

pytestmark = pytest.mark.django_db


def item(*reasons, **changes) -> QueueItem:
    return QueueItem.objects.prefetch_related("reasons").get(pk=queued(*reasons, **changes).pk)


def test_an_outside_console_reads_the_sentence_in_both_languages_with_its_parts(api):
    doubtful = reason("clickbait", 0.25, kind="score", severity="medium", zh="标题存疑", en="Doubtful headline")
    found = item(reason(), doubtful, source={"name": "小号"})
    shown = api.get(f"queue-items/{found.pk}/").json()["standing"]
    with translation.override("zh-hans"):
        assert shown["sentence_zh"] == standing(found)
    with translation.override("en"):
        assert shown["sentence_en"] == standing(found)
    first = shown["parts"][0]
    assert (first["kind"], first["code"], first["label_zh"]) == ("finding", "vague_sourcing", "“来源笼统”")
    assert first["hours_later"] == pytest.approx(36 * first["share"], abs=0.05)
    assert [part["share"] for part in shown["parts"]] == sorted((p["share"] for p in shown["parts"]), reverse=True)
    assert (shown["chance"], shown["harm"]) == (found.priority["chance"], found.priority["harm"])


def test_an_item_of_before_the_explanations_has_no_standing(api):
    found = item(reason())
    QueueItem.objects.filter(pk=found.pk).update(priority=None)
    assert api.get(f"queue-items/{found.pk}/").json()["standing"] is None


def test_a_reason_that_left_the_item_is_no_part(api):
    found = item(reason(), reason("uncredited_reuse", 0.3, severity="medium", zh="搬运", en="Copy"))
    found.reasons.filter(code="vague_sourcing").delete()
    parts = api.get(f"queue-items/{found.pk}/").json()["standing"]["parts"]
    assert "vague_sourcing" not in {part["code"] for part in parts}
    assert "uncredited_reuse" in {part["code"] for part in parts}
