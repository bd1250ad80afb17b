"""No page of the console or the admin shows a code where words belong, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

import workbench
from articles.intake import Submission, store
from articles.intake.evidence.dictionary import look_up
from articles.models import Platform
from articles.parsing.extracted import ExtractedDisclaimer
from moderation.models import Backtest, BulkRun, PhraseBank, QueueItem, Rule, RuleMatch
from moderation.queue.entry import enter
from moderation.routing import lifecycle
from moderation.routing.editing.banks import BankDraft, write_bank
from moderation.vocabulary.glossary import families
from moderation.vocabulary.roles import ROLES
from tests.admin.world import store_world
from tests.makers import assessed, person, reason
from tests.moderation.routing.rules import live
from tests.module_rows import module_rows

OURS = [model for model in admin.site._registry if model._meta.app_label in ("articles", "moderation")]
CONSOLE = (
    *("queue", "status", "watch", "waiting", "second-look", "quality", "models", "rules", "rule-new", "banks"),
    *("bank-new", "dashboard", "reports"),
)
CATALOGUE = Path(workbench.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po"
# What is typed or read by programs: expressions, file and URL parts, JSON, keys.
CODE_TAGS = "script, style, code, pre, textarea, kbd, samp"
TERMS = [term for family in families() for term in family.terms]
MESSAGES = {entry.msgid.lower() for entry in polib.pofile(str(CATALOGUE))}
WORDS = MESSAGES | {word.lower() for term in TERMS for word in (term.en, term.en_long)}
# A code with an underscore is no word of any language. Another one shows that it is a code where its words differ.
SNAKE = {term.code for term in TERMS if "_" in term.code}
# `news` is a kind of text, and the code of a queue, which the administration shows as what somebody typed. Roles are
# groups, whose names stand as they are in the forms of the administration; people of the tests are named like them.
PLAIN = {term.code for term in TERMS if re.fullmatch("[a-z][a-z.-]+", term.code)} - {"news", *ROLES.codes}


@module_rows
def world() -> None:
    """Every model's row, and a rule whose decision was refused, a phrase bank, an unreadable page, a new wording."""
    store_world()
    lead = person("lead")
    write_bank(lead, BankDraft("ads", "广告", "Ads", "加微信"))
    rule = live(lead, '"加微信" in body', act="remove", clause="4.2", label="web_sourced", due_minutes=30)
    lifecycle.switch(lead, rule.rule_id, on=True)
    version = assessed(body=["山城市交通部门周三表示，工程将分三段施工。", "请加微信领取内部名额。"])
    for code, text in (("handed_over", "名额不多，请加微信领取。"), ("changed", "请加微信，名额仅剩两个。")):
        other = assessed(body=[text])
        RuleMatch.objects.filter(article=other.article).update(refused=code, decision=None)
    with transaction.atomic():
        flag = reason("web_sourced", kind="flag", zh="声明取材网络", en="Declared: from the web")
        enter(version, [flag, reason("clickbait", kind="score", zh="标题党", en="Clickbait")])
    store(Submission(b"\x89PNG\r\n\x1a\n" + bytes(100)))
    look_up(Platform.objects.get(code="netease"), ExtractedDisclaimer("storage_only", "zh", "本页仅提供展示空间服务。"))


def admin_paths() -> Iterator[str]:
    yield reverse("admin:index")
    yield from (f"/admin/articles/{path}" for path in FILTERED)
    yield "/admin/moderation/queueitem/?waited=1d"
    for model in OURS:
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{at}_changelist")
        yield reverse(f"{at}_add")
        yield from (reverse(f"{at}_change", args=[pk]) for pk in model.objects.values_list("pk", flat=True)[:8])


FILTERED = (
    *("articleversion/?declares=author:web_sourced", "articleversion/?carries=storage_only"),
    *("score/?first=reliability", "article/?reuses=uncredited"),
)


def console_paths() -> Iterator[str]:
    yield from (reverse(f"console:{page}") for page in CONSOLE)
    for pk in QueueItem.objects.values_list("pk", flat=True):
        yield from (reverse(f"console:{page}", args=[pk]) for page in ("item", "provenance"))
    for queue in ("news", "general", "escalated", "decided"):
        yield f"{reverse('console:queue')}?queue={queue}"
    for page, model in (("rule", Rule), ("rule-edit", Rule), ("bank", PhraseBank), ("backtest", Backtest)):
        yield from (reverse(f"console:{page}", args=[pk]) for pk in model.objects.values_list("pk", flat=True))
    yield from (reverse("console:bulk-run", args=[run.pk]) for run in BulkRun.objects.all())
    yield reverse("console:report", args=[timezone.localdate().strftime("%G-W%V")])


def codes_in(markup: str, language: str) -> list[str]:
    """The text nodes of a page that show a code."""
    tree = LexborHTMLParser(markup)
    for node in tree.css(CODE_TAGS):
        node.decompose()
    return [text for text in texts(tree) if shows_code(text, language)]


def texts(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.root.traverse(include_text=True):
        if node.tag == "-text" and node.text_content and node.text_content.strip():
            yield " ".join(node.text_content.split())


def shows_code(text: str, language: str) -> bool:
    # A name that callers use may follow its words: “words (decision.made)”.
    bare = re.sub(r"\([a-z_.]+\)$", "", text)
    if SNAKE & set(re.findall(r"[a-z0-9_]+", bare)):
        return True
    parts = {part.strip() for part in re.split(r"[·:：,，、;；]", bare)}
    plain = parts & PLAIN
    if language == "zh-hans":
        return bool(plain)
    return bool(plain - WORDS) and bare.lower() not in WORDS


def test_the_check_sees_a_code_and_nothing_else():
    shown = "<p>web_sourced</p><p>理由: clickbait</p><li>anonymous</li><li>未署名</li><code>web_sourced</code>"
    assert codes_in(shown, "zh-hans") == ["web_sourced", "理由: clickbait", "anonymous"]
    assert codes_in("<p>handed_over</p><p>act: remove</p><p>加入 (rule.rolled_back)</p>", "en") == ["handed_over"]


@pytest.mark.django_db
def test_columns_and_filters_of_the_admin_have_chinese_names(client, world):
    client.force_login(User.objects.create_superuser("somebody"))
    english: dict[str, str] = {}
    for model in admin.site._registry:
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        tree = LexborHTMLParser(client.get(path).content.decode())
        for node in tree.css("#result_list th, #changelist-filter summary, #content h1, .breadcrumbs"):
            if re.search("[a-z]{3,}", node.text().replace("Webhook", "")) and not node.css_first("th a"):
                english[" ".join(node.text().split())] = path
    assert not english


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("paths", [admin_paths, console_paths])
def test_no_page_shows_a_code(client, world, language, paths):
    client.force_login(User.objects.create_superuser("somebody"))
    client.cookies["django_language"] = language
    shown: dict[str, list[str]] = {}
    for path in paths():
        response = client.get(path)
        assert response.status_code in (200, 302, 403), path
        for text in codes_in(response.content.decode(), language):
            shown.setdefault(text[:200], []).append(path)
    assert not shown, "\n".join(f"{text!r} on {where[0]}" for text, where in shown.items())
