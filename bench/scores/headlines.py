"""Headlines scored per second on one core, with and without reasons."""

from __future__ import annotations

from itertools import islice

from articles.scoring.clickbait.score import clickbait_probability, score_headline
from bench.harness.data import json_lines, shared
from bench.harness.result import Result
from bench.harness.timing import rates

FIGURE = "headlines scored with reasons"
BARE = "headlines scored, no reasons"


def run(*, quick: bool) -> list[Result]:
    """Measure ours, and scikit-learn's TF-IDF with logistic regression in one batch, in the same run."""
    # Imported here, so that the other benchmarks run without scikit-learn.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    amount = 1000 if quick else 10_000
    headlines = [row["title"] for row in islice(json_lines(shared("headlines/toutiao_2018.jsonl.gz")[0]), amount)]
    labelled = list(json_lines(shared("clickbait/zh_labelled.jsonl.gz")[0]))
    model = make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 3), max_features=20_000), LogisticRegression(max_iter=200)
    )
    model.fit([row["title"] for row in labelled], [row["label"] for row in labelled])

    def ours() -> int:
        for headline in headlines:
            score_headline(headline)
        return len(headlines)

    def bare() -> int:
        for headline in headlines:
            clickbait_probability(headline)
        return len(headlines)

    def peer() -> int:
        model.predict_proba(headlines)
        return len(headlines)

    measured = rates({"ours": ours, "bare": bare, "peer": peer}, rounds=2 if quick else 7)
    note, unit = f"{len(headlines):,} headlines", "headlines/s a core"
    against = "scikit-learn TF-IDF, no reasons"
    return [
        Result(FIGURE, unit, measured["ours"], measured["peer"], against, note=note),
        Result(BARE, unit, measured["bare"], measured["peer"], against, note=note),
    ]
