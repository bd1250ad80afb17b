"""Every console URL × every role."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User

from moderation.models import Decision, QueueItem
from tests.makers import queued

pytestmark = pytest.mark.django_db
SIGN_IN = 302
GETS = [
    *(
        "",
        "holders/",
        "search/",
        "{id}/",
        "{id}/provenance/",
        "{id}/page/",
        "watch/",
        "waiting/",
        "models/",
        "public-text/",
    ),
    "known-claims/",
    "hash-banks/",
    *("rules/", "rules/export.json", "rules/banks/"),
    *("dashboard/", "reports/", "reports/2026-W03/", "reports/2026-W03/file/json/"),
]
POSTS = ["next/", "{id}/claim/", "{id}/release/", "{id}/heartbeat/", "{id}/decide/"]
# Pages with rules of their own: the status by role; all other roles get 403.
SPECIAL = {
    ("GET", "articles/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("GET", "articles/999/provenance/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("GET", "articles/999/page/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("GET", "articles/999/retellings/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("POST", "articles/999/topic/"): {"moderator": 404, "lead": 404},
    ("POST", "articles/999/note/"): {"moderator": 404, "lead": 404},
    ("GET", "{id}/ahead/"): {"moderator": 204, "lead": 204},
    ("POST", "{id}/findings/999/"): {"moderator": 404, "lead": 404},
    ("GET", "second-look/"): {"moderator": 302, "lead": 302},
    ("POST", "second-look/"): {"moderator": 404, "lead": 404},
    ("GET", "reports/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("GET", "reports/999/file/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("POST", "reports/999/check/"): {"lead": 404},
    ("GET", "reports/decisions/"): {"moderator": 302, "lead": 302, "auditor": 302},
    ("GET", "home/"): {"moderator": 200, "lead": 200, "auditor": 200, "integrator": 200},
    ("GET", "mine/"): {"moderator": 200, "lead": 200},
    ("GET", "proposals/"): {"lead": 200, "auditor": 200},
    ("POST", "proposals/999/"): {"lead": 404, "auditor": 404},
    ("GET", "status/"): {"lead": 200, "auditor": 200, "integrator": 200},
    ("GET", "sign-ins/"): {"lead": 200, "auditor": 200},
    ("GET", "quality/"): {"lead": 200, "auditor": 200},
    ("GET", "priority/"): {"lead": 200, "auditor": 200},
    ("POST", "priority/dials/"): {"lead": 302},
    ("POST", "priority/models/999/"): {"lead": 404},
    ("GET", "stories/"): {"moderator": 200, "lead": 200, "auditor": 200},
    ("GET", "stories/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("POST", "stories/999/split/"): {"lead": 404},
    ("POST", "stories/999/look/"): {"moderator": 404, "lead": 404},
    ("POST", "stories/999/look/start/"): {"moderator": 404, "lead": 404},
    ("POST", "bulk/"): {"lead": 302},
    ("POST", "bulk/start/"): {"lead": 302},
    ("GET", "bulk/999/"): {"moderator": 404, "lead": 404},
    ("POST", "bulk/999/settle/"): {"moderator": 404, "lead": 404},
    ("GET", "outside/"): {"moderator": 200, "lead": 200},
    ("POST", "outside/"): {"moderator": 400, "lead": 400},
    ("GET", "second-factor/"): {"moderator": 200, "lead": 200, "auditor": 200, "integrator": 200},
    ("POST", "second-factor/"): {"moderator": 400, "lead": 400, "auditor": 400, "integrator": 400},
    ("GET", "people/"): {},
    ("POST", "people/"): {},
    ("POST", "people/999/link/"): {},
    ("GET", "second-factor/people/"): {},
    ("POST", "second-factor/people/999/reset/"): {},
    ("POST", "preferences/"): {"moderator": 302, "lead": 302, "auditor": 302},
    ("POST", "{id}/resolve/"): {"moderator": 409, "lead": 409},
    ("POST", "{id}/lead/"): {"lead": 404},
    ("POST", "{id}/note/"): {"moderator": 302, "lead": 302},
    ("POST", "{id}/time/"): {"lead": 404},
    ("GET", "{id}/retellings/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("POST", "{id}/retellings/999/answer/"): {"moderator": 404, "lead": 404},
    ("POST", "{id}/original/"): {"lead": 302},
    ("POST", "{id}/topic/"): {"moderator": 404, "lead": 404},
    ("POST", "decisions/999/undo/"): {"moderator": 404, "lead": 404},
    ("POST", "decisions/999/overturn/"): {"lead": 404},
    ("POST", "decisions/999/second/"): {"lead": 404},
    ("GET", "decisions/999/bundle.json"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("POST", "models/999/"): {"lead": 404},
    ("POST", "watch/wordings/999/"): {"lead": 404},
    ("POST", "watch/declarations/999/"): {"lead": 404},
    ("POST", "filters/save/"): {"moderator": 302, "lead": 302, "auditor": 302},
    ("POST", "filters/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("GET", "sources/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("GET", "sources/999/links/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("POST", "sources/999/links/add/"): {"lead": 404},
    ("POST", "sources/999/links/999/end/"): {"lead": 404},
    ("POST", "public-text/add/"): {"lead": 302},
    ("POST", "public-text/999/"): {"lead": 404},
    ("POST", "known-claims/add/"): {"lead": 302},
    ("GET", "known-claims/export/"): {"lead": 200},
    ("GET", "known-claims/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("POST", "known-claims/999/edit/"): {"lead": 302},
    ("POST", "known-claims/999/move/"): {"lead": 404},
    ("POST", "hash-banks/add/"): {"lead": 302},
    ("GET", "hash-banks/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("POST", "hash-banks/999/switch/"): {"lead": 404},
    ("POST", "hash-banks/999/add/"): {"lead": 302},
    ("GET", "hash-banks/999/export/"): {"lead": 404},
    ("POST", "hash-banks/999/999/"): {"lead": 404},
    ("POST", "{id}/claims/999/answer/"): {"moderator": 404, "lead": 404},
    ("POST", "{id}/claims/add/"): {"lead": 302},
    ("GET", "reports/decisions/?week=2026-W03&kind=log"): {"lead": 200, "auditor": 200},
    ("GET", "reports/decisions/?week=2026-W03&kind=cn"): {"moderator": 200, "lead": 200, "auditor": 200},
    ("POST", "reports/2026-W03/check/"): {"lead": 302},
    ("GET", "scorers/"): {"lead": 200, "auditor": 200, "integrator": 200},
    ("POST", "scorers/register/"): {"lead": 422},
    ("POST", "scorers/999/"): {"lead": 404},
    ("POST", "rules/order/"): {"lead": 302},
    ("POST", "rules/import/"): {"lead": 302},
    ("POST", "rules/starter/"): {"lead": 302},
    ("GET", "rules/new/"): {"lead": 200},
    ("POST", "rules/new/"): {"lead": 422},
    ("GET", "rules/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("GET", "rules/999/edit/"): {"lead": 404},
    ("POST", "rules/999/edit/"): {"lead": 404},
    ("POST", "rules/999/step/"): {"lead": 404},
    ("POST", "rules/versions/999/step/"): {"lead": 404},
    ("GET", "rules/backtests/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("POST", "rules/backtests/999/cancel/"): {"lead": 404},
    ("GET", "rules/banks/new/"): {"lead": 200},
    ("POST", "rules/banks/new/"): {"lead": 422},
    ("GET", "rules/banks/999/"): {"moderator": 404, "lead": 404, "auditor": 404},
    ("GET", "rules/banks/999/edit/"): {"lead": 404},
    ("POST", "rules/banks/999/edit/"): {"lead": 404},
}
WORKS = {**dict.fromkeys(GETS, 200), "next/": 302, "{id}/claim/": 302, "{id}/release/": 302, "{id}/heartbeat/": 409}
FORM = {"act": "allow", "version": 1}


def person(role: str) -> User:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def ask(client, path: str, item: QueueItem) -> int:
    at = "/admin/triage/" + path.format(id=item.pk)
    return (client.get(at) if path in GETS else client.post(at, FORM)).status_code


@pytest.mark.parametrize("role", ["moderator", "lead", "auditor", "integrator"])
@pytest.mark.parametrize(("method", "path"), SPECIAL)
def test_special_pages_open_for_their_roles_only(client, role, method, path):
    client.force_login(person(role))
    at = "/admin/triage/" + path.format(id=queued().pk)
    form = {**FORM, "outcome": "upheld", "answer": "x", "note": "x"}
    asked = client.get(at) if method == "GET" else client.post(at, form)
    assert asked.status_code == SPECIAL[method, path].get(role, 403)


def test_the_matrix_knows_every_console_url():
    from moderation.console.urls import urlpatterns

    known = {*GETS, *POSTS, *(path for _, path in SPECIAL)}
    shapes = {re.sub(r"<\w+:\w+>", "0", str(pattern.pattern)) for pattern in urlpatterns}
    named = re.compile(r"\{id\}|999|2026-W03(?=/)|(?<=file/)json")
    assert shapes == {named.sub("0", path.partition("?")[0]) for path in known}


@pytest.mark.parametrize("path", [*GETS, *POSTS])
@pytest.mark.parametrize("role", ["moderator", "lead"])
def test_queue_roles_open_every_page(client, role, path):
    client.force_login(person(role))
    assert ask(client, path, queued()) == WORKS.get(path, 302)


@pytest.mark.parametrize(("path", "status"), [(path, 200 if path in GETS else 403) for path in [*GETS, *POSTS]])
def test_an_auditor_sees_all_and_changes_nothing(client, auditor, path, status):
    client.force_login(auditor)
    item = queued()
    assert ask(client, path, item) == status
    item.refresh_from_db()
    assert (item.claimed_by, item.state, Decision.objects.count()) == (None, "open", 0)


@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_an_integrator_has_no_business_here(client, path):
    client.force_login(person("integrator"))
    assert ask(client, path, queued()) == 403


@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_visitor_without_a_staff_session_signs_in_first(client, moderator, path):
    item = queued()
    assert ask(client, path, item) == SIGN_IN
    User.objects.filter(pk=moderator.pk).update(is_staff=False)
    client.force_login(User.objects.get(pk=moderator.pk))
    assert ask(client, path, item) == SIGN_IN
    item.refresh_from_db()
    assert item.claimed_by is None


@pytest.mark.parametrize("path", POSTS)
def test_acts_are_posts_and_carry_a_token(moderator, path):
    from django.test import Client

    item = queued()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    at = "/admin/triage/" + path.format(id=item.pk)
    assert strict.get(at).status_code == 405
    assert strict.post(at, FORM).status_code == 403


def test_pages_are_never_cached_and_allow_no_inline_script(client, moderator):
    client.force_login(moderator)
    response = client.get("/admin/triage/")
    assert "no-store" in response["Cache-Control"]
    assert "script-src 'self';" in response["Content-Security-Policy"] + ";"
    assert "style=" not in response.content.decode()
    assert "<script>" not in response.content.decode()
