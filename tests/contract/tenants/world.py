"""Two platforms that copy, credit, cite and name each other; every text of the one is marked."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.access import api_keys
from articles.intake import Submission, store
from articles.intake.imports import importing
from articles.intake.imports.lines import chunks
from articles.models import (
    Article,
    ArticleVersion,
    ClaimAnswer,
    ClaimLikeness,
    IdempotentAnswer,
    KnownClaim,
    KnownClaimVersion,
    ListEdition,
    ListEntry,
    Platform,
    Retelling,
    RetellingAnswer,
    Source,
    SourceGroup,
    SourceLink,
    SourceRelation,
    SourceReply,
    TemplateAlarm,
)
from articles.models.access.keys import SCOPES
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.decisions.overturn import overturn
from moderation.models import ActRule, DeliveryAttempt, Event, Note, QueueItem, SecondLook, WebhookDelivery
from moderation.models.webhooks.event import names_of
from moderation.outside_scorers import registering
from moderation.queue.claims import claim
from moderation.queue.entry import enter
from moderation.reader_reports.reporting import report
from moderation.vocabulary import events
from moderation.webhooks import endpoints
from moderation.webhooks.protocol.schemas import subscribable
from tests.contract.tenants.marks import MARK, marked_submission
from tests.contract.tenants.owned_rows import fill, plant
from tests.makers import person, reason, stored
from tests.provenance.stored.test_circles import BRIDGE
from tests.provenance.stored.world import OTHER, STORY, finish, published, settle

FOREIGN, OWN = "toutiao", "netease"
ACCOUNT, ALIAS = f"{MARK}号", "江边晚报"
"""The other platform's account: its name in the registry, and the one by which others credit it."""
NOT_STORED: list[str] = []
"""Models of which the other platform has no row."""
WITHOUT_A_MARK: dict[str, set[str]] = {}
"""Columns of the other platform that a constraint keeps from holding the mark, by model."""


def tenants() -> None:
    """Stores the two platforms."""
    for role in ("moderator", "lead"):
        person(role)
    for code in (FOREIGN, OWN):
        _webhooks(code)
        _scorer(code)
    first = _foreign("1", body=[*STORY, f"{MARK}正文"], published_at="2026-09-20T09:00:00+08:00")
    account = first.article.source
    assert account is not None
    account.names.create(name=ALIAS, key=ALIAS)
    _list_of_sources(account)
    cited = _foreign("2", url="https://www.toutiao.com/article/2/", body=[*OTHER, f"{MARK}正文"])
    references = [{"headline": "春茶开采的消息", "url": cited.article.url, "outlet": "云岭早报"}]
    copied = published("山城观察", "22T09:00", references=references, url="https://www.163.com/dy/article/1.html")
    published("湖城快讯", "23T09:00", body=[f"据{ALIAS}报道，老桥封闭。", *STORY])
    _foreign("3", body=STORY, published_at="2026-11-24T09:00:00+08:00")
    _foreign("4", body=[*OTHER, f"{MARK}正文"], published_at="2026-11-24T10:00:00+08:00")
    published("山城观察", "21T09:00", body=OTHER, headline="云岭春茶提前开采了")
    _ring()
    _same_page()
    settle()
    group = SourceGroup.objects.create(kind="matrix", key="0", inside=0.7, seen_at=timezone.now())
    group.members.add(account.pk, copied.article.source_id or 0)
    group.evidence = [{"from": account.pk, "to": copied.article.source_id, "articles": [first.article_id]}]
    group.save()
    own = Source.objects.get(name="湖城快讯").pk
    _link(own, copied.article.source_id or 0, "同一主体注册")
    _link(own, account.pk, f"{MARK}同一主体注册")
    _retell(first, copied)
    _know_claims(first, copied)
    Source.objects.create(kind="account", platform=Platform.objects.get(code=OWN), name="云岭茶讯")
    for version in ArticleVersion.objects.select_related("article__platform").order_by("pk"):
        _beside(version.article, MARK if version.article.platform.code == FOREIGN else "")
    ActRule.objects.create(act="remove", second_person=True)
    for code in (FOREIGN, OWN):
        _moderate(code, MARK if code == FOREIGN else "")
    _imports()
    api_keys.make(MARK, list(SCOPES), platform=Platform.objects.get(code=FOREIGN), moderators=["lead"])
    TemplateAlarm.objects.create(
        platform=Platform.objects.get(code=FOREIGN), template=MARK, field="source", usual=0.9, recent=0.1, articles=50
    )
    _attempts()
    NOT_STORED.extend(plant(FOREIGN))
    WITHOUT_A_MARK.update(fill(FOREIGN, besides=OWN))


def _retell(earlier: ArticleVersion, later: ArticleVersion) -> None:
    """A pair of articles of the two platforms that a person has answered."""
    found = {"score": 0.7, "numbers_shared": 2, "numbers": 2, "names_shared": 3}
    shares = {"coverage": 0.7, "coverage_earlier": 0.7, "sentences": 4, "sentences_earlier": 4}
    Retelling.objects.create(
        earlier=earlier.article, later=later.article, directed=True, pairs=[[0, 9, 0, 9]], **shares, **found
    )
    first, second = sorted((earlier, later), key=lambda version: version.article_id)
    RetellingAnswer.objects.create(
        first=first.article,
        second=second.article,
        first_version=first,
        second_version=second,
        answer="reworded",
        note=f"{MARK}逐段对应",
        answered_by=User.objects.get(username="moderator"),
        **found,
    )


def _know_claims(first: ArticleVersion, copied: ArticleVersion) -> None:
    """A claim of the one platform and one of all, each resembled by an article of its own, and answered."""
    person = User.objects.get(username="moderator")
    for version, platform, words in ((first, first.article.platform, MARK), (copied, None, "")):
        content = {"claim": f"{words}老桥已经塌了", "verdict": "false", "publisher": f"{words}云泽辟谣"}
        claim = KnownClaim.objects.create(key=f"{words}老桥", platform=platform, origin="imported", **content)
        KnownClaimVersion.objects.create(of=claim, number=1, changed_at=timezone.now(), **content)
        found = {"claim": claim, "number": 1, "level": "match", "method": "words", "score": 0.8, "denial": "不实"}
        ClaimLikeness.objects.update_or_create(
            version=version, defaults={"in_headline": True, "start": 0, "end": 4, **found}
        )
        ClaimAnswer.objects.create(version=version, answer="same", answered_by=person, **found)


def _foreign(number: str, **changes: Any) -> ArticleVersion:
    given = {"external_id": f"{MARK}{number}", **changes}
    made = marked_submission(**{"headline": f"{MARK}老桥封闭另有隐情{number}", **given})
    version = stored(**{**made, "platform": FOREIGN, "source": {**made["source"], "name": ACCOUNT}})
    finish(version)
    return version


def _ring() -> None:
    """An account of each platform credits the other one, for one story."""
    own = ["据山城观察报道，城东老桥今早封闭。", *BRIDGE, f"{MARK}正文"]
    _foreign("5", body=own, published_at="2026-11-18T09:00:00+08:00")
    body = [f"据{ALIAS}报道，城东老桥今早封闭。", *BRIDGE]
    published("山城观察", "18T15:00", body=body, headline="临江市城东老桥突发事故，警方封路")


def _same_page() -> None:
    """The same bytes from both: the page is stored once, with the address that came first."""
    text = "城西新桥今日通车，两岸居民出行便利\n" + "\n".join(OTHER)
    for code, url in ((FOREIGN, f"https://{MARK}.example/1"), (OWN, "https://www.163.com/dy/article/9.html")):
        outcome = store(Submission.from_json({"platform": code, "text": text, "url": url}))
        assert outcome.id is not None
        version = Article.objects.get(pk=outcome.id).current
        assert version is not None
        finish(version)


def _link(one: int, other: int, reason: str) -> None:
    first, second = sorted((one, other))
    SourceLink.objects.create(source_id=first, other_id=second, kind="same_owner", reason=reason)


def _list_of_sources(account: Source) -> None:
    """An outlet that is permitted through an organisation: the account of the other platform."""
    edition = ListEdition.objects.create(
        code="2021", title="名单", issuer="网信办", evidence="公告", valid_from=date(2021, 1, 1), file_sha256="0" * 64
    )
    ListEntry.objects.create(edition=edition, source=account, name=ACCOUNT, standing="listed", since=date(2021, 1, 1))
    outlet = Source.objects.create(kind="outlet", name="云岭早报")
    outlet.names.create(name="云岭早报", key="云岭早报")
    SourceRelation.objects.create(source=outlet, unit=account)


def _webhooks(code: str) -> None:
    platform = Platform.objects.get(code=code)
    words = MARK if code == FOREIGN else "own"
    for whose in (platform, None) if code == FOREIGN else (platform,):
        endpoints.make(
            "key:test",
            platform=whose,
            url=f"https://hooks.example/{words}",
            event_types=list(subscribable()),
            owner_email=f"{words}@example.org",
            description=words,
        )


def _scorer(code: str) -> None:
    """A scorer of the platform's own, which its articles are then sent to."""
    words = MARK if code == FOREIGN else "own"
    names = {"name_zh": words, "name_en": words, "version": "1", "url": f"https://scorers.example/{words}"}
    lead = User.objects.get(username="lead")
    registering.register(lead, code=f"of-{code}", platform=Platform.objects.get(code=code), **names)


def _beside(article: Article, words: str) -> None:
    """What readers, moderators and the source say beside an article."""
    moderator, source = _people()[0], article.source
    report(article, category="headline", readers=2, text=words or "读者来信", key="k")
    Note(article=article, author=moderator, text=words or "看过").save()
    if source is not None:
        SourceReply(source=source, text=words or "已更正", author=words or source.name, key="k").save()


def _moderate(code: str, words: str) -> None:
    """Decisions: appealed and answered, overturned, in effect, for a second person; and an item that somebody holds."""
    moderator, lead = _people()
    items = list(QueueItem.objects.filter(article__platform__code=code, state="open").order_by("pk"))
    assert len(items) >= 5, code
    made = []
    for item in items[:4]:
        act = DecisionRequest(item.pk, item.version, act="label", clause="2.3", note=words or "来源笼统")
        made.append(decide(moderator, act))
    SecondLook.objects.get_or_create(decision=made[0])
    appeals.file(made[0].pk, text=words or "属实", appellant=words or "作者", key="k")
    appealed = QueueItem.objects.get(article=made[0].article_id, state="open")
    held = claim(lead, appealed.pk)
    appeals.resolve(lead, held.pk, held.version, overturns=True, answer=words or "改正")
    overturn(lead, made[1].pk, words or "标签有误", reopens=True)
    appeals.file(made[2].pk, text=words or "属实", appellant=words or "作者", key="k")
    claim(lead, QueueItem.objects.get(article=made[2].article_id, state="open").pk)
    claim(lead, items[4].pk)
    later = [enter(article.current, [reason()]) for article in _unqueued(code)]
    removal = DecisionRequest(later[0].pk, later[0].version, act="remove", clause="4.1", note=words or "待第二人")
    decide(moderator, removal)
    decide(lead, DecisionRequest(later[1].pk, later[1].version, act="allow"))
    data = {"rule": "r", **names_of(items[4].article), "external_id": words or None}
    Event(type=events.RULE_MATCHED, article=items[4].article, data=data).save()


def _unqueued(code: str) -> list[Article]:
    """Two articles of the platform that wait for nobody."""
    free = Article.objects.filter(platform__code=code).exclude(queue_items__state="open").order_by("-pk")
    found = list(free.select_related("current")[:2])
    assert len(found) == 2, code
    return found


def _attempts() -> None:
    sent: dict[str, Any] = {
        "number": 1,
        "request_headers": {},
        "body_sha256": "0" * 64,
        "status": 500,
        "duration_ms": 3,
    }
    for delivery in WebhookDelivery.objects.select_related("endpoint"):
        DeliveryAttempt(delivery=delivery, url=delivery.endpoint.url, **sent).save()
    WebhookDelivery.objects.filter(event__type=events.DECISION_MADE).update(state="failed", next_attempt_at=None)


def _imports() -> None:
    for code in (FOREIGN, OWN):
        line = marked_submission(platform=code) if code == FOREIGN else {"platform": code, "headline": "没有正文"}
        raw = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        run = importing.start(chunks([raw]), platform=Platform.objects.get(code=code), api_key="x" * 8)
        importing.work(run.pk)
    IdempotentAnswer.objects.create(
        api_key="x" * 8, name="1", fingerprint="f", status=201, compressed=IdempotentAnswer.packed(b"{}", bytes)
    )


def _people() -> tuple[User, User]:
    return User.objects.get(username="moderator"), User.objects.get(username="lead")
