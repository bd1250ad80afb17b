"""One line that says why an item stands where it does."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from moderation.models import QueueItem
from moderation.queue.standing import standing
from moderation.reader_reports.reporting import report
from tests.makers import queued, reason

pytestmark = pytest.mark.django_db


def item(*reasons, **changes) -> QueueItem:
    return QueueItem.objects.prefetch_related("reasons").get(pk=queued(*reasons, **changes).pk)


@pytest.mark.parametrize(
    ("language", "pattern"),
    [
        (
            "zh-hans",
            r"按预设（尚未用处理记录检验），很可能需要处理，若属实危害较大。主要因为“来源笼统”和“标题存疑”；"
            r"若没有前一项，会晚约 \d+ 小时轮到。",
        ),
        (
            "en",
            r"By the preset, not yet by decisions, a reviewer is likely to act; the harm would be grave. Mostly "
            r"because of “Vague source” and “Doubtful headline”; without the first it would come \d+ hours later.",
        ),
    ],
)
def test_the_two_largest_factors_are_named(language, pattern):
    doubtful = reason("clickbait", 0.25, kind="score", severity="medium", zh="标题存疑", en="Doubtful headline")
    found = item(reason(), doubtful, source={"name": "小号"})
    with translation.override(language):
        assert re.fullmatch(pattern, standing(found))


def test_a_figure_comes_only_from_a_model_that_learned():
    found = item(reason())
    found.priority["model"], found.priority["chance"] = "priority-2026-12-01", 0.614
    with translation.override("zh-hans"):
        assert standing(found).startswith("按以往处理估计，约 61% 的可能需要处理，")


@pytest.mark.parametrize(
    ("chance", "said"), [(0.6, "很可能需要处理"), (0.3, "，可能需要处理"), (0.29, "多半不需要处理")]
)
def test_what_nobody_measured_is_said_in_words(chance, said):
    found = item(reason())
    found.priority["chance"] = chance
    with translation.override("zh-hans"):
        assert (said in standing(found), "%" in standing(found)) == (True, False)


def test_an_item_that_chance_drew_says_that_nothing_speaks_for_it():
    drawn = reason("audit_sample", 0.0, kind="audit", severity="low", zh="随机抽检", en="random audit")
    with translation.override("zh-hans"):
        assert standing(item(drawn, source={"name": "小号"})) == "没有突出的理由，按等待时间排队。"


def test_a_row_of_the_time_before_says_nothing():
    old = item()
    QueueItem.objects.filter(pk=old.pk).update(priority=None)
    assert standing(QueueItem.objects.get(pk=old.pk)) == ""


def test_a_report_is_named_once_it_comes(client, moderator):
    seen = queued(reason("anonymous_expert", 0.05, severity="low", zh="匿名专家"))
    report(seen.article, category="false", readers=9, text="", key="platform")
    client.force_login(moderator)
    page = client.get(f"/admin/triage/{seen.pk}/").content.decode()
    assert "为何排在这里：" in page
    assert "“举报不实 9 人”" in page
    assert "为何排在这里： 按预设" in client.get("/admin/triage/").content.decode()
