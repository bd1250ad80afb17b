"""Fit the model of short lines: `python -m articles.parsing.declarations.lines.training FOLDER --plain FILE…`.

FOLDER is `tests/parsing/declarations`: the lines that declare, and those that only look so. Each plain file holds
ordinary lines (headlines, last sentences of news). Prints the errors on left-out lines, then writes `weights.json`.
Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from articles.parsing.declarations.lines.model import LONGEST, runs_of
from articles.parsing.normal_form import normalize

THRESHOLD = 0.2
_STRENGTH, _LEAST_LINES, _LEAST_WEIGHT = 30.0, 2, 0.6  # chosen on left-out lines
_PLAIN_WEIGHT = 0.3
_PARTS = 5
_FEWEST = 5  # lines of a code
Line = tuple[str, frozenset[str], float]
"""Normal form, codes, weight; 1 for all but the plain lines."""


def lines_of(folder: Path) -> list[Line]:
    """Read the lines of the folder, without the `unseen` ones and those halves of the sets that nobody tunes on."""
    rows: list[tuple[str, str]] = []  # text, codes between spaces
    for name in ("collected_declared", "collected_told", "typed_declared", "typed_told"):
        rows += [(fields[1], " ".join(fields[2:])) for fields in _fields(folder / f"{name}.txt")]
    rows += [(fields[1], " ".join((fields[0], *fields[2:]))) for fields in _fields(folder / "declared.txt")[::2]]
    rows += [(fields[0], "") for name in ("told", "notices") for fields in _fields(folder / f"{name}.txt")]
    rows += [(fields[0], "") for fields in _fields(folder / "undeclared.txt")[::2]]
    lines = []
    for text, codes in rows:
        form = normalize(text.replace("\\u200b", "").replace("\\u00ad", "")).text.strip()
        own = frozenset(code for code in codes.split() if not code.startswith("d:"))
        if len(form) <= LONGEST and "\\n" not in text:
            lines.append((form, own, 1.0))
    return lines


def _fields(path: Path) -> list[list[str]]:
    rows = path.read_text(encoding="utf-8").split("\n")
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


def fit(lines: Sequence[Line]) -> tuple[list[str], dict[str, int], Any, Any]:
    """Return the codes, the columns of the runs, and the weights and biases per code."""
    from scipy import sparse  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    found = [runs_of(text) for text, _, _ in lines]
    counts = Counter(run for runs, (_, _, weight) in zip(found, lines, strict=True) if weight == 1 for run in runs)
    columns = {run: at for at, run in enumerate(sorted(run for run, count in counts.items() if count >= _LEAST_LINES))}
    pointers, indices, values = [0], list[int](), list[float]()
    for runs in found:
        known = sorted(columns[run] for run in runs if run in columns)
        indices += known
        values += [len(runs) ** -0.5] * len(known)
        pointers.append(len(indices))
    matrix = sparse.csr_matrix((values, indices, pointers), (len(lines), len(columns)))
    seen = Counter(code for _, codes, _ in lines for code in codes)
    codes = sorted(code for code, count in seen.items() if count >= _FEWEST)
    weights, biases = [], []
    for code in codes:
        label = np.array([code in own for _, own, _ in lines])
        fitted = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=200, random_state=0)
        fitted.fit(matrix, label, [weight for _, _, weight in lines])
        weights.append(np.where(np.abs(fitted.coef_[0]) < _LEAST_WEIGHT, 0, fitted.coef_[0]))
        biases.append(float(fitted.intercept_[0]))
    return codes, columns, np.array(weights), np.array(biases)


def judge(text: str, codes: Sequence[str], columns: dict[str, int], weights: Any, biases: Any) -> set[str]:
    """Return the codes above the threshold."""
    runs = runs_of(text)
    places = [columns[run] for run in runs if run in columns]
    scores = weights[:, places].sum(axis=1) / len(runs) ** 0.5 + biases
    return {code for code, score in zip(codes, scores, strict=True) if score > THRESHOLD}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plain", type=Path, nargs="*", default=[])
    parser.add_argument("--quick", action="store_true", help="skip the errors on left-out lines")
    options = parser.parse_args()
    plain: list[Line] = [
        (normalize(text).text.strip(), frozenset(), _PLAIN_WEIGHT)
        for path in options.plain
        for text in path.read_text(encoding="utf-8").split("\n")
        if 0 < len(text) <= LONGEST
    ]
    own = lines_of(options.folder)
    declared = sum(bool(codes) for _, codes, _ in own)
    every = [*own, *plain]
    if not options.quick:
        _show_errors(every)
    codes, columns, weights, biases = fit(every)
    runs = sorted(columns, key=lambda run: columns[run])
    data = {
        "_about": (
            f"Weights of runs of characters per code, fitted on {declared} lines that declare, "
            f"{len(own) - declared} that only look so and {len(plain)} ordinary ones. "
            "Written by lines/training.py; not edited by hand."
        ),
        "threshold": THRESHOLD,
        "codes": [
            {
                "code": code,
                "bias": round(bias, 2),
                "weights": {runs[at]: round(float(row[at]), 1) for at in np.flatnonzero(row)},
            }
            for code, row, bias in zip(codes, weights, biases.tolist(), strict=True)
        ],
    }
    text = json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":"))
    (Path(__file__).parent / "weights.json").write_text(text + "\n", encoding="utf-8")


def _show_errors(every: Sequence[Line]) -> None:
    """Print how many lines are read with exactly their codes by models that have not seen them."""
    counts: Counter[str] = Counter()
    for part in range(_PARTS):
        fitted = fit([line for at, line in enumerate(every) if at % _PARTS != part])
        for text, codes, weight in every[part::_PARTS]:
            kind = "declared" if codes else "told" if weight == 1 else "plain"
            counts[kind] += 1
            counts[f"{kind}, right"] += judge(text, *fitted) == codes
    print(dict(sorted(counts.items())))  # noqa: T201 - the result of the command


if __name__ == "__main__":
    main()
