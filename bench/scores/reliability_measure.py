"""`python -m bench.scores.reliability_measure SOURCES ARTICLES`: fills an empty PostgreSQL, recomputes, prints JSON.

Half of the articles belong to a hundredth of the sources; 2 % were reviewed. Their days spread over a year.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

_FILL = """
INSERT INTO articles_source (id, kind, platform_id, name, external_id, profile_url, tagline, created_at, updated_at)
    SELECT s, 'account', (SELECT min(id) FROM articles_platform), 'account ' || s, s::text, '', '', now(), now()
    FROM generate_series(1, {sources}) s;
INSERT INTO articles_article (id, platform_id, identity, external_id, url, url_key, title_key, source_id, created_at)
    SELECT a, (SELECT min(id) FROM articles_platform), 'id:' || a, a::text, '', '', '',
        CASE WHEN a % 2 = 0 THEN 1 + a / 2 % {sources} ELSE 1 + a / 2 % greatest(1, {sources} / 100) END,
        now() - (a % 360) * interval '1 day'
    FROM generate_series(1, {articles}) a;
INSERT INTO articles_observation
    (article_id, source_id, day, sourcing, originality, headline_honesty, disclosure, peer_graph)
    SELECT id, source_id, created_at::date, id % 3 > 0, id % 7 > 0, id % 5 > 0, id % 4 > 0, id % 97 > 0
    FROM articles_article;
INSERT INTO articles_reviewoutcome (article_id, source_id, severity, decided_at, sampled)
    SELECT id, source_id, CASE WHEN id % 500 = 0 THEN 0.6 ELSE 0 END, created_at + interval '1 hour', false
    FROM articles_article WHERE id % 50 = 0;
"""


def main() -> None:
    import django

    django.setup()
    from django.db import connection, transaction
    from django.utils import timezone

    from articles.models import Observation, ReviewOutcome
    from articles.scoring.reliability.score import score_source
    from articles.scoring.stored.observing import day_rows, known_of
    from articles.scoring.stored.recount import recount_all
    from articles.scoring.stored.reliability import hold, move, write
    from articles.scoring.stored.reviews import review_rows

    sources, each = int(sys.argv[1]), int(sys.argv[2])
    with connection.cursor() as cursor:
        cursor.execute(_FILL.format(sources=sources, articles=sources * each))
        cursor.execute("ANALYZE")
    today = timezone.now().date()
    first = _seconds(recount_all)
    # The next night: a tenth of the sources has new evidence, the others only age.
    Observation.objects.filter(source__lte=sources // 10, sourcing=False).update(sourcing=True)
    whole = _seconds(recount_all)
    read = _seconds(lambda: [*day_rows(Observation.objects.all(), "source").iterator()]) + _seconds(
        lambda: [*review_rows(ReviewOutcome.objects.all(), "source").iterator()]
    )

    def one(source: int) -> None:
        with transaction.atomic():
            held = hold([source])
            score = score_source(known_of([source])[source].evidence(today))
            write(held.values(), move(held[source], score, "recount"))

    ones = [1000 * _seconds(partial(one, source)) for source in range(1, min(200, sources // 100) + 1)]
    row = ReviewOutcome.objects.filter(article=50)
    commits = [1000 * _seconds(partial(row.update, sampled=True)) for _ in range(50)]
    print(
        json.dumps(
            {
                "sources": sources,
                "articles": sources * each,
                "largest": Observation.objects.filter(source=1).count(),
                "first_s": first,
                "whole_s": whole,
                "read_s": read,
                "one_ms": statistics.median(ones),
                "commit_ms": statistics.median(commits),
            }
        )
    )


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
