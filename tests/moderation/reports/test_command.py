from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.moderation.reports import world

pytestmark = pytest.mark.django_db
AFTER = world.WEEK.ends_at + timedelta(days=10)


def run(*arguments: str) -> list[dict]:
    """Runs the command a few days after the week, so that only the days until then are counted."""
    out = StringIO()
    with world.at(AFTER):
        call_command("weekly_report", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_it_writes_html_and_json_and_prints_their_paths(tmp_path):
    world.article(world.WEEK.starts_at)
    folder = tmp_path / "new" / "folder"
    lines = run("--week", "2026-W03", "--output", str(folder))
    assert [line["path"] for line in lines] == [f"{folder}/weekly-2026-W03.html", f"{folder}/weekly-2026-W03.json"]
    content = (folder / "weekly-2026-W03.json").read_bytes()
    assert json.loads(content)["week"] == "2026-W03"
    digest = hashlib.sha256(content).hexdigest()
    assert {line["sha256_json"] for line in lines} == {digest}
    assert digest in (folder / "weekly-2026-W03.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["weekly-2026-W03.html", "weekly-2026-W03.json"]


def test_twice_gives_the_same_bytes(tmp_path):
    world.article(world.WEEK.starts_at)
    for name in ("one", "two"):
        run("--week", "2026-W03", "--output", str(tmp_path / name))
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_the_json_is_the_same_in_both_languages(tmp_path):
    run("--week", "2026-W03", "--output", str(tmp_path / "zh"))
    run("--week", "2026-W03", "--output", str(tmp_path / "en"), "--language", "en")
    zh, en = ((tmp_path / name / "weekly-2026-W03.json").read_bytes() for name in ("zh", "en"))
    assert zh == en
    assert '<html lang="en">' in (tmp_path / "en" / "weekly-2026-W03.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--week", "2025-W53"], "there is no week 53 in 2025"),
        (["--week", "next"], "write it as 2026-W03"),
        (["--week", "2199-W01"], "cannot be reported before"),
        (
            ["--week", "2026-W03", "--formats", "html,doc"],
            "unknown format 'doc'; reports come as: html, json, csv",
        ),
        (["--week", "2026-W03", "--formats", ","], "no format given"),
    ],
)
def test_bad_input_is_named(tmp_path, arguments, message):
    with pytest.raises(CommandError, match=message):
        run(*arguments, "--output", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot write to"):
        run("--week", "2026-W03", "--output", str(tmp_path / "file"))


def test_a_correction_since_then_is_the_next_revision(tmp_path):
    version = world.article(world.WEEK.starts_at)
    assert run("--week", "2026-W03", "--output", str(tmp_path))[0]["revision"] == 1
    world.flag(version)
    assert run("--week", "2026-W03", "--output", str(tmp_path))[0]["revision"] == 2
    assert "本版更正" in (tmp_path / "weekly-2026-W03.html").read_text(encoding="utf-8")


def test_all_forms_at_once(tmp_path):
    world.article(world.WEEK.starts_at)
    lines = run("--week", "2026-W03", "--output", str(tmp_path), "--formats", "csv,xlsx")
    assert [line["format"] for line in lines] == ["csv", "xlsx"]
    assert (tmp_path / "weekly-2026-W03.xlsx").read_bytes().startswith(b"PK")
