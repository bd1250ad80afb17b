"""One act on many items: previewed, capped, carried out row by row, cancelled, undone."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from moderation import audit
from moderation.decisions import DecisionRequest, InvalidDecision, bulk, decide
from moderation.models import AuditEntry, BulkRun, Decision, QueueItem
from moderation.queue import claims
from tests.makers import queued

pytestmark = pytest.mark.django_db
ORDER = {"act": "remove", "clause": "4.2", "note": "同一批搬运稿"}


@pytest.fixture
def items() -> list[QueueItem]:
    return [queued() for _ in range(3)]


def seen(items: list[QueueItem]) -> list[tuple[int, int]]:
    return [(item.pk, item.version) for item in items]


def through(run: BulkRun) -> BulkRun:
    while bulk.work(run.pk):
        pass
    run.refresh_from_db()
    return run


def test_each_item_is_decided_by_itself(lead, items):
    run = through(bulk.start(lead, seen(items), **ORDER))
    assert run.state == "done"
    assert [row.channel for row in Decision.objects.all()] == ["bulk"] * 3
    assert {row.note for row in Decision.objects.all()} == {"同一批搬运稿"}
    assert audit.verify() == (AuditEntry.objects.count(), None)
    assert not bulk.work(run.pk)
    assert Decision.objects.count() == 3


def test_run_skips_items_that_changed_since_the_preview(lead, moderator, items):
    changed, held, free = items
    preview = seen(items)
    QueueItem.objects.filter(pk=changed.pk).update(version=5)
    claims.claim(moderator, held.pk)
    run = through(bulk.start(lead, preview, **ORDER))
    assert sorted(run.rows.values_list("item", "refused")) == sorted(
        [(changed.pk, "changed"), (held.pk, "claimed"), (free.pk, "")]
    )
    assert Decision.objects.get().item == free


def test_a_cancelled_run_goes_no_further(lead, items, monkeypatch):
    monkeypatch.setattr(bulk, "_AT_ONCE", 1)
    run = bulk.start(lead, seen(items), **ORDER)
    assert bulk.work(run.pk)
    bulk.cancel(lead, run.pk)
    assert not bulk.work(run.pk)
    assert Decision.objects.count() == 1
    bulk.undo(lead, run.pk)
    assert through(run).state == "undone"
    assert QueueItem.objects.filter(state="open").count() == 3


def test_undo_takes_back_what_is_not_taken_back_already(lead, items):
    from moderation.decisions import overturn

    run = through(bulk.start(lead, seen(items), **ORDER))
    overturn(lead, Decision.objects.first().pk, "why", reopens=True)
    bulk.undo(lead, run.pk)
    assert through(run).state == "undone"
    assert Decision.objects.filter(act="overturn").count() == 3
    assert QueueItem.objects.filter(state="open").count() == 3
    assert bulk.undo(lead, run.pk).state == "undone"


def test_a_lost_doorbell_is_rung_again(lead, items):
    run = bulk.start(lead, seen(items), **ORDER)
    assert bulk.ring_running(dry_run=True) == 1
    through(run)
    assert bulk.ring_running() == 0


def test_run_needs_a_lead_a_note_and_a_bounded_number(lead, moderator, items, settings):
    with pytest.raises(PermissionDenied):
        bulk.start(moderator, seen(items), **ORDER)
    for change in ({"note": " "}, {"clause": ""}, {"clause": "99"}, {"act": "overturn"}):
        with pytest.raises(InvalidDecision):
            bulk.start(lead, seen(items), **{**ORDER, **change})
    settings.BULK_CAP = 2
    with pytest.raises(InvalidDecision):
        bulk.start(lead, seen(items), **ORDER)
    with pytest.raises(InvalidDecision):
        bulk.start(lead, [], **ORDER)
    assert not BulkRun.objects.exists()


def test_only_the_user_who_started_a_run_cancels_it(lead, admin_user, items):
    run = bulk.start(lead, seen(items), **ORDER)
    with pytest.raises(PermissionDenied):
        bulk.cancel(admin_user, run.pk)


def test_the_pages_from_choosing_to_undo(client, lead, items):
    client.force_login(lead)
    assert 'name="item"' in client.get(reverse("console:queue")).content.decode()
    shown = client.post(reverse("console:bulk"), {"item": [items[0].pk, items[1].pk]}).content.decode()
    assert items[0].article_version.headline in shown
    assert items[2].article_version.headline not in shown
    every = client.post(reverse("console:bulk"), {"all": "1"}).content.decode()
    assert all(f'value="{item.pk}:{item.version}"' in every for item in items)
    form = {"item": [f"{item.pk}:{item.version}" for item in items], **ORDER}
    refused = client.post(reverse("console:bulk-start"), {**form, "note": ""})
    assert refused.status_code == 422
    assert not BulkRun.objects.exists()
    started = client.post(reverse("console:bulk-start"), form)
    run = BulkRun.objects.get()
    assert started.url == reverse("console:bulk-run", args=[run.pk])
    assert client.get(started.url + "?format=json").json() == {"done": 0, "total": 3, "going": True}
    through(run)
    assert "3 / 3" in client.get(started.url).content.decode()
    client.post(reverse("console:bulk-settle", args=[run.pk]), {"act": "undo"})
    assert through(run).state == "undone"


def test_page_names_the_cap(client, lead, items, settings):
    settings.BULK_CAP = 2
    client.force_login(lead)
    shown = client.post(reverse("console:bulk"), {"all": "1"}).content.decode()
    assert shown.count('name="item"') == 2
    assert "3" in shown


@pytest.mark.parametrize("value", ["x", "1:y", "-1"])
def test_junk_is_a_404(client, lead, items, value):
    client.force_login(lead)
    assert client.post(reverse("console:bulk"), {"item": value}).status_code == 404


def test_page_says_that_nothing_was_chosen(client, lead, items):
    client.force_login(lead)
    decide(lead, DecisionRequest(items[0].pk, 1, "allow"))
    assert client.post(reverse("console:bulk"), {"item": items[0].pk}).status_code == 302
    assert client.post(reverse("console:bulk")).status_code == 302
