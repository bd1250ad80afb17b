"""Hash banks come in and go out by command, leads keep them, and submitted pictures are found in them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from articles.api.serializers.provenance import ProvenanceSerializer
from articles.models import BankedHash, BankMatch, HashBank
from articles.provenance.export.prov_document import prov_jsonld
from articles.provenance.pictures.decoding import hash_picture
from articles.provenance.pictures.exchange import Signal
from articles.provenance.stored.record import provenance_record
from moderation import audit
from moderation.curation import hash_banks
from moderation.models import AuditEntry
from moderation.queue.entry import enter
from moderation.routing.facts import facts_of
from tests.makers import reason
from tests.provenance.pictures.test_pdq import file, scene
from tests.provenance.stored.test_pictures import article

pytestmark = pytest.mark.django_db


def pdq(number: int) -> str:
    return hash_picture(file(scene(number)))[0]


def imported(given: Path, *arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_hashes", str(given), *arguments, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def lines(folder: Path, *rows: Any) -> Path:
    given = folder / "bank.jsonl"
    given.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return given


def banks(version: Any) -> list[str]:
    return [each["bank"] for each in provenance_record(version.article)["hash_banks"]]


def test_a_picture_is_found_in_an_imported_bank(tmp_path):
    figures = imported(
        lines(tmp_path, {"pdq": pdq(1)}, {"signal_type": "video_md5", "signal_str": "0"}), "--bank", "旧照"
    )
    assert (figures["new"], figures["other_types"], figures["errors"]) == (1, 1, 0)
    version = article("山城观察", "20T09:00", file(scene(2)), file(scene(1).resize((500, 330)), "JPEG", quality=60))
    (told,) = provenance_record(version.article)["hash_banks"]
    assert (told["position"], told["bank"], told["category"]) == (1, "旧照", "positive_class")
    assert {*ProvenanceSerializer().fields["hash_banks"].child.fields} == set(told)
    assert "旧照 (positive_class)" in json.dumps(
        json.loads(prov_jsonld(provenance_record(version.article), "https://x.example")), ensure_ascii=False
    )
    assert facts_of([version])[version.pk]["pictures.banks"] == ["旧照"]


def test_a_hash_that_does_not_belong_to_its_class_is_kept_and_not_matched(tmp_path):
    imported(lines(tmp_path, {"signal_str": pdq(1), "collab": "旧照", "category": "NEGATIVE_CLASS"}))
    assert banks(article("山城观察", "20T09:00", file(scene(1)))) == []
    assert BankedHash.objects.get().category == "negative_class"


def test_the_same_file_twice_changes_nothing_and_a_new_word_does(tmp_path):
    row = {"signal_str": pdq(1), "collab": "旧照", "tags": "洪水"}
    imported(lines(tmp_path, row, row))
    again = imported(lines(tmp_path, row))
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 1)
    changed = imported(lines(tmp_path, {**row, "tags": "洪水 2019"}))
    assert (changed["changed"], BankedHash.objects.get().tags) == (1, "洪水 2019")
    assert AuditEntry.objects.filter(action="hash_bank.imported").count() == 2
    assert audit.verify()[1] is None


def test_what_a_lead_withdrew_stays_withdrawn_and_is_no_longer_shown(tmp_path, lead):
    given = lines(tmp_path, {"signal_str": pdq(1), "collab": "旧照"})
    imported(given)
    version = article("山城观察", "20T09:00", file(scene(1)))
    assert banks(version) == ["旧照"]
    hash_banks.withdraw(lead, BankedHash.objects.get().pk)
    imported(given)
    assert banks(version) == []
    hash_banks.restore(lead, BankedHash.objects.get().pk)
    assert banks(version) == ["旧照"]


def test_a_bank_that_is_not_matched_shows_nothing(lead):
    bank = hash_banks.make(lead, " 旧照 ")
    hash_banks.add(lead, bank.pk, Signal(pdq(1)))
    version = article("山城观察", "20T09:00", file(scene(1)))
    assert banks(version) == ["旧照"]
    hash_banks.switch(lead, bank.pk, is_matched=False, note="来源不明")
    assert banks(version) == []
    article("湖城快讯", "22T09:00", file(scene(1)))
    assert BankMatch.objects.count() == 1


def test_a_moderator_changes_no_bank(moderator):
    with pytest.raises(PermissionDenied):
        hash_banks.make(moderator, "旧照")


def test_errors_are_told_by_line_and_the_rest_comes_in(tmp_path):
    with pytest.raises(CommandError) as raised:
        imported(lines(tmp_path, {"pdq": "no"}, {"pdq": pdq(1)}), "--bank", "旧照")
    assert "line 1" in str(raised.value)
    assert raised.value.returncode == 1
    assert BankedHash.objects.count() == 1


def test_a_dry_run_writes_nothing(tmp_path):
    assert imported(lines(tmp_path, {"pdq": pdq(1)}), "--bank", "旧照", "--dry-run")["new"] == 1
    assert not HashBank.objects.exists()


@pytest.mark.parametrize("form", ["csv", "jsonl", "txt"])
def test_an_export_can_be_imported_again(tmp_path, lead, form):
    bank = hash_banks.make(lead, "旧照")
    hash_banks.add(lead, bank.pk, Signal(pdq(1), tags="洪水"))
    output = tmp_path / f"bank.{form}"
    call_command("export_hashes", "--form", form, "--output", str(output), stderr=io.StringIO())
    assert pdq(1) in output.read_text(encoding="utf-8")
    assert imported(output, "--bank", "旧照")["same"] == 1
    assert AuditEntry.objects.filter(action="export.hash_banks").count() == 1


def test_the_item_says_in_which_bank_its_picture_is(client, lead, moderator):
    bank = hash_banks.make(lead, "旧照<b>")
    hash_banks.add(lead, bank.pk, Signal(pdq(1)))
    item = enter(article("山城观察", "20T09:00", file(scene(1))), [reason()])
    client.force_login(moderator)
    page = client.get(f"/admin/triage/{item.pk}/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "此图在库「旧照&lt;b&gt;」中" in page


def test_a_lead_keeps_a_bank_on_its_page(client, lead):
    client.force_login(lead)
    client.post("/admin/triage/hash-banks/add/", {"name": "旧照"})
    bank = HashBank.objects.get()
    page = f"/admin/triage/hash-banks/{bank.pk}/"
    client.post(f"{page}add/", {"pdq": "no", "category": "positive_class"})
    assert not bank.hashes.exists()
    client.post(f"{page}add/", {"pdq": pdq(1), "category": "positive_class", "tags": "洪水"})
    banked = bank.hashes.get()
    client.post(f"{page}{banked.pk}/", {"act": "edit", "category": "negative_class", "tags": "更正"})
    banked.refresh_from_db()
    assert (banked.category, banked.tags, banked.changed_by) == ("negative_class", "更正", lead)
    assert "更正" in client.get(page).content.decode()
    taken = b"".join(client.get(f"{page}export/?form=csv").streaming_content).decode()
    assert f"旧照,pdq,{pdq(1)},NEGATIVE_CLASS,更正" in taken
