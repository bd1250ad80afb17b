"""Decisions, appeals and their entries, as the product writes them."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection

from moderation import audit
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.models import Appeal, AuditEntry, AuditHead, Decision, QueueItem
from tests.guards import lifted
from tests.makers import queued


def colleague(name: str = "colleague", role: str = "lead") -> User:
    """Somebody else."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def decided(user: User, act: str = "remove", clause: str = "1.1", **changes: str) -> Decision:
    """A decision on an article of its own."""
    item = queued()
    return decide(user, DecisionRequest(item.pk, item.version, act, clause, **changes))


def appealed(decision: Decision) -> Appeal:
    """An open appeal against it."""
    return appeals.file(decision.pk, text="报道属实，附采访录音", appellant="山城观察", key="k")


def answered(appeal: Appeal, user: User, *, overturns: bool = False) -> Appeal:
    """The appeal, answered by `user`."""
    item = QueueItem.objects.get(article=appeal.decision.article, state="open")
    return appeals.resolve(user, item.pk, item.version, overturns=overturns, answer="已核实。")


def verified(*arguments: str) -> tuple[int, str]:
    """The exit code of `verify_audit`, and what it says."""
    said, told = StringIO(), StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=said, stderr=told)
    except SystemExit as end:
        return int(end.code or 0), told.getvalue()
    assert not told.getvalue()
    return 0, said.getvalue()


def rewritten(change: Callable[[list[AuditEntry]], list[AuditEntry]]) -> None:
    """Writes the chain anew with `change` in it, each hash right, as somebody who owns the tables can."""
    entries = change(list(AuditEntry.objects.order_by("sequence")))
    previous = ""
    for number, entry in enumerate(entries, start=1):
        entry.sequence, entry.previous_hash = number, previous
        entry.hash = previous = audit.digest(entry)
    with lifted():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM moderation_auditentry")
        AuditEntry.objects.bulk_create(entries)
        AuditHead.objects.filter(pk=1).update(sequence=len(entries), hash=previous)
