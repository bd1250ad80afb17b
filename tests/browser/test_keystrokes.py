"""How many keys and clicks each task takes, as `docs/keys.md` and its Chinese twin say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.models import ActRule, AuditEntry, Decision, Execution, QueueItem
from tests.makers import assessed, person, queued, reason

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(r"^\| (?P<task>[^|]+?) \| (?P<before>[^|]+?) \| (?P<now>[^|]+?) \|$", re.M)


@dataclass
class Hands:
    """Presses keys and clicks on a page, and counts both; text that is typed is no key."""

    page: Page
    keys: int = 0
    clicks: int = 0
    texts: int = field(default=0)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.clicks += 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.texts += 1

    @property
    def told(self) -> str:
        """The count as the documents write it, such as `2`, `2 + text`, `1 click`."""
        parts = [str(self.keys)] if self.keys else []
        parts += [f"{self.clicks} click" + ("s" if self.clicks > 1 else "")] if self.clicks else []
        return " + ".join([*parts, *["text"] * self.texts])


def documented(name: str) -> list[tuple[str, str]]:
    """(task, now) of each row of a document's tables."""
    text = (DOCS / name).read_text(encoding="utf-8")
    rows = [(row["task"], row["now"]) for row in ROW.finditer(text)]
    return [row for row in rows if row[0] not in ("Task", "任务") and not set(row[0]) <= {"-"}]


def ready(page: Page) -> Hands:
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    return Hands(page)


Task = Callable[[Callable[..., Page]], Hands]
TASKS: dict[str, Task] = {}


def task(name: str) -> Callable[[Task], Task]:
    def add(function: Task) -> Task:
        TASKS[name] = function
        return function

    return add


@task("Allow")
def allow(open_console: Callable[..., Page]) -> Hands:
    queued()
    hands = ready(open_console())
    hands.press("a", "Enter")
    expect(hands.page.locator(".empty h1")).to_be_visible()
    assert Decision.objects.get().act == "allow"
    return hands


@task("Take the first item and allow it")
def take_and_allow(open_console: Callable[..., Page]) -> Hands:
    queued()
    hands = Hands(open_console())
    hands.press("n")
    hands.page.wait_for_selector("#decision")
    hands.press("a", "Enter")
    expect(hands.page.locator(".empty h1")).to_be_visible()
    return hands


@task("Skip")
def skip(open_console: Callable[..., Page]) -> Hands:
    queued(headline="第一条")
    hands = ready(open_console())
    hands.press("s")
    expect(hands.page.locator("#decision")).to_have_count(0)
    return hands


@task("Take the last decision back")
def undo(open_console: Callable[..., Page]) -> Hands:
    queued()
    page = ready(open_console()).page
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator("#undo")).to_be_visible()
    hands = Hands(page)
    hands.press("u")
    expect(page.locator("#decision")).to_be_visible()
    return hands


@task("Any act under the proposed clause")
def act_under_clause(open_console: Callable[..., Page]) -> Hands:
    queued(reason("vague_sourcing"))
    hands = ready(open_console())
    hands.press("i", "Enter")
    expect(hands.page.locator(".empty h1")).to_be_visible()
    assert Decision.objects.get().clause.code == "2.3"
    return hands


@task("Label with the label of the clause")
def label(open_console: Callable[..., Page]) -> Hands:
    queued(reason("clickbait"))
    hands = ready(open_console())
    hands.press("l", "Enter")
    expect(hands.page.locator(".empty h1")).to_be_visible()
    assert Decision.objects.get().label == "headline"
    return hands


@task("Change one's mind before submitting")
def change_mind(open_console: Callable[..., Page]) -> Hands:
    queued(reason("clickbait"))
    page = ready(open_console()).page
    page.keyboard.press("l")
    hands = Hands(page)
    hands.press("r")
    expect(page.locator("#decision input[value=remove]")).to_be_checked()
    return hands


@task("Provenance and back")
def provenance(open_console: Callable[..., Page]) -> Hands:
    queued()
    hands = ready(open_console())
    hands.press("v")
    expect(hands.page.locator("body.provenance")).to_be_visible()
    hands.press("g")
    expect(hands.page.locator("#decision")).to_be_visible()
    return hands


@task("Compare with the copy, or the rewording")
def compare(open_console: Callable[..., Page]) -> Hands:
    assessed(source={"name": "河湾观察"}, published_at="2026-01-12T08:00:00+08:00")
    copy = assessed(source={"name": "临江热点"}, published_at="2026-01-13T08:00:00+08:00")
    page = open_console()
    page.goto(f"/admin/triage/articles/{copy.article_id}/")
    hands = Hands(page)
    hands.press("d")
    expect(page.locator("#texts mark.m-copied").first).to_be_visible()
    return hands


@task("Find any article")
def find(open_console: Callable[..., Page]) -> Hands:
    assessed(headline="从未入队的灯会攻略")
    hands = Hands(open_console())
    hands.press("/")
    hands.write("灯会攻略")
    expect(hands.page.locator("dialog[open] a").first).to_contain_text("灯会攻略")
    hands.press("Enter")
    expect(hands.page.locator("body.of-article h1")).to_contain_text("从未入队")
    return hands


@task("Open the page of the source")
def source(open_console: Callable[..., Page]) -> Hands:
    queued()
    hands = ready(open_console())
    hands.press("o")
    expect(hands.page.locator("body.of-source")).to_be_visible()
    return hands


@task("Decide five items together")
def bulk(open_console: Callable[..., Page]) -> Hands:
    for number in range(5):
        queued(reason("vague_sourcing"), headline=f"批量第{number}条")
    hands = Hands(open_console(role="lead"))
    hands.press(*"xxxxx")
    hands.press("Enter")
    expect(hands.page.locator("#decision input[type=checkbox]")).to_have_count(5)
    expect(hands.page.locator("#id_clause")).to_have_value("2.3")
    hands.press("i")
    hands.write("同一批搬运稿")
    hands.press("Control+Enter")
    expect(hands.page.locator("#progress-text")).to_be_visible()
    return hands


@task("Answer an appeal")
def appeal(open_console: Callable[..., Page]) -> Hands:
    page = open_console(role="lead")
    item = queued()
    made = decide(person("moderator"), DecisionRequest(item.pk, item.version, "remove", "4.1"))
    appeals.file(made.pk, text="附采访录音", appellant="作者", key="k")
    page.keyboard.press("n")
    expect(page.locator(".appeal-text")).to_be_visible()
    hands = Hands(page)
    hands.press("2")
    hands.write("采访属实，予以恢复")
    hands.press("Control+Enter")
    expect(page.locator(".message.success")).to_contain_text("申诉已答复")
    return hands


@task("Agree as second person")
def agree(open_console: Callable[..., Page]) -> Hands:
    ActRule.objects.create(act="remove", second_person=True)
    page = open_console(role="lead")
    item = queued()
    decide(person("moderator"), DecisionRequest(item.pk, item.version, "remove", "4.1"))
    page.goto(f"/admin/triage/{item.pk}/")
    hands = Hands(page)
    hands.press("1", "Enter")
    expect(page.locator(".message.success")).to_be_visible()
    assert Execution.objects.get().state == "done"
    return hands


@task("Hold an item")
def hold(open_console: Callable[..., Page]) -> Hands:
    item = queued()
    page = open_console(role="lead")
    page.goto(f"/admin/triage/{item.pk}/")
    hands = Hands(page)
    hands.press("Shift+H")
    hands.write("等水务局回复")
    hands.press("Enter")
    expect(page.locator(".passed-on")).to_contain_text("等水务局回复")
    assert QueueItem.objects.get(pk=item.pk).on_hold
    return hands


@task("Hand an item over")
def hand_over(open_console: Callable[..., Page]) -> Hands:
    item = queued()
    lin = User.objects.create_user("lin", is_staff=True)
    lin.groups.add(Group.objects.get(name="moderator"))
    page = open_console(role="lead")
    page.goto(f"/admin/triage/{item.pk}/")
    hands = Hands(page)
    hands.press("Shift+G")
    hands.write("lin")
    hands.press("Tab")
    hands.write("请核对图片出处")
    hands.press("Enter")
    expect(page.locator(".passed-on")).to_contain_text("请核对图片出处")
    assert QueueItem.objects.get(pk=item.pk).assigned_to == lin
    return hands


@task("Find an entry of the audit log")
def entry(open_console: Callable[..., Page]) -> Hands:
    item = queued()
    decide(person("moderator"), DecisionRequest(item.pk, item.version, "remove", "4.1"))
    page = open_console(role="auditor")
    page.goto("/admin/triage/home/")
    hands = Hands(page)
    hands.click("#entry")
    hands.write(f"article:{item.article_id}")
    hands.press("Enter")
    expect(page.locator("#result_list")).to_contain_text(f"article:{item.article_id}")
    assert AuditEntry.objects.exists()
    return hands


@task("Invite a moderator")
def invite(open_console: Callable[..., Page]) -> Hands:
    page = open_console(role="lead")
    User.objects.filter(username="lead").update(is_superuser=True)
    page.goto("/admin/triage/home/")
    hands = Hands(page)
    hands.click(".menu summary")
    hands.click(".menu a[href$='/people/']")
    page.locator("#username").focus()  # the first field of the page's form, by the Tab key or a click
    hands.clicks += 1
    hands.write("lin")
    hands.click("input[value=moderator]")
    hands.click(".invite button")
    expect(page.locator("#link")).to_be_visible()
    return hands


@pytest.fixture
def console(open_console: Callable[..., Page], faults: list[str]) -> Iterator[Callable[..., Page]]:
    yield open_console
    faults[:] = [fault for fault in faults if "/people/" not in fault]


@pytest.mark.parametrize("name", TASKS)
def test_a_task_takes_as_many_keys_as_the_documents_say(console, name):
    counted = TASKS[name](console).told
    number = [row for row, _now in documented("keys.md")].index(name)
    assert documented("keys.md")[number][1] == counted
    chinese = documented("keys.zh.md")[number][1]
    assert chinese == counted.replace(" clicks", " 次点击").replace(" click", " 次点击").replace("text", "文字")


def test_the_documents_list_every_task_in_the_same_order():
    assert [row for row, _now in documented("keys.md")] == list(TASKS)
    assert len(documented("keys.zh.md")) == len(TASKS)
