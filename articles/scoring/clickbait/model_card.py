"""The model card of the clickbait score, written from the weights files it describes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_HEAD = """# Clickbait score: model card

A linear model in log-odds: cue families (`clickbait_cues.json`), the form (length, punctuation), and
single and paired characters (Chinese) or words (English). It says how likely readers are
to call a **headline** clickbait. It orders a queue for people; it decides nothing, and says nothing about whether the
article is true. Written by `manage.py train_clickbait … --card`; the figures are those kept in the weights files.

How it is fitted: logistic regression (L2) on soft targets; C and the weights of rows are chosen, the
probabilities calibrated (Platt) and the bands set on predictions for headlines left out **of the training part**. In
training every source and label counts the same. For each source below, that whole procedure ran without it. A cue
family the data would give a negative weight gets 0; families that speak for an ordinary headline (questions, notices,
debunks) never raise a score.

A model with a **target** is calibrated to the mix of that source: its rows count 3, are not balanced by label, and are
left out in fifths. There `medium` is reached by one plain headline in ten, and `high` begins where .82 of the headlines
from there on are clickbait. Each kind of headline (`kinds.py`) has a shift of its own, drawn towards 0 and shown
against a plain statement. Without a target `medium` is reached by one in four headlines labelled plain, `high` by one
in twenty.

Chinese: names of sites behind a headline are cut off, a number counts as one digit, marks within numbers are no
punctuation, and headlines of fewer than ten characters count as of ten.
"""

_LIMITS = """## Limits

- The Chinese target `read` are self-media, web and portal headlines of 2005–2018, read by one person
  (`bench/judged/README.md`). An arguable headline counts .3 in training. On 584 headlines of the even
  test half, which took no part: AUC .973 on the 530 clear ones (clickbait-zh-4: .969), ECE .048 against the mean
  verdict (.046), mean score .14 where the verdict is .15; ordinary headlines in `high` 1 of 467.
- By kind on the same headlines: questions ECE .031 (n 115), quotes .066 (39), statements .061 (360); no ordinary
  question, notice, debunk, quote or bulletin is `high`. Other kinds have fewer than 30. By collection: Toutiao .072
  (275), web texts .044 (229), portal .051 (80). A platform has no shift of its own: these three are all there is.
- How often `high` is clickbait, strictly, on test halves: 11 of 14 of the even draw, 69 of 85 and 22 of 27 of two draws
  by score, 54 of 66 of one from the band `high`, 19 of 26 of the older lurid draw, where the reader was stricter. All
  five: 175 of 218 (.80, .74–.85); 40 more are arguable, 3 ordinary. clickbait-zh-4 had 155 of 193 (.80).
- `high` finds 11 of the 63 clickbait headlines of the even draw (.17, .10–.29; clickbait-zh-4: 8) and 69 of the 99 of
  a draw by score (55). Lower thresholds find more and are right less often: from .60 on two in three. What is
  misleading and calm stays unseen.
- Cues were written after reading building halves, and `cliffhanger` after both halves of one draw by score; `layers`,
  the latest draw (22 of 27), was read before the latest cues were written on its building half.
- The other Chinese sources call other things clickbait (on a blind re-read about two in three of their labels
  agreed). A score for self-media orders them worse than one trained on them alone; their figures
  are no calibration of use.
- One English source has annotator shares (0–1) as targets: there the score estimates the share, Brier is the mean
  squared error against it, and left-out folds of one source flatter compared with left-out sources.
- Traditional characters are folded character by character. A Japanese headline without kana is taken for Chinese.
- What a body denies, counts otherwise, lacks or is not about weighs at least a chosen amount (`body_weights.py`), and
  debunks and notices weigh at least a chosen amount against clickbait: training data hold hardly any such headline.
- The cue lexicon was written by hand after reading labelled headlines, those of the building half among them.
- How much of the headline stands in the body did not help: in one source the bodies repeat headlines, in another not.
- English bodies were not to be had: what the body lacks is shown for English, and counts nothing.
- The n-grams learn topics as well as manner. The reasons show which words did it: read them. Words are those of
  `headline_words.txt`, which jieba 0.42.1 (MIT) found at least eight times in headlines; they decide what is shown.
"""


def card_of(folder: Path) -> str:
    """The card of all weights files (`clickbait_zh.json`, `clickbait_en.json`) in `folder`, Markdown."""
    files = [folder / f"clickbait_{language}.json" for language in ("zh", "en")]
    models = [json.loads(path.read_text(encoding="utf-8")) for path in files if path.exists()]
    return "\n".join([_HEAD, *(_section(model) for model in models), _LIMITS])


def _section(model: dict[str, Any]) -> str:
    chosen, bands, ngrams = model["chosen"], model["bands"], model["ngrams"]
    return "\n".join(
        [
            f"## {model['model']}",
            "",
            f"Date: {model['date'] or 'not given'}. {_target(model)}"
            f"C = {chosen['C']:g}, weak rows count {chosen['weak_weight']:g}, "
            f"{len(ngrams['weights']):,} {ngrams['unit']} and pairs of them. "
            f"Bands: `medium` from {bands['medium']:.3f}, `high` from {bands['high']:.3f}.",
            "",
            "| data | use | rows | SHA-256 |",
            "|---|---|---:|---|",
            *(
                f"| {file['name']} | {file['use']} | {file['rows']:,} | `{file['sha256'][:16]}…` |"
                for file in model["data"]
            ),
            "",
            "| left out | rows | clickbait | AUC | 90 % interval | F1 | Brier | ECE |",
            "|---|---:|---:|---:|---:|---:|---:|---:|",
            *(_figures(row) for row in model["evaluation"]),
            "",
            "| family | weight (log-odds a match) |",
            "|---|---:|",
            *(f"| {name} | {weight:+.3f} |" for name, weight in model["families"].items()),
            "",
            "| form | weight (log-odds) |",
            "|---|---:|",
            *(f"| {name} | {weight:+.3f} |" for name, weight in model["form"].items()),
            "",
            *_kinds(model.get("kinds", {})),
        ]
    )


def _kinds(shifts: dict[str, float]) -> list[str]:
    if not shifts:
        return []
    rows = (f"| {name} | {shift:+.3f} |" for name, shift in shifts.items())
    return ["| kind of headline | shift (log-odds) |", "|---|---:|", *rows, ""]


def _target(model: dict[str, Any]) -> str:
    # Models of before 2026-12 had no target.
    if not model.get("target"):
        return ""
    return f"Target: {model['target']}; other sources count {model['chosen']['other_weight']:g}. "


def _figures(row: dict[str, Any]) -> str:
    auc = "–" if row["auc"] is None else f"{row['auc']:.3f}"
    reach = "–" if row["auc_low"] is None else f"{row['auc_low']:.3f}–{row['auc_high']:.3f}"
    return (
        f"| {row['source']} | {row['rows']:,} | {row['positive']:,} | {auc} | {reach} "
        f"| {row['f1']:.3f} | {row['brier']:.4f} | {row['ece']:.3f} |"
    )
