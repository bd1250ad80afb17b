"""The benchmarks run and fill their table; how fast is not asserted."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from bench.harness.result import Result, cells, table
from bench.harness.results import merged, write, written
from bench.harness.timing import rates
from tests.services.forks import process
from tests.shared_data import require_shared


def bench(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return process.run(["-m", "bench", *arguments], {**os.environ, **environment})


@pytest.mark.parametrize(
    ("name", "needs", "filled"),
    [
        ("parsing", "pages", 1),
        ("headlines", "headlines", 2),
        ("submissions", "", 2),
        ("webhooks", "", 2),
    ],
)
def test_a_benchmark_fills_its_lines(name, needs, filled, migrated_file):
    if needs:
        require_shared(needs)
    done = bench("--only", name, "--quick", BENCH_DATABASE=str(migrated_file))
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    assert len(lines) == 1 + filled
    assert re.search(r"\| [\d,.]+ \w+/s", lines[1]), lines[1]
    assert "cores" in done.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "lines", "unit"),
    [
        ("declarations", 3, "%"),
        ("stages", 1, "ms"),
        # Minutes together, most of them for making databases.
        *(
            pytest.param(*line, marks=pytest.mark.slow)
            for line in (
                ("reuse", 9, "%"),
                ("claims", 5, "ms"),
                ("attributions", 1, "%"),
                ("reliability", 2, "s"),
                ("console", 1, "ms"),
                ("attack", 2, "s"),
                ("changelists", 1, "ms"),
                ("search", 2, "ms"),
                ("backlog", 8, "ms"),
                ("start", 2, "s"),
                ("growth", 13, "×"),
            )
        ),
    ],
)
def test_a_longer_benchmark_fills_its_lines(name, lines, unit, migrated_file):
    require_shared("corpus")
    done = bench("--only", name, "--quick", BENCH_DATABASE=str(migrated_file))
    assert done.returncode == 0, done.stderr
    filled = [line for line in done.stdout.splitlines() if line.startswith("| ")][1:]
    assert len(filled) == lines
    assert re.search(rf"\| [\d,.]+ {unit}", filled[0]), filled[0]
    assert "skipped" not in done.stdout


def test_without_shared_data_it_says_what_it_skipped(tmp_path):
    done = bench("--only", "parsing", "--only", "headlines", "--quick", SHARED_DATA=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("skipped: no ") == 2


def test_help_and_bad_arguments():
    assert "--only" in bench("--help").stdout
    assert bench("--only", "nothing").returncode == 2
    assert bench("--write", "--quick").returncode == 2


def test_the_table():
    full = Result("pages", "pages/s", 222.2, 9.3, "soup", 800.0, "parse only")
    assert cells(full) == ("pages", "222 pages/s", "9.3 soup", "23.9 ×", "800 parse only")
    assert cells(Result("pages", "", None, note="no data"))[1] == "skipped: no data"
    assert len({len(line) for line in table([full, Result("x", "y/s", 1.0)]).splitlines()}) == 1


def test_lines_that_were_measured_replace_those_of_their_benchmark_and_the_others_stay(tmp_path):
    path = tmp_path / "RESULTS.md"
    one, two = Result("pages", "pages/s", 1.0), [Result("a", "ms", 2.0), Result("b", "ms", 3.0, note="note")]
    write(path, merged([], {"second": two, "first": [one]}, "2026-11-01", ["first", "second"]), "about")
    write(path, merged(written(path), {"second": two[1:]}, "2026-11-02", ["first", "second"]), "about")
    assert [(line[0], line[1], line[2], line[-1]) for line in written(path)] == [
        ("first", "pages", "1.0 pages/s", "2026-11-01"),
        ("second", "b (note)", "3.0 ms", "2026-11-02"),
    ]
    assert merged(written(path), {}, "2026-11-03", ["second"]) == written(path)[1:]


def test_contestants_take_turns(tmp_path):
    turns = tmp_path / "turns"

    def contestant(name):
        def work():
            with turns.open("a") as file:
                file.write(name)
            return sum(range(20_000)) and 1

        return work

    measured = rates({"a": contestant("a"), "b": contestant("b")}, rounds=2, turn=0)
    # The first turn of each begins with the pass that does not count.
    assert turns.read_text() == "aabbab"
    assert all(rate > 0 for rate in measured.values())


def test_a_failing_contestant_fails_the_run(capfd):
    with pytest.raises(EOFError):
        rates({"a": lambda: 1 // 0}, rounds=1)
    assert "ZeroDivisionError" in capfd.readouterr().err
