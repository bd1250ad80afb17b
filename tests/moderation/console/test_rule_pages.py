"""The pages of rules, editor, backtests and phrase banks."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from moderation.models import PhraseBank, Rule, RuleStop, RuleVersion
from moderation.routing import lifecycle, rulebook
from moderation.routing.editing.drafts import write
from moderation.routing.trials import backtests
from tests.makers import assessed
from tests.moderation.routing.rules import backtested, draft, live

pytestmark = pytest.mark.django_db
FORM = {
    "code": "bait", "name_zh": "标题党", "name_en": "Bait", "expression": "references > 5", "opens": "on",
    "reason_zh": "规则", "reason_en": "Rule", "severity": "medium", "weight": "0.3",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh():
    rulebook.forget()
    yield
    rulebook.forget()


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def test_a_rule_goes_its_whole_way_by_clicks(as_lead):
    assessed()
    kept = as_lead.post(reverse("console:rule-new"), FORM)
    rule = Rule.objects.get()
    assert kept.url == reverse("console:rule", args=[rule.pk])
    version = rule.versions.get()
    step = reverse("console:version-step", args=[version.pk])
    page = as_lead.get(kept.url).content.decode()
    assert 'value="backtest"' in page
    assert 'value="live"' not in page
    to_test = as_lead.post(step, {"step": "backtest"})
    going = as_lead.get(to_test.url, {"format": "json"}).json()
    assert going == {"done": 0, "total": 1, "going": True}
    backtest = version.backtests.get()
    while backtests.work(backtest.pk):
        pass
    assert as_lead.get(to_test.url, {"format": "json"}).json()["going"] is False
    assert as_lead.get(to_test.url).status_code == 200
    as_lead.post(step, {"step": "shadow"})
    page = as_lead.get(kept.url).content.decode()
    assert "影子期内 0 篇，仍要上线？" in page
    refused = as_lead.post(step, {"step": "live"}, follow=True).content.decode()
    assert "影子期内 0 篇：请等待文章到来，或写明上线理由。" in refused
    as_lead.post(step, {"step": "live", "why": "急需，回测已看过"})
    rule.refresh_from_db()
    assert rule.state == "live"
    as_lead.post(reverse("console:rule-step", args=[rule.pk]), {"step": "retire"})
    assert Rule.objects.get().state == "retired"
    assert as_lead.post(step, {"step": "dance"}).status_code == 404


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ('clikbait.score > 1 and topic == "news"', "是不是“clickbait.score”？"),
        ('"web_sorced" in flags', "是不是“web_sourced”？"),
        ("topic > 5", "“topic &gt; 5”把文字、数字或列表与另一种类型的值作比较"),
        ("references / 0 > 1", "除以零"),
        ("9 ** 9 ** 9 > references", "不能使用“**”"),
        ("(" * 30 + "references > 1" + ")" * 30, "嵌套过深"),
        ("true", "对每篇文章都一样"),
        ('hits("ad") > 1', "是不是“ads”？"),
        ("references >\n  topic = 3", "第 2 行"),
    ],
)
def test_the_editor_says_what_to_change_and_where_and_keeps_what_was_typed(as_lead, lead, expression, said):
    from moderation.routing.editing.banks import BankDraft, write_bank

    write_bank(lead, BankDraft("ads", "广告", "Ads", "加微信"))
    page = as_lead.post(reverse("console:rule-new"), {**FORM, "expression": expression})
    text = page.content.decode()
    assert page.status_code == 422
    assert said in text
    assert "<mark>" in text
    assert 'value="标题党"' in text
    assert not Rule.objects.exists()


def test_an_expression_is_text_never_markup(as_lead):
    page = as_lead.post(reverse("console:rule-new"), {**FORM, "expression": "<script>alert(1)</script> > 5"})
    assert "<script>alert" not in page.content.decode()


def test_the_list_shows_order_state_figures_and_where_the_rest_goes(as_lead, lead):
    assessed()
    live(lead, '"加微信" in body', "first")
    write(lead, draft("references > 5", "second", name_zh="第二条"))
    assessed(body=["请加微信。", "环湖路改造。"])
    page = as_lead.get(reverse("console:rules")).content.decode()
    assert page.index("标题党快讯") < page.index("第二条") < page.index("没有规则指定队列")
    assert "state-live" in page
    assert "state-draft" in page
    one, two = Rule.objects.order_by("position")
    as_lead.post(reverse("console:rules-order"), {f"place-{one.pk}": "2.5", f"place-{two.pk}": "1"})
    assert list(Rule.objects.values_list("code", flat=True)) == ["second", "first"]
    assert as_lead.post(reverse("console:rules-order"), {"place-x": "1"}).status_code == 404


def test_two_hundred_rules_take_no_more_queries_than_two(as_lead, lead, django_assert_max_num_queries):
    assessed()
    live(lead, '"加微信" in body', "first")
    for number in range(30):
        write(lead, draft("references > 5", f"rule-{number}"))
    as_lead.get(reverse("console:rules"))
    with django_assert_max_num_queries(28):
        as_lead.get(reverse("console:rules"))


def test_a_stopped_rule_is_flagged_with_a_sentence(as_lead, lead):
    assessed()
    version = live(lead, "100 / (length.paragraphs - 2) > 1000")
    assessed(body=["第一段文字。", "第二段文字。"])
    assert RuleStop.objects.exists()
    for at in (reverse("console:rules"), reverse("console:rule", args=[version.rule_id])):
        assert "发生了除以零" in as_lead.get(at).content.decode()
    queue = as_lead.get(reverse("console:queue")).content.decode()
    assert "规则待查看" in queue
    as_lead.post(reverse("console:version-step", args=[version.pk]), {"step": "resume"})
    assert not RuleStop.objects.exists()


def test_a_second_version_shows_what_changed(as_lead, lead):
    assessed()
    first = live(lead, "references > 5")
    edit = reverse("console:rule-edit", args=[first.rule_id])
    assert "references &gt; 5" in as_lead.get(edit).content.decode()
    as_lead.post(edit, {**FORM, "expression": "references > 6", "code": "hijacked", "note": "少报"})
    page = as_lead.get(reverse("console:rule", args=[first.rule_id])).content.decode()
    assert "<del>references &gt; 5</del>" in page
    assert "<ins>references &gt; 6</ins>" in page
    assert Rule.objects.get().code == "bait"
    backtested(lead, RuleVersion.objects.get(number=2))
    lifecycle.to_shadow(lead, RuleVersion.objects.get(number=2).pk)
    lifecycle.go_live(lead, RuleVersion.objects.get(number=2).pk, "known")
    before = as_lead.get(reverse("console:rule", args=[first.rule_id])).content.decode()
    assert "回退到第 1 版" in before
    as_lead.post(reverse("console:rule-step", args=[first.rule_id]), {"step": "roll_back"})
    after = as_lead.get(reverse("console:rule", args=[first.rule_id])).content.decode()
    assert "回退到第" not in after
    assert Rule.objects.get().live == first


def test_a_bank_with_a_million_lines_is_refused_with_a_sentence(as_lead):
    million = "\n".join(f"短语{n}" for n in range(1_000_000)).encode()
    form = {"code": "ads", "name_zh": "广告", "name_en": "Ads", "language": "zh"}
    page = as_lead.post(reverse("console:bank-new"), {**form, "file": SimpleUploadedFile("list.txt", million)})
    assert page.status_code == 422
    assert "一个词库最多 20,000 个短语" in page.content.decode()
    assert not PhraseBank.objects.exists()
    kept = as_lead.post(
        reverse("console:bank-new"), {**form, "file": SimpleUploadedFile("list.txt", b"\xef\xbb\xbfabc")}
    )
    assert PhraseBank.objects.get().current.phrases == "abc"
    page = as_lead.get(kept.url).content.decode()
    assert "<ins>abc</ins>" in page
    again = as_lead.post(reverse("console:bank-new"), {**form, "phrases": "x"})
    assert "已有此代码的词库" in again.content.decode()


def test_a_file_goes_out_and_comes_back(as_lead, lead):
    write(lead, draft("references > 5"))
    file = as_lead.get(reverse("console:rules-export"))
    assert "attachment" in file["Content-Disposition"]
    data = json.loads(file.content)
    data["rules"][0]["expression"] = "references > 6"
    upload = SimpleUploadedFile("rules.json", json.dumps(data).encode())
    page = as_lead.post(reverse("console:rules-import"), {"file": upload}, follow=True).content.decode()
    assert "已导入：1 条规则" in page
    assert RuleVersion.objects.count() == 2
    for bad in (b"[" * 100_000, b"\xff\xfe", b"{}", b""):
        page = as_lead.post(reverse("console:rules-import"), {"file": SimpleUploadedFile("x", bad)}, follow=True)
        assert "未导入任何内容" in page.content.decode()
    data["rules"][0]["expression"] = "topik > 6"
    upload = SimpleUploadedFile("rules.json", json.dumps(data).encode())
    page = as_lead.post(reverse("console:rules-import"), {"file": upload}, follow=True).content.decode()
    assert "是不是“topic”" in page


def test_a_required_label_is_shown_and_refused_in_words(client, moderator, lead):
    from moderation.models import QueueItem
    from moderation.queue import claims

    assessed()
    live(lead, '"加微信" in body', label="web_sourced")
    version = assessed(body=["请加微信。", "环湖路改造。"])
    item = QueueItem.objects.get(article=version.article)
    claims.claim(moderator, item.pk)
    client.force_login(moderator)
    at = reverse("console:item", args=[item.pk])
    assert "分流规则要求标签" in client.get(at).content.decode()
    refused = client.post(at + "decide/", {"act": "allow", "version": item.version})
    assert refused.status_code == 422
    assert "请选择“加注标签”" in refused.content.decode()
