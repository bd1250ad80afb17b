"""The source registry in the admin: lists uploaded after a look, later changes, names, and what held on a day."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import ListEdition, ListEntry, Source, SourceName, SourceRelation
from articles.provenance.registry.source_list import LARGEST, read_source_list
from articles.provenance.stored.registry import remember_name
from articles.provenance.stored.source_lists import import_edition
from tests.provenance.stored.world import STORY, published

pytestmark = pytest.mark.django_db
LIST = "outlet,tier,province\n云岭日报,省级,云岭\n<b>临江</b>网,市级,临江\n"
EDITION = {
    "code": "2015",
    "title": "稿源名单",
    "issuer": "网信办",
    "evidence": "公告第1号",
    "valid_from": "2015-05-05",
    "valid_until": "",
}
ADD = "admin:articles_listedition_add"


def take(content: str = LIST, code: str = "2015", since: date = date(2015, 5, 5), **more) -> ListEdition:
    fields = {"title": "稿源名单", "issuer": "网信办", "evidence": "公告第1号", **more}
    rows = read_source_list(content.encode())
    import_edition(rows, content.encode(), code=code, valid_from=since, **fields)
    return ListEdition.objects.get(code=code)


def sign_in(client, person, language: str = "en") -> None:
    client.force_login(person)
    client.cookies["django_language"] = language


def upload(client, content: str | bytes = LIST, **changes):
    raw = content.encode() if isinstance(content, str) else content
    return client.post(reverse(ADD), {**EDITION, "file": SimpleUploadedFile("list.csv", raw), **changes})


def confirm(client, preview, **changes):
    """Sends back what the preview's own form holds."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', preview)
    data = {name: html.unescape(value) for name, value in fields}
    return client.post(reverse(ADD), {**data, "_confirm": "1", **changes}, follow=True)


def test_a_list_is_shown_before_it_is_stored(client, lead):
    sign_in(client, lead)
    page = upload(client).content.decode()
    assert not ListEdition.objects.exists()
    assert not Source.objects.exists()
    assert "云岭日报" in page
    assert "&lt;b&gt;临江&lt;/b&gt;网" in page
    assert "<b>临江</b>" not in page
    done = confirm(client, page)
    assert "2 entries were imported." in done.content.decode()
    edition = ListEdition.objects.get()
    assert (edition.code, edition.valid_from, edition.valid_until) == ("2015", date(2015, 5, 5), None)
    assert list(edition.entries.values_list("name", flat=True)) == ["云岭日报", "<b>临江</b>网"]


def test_confirm_refuses_an_upload_that_differs_from_the_preview(client, lead):
    sign_in(client, lead)
    page = upload(client).content.decode()
    refused = confirm(client, page, upload="outlet\n别的报\n")
    assert "Choose the file." in refused.content.decode()
    assert not ListEdition.objects.exists()


@pytest.mark.parametrize(
    ("content", "changes", "told"),
    [
        ("outlet,since\n甲报,昨天\n", {}, "line 2: since must be a date"),
        (b"outlet\n\0\n", {}, "NUL"),
        (b"a" * (LARGEST + 10), {}, "more than 5,242,880 bytes"),
        (LIST, {"valid_until": "2015-01-01"}, "The last day lies before the first."),
        (LIST, {"code": "old"}, "cannot overlap"),
    ],
)
def test_a_list_that_cannot_be_taken_says_why_and_nothing_is_stored(client, lead, content, changes, told):
    take("outlet\n甲报\n", code="first", since=date(2016, 1, 1))
    sign_in(client, lead)
    page = upload(client, content, **changes).content.decode()
    assert told in page
    assert not ListEdition.objects.exclude(code="first").exists()


def test_faults_are_told_in_the_language_of_the_page(client, lead):
    sign_in(client, lead, "zh-hans")
    assert "第 2 行：since 须为" in upload(client, "outlet,since\n甲报,昨天\n").content.decode()


def test_a_list_taken_in_the_meantime_is_refused_on_confirmation(client, lead):
    sign_in(client, lead)
    page = upload(client, code="2021").content.decode()
    take()
    assert "cannot overlap" in confirm(client, page).content.decode()
    assert not ListEdition.objects.filter(code="2021").exists()


def test_the_edition_before_ends_when_that_is_wanted(client, lead):
    take()
    sign_in(client, lead)
    page = upload(client, code="2021", valid_from="2021-10-20", close_previous="on").content.decode()
    assert ListEdition.objects.get(code="2015").valid_until is None
    confirm(client, page)
    assert ListEdition.objects.get(code="2015").valid_until == date(2021, 10, 19)
    assert ListEdition.objects.get(code="2021").entries.count() == 2


@pytest.mark.parametrize(("until", "ok"), [("2020-01-01", True), ("2015-01-01", False), ("", False)])
def test_an_edition_ends_within_its_own_time(client, lead, until, ok):
    first = take(valid_until=date(2019, 1, 1))
    take("outlet\n甲报\n", code="2021", since=date(2021, 1, 1))
    sign_in(client, lead)
    fields = {"title": "稿源名单", "issuer": "", "evidence": "公告", "valid_until": until}
    response = client.post(reverse("admin:articles_listedition_change", args=[first.pk]), fields)
    first.refresh_from_db()
    assert response.status_code == (302 if ok else 200)
    assert first.valid_until == (date(2020, 1, 1) if ok else date(2019, 1, 1))


def freeze(client, edition: ListEdition, **changes):
    fields = {
        "edition": edition.pk,
        "source": Source.objects.get(name="云岭日报").pk,
        "standing": "frozen",
        "since": "2018-01-01",
        "reason": "违规转载",
        "evidence": "公告第9号",
        **changes,
    }
    return client.post(reverse("admin:articles_listentry_add"), fields)


def test_a_later_change_holds_from_its_day(client, lead):
    edition = take()
    sign_in(client, lead)
    assert freeze(client, edition).status_code == 302
    entry = ListEntry.objects.get(standing="frozen")
    assert (entry.name, entry.tier, entry.province) == ("云岭日报", "省级", "云岭")

    def ask(day: str) -> str:
        query = {"name": "《云岭日报》", "day": day}
        return client.get(reverse("admin:articles_listentry_as_of"), query).content.decode()

    assert "<strong>listed</strong>" in ask("2017-12-31")
    after = ask("2018-01-01")
    assert "<strong>frozen</strong>" in after
    assert "公告第9号" in after
    assert f"/admin/articles/listentry/{entry.pk}/change/" in after
    assert "<strong>no edition was in force</strong>" in ask("2014-01-01")
    assert "errorlist" in ask("昨天")


@pytest.mark.parametrize("missing", [{"reason": ""}, {"evidence": ""}, {"since": ""}, {"since": "2014-01-01"}])
def test_a_change_needs_its_reason_evidence_and_a_day_in_force(client, lead, missing):
    edition = take()
    sign_in(client, lead)
    assert freeze(client, edition, **missing).status_code == 200
    assert not ListEntry.objects.filter(standing="frozen").exists()


def test_entries_are_found_by_other_names_and_never_edited(client, lead):
    take("outlet\n新华社\n云岭日报\n")
    entry = ListEntry.objects.get(name="新华社")
    sign_in(client, lead)
    found = client.get(reverse("admin:articles_listentry_changelist"), {"q": "新华视点"}).content.decode()
    assert "新华社" in found
    assert "云岭日报" not in found
    assert client.post(reverse("admin:articles_listentry_change", args=[entry.pk]), {}).status_code == 403
    assert client.post(reverse("admin:articles_listentry_delete", args=[entry.pk]), {"post": "yes"}).status_code == 403
    edition = reverse("admin:articles_listedition_delete", args=[entry.edition_id])
    assert client.post(edition, {"post": "yes"}).status_code == 403


def test_markup_in_names_is_text_on_every_page(client, lead):
    edition = take()
    entry = ListEntry.objects.get(name="<b>临江</b>网")
    sign_in(client, lead)
    pages = [
        reverse("admin:articles_listentry_changelist"),
        reverse("admin:articles_listentry_change", args=[entry.pk]),
        reverse("admin:articles_source_change", args=[entry.source_id]),
        reverse("admin:articles_listedition_change", args=[edition.pk]),
        reverse("admin:articles_listentry_as_of") + "?name=<b>临江</b>网&day=2016-01-01",
    ]
    for page in pages:
        assert "<b>临江</b>" not in client.get(page).content.decode(), page


@pytest.mark.parametrize("role", ["auditor", "moderator", "integrator"])
def test_only_leads_change_the_registry(client, request, role):
    edition = take()
    source = Source.objects.get(name="云岭日报")
    person = request.getfixturevalue("lead")
    person.groups.set([_group(role)])
    sign_in(client, person)
    assert upload(client, code="2021").status_code == 403
    assert freeze(client, edition).status_code == 403
    client.post(reverse("admin:articles_source_change", args=[source.pk]), inlines(source, ["云岭晚报"]))
    assert source.names.count() == 1
    status = client.get(reverse("admin:articles_listentry_as_of")).status_code
    assert status == (403 if role == "integrator" else 200)


def _group(role: str):
    from django.contrib.auth.models import Group

    return Group.objects.get(name=role)


def inlines(source: Source, new: list[str] = (), relations: list[dict] = (), **changes) -> dict[str, str]:
    """The source's page as its form sends it: the names it has, new ones, and new relations."""
    names = list(source.names.order_by("pk"))
    data = {"names-INITIAL_FORMS": len(names), "names-TOTAL_FORMS": len(names) + len(new)}
    data |= {"belongs-INITIAL_FORMS": 0, "belongs-TOTAL_FORMS": len(relations)}
    for index, row in enumerate([*names, *new]):
        data[f"names-{index}-source"] = source.pk
        data[f"names-{index}-id"] = getattr(row, "pk", "")
        data[f"names-{index}-name"] = getattr(row, "name", row)
    for index, fields in enumerate(relations):
        data |= {f"belongs-{index}-{name}": value for name, value in {"source": source.pk, "id": "", **fields}.items()}
    return {**data, **changes}


def save(client, source: Source, *args, **changes):
    return client.post(reverse("admin:articles_source_change", args=[source.pk]), inlines(source, *args, **changes))


def test_a_name_added_corrected_or_deleted_carries_its_citations(client, lead):
    take()
    cited = [{"headline": "老桥封闭", "outlet": "云岭晨报"}]
    version = published("甲号", "18T09:00", body=["据云岭晨报报道，老桥封闭。", *STORY], references=cited)
    source = Source.objects.get(name="云岭日报")
    sign_in(client, lead)

    def linked() -> set:
        return {version.references.get().source, version.attributions.get(who="云岭晨报").source}

    assert linked() == {None}
    assert save(client, source, ["《云岭晨报》"]).status_code == 302
    assert source.names.get(key="云岭晨报").name == "《云岭晨报》"
    assert linked() == {source}
    save(client, source, **{"names-1-name": "云岭午报"})
    assert linked() == {None}
    save(client, source, **{"names-1-name": "云岭晨报"})
    assert linked() == {source}
    save(client, source, **{"names-1-DELETE": "on"})
    assert linked() == {None}
    assert source.names.count() == 1


@pytest.mark.parametrize("name", ["《云岭日报》", "雲嶺日報客户端", "《》"])
def test_a_name_says_something_that_the_source_has_not_yet(client, lead, name):
    take()
    source = Source.objects.get(name="云岭日报")
    sign_in(client, lead)
    assert save(client, source, [name]).status_code == 200
    assert source.names.count() == 1


def test_an_account_is_put_under_its_unit(client, lead):
    take()
    unit = Source.objects.get(name="云岭日报")
    account = Source.objects.create(kind="account", name="云岭掌上新闻")
    remember_name(account)
    sign_in(client, lead)
    relation = {"unit": unit.pk, "kind": "belongs_to", "since": "2016-01-01", "until": "", "evidence": "主页认证"}
    for wrong in ({"until": "2015-01-01"}, {"unit": account.pk}, {"evidence": ""}):
        assert save(client, account, [], [{**relation, **wrong}]).status_code == 200
    assert not SourceRelation.objects.exists()
    assert save(client, account, [], [relation]).status_code == 302
    query = {"name": "云岭掌上新闻", "day": "2016-01-01"}
    page = client.get(reverse("admin:articles_listentry_as_of"), query).content.decode()
    assert "<strong>listed</strong>" in page
    assert "云岭日报" in page
    assert SourceName.objects.filter(source=account).count() == 1
