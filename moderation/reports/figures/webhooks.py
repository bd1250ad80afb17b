"""Webhook messages to platforms by their outcome."""

from __future__ import annotations

from dataclasses import asdict

from moderation.models import WebhookDelivery
from moderation.reports.figure import Section, Text
from moderation.reports.figures.outside import counted_section
from moderation.reports.links import to_week
from moderation.reports.snapshot import Snapshot
from moderation.webhooks.figures import webhook_figures

State = WebhookDelivery.State


def section(snapshot: Snapshot) -> Section:
    """Counts the messages made in each week, by their state when the report is made."""

    def link(state: str) -> str | None:
        return to_week(WebhookDelivery, "created_at", snapshot, state__exact=state)

    return counted_section(
        snapshot,
        "webhooks",
        Text("通知平台", "Webhooks"),
        lambda start, end: asdict(webhook_figures(start, end)),
        {
            "delivered": (Text("已送达", "Delivered"), None, link(State.DELIVERED)),
            "late": (Text("其中迟到", "Of these late"), "up", link(State.DELIVERED)),
            "failed": (Text("已放弃", "Given up"), "up", link(State.FAILED)),
            "pending": (Text("仍在途中", "On their way"), "up", link(State.PENDING)),
        },
        Text("按消息产生的时间计，测试消息不计。", "By when they came up; tests are not counted."),
    )
