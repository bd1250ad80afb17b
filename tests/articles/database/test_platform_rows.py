"""Rows of platforms: what the parser knows is there after a migration, and what people changed stays."""

from __future__ import annotations

import pytest

from articles.database.defaults import UNIDENTIFIED, ensure_platforms
from articles.models import Platform
from articles.parsing.registry import discover, installed
from tests.parsing import toy_platforms

pytestmark = pytest.mark.django_db


def names() -> dict[str, tuple[str, str]]:
    return {row.code: (row.name_zh, row.name_en) for row in Platform.objects.all()}


def test_every_platform_of_the_parser_has_a_row_after_a_migration():
    assert names() == {
        UNIDENTIFIED: ("未识别平台", "Unidentified platform"),
        **{one.code: (one.zh, one.en) for one in installed()},
    }


def test_a_new_platform_gets_its_row():
    ensure_platforms(known=discover(toy_platforms))
    assert names()["riverside"] == ("河畔号", "Riverside")


def test_names_changed_in_the_admin_stay():
    Platform.objects.filter(code="sohu").update(name_zh="搜狐")
    ensure_platforms()
    assert names()["sohu"] == ("搜狐", "Sohu Hao")


def test_every_platform_fits_its_columns():
    for one in installed():
        Platform(code=one.code, name_zh=one.zh, name_en=one.en).clean_fields()
