"""The headlines as numbers: cue families, form and n-gram counts, computed once for all fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from articles.provenance.headline_body.comparison import unkept_promises
from articles.scoring.clickbait.cues import MOST_PER_FAMILY, find_cues
from articles.scoring.clickbait.form import FORM, form_of
from articles.scoring.clickbait.headline_text import headline_text
from articles.scoring.clickbait.kinds import headline_kind
from articles.scoring.clickbait.weights import WEIGHTED
from articles.scoring.clickbait.wording import UNITS, grams_of
from articles.scoring.training.rows import WEAK, Row
from articles.text.search_folding import fold_for_search

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The rows of a training: rows × `WEIGHTED`, rows × `FORM`, and rows × `grams` (sparse).

    `kind` is the kind of each headline; empty for a language without kinds.
    """

    label: Floats
    target: Floats
    source: NDArray[np.str_]
    kind: NDArray[np.str_]
    families: Floats
    form: Floats
    grams: Sequence[str]
    counts: Any

    @property
    def labelled(self) -> Places:
        """The rows labelled by a person; only these may be evaluated on."""
        return np.flatnonzero(self.source != WEAK)

    def sources(self, rows: Places) -> list[str]:
        """The sources among `rows` that can be left out, by name."""
        return sorted(set(self.source[rows].tolist()) - {WEAK})


def corpus_of(rows: Sequence[Row], language: str) -> Corpus:
    """Measure the cues, form and n-grams of `rows`."""
    from scipy import sparse  # type: ignore[import-untyped]

    families = np.zeros((len(rows), len(WEIGHTED)))
    column = {name: place for place, name in enumerate(WEIGHTED)}
    ids: dict[str, int] = {}
    pointers, indices, values = [0], list[int](), list[int]()
    form, kinds = [], list[str]()
    for place, row in enumerate(rows):
        folded = fold_for_search(row.title)
        text = headline_text(folded, language).text
        form.append(form_of(row.title, text))
        cues = find_cues(text, language)
        for cue in cues:
            families[place, column[cue.family]] += 1
        kinds.append(headline_kind(text, {cue.family for cue in cues}) if language == "zh" else "")
        if row.body:
            promises = len(unkept_promises(folded.text, row.body))
            families[place, column["unsupported"]] = min(MOST_PER_FAMILY, promises)
        found = Counter(grams_of(text, UNITS[language]))
        indices += [ids.setdefault(gram, len(ids)) for gram in found]
        values += found.values()
        pointers.append(len(indices))
    return Corpus(
        label=np.array([row.label for row in rows], dtype=np.float64),
        target=np.array([row.target for row in rows]),
        source=np.array([row.source for row in rows]),
        kind=np.array(kinds, dtype=np.str_),
        families=families,
        form=np.array(form).reshape(len(rows), len(FORM)),
        grams=list(ids),
        counts=sparse.csr_matrix((np.array(values, dtype=np.float64), indices, pointers), (len(rows), len(ids))),
    )


def frequent(corpus: Corpus, rows: Places, most: int, least: int) -> Places:
    """The columns of the `most` most frequent n-grams that at least `least` of `rows` contain.

    The most frequent come first, then by name.
    """
    documents = np.bincount(corpus.counts[rows].indices, minlength=len(corpus.grams))
    known = np.flatnonzero(documents >= least).tolist()
    known.sort(key=lambda gram: (-documents[gram], corpus.grams[gram]))
    return np.array(known[:most], dtype=np.intp)


def matrix(corpus: Corpus, columns: Places) -> Any:
    """Build rows × (families, form, then the n-grams of `columns`).

    N-grams are divided by √(known n-grams of the row).
    """
    from scipy import sparse

    counts = corpus.counts[:, columns]
    known = np.asarray(counts.sum(axis=1)).ravel()
    scale = sparse.diags(1 / np.sqrt(np.maximum(known, 1)))
    return sparse.hstack([sparse.csr_matrix(np.hstack([corpus.families, corpus.form])), scale @ counts]).tocsr()
