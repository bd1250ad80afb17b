"""`python -m bench.harness.fill_queue ARTICLES`: fills an empty PostgreSQL with assessed articles that wait.

With `decided`, every second one is decided instead: with decision, execution and event.
"""

from __future__ import annotations

import sys

_HEADLINE = "环湖路改造下月开工，公交线路将调整"
_PARAGRAPHS = [
    "山城市交通部门周三表示，环湖路改造工程将于下月分三段施工，期间公交线路临时调整。",
    "据山城市规划研究院测算，改造完成后早高峰通行时间可缩短约十二分钟。",
    "附近居民说，希望施工安排避开上学时段，并在路口加派引导人员。",
]
# Copies of the first article, which the product itself assessed. Items with a risk come first.
_FILL = """
INSERT INTO articles_source (kind, platform_id, name, external_id, profile_url, tagline, created_at, updated_at)
    SELECT 'account', platform_id, 'account ' || n, 'crowd-' || n, '', '', now(), now()
    FROM articles_source, generate_series(1, greatest(1, {amount} / 100)) n WHERE name = 'crowd';
CREATE TEMPORARY TABLE crowd AS SELECT n, nextval(pg_get_serial_sequence('articles_article', 'id')) AS id,
    nextval(pg_get_serial_sequence('articles_articleversion', 'id')) AS version,
    nextval(pg_get_serial_sequence('moderation_queueitem', 'id')) AS item, s.id AS source
    FROM generate_series(1, {amount}) n
    JOIN articles_source s ON s.external_id = 'crowd-' || (1 + n % greatest(1, {amount} / 100));
INSERT INTO articles_article (id, platform_id, identity, external_id, url, url_key, title_key, source_id, created_at)
    SELECT crowd.id, platform_id, 'id:crowd-' || n, 'crowd-' || n, '', '', '', source, now()
    FROM crowd, articles_article a WHERE a.external_id = 'crowd';
INSERT INTO articles_articleversion
    (id, article_id, number, page_id, content_sha256, template, headline, headline_key, language, published_at,
     extraction, missing, topic, topic_is_news, well_sourced, disclosed, clickbait_band, assessed_at, created_at)
    SELECT crowd.version, crowd.id, 1, page_id, content_sha256, template, headline || n, headline_key, language,
     published_at, extraction, missing, topic, topic_is_news, well_sourced, disclosed, clickbait_band, now(), now()
    FROM crowd, articles_articleversion v JOIN articles_article a ON v.id = a.current_id WHERE a.external_id = 'crowd';
UPDATE articles_article SET current_id = version FROM crowd WHERE articles_article.id = crowd.id;
INSERT INTO articles_score (version_id, source_id, name, model, value, low, high, n, band, unit, baseline, reasons,
     created_at)
    SELECT crowd.version, s.source_id, name, model, value, low, high, s.n, band, unit, baseline, reasons, now()
    FROM crowd, articles_score s JOIN articles_article a ON s.version_id = a.current_id WHERE a.external_id = 'crowd'
    AND crowd.n <= {scored} ORDER BY crowd.n;
INSERT INTO moderation_queueitem (id, article_id, article_version_id, queue_id, state, version, risk, reach, rank_at,
     opened_at, due_at, escalated, on_hold)
    SELECT item, id, version, (SELECT id FROM moderation_queue WHERE is_default), 'open', 1, 0.3, 0,
     now() + n * interval '1 millisecond', now(), now() + interval '1 day', false, false FROM crowd;
INSERT INTO moderation_queuereason
    (item_id, article_version_id, kind, code, severity, weight, label_zh, label_en, created_at)
    SELECT item, version, 'finding', 'vague_sourcing', 'medium', 0.3, '来源笼统', 'Vague source', now() FROM crowd;
"""
_DECIDE = """
INSERT INTO auth_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
    VALUES ('', false, 'crowd', '', '', '', true, true, now());
UPDATE moderation_queueitem SET state = 'decided', decided_at = now() - id * interval '1 second' WHERE id % 2 = 0;
INSERT INTO moderation_decision
    (item_id, article_id, article_version_id, act, clause_id, label, note, decided_by_id, channel, evidence, created_at)
    SELECT i.id, article_id, article_version_id, CASE WHEN i.id % 20 = 0 THEN 'limit' ELSE 'allow' END,
     (SELECT max(id) FROM moderation_clause WHERE NOT is_chapter), '', '', u.id, 'console', '{}', decided_at
    FROM moderation_queueitem i, auth_user u WHERE state = 'decided' AND u.username = 'crowd';
INSERT INTO moderation_execution (decision_id, state, decided_by_id, needs_second, due_at, done_at)
    SELECT id, 'done', decided_by_id, false, created_at, created_at FROM moderation_decision;
INSERT INTO moderation_event (id, type, article_id, data, created_at)
    SELECT gen_random_uuid(), 'decision.made', article_id, '{}', created_at FROM moderation_decision;
"""


def fill(amount: int, *, paragraphs: int = 24, decided: bool = False, scored: int | None = None) -> None:
    """Fill an empty PostgreSQL database; Django must be set up. `scored`: how many articles get scores (None: all).

    Foreign keys are not checked and triggers do not run, because every row is a copy of one that the product wrote.
    """
    from django.db import connection

    from articles.assessment.pipeline import assess
    from articles.intake import Submission, store
    from articles.models import ArticleVersion, Assessment

    submission = {
        "platform": "netease", "external_id": "crowd", "headline": _HEADLINE, "body": (_PARAGRAPHS * 8)[:paragraphs],
        "source": {"name": "crowd"},
    }  # fmt: skip
    outcome = store(Submission.from_json(submission))
    assess(Assessment.objects.get(version__article=outcome.id).pk)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_FILL.format(amount=amount, scored=amount if scored is None else scored))
        if decided:
            cursor.execute(_DECIDE)
        cursor.execute("RESET session_replication_role")
        cursor.execute("ANALYZE")
    assert ArticleVersion.objects.count() == amount + 1


def main() -> None:
    import django

    django.setup()
    fill(int(sys.argv[1]))


if __name__ == "__main__":
    main()
