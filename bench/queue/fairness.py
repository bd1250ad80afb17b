"""An ordinary article behind four hostile ones of another platform, by HTTP, with a real broker and worker."""

from __future__ import annotations

from bench.harness.on_postgresql import printed
from bench.harness.result import Result
from bench.harness.stack import embedded

FIGURE = "ordinary article behind four hostile ones: submit → assessed"
ALLOWED_SECONDS = 15.0
_BEFORE = {"one word of saying": "144 s before platforms took turns", "no two clauses alike": ""}


def run(*, quick: bool) -> list[Result]:
    """Measure seconds from submission to assessment for each kind of hostile article."""
    results = []
    for kind in list(_BEFORE)[: 1 if quick else None]:
        with embedded() as environment:
            found = printed("bench.queue.fairness_measure", kind, environment=environment)
        results.append(
            Result(
                FIGURE, f"s ({kind})", found["ordinary"], limit=ALLOWED_SECONDS, limit_name="s allowed",
                note=f"SQLite, a worker of 2 processes; all done after {found['all']:.1f} s. {_BEFORE[kind]}".strip(),
            )
        )  # fmt: skip
    return results
