"""`manage.py import_source_list` and `source_standing`."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import ListEdition, Source
from tests.shared_data import require_shared

pytestmark = pytest.mark.django_db
ARGUMENTS = ["--edition", "2015", "--valid-from", "2015-05-05", "--evidence", "公告"]


def run(*arguments: str) -> list[dict]:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_edition_of_2015_answers_as_of_a_day():
    file = str(require_shared("registry/source_units_2015.csv"))
    (tried,) = run("import_source_list", file, *ARGUMENTS, "--dry-run")
    assert (tried["entries"], tried["dry_run"]) == (422, True)
    assert not Source.objects.exists()
    (done,) = run("import_source_list", file, *ARGUMENTS, "--valid-until", "2021-10-19")
    assert (done["entries"], done["new_sources"]) == (422, 422)
    on, off = run("source_standing", "央广网", "湖城快讯", "--on", "2018-01-01")
    assert (on["state"], on["edition"], off["state"]) == ("listed", "2015", "unlisted")
    (later,) = run("source_standing", "央广网", "--on", "2025-06-10")
    assert later["state"] == "no_edition"


def test_a_faulty_file_is_refused_with_its_lines_and_nothing_written(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("outlet,since\n甲报,昨天\n", encoding="utf-8")
    with pytest.raises(CommandError, match="line 2: since must be a date"):
        run("import_source_list", str(file), *ARGUMENTS)
    with pytest.raises(CommandError, match="No such file"):
        run("import_source_list", str(tmp_path / "none.csv"), *ARGUMENTS)
    assert not ListEdition.objects.exists()
