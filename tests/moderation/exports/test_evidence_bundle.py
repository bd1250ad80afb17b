"""A bundle can be checked by itself; whoever forges a leaf of it and hashes all anew is found out, with its place."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Finding, Score
from moderation import audit
from moderation.audit import signatures
from moderation.decisions import DecisionRequest, decide, executing, overturn
from moderation.exports.bundle_check import NoBundle, problems
from moderation.exports.evidence_bundle import bundle_of
from moderation.models import ActRule, AuditEntry, Decision, DecisionBasis, QueueItem
from moderation.statements.basis import digest
from tests.guards import lifted
from tests.makers import assessed
from tests.moderation.audit.world import answered, appealed, colleague, rewritten, verified

pytestmark = pytest.mark.django_db
Path = tuple[str | int, ...]


@pytest.fixture
def decision(moderator) -> Decision:
    body = ["据悉，有专家表示环湖路改造。" * 3, "业内人士透露，费用上涨。"]
    version = assessed(headline="震惊！网友都看呆了，真相竟然是这样", body=body, topic="news")
    item = QueueItem.objects.get(article=version.article)
    made = decide(moderator, DecisionRequest(item.pk, item.version, "label", "1.1", "标题夸大", label="headline"))
    return Decision.objects.get(pk=made.pk)


@pytest.fixture
def bundle(decision) -> dict[str, Any]:
    return file_of(decision)


def file_of(decision: Decision) -> dict[str, Any]:
    """The bundle as somebody reads it from the file."""
    made: dict[str, Any] = json.loads(json.dumps(bundle_of(Decision.objects.get(pk=decision.pk)), ensure_ascii=False))
    return made


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """The places of all values of a JSON document that hold no others; empty lists and objects too."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not inner or not value:
        yield path
        return
    for name, child in inner:
        yield from leaves(child, (*path, name))


def changed(bundle: dict[str, Any], path: Path) -> dict[str, Any]:
    """A copy with another value at `path`."""
    forged = copy.deepcopy(bundle)
    holder: Any = forged
    for name in path[:-1]:
        holder = holder[name]
    value = holder[path[-1]]
    if isinstance(value, bool) or value is None:
        holder[path[-1]] = not value
    elif isinstance(value, int | float):
        holder[path[-1]] = value + 1
    elif isinstance(value, str):
        holder[path[-1]] = _other(value)
    else:
        holder[path[-1]] = ["more"] if isinstance(value, list) else {"more": 1}
    return forged


def _other(text: str) -> str:
    """A text of the same kind: another name, date, digest or JSON, so that no check of the form alone finds it."""
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    if text.startswith("{"):
        return json.dumps({**json.loads(text), "note": "另一个理由"}, ensure_ascii=False, sort_keys=True)
    if digits:
        place = digits[-1]  # of a moment that is its time zone: a digit less is a moment, too
        return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"
    return f"{text}x"


def rehashed(bundle: dict[str, Any], *, entries: bool = True) -> dict[str, Any]:
    """The bundle with every hash that a forger can compute: of the file, of the entries, and in the payload."""
    forged = copy.deepcopy(bundle)
    for entry in forged["audit"] if entries else ():
        entry["hash"] = audit.digest(AuditEntry(**{**entry, "at": datetime.fromisoformat(entry["at"])}))
    forged["sha256"] = digest({name: value for name, value in forged.items() if name != "sha256"})
    return forged


def payload(bundle: dict[str, Any], change: Callable[[dict[str, Any]], None]) -> None:
    """Changes what the decision's entry says."""
    said = json.loads(bundle["audit"][0]["payload"])
    change(said)
    bundle["audit"][0]["payload"] = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_bundle_holds_what_the_decision_rests_on(bundle):
    assert problems(bundle) == []
    assert bundle["policy"]["clause"] == "1.1"
    assert {score["name"] for score in bundle["scores"]} == {"clickbait", "reliability"}
    assert bundle["findings"][0]["explanation_zh"]
    assert bundle["evidence"]["page_sha256"] == bundle["page"]["sha256"]
    assert [entry["action"] for entry in bundle["audit"]] == ["decision.label"]
    assert bundle["statement"]["eu"]["puid"] == f"decision-{bundle['decision']['id']}"
    assert bundle["head"]["sequence"] == bundle["audit"][-1]["sequence"]


def test_every_forged_leaf_is_found_and_its_part_named(bundle):
    places = list(leaves(bundle))
    assert {path[0] for path in places} == {*bundle}
    for path in places:
        if path in (("sha256",), ("format",)):
            continue
        forged = changed(bundle, path)
        # The page's bytes go with their hash: a forger exchanges both.
        if path[0] == "page" and path[-1] == "base64":
            forged = copy.deepcopy(bundle)
            forged["page"]["base64"] = base64.b64encode(b"another page").decode()
            forged["page"]["sha256"] = hashlib.sha256(b"another page").hexdigest()
        found = problems(rehashed(forged, entries=path[-1] != "hash"))
        named = path[2] if path[:2] == ("signatures", "parts") else path[0]
        assert any(fault.startswith(str(named)) for fault in found), (path, found)


def test_every_forged_leaf_is_found_without_any_new_hash(bundle):
    for path in leaves(bundle):
        if path != ("format",):
            assert problems(changed(bundle, path)), path


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("decision", "decided_by", "somebody"),
        ("decision", "created_at", "2026-01-01T00:00:00+00:00"),
        ("decision", "label", "unverified"),
        ("decision", "act", "remove"),
        ("decision", "note", "别的理由"),
        ("decision", "via", "key:abcd"),
        ("decision", "channel", "bulk"),
        ("decision", "override_of", 7_000_007),
        ("decision", "article_version", 7_000_007),
        ("decision", "article", 7_000_007),
        ("policy", "clause", "4.1"),
        ("policy", "version", 7),
        ("policy", "title_zh", "别的条款"),
        ("page", "url", "https://example.org/another"),
        ("page", "received_at", "2026-01-01T00:00:00+00:00"),
        ("statement", "notice", {"zh": "另一个通知", "en": "another notice"}),
        ("statement", "eu", None),
        ("article", "headline", "另一个标题"),
        ("evidence", "findings", []),
    ],
)
def test_true_entry_contradicts_a_forged_field(bundle, part, name, value):
    """Even somebody with the signing key cannot: the entry stands in the chain, whose heads are outside."""
    bundle[part][name] = value
    resigned = _signed_anew(bundle)
    found = problems(resigned)
    assert found
    assert all(fault.startswith((f"{part}.{name}: ", f"{part}: ", "audit: no entry")) for fault in found)


@pytest.mark.parametrize("part", ["findings", "scores", "disclaimers"])
def test_true_entry_contradicts_an_emptied_list(bundle, part):
    bundle[part] = [] if bundle[part] else [{"code": "x"}]
    assert problems(_signed_anew(bundle)) == [f"{part}: the audit entry records another"]


def _signed_anew(bundle: dict[str, Any]) -> dict[str, Any]:
    from moderation.exports.evidence_bundle import _signatures

    content = {name: value for name, value in bundle.items() if name not in ("signatures", "sha256")}
    return rehashed({**content, "signatures": _signatures(content)}, entries=False)


def test_forged_entry_is_told_by_the_signature(bundle):
    bundle["audit"][0]["actor"] = bundle["decision"]["decided_by"] = "somebody"
    payload(bundle, lambda said: said["digests"].update(decision=digest(bundle["decision"])))
    found = problems(rehashed(bundle))
    assert "audit: changed after it was signed" in found
    assert "decision: changed after it was signed" in found


def test_digests_left_out_of_the_entry_do_not_help(bundle):
    bundle["findings"][0]["severity"] = "worst"
    payload(bundle, lambda said: said.pop("digests"))
    assert "findings: changed after it was signed" in problems(rehashed(bundle))


def test_parts_of_two_genuine_bundles_do_not_make_a_third(bundle, decision, lead):
    later = file_of(decision)
    later["since"], later["signatures"]["parts"]["since"] = bundle["since"], bundle["signatures"]["parts"]["since"]
    found = problems(rehashed(later))
    assert "since: changed after it was signed" in found


@pytest.mark.parametrize("part", ["since", "findings"])
def test_part_left_out_is_refused(bundle, part):
    del bundle[part]
    with pytest.raises(NoBundle, match=part):
        problems(rehashed(bundle))


def test_unsigned_part_that_was_added_is_told(bundle):
    bundle["more"] = 1
    assert "more: there, but not signed" in problems(rehashed(bundle))


def test_entry_from_after_the_head_is_told(bundle):
    bundle["audit"].append({**bundle["audit"][0], "sequence": bundle["head"]["sequence"] + 1})
    assert any("comes after the head" in fault for fault in problems(rehashed(bundle)))


def test_foreign_key_is_refused_unless_it_is_named(bundle, settings, tmp_path, capsys):
    public = signatures.public_key()
    settings.SIGNING_KEY = base64.b64encode(b"\x07" * 32).decode()
    assert all("not trusted" in fault for fault in problems(bundle))
    assert problems(bundle, [public]) == []
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    call_command("verify_bundle", str(path), "--public-key", public)
    assert "holds" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("verify_bundle", str(path))
    with pytest.raises(CommandError, match="32 bytes"):
        call_command("verify_bundle", str(path), "--public-key", "nonsense")


def test_bundle_signed_with_a_key_of_ones_own_is_refused(bundle, settings):
    own = settings.SIGNING_KEY
    bundle["decision"]["decided_by"] = "somebody"
    settings.SIGNING_KEY = base64.b64encode(b"\x07" * 32).decode()
    forged = _signed_anew(bundle)
    settings.SIGNING_KEY = own
    assert any(fault.startswith("decision: signed with a key that is not trusted") for fault in problems(forged))


# --- What comes later ------------------------------------------------------------------------------------------------


def test_reversal_has_its_bundle_too(lead, decision):
    reversal = overturn(lead, decision.pk, "why")
    assert problems(file_of(reversal)) == []
    first = file_of(decision)
    assert problems(first) == []
    assert [entry["action"] for entry in first["audit"]] == ["decision.label", "decision.overturn"]
    assert first["since"]["overturned_by"] == reversal.pk


def test_appeal_and_second_person_stand_in_the_bundle(moderator, lead):
    ActRule.objects.create(act="remove", second_person=True)
    version = assessed(headline="震惊！网友都看呆了，真相竟然是这样", topic="news")
    item = QueueItem.objects.get(article=version.article)
    made = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "1.1"))
    executing.approve(lead, made.pk)
    answered(appealed(made), colleague())
    since = file_of(made)["since"]
    assert problems(file_of(made)) == []
    assert since["execution"]["approved_by"] == "lead"
    assert (since["appeal"]["state"], since["appeal"]["answered_by"]) == ("upheld", "colleague")


def test_bundle_tells_what_was_decided_on_after_scores_and_findings_changed(bundle, decision):
    Finding.objects.filter(version=decision.article_version).delete()
    Score.objects.filter(version=decision.article_version).update(value=0)
    later = file_of(decision)
    assert problems(later) == []
    assert (later["findings"], later["scores"]) == (bundle["findings"], bundle["scores"])


def test_decision_of_an_earlier_version_rests_on_the_signature(decision):
    """Its entry has no digests, and no basis was kept."""

    def older(entries: list[AuditEntry]) -> list[AuditEntry]:
        said = json.loads(entries[0].payload)
        for name in ("digests", "decided_at", "execution"):
            said.pop(name)
        entries[0].payload = json.dumps(said, ensure_ascii=False)
        return entries

    rewritten(older)
    with lifted():
        DecisionBasis._base_manager.filter(pk=decision.pk)._raw_delete("default")
    old = file_of(decision)
    assert problems(old) == []
    old["findings"] = []
    assert [fault.partition(":")[0] for fault in problems(rehashed(old))] == ["findings", "signatures"]


@pytest.mark.parametrize("change", ["content", "row"])
def test_changed_basis_is_told_by_verify_audit(decision, change):
    with lifted():
        if change == "row":
            DecisionBasis._base_manager.filter(pk=decision.pk)._raw_delete("default")
        else:
            content = {**DecisionBasis.objects.get().content, "findings": []}
            DecisionBasis._base_manager.filter(pk=decision.pk).update(content=content)
    code, said = verified()
    assert code == 1
    assert f"decision {decision.pk}: its {'basis is missing' if change == 'row' else 'findings is not'}" in said


def test_changed_clause_is_told_by_verify_audit(decision):
    type(decision.clause).objects.filter(pk=decision.clause_id).update(title_zh="别的条款")
    assert "its policy is not that of entry" in verified()[1]


def test_renamed_user_is_known_by_the_name_of_then(decision, moderator):
    from django.db import transaction

    type(moderator).objects.filter(pk=moderator.pk).update(username="renamed")
    assert "its moderator is" in verified()[1]
    with transaction.atomic():
        names = {"before": {"username": "moderator"}, "after": {"username": "renamed"}}
        audit.append("admin", "user.changed", f"user:{moderator.pk}", **names)
    assert verified()[0] == 0


# --- The command -----------------------------------------------------------------------------------------------------


def test_command_tells_faults_and_ends_with_one(bundle, tmp_path, capsys):
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    call_command("verify_bundle", str(path))
    assert "holds" in capsys.readouterr().out
    path.write_text(json.dumps({**bundle, "scores": []}), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_bundle", str(path))
    assert ended.value.code == 1
    assert "scores: the audit entry records another" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}", "JSON of another kind"),
        ("[]", "JSON of another kind"),
        ("null", "JSON of another kind"),
        ("nonsense", "cut short"),
        ("", "cut short"),
        ("[" * 100_000, "cut short"),
        ('{"format": 1}', "its format is '1'"),
        ('{"format": "provenance-workbench-evidence-1", "sha256": ""}', "download the decision's file again"),
        ('{"format": "provenance-workbench-evidence-2"}', "parts are missing"),
    ],
)
def test_file_that_is_no_bundle_is_refused(text, told, tmp_path):
    path = tmp_path / "bundle.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=told):
        call_command("verify_bundle", str(path))


def test_truncated_file_is_refused(bundle, tmp_path):
    path = tmp_path / "bundle.json"
    text = json.dumps(bundle)
    for share in (0.1, 0.5, 0.99):
        path.write_text(text[: int(len(text) * share)], encoding="utf-8")
        with pytest.raises(CommandError, match="cut short"):
            call_command("verify_bundle", str(path))


@pytest.mark.parametrize(
    "part", ["decision", "policy", "page", "audit", "head", "signatures", "findings", "evidence", "file"]
)
@pytest.mark.parametrize("value", [None, 3, "x", [], [3], {}, {"x": 1}])
def test_part_of_another_kind_is_refused_or_told(bundle, part, value):
    try:
        found = problems(rehashed({**bundle, part: value}, entries=False))
    except NoBundle:
        return
    assert found


def test_signing_key_prints_the_public_key(capsys):
    call_command("signing_key")
    key = capsys.readouterr().out.split()
    assert key == [signatures.key_id(signatures.public_key()), signatures.public_key()]
