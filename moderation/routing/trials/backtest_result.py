"""The figures of a backtest from its chunks. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from articles.provenance.precision.share import wilson

# Flips that are listed, with links; all are counted.
LISTED = 500


def summed(chunks: Iterable[Any]) -> dict[str, Any]:
    """Plain JSON.

    `articles`, `matches`, `matched` (article ids), `days` on which the articles were stored, `queued` and `unqueued`
    (articles that enter or leave the queue), `moved` (to another queue), `growth` (more queue items per day), `judged`
    and `upheld` (matches that people decided on, and those with something to act on), `precision` with Wilson's 95 %
    interval, `flips` ([article, code of the queue before, after]; "" is none).
    """
    articles, matched, flips, days = 0, [], [], Counter[str]()
    verdicts: dict[str, bool] = {}
    for chunk in chunks:
        articles += chunk["articles"]
        matched += chunk["matched"]
        flips += chunk["flips"]
        days.update(chunk["days"])
        verdicts |= chunk["verdicts"]
    queued = sum(not before for _, before, _ in flips)
    unqueued = sum(not after for _, _, after in flips)
    precision = wilson(sum(verdicts.values()), len(verdicts))
    return {
        "articles": articles,
        "matches": len(matched),
        "matched": matched,
        "days": len(days),
        "queued": queued,
        "unqueued": unqueued,
        "moved": len(flips) - queued - unqueued,
        "growth": (queued - unqueued) / max(1, len(days)),
        "judged": precision.n,
        "upheld": precision.k,
        "precision": asdict(precision),
        "flips": flips[:LISTED],
    }
