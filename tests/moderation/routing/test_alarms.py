"""Match rates: counted by day, watched, and shown to dashboard, platform and report."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import ArticleVersion
from articles.provenance.precision.share import wilson
from moderation.console.badges import badges
from moderation.decisions import DecisionRequest, decide
from moderation.models import Event, QueueItem, Rule, RuleAlarm, RuleDay, RuleMatch, RuleStop, SeenFacts
from moderation.routing import lifecycle
from moderation.routing.figures import rule_figures
from moderation.routing.live import alarms
from moderation.routing.live.counting import count_days, counts_by_rule
from moderation.triage.rules.figures import usual_band
from tests.makers import assessed, stored
from tests.moderation.routing.rules import draft, live

pytestmark = pytest.mark.django_db
AD = ["环湖路改造下月开工。", "请加微信领取内部名额。"]


def days_before(rule_version, shares: list[float], articles: int = 1000) -> None:
    today = timezone.localdate()
    RuleDay.objects.bulk_create(
        RuleDay(version=rule_version, day=today - timedelta(days=2 + back), live=True,
                matches=round(articles * share), articles=articles)
        for back, share in enumerate(shares)
    )  # fmt: skip


def seen_today(rule_version, matches: int, articles: int) -> list[int]:
    """Makes articles that the rules saw today, some with a match."""
    base = stored()
    versions = ArticleVersion.objects.bulk_create(
        ArticleVersion(article=base.article, number=number, page=base.page, headline="x", extraction={"body": []})
        for number in range(2, 2 + articles)
    )
    now = timezone.now() - timedelta(minutes=5)
    SeenFacts.objects.bulk_create(SeenFacts(version=version, facts={}, opens=False, at=now) for version in versions)
    made = RuleMatch.objects.bulk_create(
        RuleMatch(version=rule_version, article=base.article, article_version=version, live=True)
        for version in versions[:matches]
    )
    RuleMatch.objects.filter(pk__in=[match.pk for match in made]).update(created_at=now)
    return [base.article_id] * matches


@pytest.fixture
def rule(lead):
    assessed()
    version = live(lead, '"加微信" in body')
    SeenFacts.objects.all().delete()
    return version


def test_a_burst_raises_one_alarm_with_its_articles_and_ends_with_it(rule):
    days_before(rule, [0.02, 0.03, 0.025, 0.02, 0.03, 0.02, 0.025])
    burst = seen_today(rule, 30, 100)
    assert alarms.watch_rules(dry_run=True) == 1
    assert alarms.watch_rules() == 1
    assert alarms.watch_rules() == 0
    alarm = RuleAlarm.objects.get()
    assert (alarm.matches, alarm.articles, alarm.recent) == (30, 100, 0.3)
    assert alarm.low <= alarm.usual <= alarm.high < 0.3
    assert alarm.burst == burst
    event = Event.objects.get(type="rule.alarm")
    assert (event.article, event.data["rule"], event.data["articles"]) == (None, "bait", burst)
    assert badges().rules == 1
    figure = rule_figures(timezone.now() - timedelta(days=1), timezone.now() + timedelta(minutes=1))[0]
    assert (figure.code, figure.matches, len(figure.alarms)) == ("bait", 30, 1)
    assert figure.alarms[0].articles == tuple(burst)
    RuleMatch.objects.filter(pk__in=RuleMatch.objects.values("pk")[:28]).delete()
    assert alarms.watch_rules() == 1
    alarm.refresh_from_db()
    assert alarm.closed_at is not None
    assert badges().rules == 0


def test_a_rule_that_went_quiet_is_news_too(rule):
    days_before(rule, [0.3, 0.32, 0.29, 0.31, 0.3, 0.3, 0.3])
    seen_today(rule, 0, 200)
    assert alarms.watch_rules() == 1
    assert RuleAlarm.objects.get().recent == 0


def test_an_ordinary_day_and_too_few_days_raise_none(rule):
    days_before(rule, [0.02, 0.05, 0.025, 0.02, 0.04, 0.02])
    seen_today(rule, 30, 100)
    assert alarms.watch_rules() == 0  # six days are not enough
    days = RuleDay.objects.all()
    days.delete()
    days_before(rule, [0.2, 0.35, 0.25, 0.2, 0.4, 0.2, 0.3, 0.25])
    assert alarms.watch_rules() == 0


def test_a_live_rule_that_matches_nearly_everything_is_stopped(rule):
    seen_today(rule, 99, 100)
    assert alarms.watch_rules() == 1
    assert RuleStop.objects.get().code == "matches_all"
    assert alarms.watch_rules() == 0
    assert badges().rules == 1
    assessed(body=AD)
    assert not RuleMatch.objects.exclude(article_version__headline="x").exists()


def test_an_alarm_ends_when_its_rule_is_retired(rule, lead):
    days_before(rule, [0.02] * 7)
    seen_today(rule, 30, 100)
    alarms.watch_rules()
    lifecycle.retire(lead, rule.rule_id)
    assert alarms.watch_rules() == 1
    assert RuleAlarm.objects.get().closed_at is not None


def test_days_are_counted_from_the_rows_and_again(rule, lead, moderator):
    from moderation.routing.editing.drafts import write
    from tests.moderation.routing.rules import backtested

    shadow = write(lead, draft("references >= 0 and images >= 0", "all"))
    settings_share = backtested(lead, shadow)
    assert settings_share.state == "done"
    lifecycle.to_shadow(lead, shadow.pk)
    one, _ = assessed(body=AD), assessed()
    assert count_days() == 2
    assert count_days() == 2  # the same rows again
    found = set(RuleDay.objects.values_list("version__rule__code", "live", "matches", "articles"))
    assert found == {("bait", True, 1, 2), ("all", False, 2, 2)}
    counts = counts_by_rule(list(Rule.objects.values_list("pk", flat=True)))
    assert (counts[rule.rule_id].today, counts[rule.rule_id].month) == (1, 1)
    assert (counts[shadow.rule_id].today, counts[shadow.rule_id].shadow_today) == (0, 2)
    item = QueueItem.objects.get(article=one.article)
    decide(moderator, DecisionRequest(item.pk, item.version, "remove", clause="4.2"))
    figures = {f.code: f for f in rule_figures(timezone.now() - timedelta(days=1), timezone.now())}
    assert (figures["bait"].precision.k, figures["bait"].precision.n) == (1, 1)
    assert figures["all"].precision.n == 0  # in shadow only
    assert (figures["all"].shadow_matches, figures["all"].state) == (2, "shadow")
    earlier = timezone.now() - timedelta(days=30)
    assert [f.matches for f in rule_figures(earlier, earlier + timedelta(days=7))] == [0, 0]


def test_the_band_is_that_of_the_days_and_of_chance():
    assert usual_band([(20, 1000)] * 6, 1000) is None
    assert usual_band([(20, 1000)] * 7, 49) is None
    steady, wild = usual_band([(20, 1000)] * 7, 1000), usual_band([(10, 1000), (60, 1000)] * 4, 1000)
    assert steady.usual == pytest.approx(0.02)
    assert steady.high < wild.high
    assert usual_band([(20, 1000)] * 7, 50).high > steady.high  # few articles, more chance
    never = usual_band([(0, 1000)] * 7, 1000)
    assert (never.low, never.usual) == (0, 0)
    assert 0 < never.high < 0.05


def test_wilson_is_that_of_the_textbook():
    # Brown, Cai and DasGupta (2001): 0 of 10 gives (0, .278), 5 of 10 (.237, .763).
    assert (wilson(0, 10).low, round(wilson(0, 10).high, 3)) == (0, 0.278)
    assert (round(wilson(5, 10).low, 3), round(wilson(5, 10).high, 3)) == (0.237, 0.763)
    assert wilson(0, 0).value is None
