"""A caller that names only the form of problems gets the answer, and its problems, all the same."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def test_a_client_that_takes_problems_only_removes_an_endpoint(api):
    body = {"url": "https://example.org/hooks", "event_types": ["*"], "owner_email": "me@example.org"}
    made = api.post("webhook-endpoints/", body).json()["id"]
    removed = api.client.delete(f"/api/v1/webhook-endpoints/{made}/", headers={"Accept": PROBLEM})
    assert removed.status_code == 204


@pytest.mark.parametrize("accept", [PROBLEM, f"{PROBLEM};q=0.5", f"text/csv, {PROBLEM}"])
def test_a_problem_comes_in_its_form_whatever_else_was_asked(api, accept):
    answer = api.get_as(accept, "articles/987654321/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_form_that_nobody_speaks_is_still_refused(api):
    assert api.get_as("text/csv", "me/").status_code == 406
