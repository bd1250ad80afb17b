"""What is deprecated says so in the document and in every answer that used it."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.api.query import operation_ids
from workbench.api.reference import deprecations, schema
from workbench.api.reference.deprecations import Deprecation

pytestmark = pytest.mark.django_db
SINCE, SUNSET = date(2026, 1, 1), date(2026, 7, 15)
INSTEAD = {"instead_en": "Use `/clauses/`.", "instead_zh": "请改用 `/clauses/`。"}
OPERATION = Deprecation("labels_list", SINCE, SUNSET, **INSTEAD)
PARAMETER = Deprecation("articles_list", SINCE, SUNSET, parameter="band", **INSTEAD)
NAMES = ("Deprecation", "Sunset", "Link")


@pytest.fixture
def deprecated(monkeypatch):
    monkeypatch.setattr(deprecations, "register", lambda: (OPERATION, PARAMETER))


def test_a_deprecated_operation_says_since_when_until_when_and_where_to_read(api, deprecated):
    answer = api.get("labels/")
    assert answer.status_code == 200
    assert answer["Deprecation"] == "@1767225600"
    assert answer["Sunset"] == "Wed, 15 Jul 2026 00:00:00 GMT"
    assert answer["Link"] == '</api/v1/docs/#labels_list>; rel="deprecation"; type="text/html"'


def test_a_deprecated_parameter_says_so_only_when_it_is_used(api, deprecated):
    assert api.get("articles/", band="high")["Deprecation"] == "@1767225600"
    assert not any(name in api.get("articles/") for name in NAMES)


def test_a_refusal_says_so_too(api_with, deprecated):
    assert "Sunset" in api_with("scores:read").get("articles/?band=high")


def test_what_is_not_deprecated_says_nothing(api):
    assert deprecations.REGISTER == ()
    assert not any(name in api.get("labels/") for name in NAMES)


def test_the_document_marks_what_is_deprecated(deprecated):
    made = schema._document.__wrapped__()
    listed, labels = made["paths"]["/api/v1/articles/"]["get"], made["paths"]["/api/v1/labels/"]["get"]
    assert labels["deprecated"] is True
    assert "Deprecated since 2026-01-01, gone from 2026-07-15 on. Use `/clauses/`." in labels["description"]
    assert "deprecated" not in listed
    assert [each["name"] for each in listed["parameters"] if each.get("deprecated")] == ["band"]


def test_the_notice_is_never_shorter_than_promised():
    with pytest.raises(ValueError, match="at least 180 days"):
        Deprecation("labels_list", SINCE, date(2026, 3, 1), **INSTEAD)


def test_every_entry_names_an_operation_that_is_there():
    ids = set(operation_ids().values())
    assert {row.operation for row in deprecations.REGISTER} <= ids
