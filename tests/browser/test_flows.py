"""Longer ways through the console: without page loads, with two people, with a lost session, in bulk."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, bulk, decide
from moderation.models import Appeal, BulkRun, Decision, QueueItem
from tests.makers import queued, reason


def decide_by_keys(page: Page, act: str, clause: str = "") -> None:
    page.keyboard.press(act)
    if clause:
        page.keyboard.type(clause)
    page.keyboard.press("Enter")


def only_409(faults: list[str]) -> None:
    """A browser logs every answer of 400 and above as an error; this one is what the test is about."""
    assert [fault for fault in faults if "409" not in fault] == []
    faults.clear()


def test_from_item_to_item_without_a_page_load(open_console):
    for number in range(3):
        queued(reason(weight=0.9 - number / 10), headline=f"第{number}条待审标题")
    page = open_console()
    page.evaluate("window.stays = true")
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("第0条待审标题")
    decide_by_keys(page, "a")
    expect(page.locator("h1")).to_have_text("第1条待审标题")
    page.keyboard.press("s")
    expect(page.locator("h1")).to_have_text("第2条待审标题")
    assert page.evaluate("window.stays") is True
    assert page.url.rstrip("/").endswith(str(QueueItem.objects.get(article_version__headline="第2条待审标题").pk))
    page.go_back()
    expect(page.locator("h1")).to_have_text("第1条待审标题")


def test_u_takes_the_last_decision_back(open_console):
    item = queued(headline="撤回的一条")
    page = open_console()
    page.keyboard.press("n")
    expect(page.locator("#decision")).to_be_visible()
    decide_by_keys(page, "r", "4.1")
    expect(page.locator("#undo")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("撤回的一条")
    expect(page.locator("#decision")).to_be_visible()
    assert QueueItem.objects.get(pk=item.pk).state == "open"
    assert list(Decision.objects.order_by("pk").values_list("act", flat=True)) == ["remove", "overturn"]


def test_a_session_lost_in_the_middle_of_a_note_loses_nothing(open_console):
    item = queued(headline="写到一半的一条")
    page = open_console()
    page.keyboard.press("n")
    expect(page.locator("#decision")).to_be_visible()
    page.keyboard.press("t")
    page.keyboard.type("已电话核实来源")
    Session.objects.all().delete()
    page.keyboard.press("Escape")
    decide_by_keys(page, "a")
    expect(page.locator(".message.warning")).to_contain_text("保存在此浏览器中")
    expect(page.locator("#id_note")).to_have_value("已电话核实来源")
    assert not Decision.objects.exists()
    page.reload()
    page.fill("#id_username", "moderator")
    page.fill("#id_password", "moderator-password")
    page.press("#id_password", "Enter")
    expect(page.locator("#id_note")).to_have_value("已电话核实来源")
    expect(page.locator(".message.info")).to_contain_text("已恢复")
    page.locator("#submit").click()
    expect(page.locator(".empty h1")).to_be_visible()
    assert Decision.objects.get(item=item).note == "已电话核实来源"
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft-')).length") == 0


def test_two_browsers_one_item(open_console, faults):
    item = queued(headline="两个人看的一条")
    first, second = open_console(), open_console(role="lead")
    first.keyboard.press("n")
    expect(first.locator("#decision")).to_be_visible()
    second.goto(f"/admin/triage/{item.pk}/")
    expect(second.locator(".acting")).to_contain_text("moderator")
    QueueItem.objects.filter(pk=item.pk).update(claimed_until=timezone.now())
    second.reload()
    second.keyboard.press("Enter")
    expect(second.locator("#decision")).to_be_visible()
    decide_by_keys(second, "a")
    expect(second.locator(".empty h1")).to_be_visible()
    first.keyboard.press("t")
    first.keyboard.type("我的备注")
    first.keyboard.press("Escape")
    decide_by_keys(first, "a")
    expect(first.locator("#change")).to_contain_text("已")
    expect(first.locator("#kept-note")).to_have_value("我的备注")
    assert Decision.objects.count() == 1
    only_409(faults)


def test_an_appeal_goes_to_another_person(open_console):
    item = queued(headline="被申诉的一条")
    page, other = open_console(), open_console(role="lead")
    page.keyboard.press("n")
    expect(page.locator("#decision")).to_be_visible()
    decide_by_keys(page, "r", "4.1")
    expect(page.locator(".empty h1")).to_be_visible()
    appeals.file(Decision.objects.get().pk, text="附采访录音", appellant="作者", key="k")
    page.keyboard.press("n")
    expect(page.locator(".message.info")).to_be_visible()
    other.reload()
    other.keyboard.press("n")
    expect(other.locator(".appeal-text")).to_contain_text("附采访录音")
    other.keyboard.press("2")
    other.keyboard.type("采访属实，予以恢复")
    other.keyboard.press("Control+Enter")
    expect(other.locator(".message.success")).to_contain_text("申诉已答复")
    assert Appeal.objects.get().state == "overturned"
    assert QueueItem.objects.filter(article=item.article, state="open").count() == 0


def test_bulk_with_progress_and_undo(open_console):
    for number in range(5):
        queued(headline=f"批量第{number}条")
    page = open_console(role="lead")
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_role("button", name="处理所选").click()
    expect(page.locator("tr input[name=item]")).to_have_count(2)
    page.locator("input[value=remove]").check()
    page.locator("#id_clause").select_option("4.2")
    page.fill("#id_note", "同一批搬运稿")
    page.get_by_role("button", name="执行").click()
    expect(page.locator("#progress-text")).to_have_text("0 / 2")
    run = BulkRun.objects.get()
    bulk.work(run.pk)
    expect(page.locator("#progress-text")).to_have_text("2 / 2")
    assert Decision.objects.filter(act="remove").count() == 2
    page.get_by_role("button", name="全部撤销").click()
    expect(page.get_by_role("button", name="全部撤销")).to_have_count(0)
    bulk.work(run.pk)
    page.reload()
    assert QueueItem.objects.filter(state="open").count() == 5


def test_the_same_without_javascript(open_console):
    queued(headline="没有脚本的一条")
    page = open_console(java_script_enabled=False)
    page.locator("#take-next").click()
    page.locator("input[value=label]").check()
    page.locator("#id_clause").select_option("2.1")
    page.locator("#id_label").select_option("reprint")
    page.locator("#submit").click()
    assert page.locator(".message.success").count() == 1
    assert Decision.objects.get().label == "reprint"
    page.locator("#undo").click()
    assert page.locator("h1").inner_text() == "没有脚本的一条"


def test_the_page_as_received_runs_and_loads_nothing(open_console):
    from articles.assessment.pipeline import assess
    from articles.intake import Submission, store
    from articles.models import Article, Assessment
    from moderation.queue.entry import enter

    body = "".join(f"<p>据山城市研究院测算，第{n}段说明施工安排与公交绕行。</p>" for n in range(9))
    evil = (
        f"<html><body><h1>环湖路改造下月开工</h1>{body}<img src=https://evil.example/x.png onerror=alert(1)>"
        "<script>fetch('https://evil.example/')</script><iframe src=https://evil.example></iframe></body></html>"
    )
    outcome = store(Submission(content=evil.encode(), content_type="text/html"))
    version = Article.objects.get(pk=outcome.id).current
    assess(Assessment.objects.get(version=version).pk)
    with transaction.atomic():
        item = QueueItem.objects.filter(article=version.article).first() or enter(version, [reason()])
    page = open_console()
    page.on("dialog", lambda dialog: (_ for _ in ()).throw(AssertionError(dialog.message)))
    page.goto(f"/admin/triage/{item.pk}/")
    page.locator(".as-received summary").click()
    expect(page.frame_locator(".as-received iframe").locator("body")).to_contain_text("公交绕行")


def test_a_decision_made_elsewhere_by_the_api_is_told(open_console, faults):
    item = queued(headline="接口先处理的一条")
    page = open_console()
    page.keyboard.press("n")
    expect(page.locator("#decision")).to_be_visible()
    from django.contrib.auth.models import User

    decide(User.objects.get(username="moderator"), DecisionRequest(item.pk, 1, "allow", channel="api"))
    decide_by_keys(page, "a")
    expect(page.locator("#change")).to_be_visible()
    assert Decision.objects.count() == 1
    only_409(faults)


def test_every_other_page_is_in_the_menu(open_console):
    page = open_console(role="lead")
    summary = page.locator(".menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    links = page.locator(".menu nav a")
    expect(links.first).to_be_visible()
    places = [link.get_attribute("href") for link in links.all()]
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(summary).to_be_focused()
    for place in places:
        answer = page.goto(place)
        assert answer.ok, place
        assert page.locator("main, #content").first.inner_text().strip(), place


def test_a_moderator_takes_the_next_item_from_the_home_page_with_one_key(open_console):
    item = queued()
    page = open_console()
    page.goto("/admin/triage/home/")
    page.keyboard.press("n")
    page.wait_for_url(f"**/admin/triage/{item.pk}/")
