"""Every kind of problem has an entry in both languages, where its `type` leads."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from workbench.api.reference.problem_types import problem_types

pytestmark = pytest.mark.django_db


def test_type_of_a_problem_is_the_address_of_its_entry(api):
    document = json.loads(api.get("nothing/").content)
    page = Client().get(document["type"], headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "Paths end with a slash" in page.content.decode()
    assert "路径以斜杠结尾" in Client().get(document["type"], headers={"Accept-Language": "zh-hans"}).content.decode()


def test_page_lists_all_kinds_and_loads_nothing_from_elsewhere():
    page = Client().get("/problems/").content.decode()
    for code, kind in problem_types().items():
        assert f'id="{kind.slug}"' in page
        assert kind.statuses, code
        assert len(kind.en) > 20, code
        assert any("\u4e00" <= char <= "\u9fff" for char in kind.zh), code
    assert "://" not in page
    assert "<script" not in page
    assert "<style" not in page


def test_unknown_kind_is_a_404():
    assert Client().get("/problems/nothing").status_code == 404
    assert Client().post("/problems/").status_code == 405
