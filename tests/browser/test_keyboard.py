"""A moderator's work by keyboard alone."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Response, expect

from moderation.models import ActRule, Decision, Execution, Note, QueueItem
from tests.makers import assessed, queued, reason
from tests.moderation.console.pages import item_with_evidence
from tests.moderation.routing.rules import live


def test_claim_decide_next_without_touching_the_mouse(open_console):
    first = queued(reason(weight=0.9), headline="第一条待审")
    second = queued(reason(weight=0.5), headline="第二条待审")
    page = open_console()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("第一条待审")
    page.keyboard.press("r")  # remove; the number that is typed next is the clause
    page.keyboard.type("4.1")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("第二条待审")
    expect(page.locator(".message.success")).to_contain_text("下架 4.1")
    page.keyboard.press("t")
    page.keyboard.type("来源已核对 a")  # letters are text here, not acts
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".empty h1")).to_have_text("这里没有待审条目")
    decided = list(Decision.objects.order_by("pk").values_list("item", "act", "clause__code", "note"))
    assert decided == [(first.pk, "remove", "4.1", ""), (second.pk, "allow", None, "来源已核对 a")]


def test_skip_goes_to_the_next_item_and_frees_this_one(open_console):
    first = queued(reason(weight=0.9), headline="先跳过的一条")
    queued(reason(weight=0.5), headline="接着看的一条")
    page = open_console()
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("先跳过的一条")
    page.keyboard.press("s")
    expect(page.locator("h1")).to_have_text("接着看的一条")
    assert QueueItem.objects.get(pk=first.pk).claimed_by is None


def test_enter_without_an_act_decides_nothing(open_console):
    queued()
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("Enter")
    expect(page.locator("#decision")).to_be_visible()
    assert page.evaluate("document.querySelector('#decision').checkValidity()") is False
    assert not Decision.objects.exists()


def test_help_opens_and_closes_and_keys_do_nothing_behind_it(open_console):
    queued()
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("a")
    assert page.locator("#decision input:checked").count() == 0
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_marks_toggle_and_light_up_with_their_evidence(open_console):
    item_with_evidence()
    page = open_console()
    page.keyboard.press("n")
    flag = page.locator("mark.m-flag").first
    tinted = "rgba(0, 0, 0, 0)"
    assert flag.evaluate("mark => getComputedStyle(mark).backgroundColor") != tinted
    page.keyboard.press("m")
    assert flag.evaluate("mark => getComputedStyle(mark).backgroundColor") == tinted
    page.keyboard.press("m")
    page.locator("[id^=attribution-] a").first.hover()
    expect(page.locator("mark.m-attribution.lit").first).to_be_visible()


def test_the_claim_counts_down_and_the_heartbeat_renews_it(open_console):
    item = queued()
    page = open_console()
    page.clock.install()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    before = QueueItem.objects.get(pk=item.pk).claimed_until
    shown = page.locator(".countdown").inner_text()
    page.clock.run_for(10_000)
    assert page.locator(".countdown").inner_text() != shown
    with page.expect_response("**/heartbeat/") as answer:
        page.clock.run_for(60_000)
    assert answer.value.status == 200
    assert QueueItem.objects.get(pk=item.pk).claimed_until > before


def test_a_lost_claim_is_told(open_console, faults):
    item = queued()
    page = open_console()
    page.clock.install()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    QueueItem.objects.filter(pk=item.pk).update(claimed_by=None, claimed_until=None)
    with page.expect_response("**/heartbeat/"):
        page.clock.run_for(61_000)
    expect(page.locator(".message.warning")).to_contain_text("领取已失效")
    assert [fault for fault in faults if "409" not in fault] == []
    faults.clear()  # a browser logs every answer of 400 and above as an error


def test_twenty_items_in_a_row_and_each_asks_the_server_once(open_console):
    """What the server takes for each, with 100,000 articles stored, is measured by `python -m bench --only console`."""
    for number in range(21):
        queued(reason(weight=0.9 - number / 100), headline=f"第{number}条待审")
    page = open_console()
    page.keyboard.press("n")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    for number in range(20):
        expect(page.locator("h1")).to_have_text(f"第{number}条待审")
        page.keyboard.press("l")
        page.keyboard.type("2.1")
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("第20条待审")
    # Beside the acts only the next item's page is asked for, while this one is read.
    acts = [line for line in asked if "/static/" not in line and not line.endswith("/ahead/")]
    assert [line.split()[0] + line[-8:] for line in acts] == ["POST/decide/"] * 20
    assert page.url.endswith(f"/{QueueItem.objects.get(claimed_by__isnull=False).pk}/")
    assert Decision.objects.filter(act="label", clause__code="2.1").count() == 20


def test_the_next_item_is_there_before_it_is_asked_for(open_console):
    for number in range(3):
        queued(reason(weight=0.9 - number / 100), headline=f"第{number}条待审", source={"name": f"账号{number}"})
    page = open_console()
    with page.expect_response("**/ahead/") as fetched:
        page.keyboard.press("n")
    fetched.value.finished()

    def label(seen: str) -> Response:
        expect(page.locator("h1")).to_have_text(seen)
        page.keyboard.press("l")
        page.keyboard.type("2.1")
        with page.expect_response("**/decide/") as answered:
            page.keyboard.press("Enter")
        return answered.value

    with page.expect_response("**/ahead/") as fetched:
        answer = label("第0条待审")
    assert answer.headers["x-console-ahead"]
    assert "第1条待审" not in answer.text()
    expect(page.locator("h1")).to_have_text("第1条待审")
    expect(page.locator(".lease .countdown")).to_have_text(re.compile(r"^(10:00|09:5\d)$"))
    expect(page.locator(".message.success")).to_contain_text("第0条待审")
    expect(page.locator("#undo")).to_be_visible()
    # A note that a colleague leaves meanwhile is not missed: the whole page comes.
    fetched.value.finished()
    last = QueueItem.objects.get(article_version__headline="第2条待审")
    Note(article=last.article, author=User.objects.get(username="moderator"), text="请先核对原稿").save()
    answer = label("第1条待审")
    assert "x-console-ahead" not in answer.headers
    expect(page.locator("h1")).to_have_text("第2条待审")
    expect(page.locator("body")).to_contain_text("请先核对原稿")


def test_an_act_under_the_proposed_clause_takes_two_keys(open_console):
    """The clause and its label come from the first reason, and stand on the screen before Enter."""
    queued(reason("clickbait", 0.9), headline="第一条待审")
    queued(reason("uncredited_reuse", 0.5), headline="第二条待审")
    page = open_console()
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("第一条待审")
    page.keyboard.press("l")
    expect(page.locator("#id_clause")).to_have_value("1.1")
    expect(page.locator("#id_label")).to_have_value("headline")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("第二条待审")
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    expect(page.locator(".empty h1")).to_be_visible()
    decided = Decision.objects.order_by("pk").values_list("act", "clause__code", "label")
    assert list(decided) == [("label", "1.1", "headline"), ("label", "2.1", "reprint")]


def test_another_number_and_another_act_replace_what_was_proposed(open_console):
    queued(reason("clickbait", 0.9))
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("l")
    page.keyboard.type("3.1")  # from the act, without going to the list of clauses
    expect(page.locator("#id_clause")).to_have_value("3.1")
    expect(page.locator("#id_label")).to_have_value("ai_generated")
    page.keyboard.press("p")
    page.keyboard.press("r")  # the closed list leaves letters to the acts
    expect(page.locator("#decision input[value=remove]")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".empty h1")).to_be_visible()
    assert Decision.objects.values_list("act", "clause__code", "label").get() == ("remove", "3.1", "")


def test_escalating_proposes_its_own_clause_and_going_back_the_reasons_one(open_console):
    queued(reason("clickbait", 0.9))
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("e")
    expect(page.locator("#id_clause")).to_have_value("9.1")
    expect(page.locator("#id_note")).to_be_focused()  # why, for whoever works it next
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    expect(page.locator("#id_clause")).to_have_value("1.1")
    page.keyboard.press("Enter")
    expect(page.locator(".empty h1")).to_be_visible()
    assert Decision.objects.values_list("act", "clause__code").get() == ("limit", "1.1")


def test_a_label_that_nobody_preset_is_asked_for(open_console, faults):
    queued(reason("clickbait", 0.9))
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("l")
    page.keyboard.type("4.1")
    expect(page.locator("#id_label")).to_have_value("")
    page.keyboard.press("Enter")
    expect(page.locator("#decision")).to_contain_text("请选择标签")
    assert not Decision.objects.exists()
    assert [fault for fault in faults if "422" not in fault] == []
    faults.clear()  # a browser logs every answer of 400 and above as an error
    expect(page.locator("#id_label")).to_be_focused()
    expect(page.locator("#id_label")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_label_error")).to_contain_text("请选择标签")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    expect(page.locator("#id_label")).to_be_focused()


def test_a_refused_form_is_at_its_faulty_field(open_console, faults):
    queued(reason("unknown_reason", 0.9))
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(page.locator("#id_clause_error")).to_contain_text("条款")
    expect(page.locator("#id_clause")).to_be_focused()
    assert [fault for fault in faults if "422" not in fault] == []
    faults.clear()
    page.keyboard.type("4.1")
    page.keyboard.press("Enter")
    expect(page.locator(".message.success")).to_contain_text("下架 4.1")


@pytest.mark.parametrize(("wish", "behavior"), [("reduce", "instant"), ("no-preference", "smooth")])
def test_scrolling_moves_only_where_motion_is_welcome(open_console, wish, behavior):
    item_with_evidence()
    page = open_console(reduced_motion=wish)
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.evaluate(
        """() => {
          window.asked = [];
          document.querySelector("#article-text").scrollBy = (how) => window.asked.push(how.behavior);
        }"""
    )
    page.keyboard.press("j")
    assert page.evaluate("window.asked") == [behavior]


def test_a_second_person_agrees_with_two_keys_beside_the_evidence(open_console):
    ActRule.objects.create(act="remove", second_person=True)
    item = queued(reason("clickbait", 0.9))
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(page.locator(".message.success")).to_contain_text("等待第二人同意")
    lead = open_console(role="lead")
    lead.goto(f"/admin/triage/{item.pk}/")
    expect(lead.locator("#article-text")).to_be_visible()
    lead.keyboard.press("1")
    lead.keyboard.press("Enter")
    expect(lead.locator(".message.success")).to_be_visible()
    assert Execution.objects.values_list("state", "approved_by__username").get() == ("done", "lead")


def test_a_label_that_a_rule_asks_for_does_not_follow_the_clause(open_console):
    page = open_console(role="lead")
    assessed()
    live(User.objects.get(username="lead"), '"加微信" in body', label="web_sourced")
    assessed(body=["想了解请加微信，名额有限。", "地点在河湾路口，时间另行通知。"])
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("l")
    page.keyboard.type("2.1")
    expect(page.locator("#id_label")).to_have_value("web_sourced")
    page.keyboard.press("Enter")
    expect(page.locator(".message.success")).to_be_visible()
    assert Decision.objects.values_list("clause__code", "label").get() == ("2.1", "web_sourced")


def test_a_moderator_opens_the_page_of_the_source_with_one_key_and_an_article_from_there(open_console):
    queued(headline="看来源的一条")
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_contain_text("山城观察")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("看来源的一条")
    expect(page.locator("body.of-article")).to_be_visible()


def test_a_moderator_lays_a_copy_beside_its_original_with_one_key_and_goes_back(open_console):
    assessed(headline="最早的一篇", source={"name": "河湾观察"}, published_at="2026-01-12T08:00:00+08:00")
    copy = assessed(headline="照抄的一篇", source={"name": "临江热点"}, published_at="2026-01-13T08:00:00+08:00")
    page = open_console()
    page.goto(f"/admin/triage/articles/{copy.article_id}/")
    page.keyboard.press("d")
    expect(page.locator("#texts h1").last).to_contain_text("最早的一篇")
    expect(page.locator("#texts mark.m-copied").first).to_be_visible()
    page.keyboard.press("g")
    expect(page.locator("body.of-article h1")).to_contain_text("照抄的一篇")
