"""The stock admin over queues, decisions, policy and the audit trail."""

from moderation.admin import (
    articles,
    audit,
    decision,
    people,
    policy,
    queue,
    report,
    webhook_deliveries,
    webhook_endpoints,
)

__all__ = [
    "articles",
    "audit",
    "decision",
    "people",
    "policy",
    "queue",
    "report",
    "webhook_deliveries",
    "webhook_endpoints",
]
