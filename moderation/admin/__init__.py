"""The stock admin over queues, decisions, policy and the audit trail."""

from moderation.admin import (
    accounts,
    api_keys,
    articles,
    audit,
    decision,
    outside_console,
    people,
    policy,
    queue,
    report,
    webhook_deliveries,
    webhook_endpoints,
)

__all__ = [
    "accounts",
    "api_keys",
    "articles",
    "audit",
    "decision",
    "outside_console",
    "people",
    "policy",
    "queue",
    "report",
    "webhook_deliveries",
    "webhook_endpoints",
]
