"""A second look at grey pairs by the meaning of their sentences, where the operator runs a service for it."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.utils.module_loading import import_string

from articles.provenance.rewording.alignment import Alignment
from articles.provenance.rewording.embeddings import align_by_meaning
from articles.provenance.rewording.narrative import Narrative

MOST = 150
"""Sentences of a text that are sent; both together are one request."""


def second_look(one: Narrative, other: Narrative, words: Alignment) -> Alignment:
    """Return the alignment by meaning, or `words` with a score of 0 when there is no service or it does not answer."""
    nothing = replace(words, pairs=(), coverage=0.0, other_coverage=0.0)
    if not settings.EMBEDDINGS_URL or max(len(one.sentences), len(other.sentences)) > MOST:
        return nothing
    sentences = [each.words(sentence) for each in (one, other) for sentence in each.sentences]
    vectors = import_string(settings.SENTENCE_EMBEDDER)(sentences)
    if vectors is None:
        return nothing
    size = len(one.sentences)
    return align_by_meaning(one, other, vectors[:size], vectors[size:])
