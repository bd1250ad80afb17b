"""The order of files when several processes share them: what waits runs beside what computes."""

from __future__ import annotations

from itertools import chain

import pytest

from tests import rings

# The rest of the files comes last: short ones, so that all processes end at about the same time.
_SHARE_WITH_WAITING = 0.75


def spread(items: list[pytest.Item]) -> list[pytest.Item]:
    """The items file by file, with those files early and evenly among the others that wait for processes or commits.

    pytest-xdist hands the files out in this order. Its own order, by number of tests, leaves them for the end: few
    tests that take long, each process waiting for its own.
    """
    files: dict[str, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.nodeid.partition("::")[0], []).append(item)
    by_size = sorted(files.values(), key=len, reverse=True)
    waiting = [file for file in by_size if any(rings.starts_processes(item) or rings.commits(item) for item in file)]
    others = [file for file in by_size if file not in waiting]
    step = max(1, int(_SHARE_WITH_WAITING * len(others) / max(1, len(waiting))))
    ordered: list[list[pytest.Item]] = []
    for number, file in enumerate(waiting):
        ordered += [file, *others[number * step : (number + 1) * step]]
    return list(chain(*ordered, *others[len(waiting) * step :]))
