"""API keys in the admin: nobody grants what they do not hold, and every step stands in the chain."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.access import api_keys
from articles.models import ApiKey
from articles.models.access.keys import ACTING_SCOPE, SCOPES
from moderation.models import AuditEntry
from tests.makers import person

pytestmark = pytest.mark.django_db
ADD = "admin:articles_apikey_add"


@pytest.fixture
def integrator() -> User:
    return person("integrator")


@pytest.fixture
def administrator() -> User:
    """Makes and binds keys, and is no superuser."""
    made = User.objects.create_user("administrator", is_staff=True)
    names = ("add_apikey", "change_apikey", "view_apikey", "bind_apikey")
    made.user_permissions.set(Permission.objects.filter(codename__in=names))
    return made


def add(client, user: User, **fields: object):
    client.force_login(user)
    return client.post(reverse(ADD), {"name": "cms", "scopes": ["articles:read"], **fields})


def change(client, user: User, key: ApiKey, **fields: object):
    client.force_login(user)
    url = reverse("admin:articles_apikey_change", args=[key.pk])
    return client.post(url, {"name": key.name, "scopes": key.scopes, **fields})


def chain() -> list[tuple[str, str, dict[str, object]]]:
    rows = AuditEntry.objects.filter(action__startswith="api_key.").order_by("sequence")
    return [(row.actor, row.action.partition(".")[2], json.loads(row.payload)) for row in rows]


@pytest.mark.parametrize("scope", SCOPES)
def test_an_integrator_gives_every_scope_but_the_one_that_acts(client, integrator, scope):
    answer = add(client, integrator, scopes=[scope])
    if scope == ACTING_SCOPE:
        assert answer.status_code == 200, "the form comes again"
        assert not ApiKey.objects.exists()
    else:
        assert ApiKey.objects.get().scopes == [scope]


@pytest.mark.parametrize("scope", SCOPES)
def test_an_integrator_widens_a_key_by_every_scope_but_the_one_that_acts(client, integrator, scope):
    key, _ = api_keys.make("cms", ["articles:read"])
    change(client, integrator, key, scopes=["articles:read", scope])
    key.refresh_from_db()
    assert set(key.scopes) == {"articles:read", scope} - {ACTING_SCOPE}


def test_an_integrator_cannot_touch_a_key_that_acts_but_revokes_it(client, integrator, moderator):
    key, _ = api_keys.make("console", [ACTING_SCOPE], moderators=["moderator"])
    assert change(client, integrator, key, rate=9_000).status_code == 403
    listing = reverse("admin:articles_apikey_changelist")
    client.post(listing, {"action": "replace_keys", "_selected_action": [key.pk]})
    assert ApiKey.objects.count() == 1, "a successor would be theirs to act with"
    client.post(listing, {"action": "revoke_keys", "_selected_action": [key.pk]})
    key.refresh_from_db()
    assert (key.revoked, key.rate, key.expiry_date) == (True, None, None)
    assert chain()[-1] == ("integrator", "revoked", {"name": "console"})


def test_an_integrator_binds_nobody(client, integrator, moderator):
    answer = add(client, integrator, acts_for=[moderator.pk])
    assert answer.status_code == 302
    assert ApiKey.objects.get().people() == []


def test_an_administrator_binds_moderators_and_never_a_superuser(client, administrator, moderator, lead):
    User.objects.create_superuser("root")
    client.force_login(administrator)
    page = client.get(reverse(ADD))
    offered = {str(person) for person in page.context["adminform"].form.fields["acts_for"].queryset}
    assert offered == {"moderator", "lead"}
    fields = {"scopes": [ACTING_SCOPE], "acts_for": [User.objects.get(username="root").pk]}
    assert add(client, administrator, **fields).status_code == 200
    add(client, administrator, scopes=[ACTING_SCOPE], acts_for=[moderator.pk])
    assert [str(person) for person in ApiKey.objects.get().people()] == ["moderator"]


def test_a_key_that_acts_for_people_has_the_scope_for_it(client, administrator, moderator):
    assert add(client, administrator, acts_for=[moderator.pk]).status_code == 200
    assert not ApiKey.objects.exists()


def test_the_life_of_a_key_stands_in_the_chain_with_before_and_after(client, administrator, moderator, lead):
    add(client, administrator, scopes=[ACTING_SCOPE], acts_for=[moderator.pk])
    key = ApiKey.objects.get()
    change(client, administrator, key, rate=50, acts_for=[lead.pk])
    api_keys.replace(str(key.prefix), overlap=api_keys.USED_AGAIN)
    api_keys.revoke(str(key.prefix))
    by, steps = "administrator", chain()
    first = {"name": "cms", "scopes": [ACTING_SCOPE], "platform": None, "rate": None, "expires_at": None}
    assert steps[:5] == [
        (by, "made", first),
        (by, "bound", {"moderator": "moderator"}),
        (by, "changed", {"rate": {"before": None, "after": 50}}),
        (by, "bound", {"moderator": "lead"}),
        (by, "unbound", {"moderator": "moderator"}),
    ]
    assert [(actor, step) for actor, step, _ in steps[5:]] == [
        ("command", "made"), ("command", "bound"), ("command", "replaced"), ("command", "revoked")
    ]  # fmt: skip
    assert {row.subject for row in AuditEntry.objects.filter(action="api_key.changed")} == {f"api_key:{key.prefix}"}
