# ruff: noqa: S608 - names of tables are our own
"""The guards of this installation's evidence: every append-only table, the audit chain and its head."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections

from articles.database import guards
from articles.database.guards import Trigger, append_only, identified, kept
from articles.models.immutable import ImmutableRow

_ENTRY, _HEAD = "moderation_auditentry", "moderation_audithead"
_FOLLOWS = f"""EXISTS (SELECT 1 FROM {_HEAD} h
  WHERE h.id = 1 AND NEW.sequence = h.sequence + 1 AND NEW.previous_hash = h.hash)"""
_NAMES_AN_ENTRY = f"EXISTS (SELECT 1 FROM {_ENTRY} e WHERE e.sequence = NEW.sequence AND e.hash = NEW.hash)"
_CHAIN = (
    Trigger(
        "audit_entry_is_next",
        _ENTRY,
        "INSERT",
        "an audit entry follows the head of the chain",
        f"NOT {_FOLLOWS}",
    ),
    Trigger(
        "audit_head_grows",
        _HEAD,
        "UPDATE",
        "the head of the audit chain moves to the next entry only",
        f"NEW.id <> OLD.id OR NEW.sequence <> OLD.sequence + 1 OR NOT {_NAMES_AN_ENTRY}",
    ),
    Trigger(
        "audit_head_is_one",
        _HEAD,
        "INSERT",
        "the audit chain has one head, which begins before the first entry",
        f"EXISTS (SELECT 1 FROM {_HEAD}) OR EXISTS (SELECT 1 FROM {_ENTRY})"
        " OR NEW.id <> 1 OR NEW.sequence <> 0 OR NEW.hash <> ''",
    ),
)

_BINDING = "articles_keybinding"
# Who may act through a key counts for ever: see moderation/people/independence.py.
_BINDINGS = (
    Trigger(f"{_BINDING}_no_delete", _BINDING, "DELETE", "bindings of API keys cannot be removed"),
    Trigger(
        f"{_BINDING}_no_truncate", _BINDING, "TRUNCATE", "bindings of API keys cannot be removed", only="postgresql"
    ),
    Trigger(
        f"{_BINDING}_no_replace",
        _BINDING,
        "INSERT",
        "bindings of API keys cannot be replaced",
        f"EXISTS (SELECT 1 FROM {_BINDING} b WHERE b.id = NEW.id OR (NEW.ended_at IS NULL AND b.ended_at IS NULL"
        " AND b.key_id = NEW.key_id AND b.moderator_id = NEW.moderator_id))",
        only="sqlite",
    ),
    Trigger(
        "key_binding_only_ends",
        _BINDING,
        "UPDATE",
        "a binding of an API key ends, and changes in no other way",
        "NEW.id <> OLD.id OR NEW.key_id <> OLD.key_id OR NEW.via <> OLD.via OR NEW.moderator_id <> OLD.moderator_id"
        " OR NEW.bound_at <> OLD.bound_at OR NEW.by_command <> OLD.by_command OR OLD.ended_at IS NOT NULL"
        " OR NEW.ended_at IS NULL",
    ),
    Trigger(
        "key_binding_names_its_key",
        _BINDING,
        "INSERT",
        "a binding names the credential of its key",
        "NEW.via <> 'key:' || (SELECT k.prefix FROM articles_apikey k WHERE k.id = NEW.key_id)",
    ),
)

_PROPOSAL = "moderation_proposal"
# What was proposed and settled stays; migration 0018 keeps its columns.
_PROPOSALS = (
    Trigger(f"{_PROPOSAL}_no_delete", _PROPOSAL, "DELETE", "proposed changes cannot be removed"),
    Trigger(f"{_PROPOSAL}_no_truncate", _PROPOSAL, "TRUNCATE", "proposed changes cannot be removed", only="postgresql"),
    Trigger(
        f"{_PROPOSAL}_no_replace",
        _PROPOSAL,
        "INSERT",
        "proposed changes cannot be replaced",
        f"EXISTS (SELECT 1 FROM {_PROPOSAL} p WHERE p.id = NEW.id OR (NEW.target <> '' AND p.state = 'open'"
        " AND p.kind = NEW.kind AND p.target = NEW.target))",
        only="sqlite",
    ),
    Trigger(f"{_PROPOSAL}_is_the_same", _PROPOSAL, "UPDATE", "a proposed change stays the same", "NEW.id <> OLD.id"),
)


def triggers() -> list[Trigger]:
    """All of them; a new append-only model has its own by being one."""
    from moderation.models import Appeal, AuditHead, Execution

    evidence = [model for model in apps.get_models() if issubclass(model, ImmutableRow)]
    found = [trigger for model in evidence for trigger in append_only(model)]
    found += [trigger for model in (Appeal, AuditHead, Execution) for trigger in kept(model)]
    found += [identified(Appeal, "text", "appellant", "key", "created_at"), identified(Execution, "decided_by_id")]
    return [*found, *_CHAIN, *_BINDINGS, *_PROPOSALS]


def install(using: str = "default", plan: Any = None, **_: Any) -> None:
    """Makes them after a migration. (A flush, which has no plan, leaves them alone.)"""
    if plan is not None:
        guards.install(triggers(), using)


def remove(using: str = "default", plan: Any = None, **_: Any) -> None:
    """Removes them on SQLite before a migration that changes something."""
    if plan and connections[using].vendor == "sqlite":
        guards.remove(triggers(), using)


def missing(using: str = "default") -> list[str]:
    """The names of guards that do not stand."""
    return guards.missing(triggers(), using)
