"""The index of the stock admin in groups by task, instead of by the app that has the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The groups in reading order, each with its models. A model that is in none stays with its app, after them.
TASKS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    (
        "people",
        _("People and rights"),
        ("auth.User", "auth.Group", "moderation.ExposureLimit", "moderation.OutsideConsole", "moderation.PersonToken"),
    ),
    (
        "rules",
        _("Queues and rules"),
        ("moderation.Queue", "moderation.ActRule", "moderation.PolicyVersion", "moderation.Clause"),
    ),
    (
        "work",
        _("Work on articles"),
        (
            *("moderation.QueueItem", "moderation.Decision", "moderation.Execution", "moderation.Appeal"),
            *("moderation.Report", "moderation.SecondLook", "moderation.BulkRun", "moderation.Skip", "moderation.Note"),
        ),
    ),
    (
        "articles",
        _("Articles and evidence"),
        (
            *("articles.Article", "articles.ArticleVersion", "articles.Page", "articles.Finding", "articles.Score"),
            *("articles.Attribution", "articles.Reference", "articles.ReuseEdge", "articles.ProvenanceChange"),
            *("articles.PublicSentence", "articles.FindingPrecision", "articles.PrecisionGate"),
        ),
    ),
    (
        "sources",
        _("Sources and platforms"),
        (
            *("articles.Source", "articles.SourceGroup", "articles.ListEdition", "articles.ListEntry"),
            *("articles.Platform", "articles.Disclaimer", "articles.DeclarationLine", "articles.TemplateAlarm"),
        ),
    ),
    (
        "integration",
        _("Integration"),
        (
            *("articles.ApiKey", "moderation.WebhookEndpoint", "moderation.WebhookDelivery", "moderation.Event"),
            *("articles.Import", "articles.Assessment"),
        ),
    ),
    (
        "reports",
        _("Reports and audit"),
        (
            *("moderation.WeeklyReport", "moderation.ReportRevision", "moderation.ReportSubscriber"),
            *("moderation.ReportMail", "moderation.AuditEntry"),
        ),
    ),
)


def by_task(apps: Sequence[dict[str, Any]], index: str) -> list[dict[str, Any]]:
    """Django's list of apps with their models, regrouped; `index` is the address of the admin's first page."""
    models = {model["model"]._meta.label: model for app in apps for model in app["models"]}
    groups = []
    for code, name, labels in TASKS:
        own = [models.pop(label) for label in labels if label in models]
        if own:
            # The address leads to the index: no page shows one group alone.
            address = f"{index}#{code}"
            groups.append(
                {"name": name, "app_label": code, "app_url": address, "has_module_perms": True, "models": own}
            )
    for app in apps:
        left = [model for model in app["models"] if model["model"]._meta.label in models]
        if left:
            groups.append({**app, "models": left})
    return groups
