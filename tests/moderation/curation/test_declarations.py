"""A lead says once what an unknown declaration line means: stored and later articles are read so."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from articles.intake import Submission, store
from articles.models import ArticleVersion, Assessment, DeclarationLine, ProvenanceFlag
from moderation import audit
from moderation.curation import declarations
from moderation.curation.wordings import StaleWording
from moderation.models import AuditEntry

pytestmark = pytest.mark.django_db
LINE = "作者声明：内容取自河湾档案馆开放日的旧册子"
BODY = ["河湾市老城区的供水管网改造工程将在下个月开工，工期一共是五个月。", "街道办在每一个路口都贴出了施工的告示。"]


def fields(number: int, line: str, platform: str) -> dict[str, object]:
    headline = f"供水管网改造{number}"
    return {"platform": platform, "external_id": f"U{number}", "headline": headline, "body": [*BODY, line]}


def submit(number: int, line: str = LINE, platform: str = "toutiao") -> ArticleVersion:
    assert store(Submission.from_json(fields(number, line, platform))).status == "created"
    return ArticleVersion.objects.latest("pk")


def candidate() -> DeclarationLine:
    return DeclarationLine.objects.get(status="candidate")


def test_an_unknown_line_is_kept_as_a_candidate_once_per_platform() -> None:
    first, second = submit(1), submit(2, LINE.replace("作者声明：", "声明:"))
    line = candidate()
    assert line.text == LINE
    assert set(line.versions.all()) == {first, second}
    assert not ProvenanceFlag.objects.exists()
    submit(3, platform="sohu")
    assert DeclarationLine.objects.count() == 2


@pytest.mark.parametrize("line", ["声明：取材网络，谨慎辨别", "特别声明：本平台仅提供信息存储服务。", "编辑：周明"])
def test_a_known_line_is_no_candidate(line: str) -> None:
    submit(1, line)
    assert not DeclarationLine.objects.exists()


def test_a_confirmed_line_is_understood_in_stored_and_later_articles(lead) -> None:
    before = submit(1)
    Assessment.objects.update(stage=Assessment.Stage.DONE, due_at=None)
    declarations.confirm(lead, candidate().pk, ["reprint", "old_news"])
    before = ArticleVersion.objects.get(pk=before.pk)
    (flag,) = before.extracted.provenance_flags
    assert (flag.code, flag.also, flag.text) == ("reprint", ("old_news",), LINE)
    assert before.extracted.text[flag.start : flag.end] == LINE
    assert before.flags.get().codes == ("reprint", "old_news")
    assert before.disclosed
    assert Assessment.objects.get(version=before).due_at is not None
    later = submit(2)
    assert [one.code for one in later.extracted.provenance_flags] == ["reprint"]
    assert later.flags.get().codes == ("reprint", "old_news")
    assert store(Submission.from_json(fields(2, LINE, "toutiao"))).status == "duplicate"


def test_the_answer_is_an_audit_entry(lead) -> None:
    submit(1)
    declarations.confirm(lead, candidate().pk, ["reprint"])
    entry = AuditEntry.objects.get()
    assert entry.action == "declaration.confirmed"
    said = json.loads(entry.payload)
    assert LINE in entry.payload
    assert "reprint" in str(said)
    assert audit.verify() == (1, None)


def test_dismissed_it_declares_nothing_and_is_no_candidate(lead) -> None:
    submit(1)
    line = declarations.dismiss(lead, candidate().pk)
    later = submit(2)
    assert later.extracted.provenance_flags == ()
    assert set(line.versions.values_list("pk", flat=True)) >= {later.pk}
    with pytest.raises(StaleWording):
        declarations.confirm(lead, line.pk, ["reprint"])


@pytest.mark.parametrize("codes", [[], ["nonsense"], ["reprint", "nonsense"]])
def test_unknown_codes_change_nothing(lead, codes) -> None:
    submit(1)
    with pytest.raises(ValueError, match="one or more of"):
        declarations.confirm(lead, candidate().pk, codes)
    assert candidate().codes == []


def test_a_moderator_neither_confirms_nor_dismisses(moderator) -> None:
    submit(1)
    with pytest.raises(PermissionDenied):
        declarations.confirm(moderator, candidate().pk, ["reprint"])
    with pytest.raises(PermissionDenied):
        declarations.dismiss(moderator, candidate().pk)
    assert not AuditEntry.objects.exists()
