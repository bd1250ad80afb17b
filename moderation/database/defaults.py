"""The first rows of every installation: queues, roles, the first policy, the audit chain's head.

Made after each migration when missing, never changed afterwards.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction

POLICY_FILE = Path(__file__).parents[1] / "policies" / "policy-1.json"

QUEUES = [
    {"code": "general", "name_zh": "待审", "name_en": "To review", "sla_minutes": 24 * 60, "is_default": True},
    {"code": "news", "name_zh": "时政财经", "name_en": "News and public affairs", "sla_minutes": 4 * 60},
    {"code": "appeals", "name_zh": "申诉", "name_en": "Appeals", "sla_minutes": 24 * 60},
    {"code": "escalated", "name_zh": "上报", "name_en": "Escalated", "sla_minutes": 8 * 60, "leads_only": True},
]

# Evidence, which everybody in moderation sees.
_EVIDENCE_MODELS = (
    *("article", "articleversion", "page", "source", "platform", "disclaimer", "provenanceflag", "reference"),
    *(
        "attribution",
        "finding",
        "score",
        "assessment",
        "reviewoutcome",
        "templatealarm",
        "declarationline",
        "reliability",
        "reliabilitychange",
        "sourcereply",
        "headlinemodel",
        "headlineverdict",
        "findingprecision",
        "precisiongate",
    ),
    *(
        "publicsentence",
        *("knownclaim", "knownclaimversion", "claimlikeness", "claimanswer"),
        *("hashbank", "bankedhash", "bankmatch"),
        "reuseedge",
        "provenancechange",
        "sourcegroup",
        "sourcename",
        "sourcerelation",
        "sourcelink",
        "listedition",
        "listentry",
    ),
    *("queue", "queueitem", "queuereason", "decision", "clause", "policyversion"),
    *("execution", "actrule", "appeal", "note", "report", "bulkrun", "findinganswer"),
    *("rule", "ruleversion", "rulechange", "rulematch", "ruleday", "rulealarm", "backtest"),
    *("phrasebank", "phrasebankversion"),
    *("prioritymodel", "priorityscheme"),
    *("weeklyreport", "reportrevision"),
)
_EVIDENCE = [f"view_{model}" for model in _EVIDENCE_MODELS]
_SEES_WEBHOOKS = ["view_event", "view_webhookendpoint", "view_webhookdelivery"]
_RUNS_WEBHOOKS = [
    *_SEES_WEBHOOKS,
    *("add_webhookendpoint", "change_webhookendpoint", "delete_webhookendpoint", "replay_webhookdelivery"),
]
ROLES = {
    "moderator": [*_EVIDENCE, "claim_queueitem", "decide_queueitem", "add_note"],
    "lead": [
        *_EVIDENCE,
        "claim_queueitem",
        "decide_queueitem",
        "lead_queueitem",
        *("approve_execution", "overturn_decision", "add_note", "add_bulkrun"),
        # Colleagues' limits and skips, and what is in blind review; others see their own rows in the console.
        *("view_exposurelimit", "view_skip", "view_secondlook"),
        *("add_exposurelimit", "change_exposurelimit", "delete_exposurelimit"),
        *("add_actrule", "change_actrule", "delete_actrule"),
        "change_disclaimer",  # confirm or dismiss new wordings
        "change_publicsentence",  # add to the bank of public text, withdraw and restore
        "change_knownclaim",  # add to the bank of known claims, edit, withdraw and restore
        "change_hashbank",  # banks of picture hashes: edit, withdraw and restore
        "change_headlinemodel",  # promote or withdraw a clickbait model
        "change_priorityscheme",  # what orders the queue
        *("add_outsidescorer", "change_outsidescorer", "view_outsidescorer"),  # scorers outside the product
        *("add_precisiongate", "change_precisiongate"),  # how right a finding must be
        "change_assessment",  # retry failed assessments
        *("add_listedition", "change_listedition", "add_listentry"),  # the list of permitted sources
        *("change_source", "add_sourcename", "change_sourcename", "delete_sourcename"),
        *("add_sourcelink", "change_sourcelink"),  # link accounts of one owner, and end that
        *("add_sourcerelation", "change_sourcerelation", "delete_sourcerelation"),
        *("add_rule", "change_rule", "switch_rule", "add_backtest", "add_phrasebank", "change_phrasebank"),
        *("view_reportsubscriber", "add_reportsubscriber", "change_reportsubscriber", "delete_reportsubscriber"),
        "view_reportmail",
        "change_queue",
        "add_queue",
        "view_auditentry",
        *("view_proposal", "confirm_proposal"),  # loosening a rule takes two
        *_RUNS_WEBHOOKS,
    ],
    "auditor": [*_EVIDENCE, "view_auditentry", "view_proposal", "view_outsidescorer", *_SEES_WEBHOOKS],
    "head": [
        *_EVIDENCE,
        *("view_reportsubscriber", "add_reportsubscriber", "change_reportsubscriber", "delete_reportsubscriber"),
        "view_reportmail",
    ],
    "integrator": [
        "view_platform",
        "view_outsidescorer",
        "view_apikey",
        "add_apikey",
        "change_apikey",
        *_RUNS_WEBHOOKS,
    ],
}


_known_before: set[tuple[str, str]] = set()


def remember_permissions(using: str = "default", **_: Any) -> None:
    """Notes the permissions before the migrations; those that migrations add are new to every group."""
    from django.contrib.auth.models import Permission
    from django.db import connections

    _known_before.clear()
    if Permission._meta.db_table in connections[using].introspection.table_names():
        rows = Permission.objects.using(using).values_list("content_type__app_label", "codename")
        _known_before.update(rows)


def ensure_defaults(using: str = "default", **_: Any) -> None:
    """Makes what is missing. Runs after the permissions of all apps exist (this app is the last one)."""
    from moderation.models import AuditHead, Queue

    with transaction.atomic(using=using):
        AuditHead.objects.using(using).get_or_create(pk=1)
        for queue in QUEUES:
            Queue.objects.using(using).get_or_create(code=queue["code"], defaults=queue)
        _ensure_policy(using)
        _ensure_roles(using)


def _ensure_policy(using: str) -> None:
    from moderation.models import Clause, PolicyVersion

    policy = json.loads(POLICY_FILE.read_text(encoding="utf-8"))
    version, created = PolicyVersion.objects.using(using).get_or_create(number=policy["number"])
    if created:
        Clause.objects.using(using).bulk_create(
            Clause(policy_version=version, **clause) for clause in policy["clauses"]
        )


def _ensure_roles(using: str) -> None:
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    # Django makes permissions in a post_migrate receiver of its own, whose turn may come after ours.
    for label in ("articles", "moderation"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    for name, codenames in ROLES.items():
        group, created = Group.objects.using(using).get_or_create(name=name)
        wanted = Permission.objects.using(using).filter(
            content_type__app_label__in=["articles", "moderation"], codename__in=codenames
        )
        if created or not group.permissions.exists():
            group.permissions.set(wanted)
            continue
        # An installation's own changes stay; new permissions are granted to their roles.
        rows = wanted.select_related("content_type")
        group.permissions.add(*(row for row in rows if (row.content_type.app_label, row.codename) not in _known_before))
