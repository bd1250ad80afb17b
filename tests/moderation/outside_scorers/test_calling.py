"""Articles are sent to scorers and their answers kept: in shadow, live, and when the service fails or lies."""

from __future__ import annotations

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from articles.models import Score
from moderation.models import AuditEntry, Event, OutsideScorer, QueueItem, ScorerCall
from moderation.outside_scorers import claims, registering
from moderation.outside_scorers.calling import ask, call_due, record
from moderation.outside_scorers.sweeps import give_up_calls, ring_due_calls
from moderation.routing.facts import facts_of, subject_of, texts_of
from moderation.triage.rules.compiling import compiled
from moderation.triage.rules.phrases import PhraseIndex
from tests.makers import assessed
from tests.moderation.outside_scorers.world import VERSION, call_of, live, registered, says
from tests.moderation.webhooks.receiver import answers, drips, endless, resets, says_nothing

pytestmark = pytest.mark.django_db


def score_of(version):
    return Score.objects.get(version=version, name="signal")


class TestInShadow:
    def test_an_article_is_sent_whole_and_signed(self, lead, service):
        scorer, secret = registering.register(
            lead, code="toxicity", name_zh="言语攻击", name_en="toxicity", url=service.url, version=VERSION
        )
        version = assessed(headline="环湖路改造下月开工", body=["第一段。", "第二段。"])
        call_due()
        (request,) = service.requests
        document = Webhook(secret).verify(request.body, request.headers)
        assert document["id"] == request.id
        assert document["type"] == "article.score"
        assert document["data"]["scorer"] == scorer.code
        sent = document["data"]["article"]
        assert (sent["id"], sent["platform"], sent["body"]) == (version.article_id, "netease", ["第一段。", "第二段。"])
        assert sent["headline"] == "环湖路改造下月开工"

    def test_its_answer_is_kept_with_version_reasons_and_latency_and_nothing_uses_it(self, lead, service):
        registered(lead, service)
        service.act = says(0.93, reasons=[{"code": "insult", "zh": "辱骂", "contribution": 0.9}])
        version = assessed()
        told = Event.objects.count()
        call_due()
        call = call_of(version)
        assert (call.state, call.value, call.answered_version, call.is_live) == ("answered", 93.0, VERSION, False)
        assert [reason["code"] for reason in call.reasons] == ["insult", "rest"]
        assert call.latency_ms is not None
        assert not Score.objects.filter(name="signal").exists()
        assert Event.objects.count() == told

    def test_an_article_announced_again_is_not_sent_again(self, lead, service):
        from articles.signals import article_assessed

        registered(lead, service)
        version = assessed()
        article_assessed.send(sender=type(version), versions=[version])
        assert ScorerCall.objects.count() == 1

    def test_only_articles_of_its_platform_are_sent(self, lead, service):
        from articles.models import Platform

        registered(lead, service, platform=Platform.objects.get(code="sohu"))
        assessed(platform="netease")
        own = assessed(platform="sohu")
        assert list(ScorerCall.objects.values_list("version", flat=True)) == [own.pk]

    def test_one_that_is_off_is_not_asked_and_what_waits_is_given_up(self, lead, service):
        scorer = registered(lead, service)
        waiting = assessed()
        registering.move(lead, scorer.pk, "off")
        assessed()
        call_due()
        assert service.requests == []
        assert give_up_calls() == 1
        assert (call_of(waiting).state, call_of(waiting).fault) == ("failed", "switched_off")


class TestLive:
    def test_its_answer_is_a_score_with_the_reasons_and_rules_may_ask_for_it(self, lead, service):
        scorer = live(lead, service)
        service.act = says(0.93, reasons=[{"code": "insult", "zh": "辱骂", "contribution": 0.9}])
        version = assessed()
        call_due()
        score = score_of(version)
        assert (score.model, score.value, score.band) == (f"toxicity {VERSION}", 93.0, "high")
        assert score.baseline + sum(reason["contribution"] for reason in score.reasons) == pytest.approx(93.0)
        subject = subject_of(facts_of([version])[version.pk], lambda: texts_of(version), PhraseIndex({}))
        assert compiled('signal("toxicity") >= 90', signals=[scorer.code]).matches(subject)
        assert not compiled('signal("toxicity") < 90', signals=[scorer.code]).matches(subject)

    def test_the_platform_is_told_the_score(self, lead, service):
        live(lead, service)
        service.act = says(0.6)
        version = assessed()
        call_due()
        told = Event.objects.filter(type="article.assessed", article=version.article).latest("created_at")
        score = {"name": "signal", "value": 60.0, "band": "medium", "model": f"toxicity {VERSION}"}
        assert score in told.data["scores"]

    def test_a_high_score_raises_an_item_that_is_queued_anyway(self, lead, service):
        live(lead, service)
        service.act = says(0.9)
        version = assessed(headline="震惊！真相竟然是这样，所有人都惊呆了！！！")
        item = QueueItem.objects.get(article=version.article_id)
        before = item.risk
        call_due()
        item.refresh_from_db()
        assert item.reasons.filter(kind="score", code="signal").exists()
        assert item.risk > before

    def test_a_high_score_alone_queues_nothing(self, lead, service):
        live(lead, service)
        service.act = says(1.0)
        version = assessed()
        before = QueueItem.objects.filter(article=version.article_id).count()
        call_due()
        assert score_of(version).value == 100.0
        assert QueueItem.objects.filter(article=version.article_id).count() == before

    def test_the_answer_of_another_version_is_kept_and_does_not_count(self, lead, service):
        live(lead, service)
        service.act = answers(200, b'{"score": 0.9, "version": "4.0"}')
        version = assessed()
        call_due()
        call = call_of(version)
        assert (call.state, call.answered_version, call.fault) == ("answered", "4.0", "other_version")
        assert not Score.objects.filter(version=version, name="signal").exists()

    def test_an_answer_about_a_text_that_changed_meanwhile_changes_no_queue(self, lead, service):
        live(lead, service)
        service.act = says(0.9)
        old = assessed(external_id="same")
        told = Event.objects.filter(type="article.assessed").count
        newer = assessed(external_id="same", body=["全新的一段。"])
        before = told()
        ScorerCall.objects.filter(version=newer).delete()
        call_due()
        assert newer.article.current_id == newer.pk
        assert score_of(old).value == 90.0
        assert told() == before


class TestFailing:
    @pytest.mark.parametrize(
        ("act", "faults"),
        [
            (answers(500, b"down"), "status"),
            (answers(302, b"", Location="http://127.0.0.1:1/"), "status"),
            (resets, "connection bad_answer"),
            (says_nothing, "too_slow timeout"),
            (drips, "too_slow timeout"),
            (endless, "too_large"),
            (says(2), "out_of_range"),
            (answers(200, b'{"score": NaN}'), "not_json"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_scorer_that_fails_or_lies_holds_no_article_back(self, lead, service, act, faults):
        registered(lead, service, timeout_seconds=0.3 if "too_slow" in faults else 10.0)
        service.act = act
        version = assessed()
        assert version.assessed_at is not None, "before anybody was asked"
        call_due()
        call = call_of(version)
        assert call.state == "pending"
        assert call.fault in faults.split()
        assert call.next_attempt_at > timezone.now()
        assert not Score.objects.filter(name="signal").exists()

    def test_a_private_address_is_not_called(self, lead, service, settings):
        registered(lead, service)
        settings.WEBHOOK_PRIVATE_RECEIVERS = []
        version = assessed()
        call_due()
        assert service.requests == []
        assert call_of(version).fault == "address"

    def test_it_is_tried_four_times_with_one_id_and_then_given_up(self, lead, service, clock):
        registered(lead, service)
        service.act = answers(500)
        version = assessed()
        for _ in range(6):
            call_due()
            clock.move(minutes=11)
        assert len(service.requests) == 4
        assert len(set(service.ids)) == 1
        assert (call_of(version).state, call_of(version).fault) == ("failed", "status")

    def test_retry_after_is_honoured(self, lead, service, clock):
        registered(lead, service)
        service.act = answers(429, Retry_After="120")
        assessed()
        call_due()
        clock.move(seconds=90)
        call_due()
        assert len(service.requests) == 1
        clock.move(seconds=40)
        call_due()
        assert len(service.requests) == 2

    def test_after_five_failures_only_probes_are_sent_until_one_is_answered(self, lead, service, clock):
        scorer = registered(lead, service)
        service.act = answers(500)
        for _ in range(7):
            assessed()
        call_due()
        scorer.refresh_from_db()
        assert scorer.is_broken
        sent = len(service.requests)
        assert 5 <= sent < 5 + claims.PARALLEL
        call_due()
        assert len(service.requests) == sent
        service.act = says(0.2)
        clock.move(seconds=61)
        call_due()
        scorer.refresh_from_db()
        assert not scorer.is_broken
        assert ScorerCall.objects.filter(state="answered").exists()
        acts = AuditEntry.objects.filter(subject="scorer:toxicity").order_by("sequence")
        assert list(acts.values_list("action", flat=True)) == ["scorer.registered", "scorer.broken", "scorer.recovered"]

    def test_the_budget_of_the_day_is_not_exceeded(self, lead, service, clock):
        registered(lead, service, daily_budget=2)
        service.act = says(0.2)
        for _ in range(3):
            assessed()
        while call_due():
            pass
        assert len(service.requests) == 2
        clock.move(hours=7)
        assert give_up_calls() == 1
        assert ScorerCall.objects.get(state="failed").fault in ("budget", "expired")


class TestDeadWorkers:
    def test_a_killed_worker_loses_nothing(self, lead, service, clock):
        registered(lead, service)
        service.act = says(0.4)
        version = assessed()
        (held,) = claims.claim("dead", 8)
        assert call_due() is False
        assert service.requests == [], "held by the dead one"
        clock.move(seconds=held.seconds + 31)
        assert ring_due_calls() == 1
        call_due()
        assert call_of(version).value == 40.0

    def test_the_answer_of_a_worker_that_comes_too_late_is_dropped(self, lead, service, clock):
        scorer = live(lead, service)
        service.act = says(0.4)
        version = assessed()
        (late,) = claims.claim("late", 8)
        attempt = ask(late)
        clock.move(seconds=late.seconds + 31)
        service.act = says(0.7)
        call_due()
        assert record(late, attempt) is False
        assert call_of(version).value == 70.0
        assert score_of(version).value == 70.0
        assert scorer.calls.count() == 2

    def test_a_late_worker_does_not_write_to_a_row_that_another_one_holds(self, lead, service, clock):
        registered(lead, service)
        service.act = says(0.4)
        version = assessed()
        (late,) = claims.claim("late", 8)
        attempt = ask(late)
        clock.move(seconds=late.seconds + 31)
        claims.claim("other", 8)
        assert record(late, attempt) is False
        assert (call_of(version).state, call_of(version).token) == ("pending", "other")

    def test_a_call_whose_every_worker_died_is_given_up(self, lead, service, clock):
        registered(lead, service)
        version = assessed()
        for _ in range(4):
            (held,) = claims.claim("dead", 8)
            clock.move(seconds=held.seconds + 31)
        assert give_up_calls() == 1
        assert (call_of(version).state, call_of(version).fault) == ("failed", "internal")

    def test_an_answer_that_cannot_be_used_is_tried_again(self, lead, service, monkeypatch):
        live(lead, service)
        version = assessed()
        (claimed,) = claims.claim("token", 8)
        attempt = ask(claimed)
        monkeypatch.setattr("moderation.outside_scorers.recording._use", lambda *_: 1 / 0)
        record(claimed, attempt)
        call = call_of(version)
        assert (call.state, call.fault, call.value) == ("pending", "internal", None)
        assert OutsideScorer.objects.get().consecutive_failures == 0, "no fault of theirs"
