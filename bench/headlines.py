"""Headlines scored a second on one core, each with its reasons."""

from __future__ import annotations

from itertools import islice

from articles.scoring.clickbait import score_headline
from bench.data import json_lines, shared
from bench.result import Result
from bench.timing import rates

FIGURE = "headlines scored with reasons"


def run(*, quick: bool) -> Result:
    """Ours with reasons, and scikit-learn's TF-IDF and logistic regression, in one batch and without reasons."""
    # Here, so that the other benchmarks run without it.
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

    def peer() -> int:
        model.predict_proba(headlines)
        return len(headlines)

    measured = rates({"ours": ours, "peer": peer}, rounds=2 if quick else 7)
    return Result(
        FIGURE,
        "headlines/s a core",
        measured["ours"],
        measured["peer"],
        "scikit-learn TF-IDF, no reasons",
        note=f"{len(headlines):,} headlines",
    )
