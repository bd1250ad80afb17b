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
left out in fifths. There `medium` is reached by one plain headline in ten, and `high` begins where .90 of the headlines
from there on are clickbait. Without a target `medium` is reached by one in four headlines labelled plain, `high` by one
in twenty.

Chinese: names of sites behind a headline are cut off, a number counts as one digit, marks within numbers are no
punctuation, and headlines of fewer than ten characters count as of ten.
"""

_LIMITS = """## Limits

- The Chinese target `read` are self-media, web and portal headlines of 2005–2018, read by one person
  (`bench/judged/README.md`). An arguable headline counts .3 in training. On 584 headlines of the even
  test half, which took no part: AUC .969 on the 530 clear ones (clickbait-zh-3: .970), ECE .046 against the mean
  verdict (.045), mean score .14 where the verdict is .15; ordinary headlines in `high` 1 of 467.
- How often `high` is clickbait, strictly: 56 of 70 fresh headlines of the band (.80, .69–.88; 69 with arguable ones),
  drawn and read after everything was fixed; 54 of 63 of the test half of a draw by score (.86, .75–.92); 7 of 9 of the
  even test half; 12 of 20 of the older lurid draw (.60, .39–.78), where the reader was stricter on what is too much.
  All four: 129 of 162 (.80, .73–.85). clickbait-zh-3 had 19 of 28 (.68, .49–.82).
- `high` holds about 1 % of all headlines. It finds 54 of the 99 clickbait headlines of the test half drawn by score,
  but those are drawn from the top: of the even draw 7 of 63 (.11, .05–.21). What is misleading and calm stays unseen.
- The family `cliffhanger` was written after reading both halves of the draw by score, and narrowed after a first fresh
  draw of 70 (52 right, .74), which went to the building half; the 70 of the figure above were drawn after that.
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
        ]
    )


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
