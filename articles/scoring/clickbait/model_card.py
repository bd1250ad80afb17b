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

How it is fitted: logistic regression (L2) on soft targets; C and the weight of weakly labelled rows are chosen, the
probabilities calibrated (Platt) and the bands set on predictions for sources left out **of the training part**. In
training every source and label counts the same. For each source below, that whole procedure ran without it. A cue
family the data would give a negative weight gets 0.
`medium` is reached by one in four headlines labelled plain, `high` by one in twenty, on sources left out.
"""

_LIMITS = """## Limits

- Chinese labels are few and noisy (on a blind re-read about two in three agreed) and news-heavy: an AUC is as good as
  its labels, and calibration shifts with a source's share of clickbait, which the ECE by source shows.
- Weakly labelled rows say “self-media” against “official news”, not clickbait; they count little and are never
  evaluated on.
- One English source has annotator shares (0–1) as targets: there the score estimates the share, Brier is the mean
  squared error against it, and left-out folds of one source flatter compared with left-out sources.
- Traditional characters are folded character by character. A Japanese headline without kana is taken for Chinese.
- What a body denies, counts otherwise, lacks or is not about weighs at least a chosen amount (`body_weights.py`):
  the training data hold hardly any such headline.
- The cue lexicon was written by hand after reading about fifty of the labelled Chinese headlines; that form is
  measured, what of it, and that sources are balanced was settled after comparing a few ways on these very sources
  (form moved the mean AUC by .04, balance by .005): that flatters a little.
- The aims (.75 on every Chinese source, .85 pooled, calibration error .05) are reached on the English set and on three
  of five Chinese sources. Even with a source's own headlines in training, its AUC in folds was .66 (zongxiang) and
  .77 (hancd:tencent), so that labels, not the model, seem to be the limit there.
- How much of the headline stands in the body did not help: in one source the bodies repeat headlines, in another not.
  What the body lacks or tells otherwise is shown with whatever weight the data give it, nothing included.
- English bodies were not to be had: what the body lacks is shown for English, and counts nothing.
- The n-grams learn topics as well as manner. The reasons show which words did it: read them.
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
            f"Date: {model['date'] or 'not given'}. C = {chosen['C']:g}, weak rows count {chosen['weak_weight']:g}, "
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


def _figures(row: dict[str, Any]) -> str:
    auc = "–" if row["auc"] is None else f"{row['auc']:.3f}"
    reach = "–" if row["auc_low"] is None else f"{row['auc_low']:.3f}–{row['auc_high']:.3f}"
    return (
        f"| {row['source']} | {row['rows']:,} | {row['positive']:,} | {auc} | {reach} "
        f"| {row['f1']:.3f} | {row['brier']:.4f} | {row['ece']:.3f} |"
    )
