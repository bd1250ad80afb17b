"""The same submission from many clients at the same moment is stored once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.intake import Submission, store
from articles.models import Article, ArticleVersion, Assessment
from tests.makers import fields

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 8


def test_one_is_created_and_the_others_are_told():
    submission = fields()

    def submit(_):
        try:
            return store(Submission.from_json(submission))
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        outcomes = list(pool.map(submit, range(CLIENTS)))
    assert Counter(outcome.status for outcome in outcomes) == {"created": 1, "duplicate": CLIENTS - 1}
    assert len({outcome.id for outcome in outcomes}) == 1
    assert Article.objects.count() == ArticleVersion.objects.count() == Assessment.objects.count() == 1
