"""Which articles form a story, as rows with their history: whatever the order in which they come."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.assessment.pipeline import assess_batch
from articles.models import Article, ArticleVersion, Assessment, Platform, Story, StoryChange, StoryMember
from articles.provenance.export.prov_document import prov_jsonld
from articles.provenance.stored.record import provenance_record
from articles.provenance.stored.story import lookup, membership, relations
from articles.provenance.stored.story.membership import split, take_out
from articles.provenance.stored.story.record import followed, stories, story_record
from articles.provenance.stored.story.retention import forget_old
from tests.makers import stored
from tests.provenance.rewording.texts import OTHER_REPORT, REWORDING, STORY
from tests.provenance.stored.world import OTHER, finish, published

pytestmark = pytest.mark.django_db
HEADLINES = {
    "云泽观察": "走访云泽北郊：自来水的土腥味从哪天开始",
    "环宇茶话": "云泽北郊的自来水一股土腥味，水厂怎么了",
    "云泽晚报": "云泽市水务局回应北郊自来水异味",
}


def told(source: str, at: str | None, body: tuple[str, ...], **changes: Any) -> ArticleVersion:
    return published(source, at, **{"body": list(body), "headline": HEADLINES.get(source, source), **changes})


def story(version: ArticleVersion) -> int | None:
    return StoryMember.objects.filter(article=version.article_id).values_list("story", flat=True).first()


def test_reports_and_rewordings_of_one_event_form_a_story() -> None:
    versions = [
        told("云泽观察", "16T22:30", STORY),
        told("环宇茶话", "17T04:30", REWORDING),
        told("云泽晚报", "17T09:00", OTHER_REPORT),
    ]
    told("云岭早报", "17T09:00", tuple(OTHER), headline="云岭春茶提前开采")

    found = Story.objects.get()

    assert found.articles == 3
    assert {story(version) for version in versions} == {found.pk}
    assert found.first_at == versions[0].published_at


def test_articles_that_come_in_one_batch_form_a_story() -> None:
    for name, body in (("云泽观察", STORY), ("环宇茶话", REWORDING)):
        stored(source={"name": name}, body=list(body), headline=HEADLINES[name])

    assert assess_batch(list(Assessment.objects.values_list("pk", flat=True))) == 2

    assert Story.objects.get().articles == StoryMember.objects.count() == 2


def test_a_copy_with_another_headline_is_of_the_story() -> None:
    first = told("云泽观察", "16T22:30", STORY)
    copy = told("南岭早茶", "17T05:30", STORY, headline="震惊！看完我沉默了")

    assert story(first) == story(copy) is not None
    assert StoryMember.objects.get(article=copy.article_id).likeness == 1.0


def test_an_article_without_a_time_counts_by_its_arrival() -> None:
    told("云泽观察", "01T08:00", STORY)
    told("南岭早茶", None, STORY)

    assert Story.objects.get().articles == 2


def test_issues_of_a_series_under_one_headline_are_not_one_event() -> None:
    told("云泽晚报", "16T20:00", OTHER_REPORT, headline="云泽晚间快讯")
    told("云泽晚报", "17T20:00", (*OTHER_REPORT[3:], *OTHER), headline="云泽晚间快讯")

    assert not Story.objects.exists()


def test_articles_far_apart_in_time_are_two_events() -> None:
    told("云泽观察", "01T08:00", STORY)
    told("环宇茶话", "17T04:30", REWORDING)

    assert not Story.objects.exists()


def test_an_article_that_is_assessed_again_stays_and_is_counted_once() -> None:
    told("云泽观察", "16T22:30", STORY)
    later = told("环宇茶话", "17T04:30", REWORDING)
    Assessment.objects.filter(version=later).update(stage="fingerprints", due_at=timezone.now())
    finish(later)

    assert Story.objects.get().articles == 2
    assert StoryChange.objects.filter(article=later.article_id).count() == 1


def test_an_article_with_another_text_leaves_and_the_story_of_one_ends() -> None:
    told("云泽观察", "16T22:30", STORY)
    later = told("环宇茶话", "17T04:30", REWORDING, external_id="changes")
    changed = told("环宇茶话", "17T04:30", tuple(OTHER), headline="云岭春茶提前开采", external_id="changes")

    assert later.article_id == changed.article_id
    assert not StoryMember.objects.exists()
    assert Story.objects.get().articles == 0
    past = provenance_record(changed.article)["story"]
    assert past["id"] is None
    assert [each["what"] for each in past["changes"]] == ["left", "joined"]


def _two_stories() -> tuple[Story, Story, list[ArticleVersion]]:
    """A story of two articles and one of three, which nothing has joined yet."""
    versions = [told(name, "17T01:30", STORY) for name in ("甲号", "乙号", "丙号", "丁号", "戊号")]
    whole = Story.objects.get()
    Story.objects.filter(pk=whole.pk).update(articles=3)
    part = Story.objects.create(articles=2, first_at=whole.first_at, last_at=whole.last_at)
    StoryMember.objects.filter(article__in=[version.article_id for version in versions[:2]]).update(story=part)
    return whole, part, versions


def test_an_article_that_belongs_to_two_stories_merges_them_into_the_larger() -> None:
    whole, part, versions = _two_stories()

    told("己号", "17T08:30", STORY)

    whole.refresh_from_db()
    part.refresh_from_db()
    assert (whole.articles, part.articles, part.merged_into_id) == (6, 0, whole.pk)
    assert followed(part.pk) == whole
    assert {story(version) for version in versions} == {whole.pk}
    assert StoryChange.objects.get(what="merged").other == whole


def test_two_large_stories_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(membership, "MOST_MOVED", 1)
    _two_stories()

    told("己号", "17T08:30", STORY)

    assert sum(stories(None).values_list("articles", flat=True)) == 6
    assert stories(None).count() == 2


def test_what_a_person_split_is_not_merged_again() -> None:
    user = User.objects.create_user("lead")
    versions = [told(name, "17T01:30", STORY) for name in ("甲号", "乙号", "丙号", "丁号")]
    part = split(Story.objects.get(), [version.article_id for version in versions[:2]], by=user.pk)
    assert part is not None

    told("己号", "17T08:30", STORY)

    assert story(versions[0]) == part.pk
    assert stories(None).count() == 2
    history = provenance_record(versions[0].article)["story"]["changes"]
    assert [each["what"] for each in history] == ["split", "left", "joined"]
    assert [each["by_person"] for each in history] == [True, True, False]


def test_what_a_person_took_out_is_not_brought_back_by_others() -> None:
    user = User.objects.create_user("lead")
    versions = [told(name, "17T01:30", STORY) for name in ("甲号", "乙号", "丙号")]
    take_out(versions[0].article_id, because=None, by=user.pk)

    told("己号", "17T08:30", STORY)

    assert story(versions[0]) is None
    assert Story.objects.get().articles == 3


def test_a_new_article_is_compared_with_a_few_of_a_large_story(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    alike = lookup.likeness

    def counted(*tellings: Any) -> float:
        compared.append(1)
        return alike(*tellings)

    for place in range(14):
        body = [f"{line}（{place}）" for line in OTHER_REPORT]
        told(f"{place}号", "17T01:30", (*body, f"本文作者第{place}次走访。"), headline=HEADLINES["云泽晚报"])
    monkeypatch.setattr(lookup, "likeness", counted)
    monkeypatch.setattr(lookup, "COPIED", 1.1)

    told("云泽晚报", "17T09:00", OTHER_REPORT)

    assert len(compared) == lookup.MOST_COMPARED
    assert max(stories(None).values_list("articles", flat=True)) >= 8


def test_the_record_names_the_story_the_relation_and_why() -> None:
    first = told("云泽观察", "16T22:30", STORY)
    copy = told("南岭早茶", "17T05:30", STORY)

    record = provenance_record(copy.article)

    assert record["story"]["articles"] == 2
    assert record["story"]["relation"]["code"] == "copied"
    assert record["story"]["relation"]["article"] == first.article_id
    assert record["story"]["relation"]["share"] == 1.0
    assert record["story"]["changes"][0]["because"] == first.article_id
    assert provenance_record(first.article)["story"]["relation"]["code"] == "original"
    assert f"stories/{record['story']['id']}" in json.dumps(prov_jsonld(record, "https://example.org"))


def test_one_platform_reads_no_word_of_anothers_story() -> None:
    told("云泽观察", "16T22:30", STORY, platform="toutiao", headline="外站的标题：北郊自来水土腥味")
    own = told("南岭早茶", "17T05:30", STORY)
    netease, sohu = (Platform.objects.get_or_create(code=code)[0] for code in ("netease", "sohu"))

    record = story_record(Story.objects.get(), netease)

    assert (record["articles"], record["elsewhere"]) == (1, 1)
    assert [row["article"] for row in record["members"]] == [own.article_id]
    assert record["members"][0]["relation"]["article"] is None
    assert "外站" not in json.dumps(record, ensure_ascii=False)
    assert list(stories(netease)) == [Story.objects.get()]
    assert not stories(sohu).exists()


def test_old_stories_are_forgotten_with_their_history_and_the_articles_stay(settings: Any) -> None:
    told("云泽观察", "16T22:30", STORY)
    told("南岭早茶", "17T05:30", STORY)
    assert forget_old() == 0
    long_ago = timezone.now() - timedelta(days=settings.STORY_KEEP_DAYS + 1)
    Story.objects.update(created_at=long_ago, last_at=long_ago)

    assert forget_old(dry_run=True) == 1
    assert forget_old() == 1

    assert not StoryMember.objects.exists()
    assert not StoryChange.objects.exists()
    assert Article.objects.count() == 2


def test_a_split_of_articles_of_another_story_is_refused() -> None:
    told("云泽观察", "16T22:30", STORY)
    told("南岭早茶", "17T05:30", STORY)

    with pytest.raises(ValueError, match="not in story"):
        split(Story.objects.get(), [0], by=1)


def test_the_first_copies_keep_their_relation_however_many_follow(monkeypatch) -> None:
    versions = [told("云泽观察", "16T22:30", STORY)]
    versions += [told(f"来源{hour}", f"17T0{hour}:00", STORY, headline="云泽自来水一股怪味") for hour in range(1, 6)]
    monkeypatch.setattr(relations, "_MOST_EDGES", 3)
    shown = {version.article_id: version.article for version in versions[:3]}

    found = relations.relatives(Story.objects.get().pk, shown)

    assert [found[pk].relation for pk in shown] == ["original", "copied", "copied"]
