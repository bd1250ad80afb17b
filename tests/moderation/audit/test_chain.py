"""The audit chain reveals every change, removal and insertion."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from moderation import audit
from moderation.models import AuditEntry, AuditHead
from tests.guards import lifted


@pytest.fixture
def chain(db):
    for number in range(1, 6):
        with transaction.atomic():
            audit.append("林", "policy.published", f"article:{number}", note="备注", n=number)


def tamper(statement: str, *parameters: object) -> None:
    """Writes past the models and the guards, as the owner of the tables could."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.usefixtures("chain")
def test_an_untouched_chain_is_whole():
    assert audit.verify() == (5, None)


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("column", ["actor", "action", "subject", "payload"])
def test_a_changed_entry_is_found(column):
    tamper(f"UPDATE moderation_auditentry SET {column} = %s WHERE sequence = 3", "changed")  # noqa: S608
    whole, broken = audit.verify()
    assert (whole, broken.sequence) == (2, 3)


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_entry_is_found(number):
    tamper("DELETE FROM moderation_auditentry WHERE sequence = %s", number)
    whole, broken = audit.verify()
    assert (whole, broken.sequence) == (number - 1, number)


@pytest.mark.usefixtures("chain")
def test_a_forged_entry_at_the_end_is_found():
    last = AuditEntry.objects.order_by("-sequence")[0]
    forged = AuditEntry(
        sequence=6, at=last.at, actor="x", action="rule.live", subject="x", payload="{}", previous_hash=last.hash
    )
    forged.hash = audit.digest(forged)
    forged.save()
    _, broken = audit.verify()
    assert broken is not None
    assert AuditHead.objects.get().sequence == 5


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_its_acts_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        audit.append("x", "rule.live", "x")
