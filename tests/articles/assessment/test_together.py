"""Articles that go through the stages together end as each by itself would, and one that fails fails alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone

from articles.assessment import pipeline, stages
from articles.models import (
    Article,
    Assessment,
    Attribution,
    ComparedText,
    Finding,
    Fingerprint,
    Observation,
    Reference,
    Reliability,
    ReliabilityChange,
    ReuseEdge,
    Score,
)
from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import compared_text
from articles.provenance.stored.reuse import indexing
from articles.provenance.stored.reuse.fingerprints import COMMON
from articles.tasks import assess as assess_task
from moderation.models import Event, QueueItem, QueueReason
from tests.makers import fields, stored
from tests.moderation.console.pages import FULL
from tests.provenance.stored.world import OTHER, STORY, settle

pytestmark = pytest.mark.django_db


def given() -> list[dict[str, Any]]:
    """Alone and in company: a full page, copies with and without credit, articles that cite each other, repeats."""
    when = {"published_at": "2026-11-18T09:00:00+08:00"}
    later = {"published_at": "2026-11-18T15:00:00+08:00"}
    url = "https://www.163.com/dy/article/{}.html"
    return [
        fields(**FULL),
        fields(source=None),
        fields(source={"name": "临江早报"}, body=STORY, **when),
        fields(source={"name": "湖城快讯"}, body=["据临江早报报道，以下是全文。", *STORY], **later),
        # An hour later: of two at the same minute, the first is assessed again, and its item counts one version more.
        fields(source={"name": "转载号"}, body=[*STORY[:3], "转载号的小编添了一句自己的话放在末尾。"],
               published_at="2026-11-18T16:00:00+08:00"),
        fields(source={"name": "甲号"}, url=url.format("AAA"), body=OTHER[:2], headline="茶叶春采提前，乙号文章说",
               references=[{"headline": "冷链仓库下月投用", "outlet": "乙号", "url": url.format("BBB")}]),
        fields(source={"name": "乙号"}, url=url.format("BBB"), body=OTHER[2:], headline="冷链仓库下月投用",
               references=[{"headline": "茶叶春采提前，乙号文章说", "outlet": "甲号", "url": url.format("AAA")}]),
        *(fields(source={"name": "山城观察"}, body=[f"山城观察第{n}次说起这件事，每次的话都不一样，第{n}回尤其如此。"])
          for n in range(4)),
        fields(platform="toutiao", source={"name": "湖城快讯"}, headline="震惊！他竟然做出这种事，所有人都沉默了！"),
    ]  # fmt: skip


def rows() -> dict[str, Any]:
    """All that the stages leave behind, by natural names and without times."""
    name = dict(Article.objects.values_list("pk", "external_id"))

    def told(found: Any, *columns: str) -> list[Any]:
        return sorted(found.values_list(*columns), key=repr)

    return {
        "versions": told(
            Article.objects.all(), "external_id", "current__topic", "current__topic_is_news",
            "current__well_sourced", "current__disclosed", "current__clickbait_band", "current__earliest__external_id",
        ),
        "texts": told(ComparedText.objects.all(), "article__external_id", "text", "digest", "shingles"),
        "hashes": sorted((name[pk], found) for pk, found in Fingerprint.objects.values_list("article_id", "hash")),
        "edges": told(
            ReuseEdge.objects.all(), "earlier__external_id", "later__external_id", "directed", "containment",
            "containment_earlier", "passages", "credit",
        ),
        "attributions": told(
            Attribution.objects.all(), "version__article__external_id", "who", "kind", "verb", "start", "end",
            "reference__position", "who_key", "source__name",
        ),
        "references": told(
            Reference.objects.all(), "version__article__external_id", "position", "used", "source__name",
            "article__external_id",
        ),
        "findings": sorted(
            (*row, sorted(name[pk] for pk in about))
            for *row, about in Finding.objects.values_list(
                "version__article__external_id", "code", "severity", "explanation_zh", "clause", "articles"
            )
        ),
        "scores": told(
            Score.objects.all(), "version__article__external_id", "name", "value", "low", "high", "n", "band",
            "reasons", "source__name",
        ),
        "observations": told(
            Observation.objects.all(), "article__external_id", "source__name", "day", "sourcing", "originality",
            "headline_honesty", "disclosure", "peer_graph",
        ),
        "reliability": told(Reliability.objects.all(), "source__name", "value", "low", "high", "n", "band", "parts"),
        "items": told(
            QueueItem.objects.all(), "article__external_id", "queue__code", "state", "risk", "reach", "version"
        ),
        "reasons": told(
            QueueReason.objects.all(), "item__article__external_id", "kind", "code", "severity", "weight", "label_zh",
            "label_en", "score__name", "finding__code",
        ),
        "events": sorted(
            (name[pk], data["scores"], data["findings"], data["queue_item"] is not None)
            for pk, data in Event.objects.filter(type="article.assessed").values_list("article", "data")
        ),
    }  # fmt: skip


def ended(some: list[dict[str, Any]], *, together: bool) -> dict[str, Any]:
    """The rows after all is done, in a transaction that is taken back."""
    with transaction.atomic():
        ids = [Assessment.objects.get(version=stored(**each)).pk for each in some]
        if together:
            assert pipeline.assess_batch(ids) == len(ids)
        else:
            assert all(pipeline.assess(pk) for pk in ids)
        while settle():
            pass
        found = rows()
        transaction.set_rollback(True)
    return found


def test_the_same_rows_as_one_by_one() -> None:
    some = given()
    one_by_one, together = ended(some, together=False), ended(some, together=True)
    assert len(one_by_one["edges"]) >= 3
    assert len(one_by_one["items"]) >= 3
    meant = [article for *_, article in one_by_one["references"] if article]
    assert len(set(meant)) == 2, "the two that mean each other, though they share no text"
    for kind in one_by_one:
        assert together[kind] == one_by_one[kind], kind


def test_every_move_of_a_source_is_put_down_to_its_article() -> None:
    versions = [stored(body=[f"第{n}篇各说各的事情，与别篇没有一句相同，第{n}回。"]) for n in range(5)]
    assert pipeline.assess_batch([version.assessment.pk for version in versions]) == 5
    moves = list(ReliabilityChange.objects.order_by("pk").values_list("articles", "before", "after", "aged", "moved"))
    assert [articles for articles, *_ in moves] == [[version.article_id] for version in versions]
    for (_, before, after, aged, moved), following in zip(moves, [*moves[1:], None], strict=True):
        assert (before or 0) + aged + sum(moved.values()) == pytest.approx(after, abs=1e-3)
        assert following is None or following[1] == after
    assert Reliability.objects.get().value == moves[-1][2]
    shown = Score.objects.filter(name="reliability").order_by("version_id")
    assert list(shown.values_list("value", flat=True)) == [after for _, _, after, *_ in moves]


def test_many_take_few_statements(django_assert_max_num_queries: Any) -> None:
    bodies = [[f"第{n}篇谈{word}，与别篇没有一句相同。"] for n, word in enumerate("天地玄黄宇宙洪荒日月盈昃辰宿列张")]
    ids = [stored(body=body, source={"name": f"账号{len(body[0]) % 3}"}).assessment.pk for body in bodies]
    with django_assert_max_num_queries(85):  # 16 one by one take 700
        assert pipeline.assess_batch(ids) == len(ids)


def test_one_that_fails_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad, better = (stored() for _ in range(3))
    real = stages.compared_text

    def refuse(extracted: Any) -> Any:
        if extracted.headline == bad.headline:
            raise ZeroDivisionError
        return real(extracted)

    monkeypatch.setattr(stages, "compared_text", refuse)
    assert pipeline.assess_batch([version.assessment.pk for version in (good, bad, better)]) == 2
    failed = Assessment.objects.get(version=bad)
    assert (failed.stage, failed.attempts, failed.last_error) == ("fingerprints", 1, "ZeroDivisionError")
    assert failed.due_at > timezone.now()
    assert {Assessment.objects.get(version=version).stage for version in (good, better)} == {"done"}
    assert Event.objects.filter(type="article.assessed").count() == 2


def test_one_whose_lease_is_lost_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, lost = stored(), stored()
    real = stages.compared_text

    def lose(extracted: Any) -> Any:
        Assessment.objects.filter(version=lost).update(token="another's")
        return real(extracted)

    monkeypatch.setattr(stages, "compared_text", lose)
    assert pipeline.assess_batch([mine.assessment.pk, lost.assessment.pk]) == 1
    assert Assessment.objects.get(version=mine).stage == "done"
    left = Assessment.objects.get(version=lost)
    assert (left.stage, left.token) == ("fingerprints", "another's")
    assert not ComparedText.objects.filter(article=lost.article_id).exists()


def test_poison_row_dies_alone_when_the_batch_is_retried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that died with many in its hands: each is then tried by itself, and the poison dies alone."""
    versions = [stored() for _ in range(3)]
    ids = [version.assessment.pk for version in versions]
    assert Assessment.objects.claim_untried(ids)[1] == ids
    Assessment.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    sizes: list[int] = []
    real = pipeline._take
    monkeypatch.setattr(pipeline, "_take", lambda some, token: (sizes.append(len(some)), real(some, token))[1])
    assert pipeline.assess_batch(ids) == 3
    assert sizes == [1, 1, 1]


def test_batch_skips_rows_that_are_held_or_not_due(settings: Any) -> None:
    held, later, due = (stored().assessment.pk for _ in range(3))
    assert Assessment.objects.claim(held)
    Assessment.objects.filter(pk=later).update(due_at=timezone.now() + timedelta(hours=1))
    assert pipeline.assess_batch([held, later, due, 10**9]) == 1
    assert Assessment.objects.get(pk=due).stage == "done"
    assert pipeline.assess_batch([due]) == 0


def test_a_doorbell_for_one_takes_others_that_wait_the_longest_waiting_first() -> None:
    now = timezone.now()
    first, rung, tried, later, second = (stored().assessment.pk for _ in range(5))
    for pk, minutes in ((first, 9), (second, 5), (tried, 3), (rung, 1)):
        Assessment.objects.filter(pk=pk).update(due_at=now - timedelta(minutes=minutes))
    Assessment.objects.filter(pk=tried).update(attempts=1)
    Assessment.objects.filter(pk=later).update(due_at=now + timedelta(minutes=1))
    assert Assessment.objects.turns(25) == [first, second, tried, rung]
    assert Assessment.objects.turns(1) == [first]
    assess_task([rung])
    assert set(Assessment.objects.filter(stage="done").values_list("pk", flat=True)) == {first, second, tried, rung}


def test_many_that_take_long_hand_back_what_is_left(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CELERY_TASK_SOFT_TIME_LIMIT = 0
    rung: list[int] = []
    monkeypatch.setattr(pipeline, "ring_assessments", rung.extend)
    ids = [stored().assessment.pk for _ in range(3)]
    assert pipeline.assess_batch(ids) == 0
    assert rung == ids
    for row in Assessment.objects.all():
        assert (row.stage, row.attempts, row.token, row.leased_until) == ("reuse", 0, "", None)
        assert row.due_at <= timezone.now()
    for _ in range(40):
        pipeline.assess_batch(ids)
    assert set(Assessment.objects.values_list("stage", flat=True)) == {"done"}


def test_out_of_time_each_is_tried_again_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def last(texts: Any) -> None:
        raise SoftTimeLimitExceeded

    ids = [stored().assessment.pk for _ in range(2)]
    with monkeypatch.context() as patched:
        patched.setattr(indexing, "write", last)
        assert pipeline.assess_batch(ids) == 0
    for row in Assessment.objects.all():
        assert (row.attempts, row.last_error, row.token) == (1, "SoftTimeLimitExceeded", "")
    Assessment.objects.update(due_at=timezone.now())
    assert pipeline.assess_batch(ids) == 2


def test_written_together_no_hash_has_more_articles_than_by_one() -> None:
    text = compared_text(ExtractedArticle("标题", tuple(STORY)))
    versions = [stored() for _ in range(COMMON + 7)]
    some = [indexing.Compared(version.article_id, version.pk, text) for version in versions]
    indexing.write(some[:3])
    indexing.write(some[3:])
    holders = Fingerprint.objects.values_list("article_id", flat=True).distinct()
    assert set(holders) == {version.article_id for version in versions[:COMMON]}
    assert ComparedText.objects.count() == len(versions)
