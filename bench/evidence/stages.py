"""Cost of the provenance stages per article, from fingerprints to findings, each stage committed."""

from __future__ import annotations

import random
import statistics
import time
from typing import Any

from bench.evidence.reuse_texts import real
from bench.harness.installation import installation
from bench.harness.result import Result

FIGURE = "provenance stages together"


def run(*, quick: bool) -> Result:
    """Measure milliseconds per article (median), beside the pure functions alone.

    Real web articles and bulletins, cut to 1,500 characters; one in five is a copy of an earlier one.
    """
    amount = 20 if quick else 400
    texts = [text[:1500] for text in real(40 * amount) if len(text) >= 1500][:amount]
    with installation():
        from django.db import transaction

        from articles.assessment import stages
        from articles.intake import Submission, store
        from articles.models import Article, ArticleVersion
        from articles.provenance.record import assess_provenance

        rng = random.Random(2026)  # noqa: S311 - the same articles in every run
        took, read = [], []
        for number, text in enumerate(texts):
            body = text if number % 5 or not number else texts[rng.randrange(number)]
            # Without its work row, so that the worker does not take the measured article.
            with transaction.atomic():
                outcome = store(Submission.from_json(_fields(number, body)))
                version = ArticleVersion.objects.select_related("article__source", "article__platform").get(
                    article=outcome.id
                )
                version.assessment.delete()
            began = time.perf_counter()
            for stage in (stages.Name.FINGERPRINTS, stages.Name.REUSE, stages.Name.PROVENANCE):
                for _, write in stages.STAGES[stage]([version]):
                    with transaction.atomic():
                        write()
            took.append(1000 * (time.perf_counter() - began))
            began = time.perf_counter()
            assess_provenance(version.extracted)
            read.append(1000 * (time.perf_counter() - began))
        assert Article.objects.count() >= len(texts) * 0.7
    return Result(
        FIGURE, "ms an article", statistics.median(took), limit=statistics.median(read), limit_name="reading it alone",
        note=f"{len(texts)} articles of 1,500 characters, SQLite, one in five a copy",
    )  # fmt: skip


def _fields(number: int, text: str) -> dict[str, Any]:
    return {
        "platform": "netease",
        "external_id": f"stage-{number}",
        "headline": f"第{number}篇：{text[:20]}",
        "body": [line for line in text.split("\n") if line.strip()],
        "published_at": f"2026-11-{1 + number % 20:02d}T{number % 24:02d}:{number % 60:02d}:00+08:00",
        "source": {"name": f"账号{number % 37}"},
    }
