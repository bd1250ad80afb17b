"""Rows for reports, made at any moment in time as the pipeline would have written them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from unittest import mock

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import (
    Article,
    ArticleVersion,
    Attribution,
    Disclaimer,
    Finding,
    ListEdition,
    ListEntry,
    Page,
    Platform,
    ProvenanceFlag,
    Reference,
    ReuseEdge,
    Score,
    Source,
    SourceGroup,
    TemplateAlarm,
)
from moderation.models import Appeal, Clause, Decision, Queue, QueueItem, QueueReason, SecondLook, Skip
from moderation.reports.document import build
from moderation.reports.rollups.counting import count_due
from moderation.reports.week import Week
from moderation.vocabulary.channels import CHANNELS

WEEK = Week(2026, 3)
_numbers = count(1)
FLAGS = ["web_sourced", "verify_caution", "ai_generated", "personal_opinion", "fiction"]
KINDS = ["named_person", "named_institution", "named_outlet", "institution_anonymous", "anonymous", "unspecified"]
ACTS = ["allow", "label", "limit", "remove", "escalate"]


@contextmanager
def at(moment: datetime) -> Any:
    """Rows made inside are stamped with `moment`."""
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


@contextmanager
def rolled_back() -> Iterator[None]:
    """Rolls back the rows made inside, for a document that all tests of a module read."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def article(
    moment: datetime, platform: str = "netease", source: str | None = "山城观察", **version: Any
) -> ArticleVersion:
    """A new article stored at `moment`, with its first version."""
    number = next(_numbers)
    host = Platform.objects.get(code=platform)
    with at(moment):
        publisher = source and Source.objects.get_or_create(platform=host, name=source, kind="account")[0]
        made = Article.objects.create(
            platform=host, identity=f"id:world-{number}", title_key=str(number), source=publisher or None
        )
    return change(made, moment, **version)


def change(made: Article, moment: datetime, **version: Any) -> ArticleVersion:
    """The article's next version, stored at `moment`."""
    number = next(_numbers)
    values = {"headline": f"环湖路改造（{number}）", "template": "netease_account_2021", "topic": "life", **version}
    values.setdefault("topic_is_news", values["topic"] == "society_incident")
    values.setdefault("assessed_at", moment)
    with at(moment):
        page = Page.of(f"page {number}".encode())
        page.save()
        stored = ArticleVersion.objects.create(
            article=made,
            number=made.versions.count() + 1,
            page=page,
            content_sha256=f"{number:064d}",
            extraction={"headline": values["headline"], "body": []},
            **values,
        )
        made.current = stored
        made.save(update_fields=["current"])
    return stored


def flag(version: ArticleVersion, code: str = "web_sourced", also: tuple[str, ...] = (), by: str = "author") -> None:
    ProvenanceFlag.objects.create(
        version=version, code=code, also=list(also), text="声明:取材网络", location="tail", declared_by=by
    )


def score(version: ArticleVersion, value: float | None, band: str, moment: datetime, **fields: Any) -> Score:
    """A score of the version; `name` is clickbait unless given."""
    values = {
        "name": "clickbait",
        "model": "clickbait-zh-1",
        "unit": "log-odds",
        "baseline": 0.0,
        "reasons": [],
        **fields,
    }
    with at(moment):
        return Score.objects.create(version=version, value=value, band=band, **values)


def reliability(version: ArticleVersion, value: float, band: str, moment: datetime, **fields: Any) -> Score:
    """The score of the version's source."""
    values = {"name": "reliability", "model": "reliability-1", "unit": "points", "low": value - 5, "high": value + 5}
    return score(version, value, band, moment, source=version.article.source, n=12, **{**values, **fields})


def reason(code: str, contribution: float, zh: str = "理由", en: str = "reason", text: str = "") -> dict[str, Any]:
    """A reason as a score keeps it."""
    return {"code": code, "family": code, "contribution": contribution, "zh": zh, "en": en, "text": text}


def item(
    version: ArticleVersion, opened: datetime, due: datetime, decided: datetime | None = None, risk: float = 0.5
) -> QueueItem:
    made = QueueItem.objects.create(
        article=version.article,
        article_version=version,
        queue=Queue.objects.get(is_default=True),
        state="decided" if decided else "open",
        risk=risk,
        rank_at=opened,
        opened_at=opened,
        due_at=due,
        decided_at=decided,
    )
    QueueReason.objects.create(
        item=made,
        article_version=version,
        kind="finding",
        code="vague_sourcing",
        severity="high",
        weight=0.6,
        label_zh="来源笼统",
        label_en="Vague",
    )
    return made


def person(name: str = "moderator") -> User:
    return User.objects.get_or_create(username=f"{name}-of-the-world")[0]


def decision(
    queued: QueueItem,
    act: str,
    moment: datetime,
    override_of: Decision | None = None,
    by: str = "moderator",
    channel: str = "console",
) -> Decision:
    user = person(by)
    clause = None if act == "allow" else Clause.objects.in_force().order_by("code").first()
    with at(moment):
        made = Decision(
            item=queued,
            article=queued.article,
            article_version=queued.article_version,
            act=act,
            clause=clause,
            decided_by=user,
            channel=channel,
            override_of=override_of,
            evidence={},
        )
        made.save()
    return made


def copied(later: ArticleVersion, earlier: ArticleVersion, credit: str = "uncredited", **fields: Any) -> ReuseEdge:
    values = {"directed": True, "containment": 0.9, "containment_earlier": 0.8, **fields}
    return ReuseEdge.objects.create(earlier=earlier.article, later=later.article, credit=credit, **values)


def group(kind: str, opened: datetime, closed: datetime | None, *members: Source) -> SourceGroup:
    with at(opened):
        made = SourceGroup.objects.create(
            kind=kind, key=f"{next(_numbers)}", inside=0.9, seen_at=opened, closed_at=closed
        )
    made.members.set(members)
    return made


def unreadable(moment: datetime) -> None:
    with at(moment):
        Page.of(f"nothing {next(_numbers)}".encode(), unreadable_code="no_article").save()


def _moment(rng: random.Random) -> datetime:
    """Some moment of the ten weeks around the report's eight; often one at a week's very border."""
    start = WEEK.last(9)[0].starts_at
    if rng.random() < 0.3:
        return start + timedelta(weeks=rng.randrange(10), microseconds=rng.choice([-1, 0, 1]))
    return start + timedelta(seconds=rng.randrange(10 * 7 * 24 * 3600))


def populate(rng: random.Random, articles: int) -> None:
    """A random world: every kind of row the report counts, over ten weeks."""
    versions: list[ArticleVersion] = []
    source_list(WEEK.last(3)[0].monday, "临江日报")
    for _ in range(articles):
        moment = _moment(rng)
        values = {
            "topic": rng.choice(["life", "society_incident", "economy", ""]),
            "template": rng.choice(["netease_account_2021", "netease_text", ""]),
            "assessed_at": rng.choice([None, moment]),
        }
        if versions and rng.random() < 0.2:
            versions.append(change(rng.choice(versions).article, moment, **values))
        else:
            names = {
                "platform": rng.choice(["netease", "sohu", "toutiao"]),
                "source": rng.choice(["甲", "乙", "丙", None]),
            }
            versions.append(article(moment, **names, **values))
        _evidence(rng, versions[-1], moment)
        if rng.random() < 0.2:
            unreadable(_moment(rng))
        if len(versions) > 1 and rng.random() < 0.5:
            _reuse(rng, versions)
        if rng.random() < 0.1:
            opened, closed = sorted([_moment(rng), _moment(rng)])
            group(rng.choice(["matrix", "circle"]), opened, rng.choice([None, closed]))


def _reuse(rng: random.Random, versions: list[ArticleVersion]) -> None:
    later, earlier = versions[-1], rng.choice(versions[:-1])
    pair = {later.article_id, earlier.article_id}
    if len(pair) == 1 or ReuseEdge.objects.filter(earlier__in=pair, later__in=pair).exists():
        return
    credit = rng.choice(["uncredited", "uncredited", "credited", "same_source", "unknown"])
    copied(later, earlier, credit, directed=rng.random() < 0.8, containment=rng.choice([0.2, 0.5, 0.9]))


def source_list(valid_from: date, *listed: str) -> None:
    """An edition of the list of permitted sources, with these outlets."""
    edition = ListEdition.objects.create(code=str(valid_from), title="名单", evidence="公告", valid_from=valid_from)
    for name in listed:
        outlet, _ = Source.objects.get_or_create(kind="outlet", name=name, platform=None)
        ListEntry.objects.create(
            edition=edition, source=outlet, name=name, since=valid_from, reason="名单", evidence="公告"
        )


def _outlet(rng: random.Random) -> dict[str, Any]:
    name = rng.choice(["", "临江日报", "山城晚报", "无名"])
    return {"outlet": name, "source": Source.objects.filter(kind="outlet", name=name).first()}


def _evidence(rng: random.Random, version: ArticleVersion, moment: datetime) -> None:
    for _ in range(rng.randrange(3)):
        codes = rng.sample(FLAGS, rng.randrange(1, 4))
        flag(version, codes[0], tuple(codes[1:]), rng.choice(["author", "author", "platform"]))
    references = [
        Reference.objects.create(
            version=version, position=n, headline="参考", used=rng.choice([True, False, None]), **_outlet(rng)
        )
        for n in range(1, rng.randrange(1, 4))
    ]
    for start in range(rng.randrange(4)):
        matched = rng.choice([None, *references])
        Attribution.objects.create(
            version=version, kind=rng.choice(KINDS), start=start, end=start + 1, reference=matched
        )
    for code in rng.sample(["vague_sourcing", "anonymous_expert", "label_missing_ai"], rng.randrange(4)):
        Finding.objects.create(version=version, code=code, severity=rng.choice(["high", "medium", "low"]))
    if rng.random() < 0.2:
        alarm = TemplateAlarm.objects.create(
            platform=version.article.platform,
            template=rng.choice(["netease_account_2021", "sohu"]),
            field=f"field-{version.pk}",
            usual=0.9,
            recent=0.1,
            articles=30,
        )
        TemplateAlarm.objects.filter(pk=alarm.pk).update(opened_at=moment)
    for number in rng.sample(range(3), rng.randrange(3)):
        wording, _ = Disclaimer.objects.get_or_create(
            platform=version.article.platform,
            text_key=f"wording-{number}",
            defaults={
                "code": ["storage_only", "copyright", "other"][number],
                "language": "zh",
                "status": rng.choice(Disclaimer.Status.values),
                "text": f"措辞 {number}",
                "first_seen_at": moment,
                "last_seen_at": moment,
            },
        )
        wording.versions.add(version)
    for model in rng.sample(["clickbait-zh-1", "clickbait-zh-2"], rng.randrange(3)):
        value = rng.choice([None, 0.0, 0.1, 0.3, 0.7, 0.95, 1.0, rng.random()])
        band = "not_scored" if value is None else "high" if value >= 0.7 else "low"
        score(version, value, band, moment, model=model)
    if version.article.source and rng.random() < 0.7:
        reliability(version, rng.random() * 100, rng.choice(["high", "medium", "low", "insufficient"]), moment)
    if rng.random() < 0.6 and not version.article.queue_items.filter(state="open").exists():
        later = _moment(rng)
        decided = later if later > moment else None
        queued = item(version, moment, moment + timedelta(hours=rng.randrange(200)), decided, rng.random())
        if decided:
            channel = rng.choice(list(CHANNELS))
            first = decision(queued, rng.choice(ACTS), decided, by=rng.choice(["moderator", "other"]), channel=channel)
            if rng.random() < 0.3:
                decision(queued, "allow", decided + timedelta(hours=1), override_of=first)
            _after(rng, first, decided)


def _after(rng: random.Random, first: Decision, decided: datetime) -> None:
    """Rows around a decision: an appeal, a blind second look, and a skip before it."""
    later = decided + timedelta(hours=rng.randrange(1, 300))
    if rng.random() < 0.4:
        state = rng.choice(["open", "upheld", "overturned"])
        answered = {"reviewed_by": person("reviewer"), "resolved_at": later} if state != "open" else {}
        with at(decided):
            Appeal.objects.create(decision=first, state=state, text="不同意", appellant="作者", key="k", **answered)
    if rng.random() < 0.5:
        with at(decided):
            look = SecondLook.objects.create(decision=first)
        if rng.random() < 0.8:
            look.reviewed_by, look.reviewed_at, look.act = person("reviewer"), later, rng.choice(ACTS)
            look.save()
    if rng.random() < 0.3:
        with at(decided):
            Skip(item=first.item, user=first.decided_by, held_seconds=5).save()


def built(week: Week, now: datetime) -> dict[str, Any]:
    """The report of the week as of `now`, after counting all due days."""
    count_due(now=now)
    return build(week, now)
