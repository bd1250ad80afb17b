"""The rows that the admin's tests look at: at least one of every model, made by the product's own functions."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.utils import timezone

from articles.intake.imports import importing
from articles.intake.imports.lines import chunks
from articles.models import ApiKey, DeclarationLine, Platform, PrecisionGate, Source, SourceGroup, TemplateAlarm
from articles.provenance.precision.judged import Measured
from articles.provenance.registry.source_list import read_source_list
from articles.provenance.stored.source_lists import import_edition
from articles.vocabulary.public_text import ADDED
from moderation.appeals import appeals
from moderation.curation import public_text
from moderation.decisions import DecisionRequest, decide
from moderation.models import (
    ActRule,
    BulkRun,
    Decision,
    ExposureLimit,
    Note,
    ReportMail,
    ReportRevision,
    ReportSubscriber,
    SecondLook,
    Skip,
    WeeklyReport,
)
from moderation.people import consoles, tokens
from moderation.quality.precision import register
from moderation.quality.second_looks import answer
from moderation.reader_reports.reporting import report
from moderation.webhooks import endpoints
from tests.makers import person
from tests.moderation.console.pages import item_with_evidence
from tests.provenance.stored.world import published, settle


def store_world() -> None:
    """Stores at least one row of every model."""
    figures = [Measured("vague_sourcing", 9, 1, 0)]
    register("test", figures, judged_set="sample", sha256="0" * 64, measured_on=date(2026, 6, 1))
    PrecisionGate.objects.create(quiet_below=0.5, low_below=0.8)
    moderator = person("moderator")
    endpoints.make(
        "key:k",
        platform=None,
        url="https://platform.example/",
        event_types=["decision.made"],
        owner_email="a@b.example",
    )
    item = item_with_evidence()
    decide(moderator, DecisionRequest(item.pk, item.version, act="label", clause="2.3", note="备注"))
    decision = Decision.objects.get()
    appeals.file(decision.pk, text="属实", appellant="作者", key="k")
    SecondLook.objects.create(decision=decision)
    answer(User.objects.create_superuser("another"), decision.pk, act="allow", clause="")
    Note(article=item.article, author=moderator, text="看过").save()
    report(item.article, category="headline", readers=1, text="", key="k")
    Skip(item=item, user=moderator, held_seconds=3).save()
    ActRule.objects.create(act="remove", grace_seconds=5)
    ExposureLimit.objects.create(per_day=100)
    console, _ = consoles.register("Night desk", ["https://console.example.org/"], is_public=False, actor="command")
    worker = User.objects.create_user("console-worker")
    tokens.begin(worker, console, tokens.pair(), second_factor=False, known_hash=tokens.person_hash(worker))
    BulkRun.objects.create(user=moderator, act="allow", note="x")
    ApiKey.objects.create_key(name="key", scopes=["articles:read"])
    later = published("湖城快讯", "18T15:00")
    published("临江早报", "18T09:00")
    settle()
    listed = "outlet\n临江早报\n".encode()
    told = {"title": "名单", "issuer": "网信办", "evidence": "公告"}
    import_edition(read_source_list(listed), listed, code="2015", valid_from=date(2015, 5, 5), **told)
    group = SourceGroup.objects.create(kind="matrix", key="0", inside=0.7, seen_at=timezone.now())
    group.members.add(*Source.objects.all()[:2])
    ids = list(group.members.values_list("pk", flat=True))
    group.evidence = [{"from": ids[0], "to": ids[1], "reused": 3, "cited": 1, "articles": [later.article_id]}]
    group.save()
    netease = Platform.objects.get(code="netease")
    TemplateAlarm.objects.create(platform=netease, template="t", field="source", usual=0.9, recent=0.1, articles=50)
    now = timezone.now()
    DeclarationLine.objects.create(
        platform=netease, text="作者声明：取自档案馆的旧册子", text_key="x" * 64, first_seen_at=now, last_seen_at=now
    )
    public_text.enter([("本栏目由值守台与电台联合制作，听众的来电由专人登记。", "")], actor="command", origin=ADDED)
    importing.start(chunks([b"{}\n"]), platform=netease, api_key="x" * 8)
    week = WeeklyReport(week="2026-W03", monday=date(2026, 1, 12))
    week.save()
    revision = ReportRevision(report=week, number=1, document="{}", sha256="0" * 64)
    revision.save()
    subscriber = ReportSubscriber.objects.create(email="trust@example.org")
    ReportMail.objects.create(revision=revision, subscriber=subscriber)
