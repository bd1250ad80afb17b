"""Inviting people: one form, a link that sets a password once, and an entry for each step."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moderation.models import AuditEntry, ProviderIdentity
from moderation.people import invitations
from tests.makers import person

pytestmark = pytest.mark.django_db
URL = "/admin/triage/people/"
PASSWORD = "湖边的灯塔-1937-夜航"


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


def invite(client: Client, root: User, **form: str):
    client.force_login(root)
    return client.post(URL, {"username": "林溪", "role": "moderator", **form})


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def set_password(link: str, password: str = PASSWORD):
    visitor = Client()
    opened = visitor.get(path_of(link), follow=True)
    if not opened.context["validlink"]:
        return opened
    form = {"new_password1": password, "new_password2": password}
    return visitor.post(opened.redirect_chain[-1][0], form, follow=True)


def test_an_invited_person_sets_a_password_and_signs_in_with_the_role(client, root):
    link = invite(client, root).context["link"]
    assert set_password(link).redirect_chain[-1][0] == reverse("admin:login")
    joined = User.objects.get(username="林溪")
    assert [group.name for group in joined.groups.all()] == ["moderator"]
    assert joined.is_staff
    assert not joined.is_superuser
    own = Client()
    page = own.post(reverse("admin:login"), {"username": "林溪", "password": PASSWORD}, follow=True)
    assert page.context["chosen"].code == "day"
    actions = list(AuditEntry.objects.order_by("sequence").values_list("action", "actor", "subject"))[-2:]
    assert [row[0] for row in actions] == ["user.invited", "user.joined"]
    assert {row[2] for row in actions} == {f"user:{joined.pk}"}
    assert actions[0][1] != actions[1][1]


def test_a_link_works_once(client, root):
    link = invite(client, root).context["link"]
    set_password(link)
    again = set_password(link, "另一个-足够长-的-密码-2048")
    assert "此链接无法使用" in again.content.decode()
    assert User.objects.get(username="林溪").check_password(PASSWORD)


def test_a_link_of_one_account_does_not_open_another(client, root):
    link = invite(client, root).context["link"]
    other = User.objects.create_superuser("other")
    mine = path_of(link).split("/")
    theirs = invitations.urlsafe_base64_encode(invitations.force_bytes(other.pk))
    opened = Client().get("/".join([*mine[:-3], theirs, *mine[-2:]]), follow=True)
    assert not opened.context["validlink"]


def test_a_new_link_is_made_until_a_password_is_set(client, root):
    invite(client, root)
    invited = User.objects.get(username="林溪")
    again = client.post(f"{URL}{invited.pk}/link/")
    set_password(again.context["link"])
    assert client.post(f"{URL}{invited.pk}/link/").status_code == 302
    with pytest.raises(invitations.AlreadyJoined):
        invitations.link(root, User.objects.get(pk=invited.pk))


@pytest.mark.parametrize("how", ["signed in", "provider", "superuser", "closed"])
def test_no_link_leads_into_an_account_that_nobody_invited(client, root, how):
    other = User.objects.create_user("other", is_staff=True)
    if how == "provider":
        ProviderIdentity.objects.create(user=other, issuer="https://id.example.org", subject="other")
    changes = {"signed in": {"last_login": timezone.now()}, "superuser": {"is_superuser": True}}
    User.objects.filter(pk=other.pk).update(**changes.get(how, {"is_active": how != "closed"}))
    client.force_login(root)
    assert client.post(f"{URL}{other.pk}/link/").status_code == 302


@pytest.mark.parametrize(
    ("form", "said"),
    [({"role": "editor"}, "请选择角色"), ({"username": "root"}, "已存在"), ({"username": " "}, "")],
)
def test_a_refused_invitation_says_why_and_makes_nothing(client, root, form, said):
    response = invite(client, root, **form)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert list(User.objects.all()) == [root]


@pytest.mark.parametrize("role", ["moderator", "lead", "auditor", "integrator"])
def test_roles_without_the_permission_invite_nobody(client, role):
    client.force_login(person(role))
    assert client.post(URL, {"username": "x", "role": "lead"}).status_code == 403
    assert not User.objects.filter(username="x").exists()


def test_the_list_names_roles_in_words(client, root):
    person("auditor")
    Group.objects.create(name="夜班").user_set.add(User.objects.create_user("bao", is_staff=True))
    client.force_login(root)
    shown = client.get(URL).content.decode()
    assert "审计员" in shown
    assert "夜班" in shown
