"""A time that a sender only claims moves nothing of another platform by itself."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.intake import Submission, store
from articles.models import Article, ArticleVersion, ReuseEdge
from articles.provenance.stored.record import lineage_of, provenance_record
from moderation.curation.published_times import StaleTime, confirm_time
from moderation.models import AuditEntry, QueueItem
from tests.makers import person
from tests.provenance.stored.world import STORY, codes, finish, published, settle

ACCUSING = {"uncredited_reuse", "headline_changed", "old_news_without_date"}


def page(source: str, at: str) -> ArticleVersion:
    """The story as a page of another platform, whose markup states the time."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    html = (
        f"<html><head><title>临江市城东老桥临时封闭检修</title>"
        f'<meta property="article:published_time" content="2026-11-{at}:00+08:00">'
        f'<meta property="og:type" content="article"></head>'
        f'<body><article><h1>临江市城东老桥临时封闭检修</h1><span class="author">{source}</span>{body}'
        "</article></body></html>"
    )
    outcome = store(Submission.from_json({"platform": "toutiao", "external_id": f"page-{at}", "html": html}))
    version = Article.objects.get(pk=outcome.id).current
    assert version is not None
    finish(version)
    return version


@pytest.mark.django_db
def test_backdated_copy_of_another_platform_does_not_accuse_the_original():
    original = published("临江早报", "25T09:00")
    copy = published("绝密账号", "01T09:00", platform="toutiao", headline="震惊！老桥突然封闭")
    settle()
    edge = ReuseEdge.objects.get()
    assert (edge.directed, edge.contradicted, edge.later_id) == (False, True, copy.article_id)
    original.refresh_from_db()
    assert codes(original).isdisjoint(ACCUSING | {"claimed_time_contradicted"})
    assert original.earliest_id is None
    assert "claimed_time_contradicted" in codes(copy)
    assert not QueueItem.objects.filter(article=original.article_id).exists()
    [told] = provenance_record(original.article)["reuse"]
    assert (told["direction"], told["time_contradicted"]) == ("undirected", True)


@pytest.mark.django_db
def test_backdated_copy_is_told_even_when_both_name_each_other():
    published("临江早报", "25T09:00")
    copy = published("绝密账号", "01T09:00", platform="toutiao", body=["据临江早报报道：", *STORY])
    assert "claimed_time_contradicted" in codes(copy)


@pytest.mark.django_db
def test_page_vouches_for_its_time():
    copy = published("临江早报", "25T09:00")
    original = page("头条作者", "24T09:00")
    settle()
    edge = ReuseEdge.objects.get()
    assert (edge.directed, edge.earlier_id, edge.later_id) == (True, original.article_id, copy.article_id)


@pytest.mark.django_db
def test_lead_vouches_for_a_time_and_takes_it_back():
    lead = person("lead")
    first = published("临江早报", "25T09:00")
    claimed = published("湖城快讯", "24T09:00", platform="toutiao")
    with pytest.raises(PermissionDenied):
        confirm_time(person("moderator"), claimed.article_id)
    confirm_time(lead, claimed.article_id)
    assert settle() == 2
    assert ReuseEdge.objects.get().earlier_id == claimed.article_id
    assert "uncredited_reuse" in codes(first)
    assert "claimed_time_contradicted" not in codes(claimed)
    with pytest.raises(StaleTime):
        confirm_time(lead, claimed.article_id)
    confirm_time(lead, claimed.article_id, confirmed=False)
    settle()
    assert "uncredited_reuse" not in codes(first)
    actions = AuditEntry.objects.filter(subject=f"article:{claimed.article_id}").order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == ["article.time_confirmed", "article.time_doubted"]


@pytest.mark.django_db
def test_claimed_age_of_another_platform_does_not_make_news_old():
    published("湖城快讯", "01T09:00", platform="toutiao", published_at="2019-11-01T09:00:00+08:00")
    later = published("临江早报", "25T09:00", headline="临江市警方通报城东老桥临时封闭检修")
    settle()
    assert ReuseEdge.objects.get().directed is True
    assert "old_news_without_date" not in codes(later)


@pytest.mark.django_db
def test_claimed_age_does_not_take_the_place_of_the_original():
    original = published("临江早报", "18T09:00")
    liar = published("绝密账号", "01T09:00", platform="toutiao")
    third = published("湖城快讯", "20T09:00", platform="sohu")
    settle()
    third.refresh_from_db()
    assert third.earliest_id == original.article_id
    assert lineage_of(original.article_id).earliest is None
    assert liar.article_id not in [step.article for step in lineage_of(original.article_id).chain]


@pytest.mark.django_db
def test_liars_with_each_other_do_not_lead_back_past_the_order_of_arrival():
    helper = published("绝密账号", "17T09:00", platform="toutiao", body=STORY[:2])
    original = published("临江早报", "18T09:00")
    liar = published("绝密账号二", "01T09:00", platform="toutiao")
    settle()
    original.refresh_from_db()
    assert original.earliest_id == helper.article_id
    assert liar.article_id not in [step.article for step in lineage_of(original.article_id).chain]


COMING = st.lists(
    st.tuples(
        st.sampled_from(["netease", "toutiao"]), st.integers(1, 28), st.sampled_from([STORY, STORY[:2], STORY[1:]])
    ),
    min_size=2,
    max_size=4,
)


class ClaimedTimes(TestCase):
    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(COMING)
    def test_no_claim_of_a_foreign_sender_accuses_what_came_before_it(
        self, coming: list[tuple[str, int, list[str]]]
    ) -> None:
        """Whatever toutiao claims: each article of netease has the findings that it has without what came after it."""
        with_later = self._findings(coming)
        for number, (platform, _, _) in enumerate(coming):
            if platform == "netease":
                before = [each for place, each in enumerate(coming) if place <= number or each[0] == "netease"]
                place = before.index(coming[number]) if coming.count(coming[number]) == 1 else None
                if place is not None:
                    assert with_later[number] <= self._findings(before)[place], (number, coming)

    def _findings(self, coming: list[tuple[str, int, list[str]]]) -> dict[int, set[str]]:
        """The accusing findings of netease's articles by their place in the order of arrival."""
        with transaction.atomic():
            made = {}
            for number, (platform, day, body) in enumerate(coming):
                version = published(f"{platform}{number}", f"{day:02d}T09:00", platform=platform, body=body)
                if platform == "netease":
                    made[number] = version
            settle()
            found = {number: codes(version) & ACCUSING for number, version in made.items()}
            transaction.set_rollback(True)
        return found
