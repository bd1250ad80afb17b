"""The home page of each role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide, executing
from moderation.models import ActRule, FindingAnswer, QueueItem, SecondLook
from moderation.quality.second_looks import answer
from moderation.queue import claims, leading
from tests.makers import person, queued

pytestmark = pytest.mark.django_db
URL = "/admin/triage/home/"


def panels(client, user: User, chosen: str = "") -> dict[str, dict]:
    client.force_login(user)
    response = client.get(URL, {"as": chosen} if chosen else {})
    assert response.status_code == 200
    return {panel.name: shown for panel, shown in response.context["panels"]}


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [
        ("lead", "lead", ["day", "audit", "integration", "reports"]),
        ("moderator", "day", ["reports"]),
        ("auditor", "audit", ["integration", "reports"]),
        ("integrator", "integration", []),
        ("head", "reports", []),
    ],
)
def test_each_role_lands_on_its_own_home_after_signing_in(client, role, own, others):
    user = person(role)
    form = {"username": role, "password": f"{role}-password"}
    page = client.post(reverse("admin:login"), form, follow=True)
    assert page.redirect_chain[-1][0] == URL
    assert page.context["chosen"].code == own
    assert [home.code for home in page.context["homes"]] == [own, *others]
    for code in others:
        assert client.get(URL, {"as": code}).context["chosen"].code == code
    assert user.is_active


def test_a_home_of_another_role_is_not_shown(client):
    client.force_login(person("moderator"))
    assert client.get(URL, {"as": "lead"}).context["chosen"].code == "day"


def test_staff_without_a_role_reads_whom_to_ask(client):
    client.force_login(User.objects.create_user("new", is_staff=True))
    response = client.get(URL)
    assert response.status_code == 403
    assert "还没有角色" in response.content.decode()


def test_the_lead_sees_ages_due_times_and_today_by_queue(client, lead, moderator):
    now = timezone.now()
    old, late, done = queued(), queued(), queued()
    QueueItem.objects.filter(pk=old.pk).update(opened_at=now - timedelta(hours=60), due_at=now + timedelta(minutes=30))
    QueueItem.objects.filter(pk=late.pk).update(opened_at=now - timedelta(hours=30), due_at=now - timedelta(minutes=1))
    decide(moderator, DecisionRequest(done.pk, done.version, "allow"))
    shown = panels(client, lead)
    line = next(line for line in shown["queues"]["lines"] if line.queue == old.queue)
    assert (line.open, line.ages, line.overdue, line.went) == (2, (0, 1, 1), 1, 1)
    assert shown["queues"]["oldest"] == old
    assert (shown["attention"]["overdue"], shown["attention"]["soon"]) == (1, 1)
    assert shown["attention"]["overdue_by_queue"] == [(late.queue, 1)]
    assert sum(hour.n for hour in shown["due_hours"]["hours"]) == 1
    assert shown["due_hours"]["pace"] == 1


def test_the_lead_sees_who_works_by_name_with_claims_and_decisions(client, lead):
    one, two, idle = (User.objects.create_superuser(name) for name in ("bao", "anna", "idle"))
    item, held = queued(), queued()
    decide(one, DecisionRequest(item.pk, item.version, "allow"))
    claims.claim(two, held.pk)
    people = panels(client, lead)["people"]["people"]
    assert [(each.user, each.claimed, each.today) for each in people] == [(two, 1, 0), (one, 0, 1)]
    assert all(each.agreement is None for each in people)
    assert idle not in [each.user for each in people]


def test_agreement_of_a_person_comes_with_an_interval_from_enough_second_looks(client, lead, settings):
    settings.SECOND_LOOK_SHARE = 1
    one, two = (User.objects.create_superuser(name) for name in ("anna", "bao"))
    for n in range(20):
        item = queued()
        act = "allow" if n % 2 else "remove"
        made = decide(one, DecisionRequest(item.pk, item.version, act, "" if n % 2 else "4.1"))
        SecondLook.objects.get_or_create(decision=made)
        other = "remove" if n < 3 else act
        answer(two, made.pk, act=other, clause="4.1" if other == "remove" else "")
    anna = panels(client, lead)["people"]["people"][0]
    assert anna.looks == 20
    assert anna.agreement.low < anna.agreement.kappa < anna.agreement.high
    page = client.get(reverse("console:quality"))
    # Of the first three decisions, only the second allowed what the second look would remove.
    assert [look.act for look in page.context["disagreements"]] == ["remove"]


def test_a_decision_for_a_second_person_stands_on_the_homes_of_lead_and_moderator(client, lead, moderator):
    ActRule.objects.create(act="remove", second_person=True)
    item = queued()
    made = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "4.1"))
    assert [row.decision for row in panels(client, lead)["second_person"]["rows"]] == [made]
    assert [row.decision for row in panels(client, moderator)["sent_back"]["awaiting"]] == [made]
    executing.refuse(lead, made.pk, "请先核实水务局的通报")
    shown = panels(client, moderator)["sent_back"]
    assert ([row.decision for row in shown["refused"]], shown["awaiting"]) == ([made], [])
    assert "请先核实水务局的通报" in client.get(URL).content.decode()


def test_an_open_appeal_is_listed_with_the_time_it_is_due(client, lead, moderator):
    item = queued()
    made = decide(moderator, DecisionRequest(item.pk, item.version, "label", "2.1", label="reprint"))
    filed = appeals.file(made.pk, text="报道属实，附采访录音", appellant="山城观察", key="test")
    shown = panels(client, lead)["appeals"]
    assert [appeal.pk for appeal in shown["rows"]] == [filed.pk]
    assert shown["rows"][0].item_due == QueueItem.objects.get(article=item.article, state="open").due_at


def test_the_moderators_day_counts_own_work_only(client, moderator):
    colleague = User.objects.create_superuser("colleague")
    mine, theirs, held, handed = queued(), queued(), queued(), queued()
    decide(moderator, DecisionRequest(mine.pk, mine.version, "allow"))
    decide(colleague, DecisionRequest(theirs.pk, theirs.version, "allow"))
    claims.claim(moderator, held.pk)
    leading.hand_to(colleague, handed.pk, moderator)
    shown = panels(client, moderator)
    assert shown["day"]["decided"] == 1
    assert ([item.pk for item in shown["mine"]["held"]], [item.pk for item in shown["mine"]["handed"]]) == (
        [held.pk],
        [handed.pk],
    )


def test_answers_of_moderators_stand_beside_the_measured_figure(client, lead, moderator):
    item = queued()
    for is_right in (True, False):
        FindingAnswer(
            article_version=item.article_version, code="vague_sourcing", is_right=is_right, answered_by=moderator
        ).save()
    rows = panels(client, lead)["accuracy"]["rows"]
    answered = [(row.answers.k, row.answers.n) for row in rows if row.answers.n]
    assert answered == [(0, 1)], "of one person the newest answer counts"


def test_the_auditor_sees_the_chains_end_reversals_and_loosened_rules(client, auditor, lead, moderator):
    from moderation.decisions import overturn
    from moderation.models import AuditHead

    item = queued()
    made = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "4.1"))
    back = overturn(lead, made.pk, "证据不足", reopens=False)
    shown = panels(client, auditor)
    assert [row.pk for row in shown["reversed"]["rows"]] == [back.pk]
    assert shown["latest_entries"]["rows"][0].sequence == AuditHead.objects.get().sequence
    assert shown["chain"]["sent"] is None
    assert "若链尾被截断" in client.get(URL).content.decode()


def test_the_integrator_sees_keys_without_their_secret(client, api_key):
    secret = api_key("articles:read")
    shown = panels(client, person("integrator"))
    assert [key.prefix for key in shown["keys"]["rows"]] == [secret.partition(".")[0]]
    assert secret.partition(".")[2] not in client.get(URL).content.decode()


def test_home_reads_few_rows_whatever_the_queue_holds(client, lead, django_assert_max_num_queries):
    client.force_login(lead)
    for _ in range(3):
        queued()
    with django_assert_max_num_queries(75):
        client.get(URL)


@pytest.mark.parametrize(("role", "lands"), [("integrator", URL), ("moderator", "/admin/triage/")])
def test_who_asked_for_the_queue_lands_there_or_at_home_after_signing_in(client, role, lands):
    person(role)
    form = {"username": role, "password": f"{role}-password"}
    answer = client.post(f"{reverse('admin:login')}?next=/admin/triage/", {**form, "next": "/admin/triage/"})
    assert answer.url == lands


def test_the_form_of_the_sign_in_leads_home_where_nobody_asked_for_a_page(client):
    assert f'name="next" value="{URL}"' in client.get(reverse("admin:login")).content.decode()
