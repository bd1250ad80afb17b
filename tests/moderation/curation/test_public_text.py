"""Leads keep the bank of public text: add, withdraw, restore, import; each change is audited, and articles follow."""

from __future__ import annotations

import io
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from articles.models import Assessment, PublicSentence
from moderation import audit
from moderation.curation import public_text
from moderation.models import AuditEntry, QueueItem
from tests.moderation.console.pages import marked
from tests.provenance.stored.test_public_text import FORMULA, told
from tests.provenance.stored.world import STORY, codes, published, trust

pytestmark = pytest.mark.django_db
TEXT = "\n".join(FORMULA)


def finish_all() -> None:
    from articles.assessment.pipeline import assess

    for pk in Assessment.objects.filter(due_at__isnull=False).values_list("pk", flat=True):
        assert assess(pk)


def test_added_sentences_clear_stored_articles_and_withdrawn_ones_accuse_again(lead):
    told("早", 2, 0)
    copy = told("湖城快讯", 3, 1)
    assert "uncredited_reuse" in codes(copy)
    entries = public_text.add(lead, TEXT, note="热线栏目的固定用语")
    assert [entry.text[:6] for entry in entries] == [line[:6] for line in FORMULA]
    finish_all()
    assert "uncredited_reuse" not in codes(copy)
    assert public_text.add(lead, TEXT) == []
    for entry in entries:
        public_text.withdraw(lead, entry.pk)
    finish_all()
    assert "uncredited_reuse" in codes(copy)
    public_text.restore(lead, entries[0].pk, note="重新核对")
    assert PublicSentence.objects.get(pk=entries[0].pk).note == "重新核对"
    actions = list(AuditEntry.objects.filter(action__startswith="public_text").values_list("action", flat=True))
    assert sorted(actions) == ["public_text.added"] * 3 + ["public_text.restored"] + ["public_text.withdrawn"] * 3
    entry = AuditEntry.objects.filter(action="public_text.restored").get()
    assert json.loads(entry.payload)["before"]["state"] == "withdrawn"
    assert audit.verify()[1] is None


def test_only_leads_change_the_bank_and_nobody_twice(lead, moderator):
    with pytest.raises(PermissionDenied):
        public_text.add(moderator, TEXT)
    with pytest.raises(public_text.NoSentence):
        public_text.add(lead, "太短。")
    with pytest.raises(public_text.NoSentence):
        public_text.add(lead, FORMULA[0] * 200)
    entry = public_text.add(lead, FORMULA[0])[0]
    with pytest.raises(PermissionDenied):
        public_text.withdraw(moderator, entry.pk)
    with pytest.raises(public_text.StaleEntry):
        public_text.restore(lead, entry.pk)


def run(path, *args) -> dict:
    out = io.StringIO()
    call_command("import_public_text", str(path), *args, stdout=out)
    return json.loads(out.getvalue())


def test_a_file_is_imported_and_bad_lines_are_told_by_number(tmp_path):
    table = tmp_path / "text.csv"
    table.write_text(f"text,note\n{FORMULA[0]},热线\n{FORMULA[1]},\n", encoding="utf-8-sig")
    assert run(table, "--dry-run") == {"lines": 2, "entries": 2, "errors": 0, "dry_run": True}
    assert not PublicSentence.objects.exists()
    assert run(table, "--note", "河湾台")["entries"] == 2
    assert list(PublicSentence.objects.order_by("pk").values_list("origin", "note")) == [
        ("imported", "热线"),
        ("imported", "河湾台"),
    ]
    assert run(table)["entries"] == 0
    assert AuditEntry.objects.filter(action="public_text.added").count() == 2
    lines = tmp_path / "text.jsonl"
    rows = [{"text": FORMULA[2]}, {"text": "短"}, "no object", {"note": "x"}]
    lines.write_text("\n".join(json.dumps(row) for row in rows) + "\n{broken\n", encoding="utf-8")
    with pytest.raises(CommandError) as error:
        run(lines)
    assert [line.split(":")[0] for line in str(error.value).splitlines()] == ["line 2", "line 3", "line 4", "line 5"]
    assert PublicSentence.objects.count() == 3
    table.write_text("words\nx\n", encoding="utf-8")
    with pytest.raises(CommandError, match="no column text"):
        run(table)


def test_the_page_lists_searches_adds_and_settles(client, lead, moderator):
    client.force_login(moderator)
    assert client.get("/admin/triage/public-text/").status_code == 200
    assert client.post("/admin/triage/public-text/add/", {"text": TEXT}).status_code == 403
    client.force_login(lead)
    client.post("/admin/triage/public-text/add/", {"text": TEXT, "note": "<b>栏目</b>"})
    first = PublicSentence.objects.earliest("pk")
    page = client.get("/admin/triage/public-text/", {"q": FORMULA[0][:8], "state": "active", "origin": "added"})
    assert FORMULA[0][:-1] in page.content.decode()
    assert FORMULA[1][:-1] not in page.content.decode()
    assert "<b>栏目" not in page.content.decode()
    client.post(f"/admin/triage/public-text/{first.pk}/", {"act": "withdraw"})
    first.refresh_from_db()
    assert first.state == "withdrawn"
    assert client.post("/admin/triage/public-text/0/", {"act": "withdraw"}).status_code == 404


def test_public_text_is_marked_in_both_texts_of_the_provenance_page(client, lead):
    trust("uncredited_reuse")
    published("临江早报", "02T09:00", body=[*STORY, *FORMULA])
    copy = published("湖城快讯", "03T09:00", body=[*STORY, *FORMULA])
    public_text.add(lead, FORMULA[0])
    client.force_login(lead)
    item = QueueItem.objects.get(article=copy.article_id, state="open")
    markup = client.get(f"/admin/triage/{item.pk}/provenance/").content.decode()
    assert "公共文本" in markup
    assert [text.rstrip("。") for text in marked(markup, "public")] == [FORMULA[0].rstrip("。")] * 2


def test_sentences_that_the_bank_holds_are_told_as_such(client, lead):
    client.force_login(lead)
    sent = {"text": "如不服本判决，可在判决书送达之日起十日内提出上诉。"}
    chinese = {"accept-language": "zh-hans"}
    said = [client.post("/admin/triage/public-text/add/", sent, follow=True, headers=chinese) for _ in range(2)]
    assert "1 个句子已成为公共文本。" in said[0].content.decode()
    assert "这些句子已在公共文本中。" in said[1].content.decode()
