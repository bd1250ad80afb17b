"""Grey pairs get a second look by meaning; without a proper answer they stay unseen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from articles.models import Retelling
from articles.provenance.rewording.alignment import align
from articles.provenance.rewording.embeddings import align_by_meaning
from articles.provenance.rewording.gates import GREY
from tests.provenance.rewording.texts import REWORDING, STORY, narrative
from tests.provenance.stored.world import published

pytestmark = pytest.mark.django_db
# Reworded so far that few words are left; of every sentence but the first three the wording is another one.
FAR = (
    "最近，半座城的人打开龙头都要捂鼻子，原因谁也说不清。",
    "有人在北郊挨家问，12户里有9户点头，槐荫路、锦绣里都一样。",
    "一家便利店的桶装水两天走了340桶，老板说比往常翻了好几番。",
    "南岭湖西岸的取水口养着1998年投产的北郊水厂，一天18万吨。",
    "藏不住的味道，10纳克足够，研究水处理的老师这样讲。",
    "要压下去，活性炭得投上5天，甚至7天，急也急不来。",
    "城里的体面，有时候只是一杯没有味道的水罢了。",
)


def _embedder(sentences: list[str]) -> Any:
    """Meaning by shared characters of names and figures; enough for texts of our own."""
    marks = ["12", "340", "1998", "10", "5", "桶", "户", "水厂", "纳克", "活性炭", "烧", "藻", "体面", "鼻"]
    vectors = np.array([[float(mark in each) for mark in marks] + [0.1] for each in sentences], np.float32)
    return vectors / np.linalg.norm(vectors, axis=1)[:, None]


def test_a_pair_that_words_leave_grey_is_shown_by_its_meaning(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = narrative(*FAR), narrative(*STORY)
    words = align(one, other)
    settings.RETELLING_SHOWN = 0.97
    assert GREY <= words.score < settings.RETELLING_SHOWN
    published("云泽观察", "16T22:30", body=list(STORY))
    first = published("环宇茶话", "17T04:30", body=list(FAR))
    assert not Retelling.objects.exists()

    settings.EMBEDDINGS_URL = "http://127.0.0.1:1/v1/embeddings"
    settings.SENTENCE_EMBEDDER = f"{__name__}._embedder"
    later = published("晚风夜读", "17T05:30", body=[*FAR[3:], *FAR[:3]])

    edge = Retelling.objects.filter(later=later.article_id).exclude(earlier=first.article_id).get()
    assert edge.score < settings.RETELLING_SHOWN


def test_a_service_that_fails_leaves_the_pair_unseen(settings: Any) -> None:
    settings.RETELLING_SHOWN = 0.97
    settings.EMBEDDINGS_URL = "http://127.0.0.1:1/v1/embeddings"
    settings.SENTENCE_EMBEDDER = f"{__name__}._nothing"
    published("云泽观察", "16T22:30", body=list(STORY))
    published("环宇茶话", "17T04:30", body=list(FAR))

    assert not Retelling.objects.exists()


def _nothing(sentences: list[str]) -> None:
    """No answer."""


def test_sentences_choose_each_other_by_meaning_and_words_together() -> None:
    one, other = narrative(*REWORDING), narrative(*STORY)
    mine = _embedder([one.words(each) for each in one.sentences])
    theirs = _embedder([other.words(each) for each in other.sentences])

    found = align_by_meaning(one, other, mine, theirs)

    assert len({each.other for each in found.pairs}) == len(found.pairs) >= 3
    assert all(each.similarity >= 0.7 for each in found.pairs)
