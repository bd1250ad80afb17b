"""Fill an empty PostgreSQL with a week of articles and their evidence, by SQL."""

from __future__ import annotations

# Triggers and foreign keys are disabled: the full count replaces the marks that triggers would set.
FILL = """
SET session_replication_role = replica;
INSERT INTO articles_source (kind, platform_id, name, external_id, profile_url, tagline, created_at, updated_at)
    SELECT 'account', (SELECT min(id) FROM articles_platform) + n % 4, 'account ' || n, 'weekly-' || n, '', '', now(),
     now() FROM generate_series(1, greatest(10, {amount} / 50)) n;
CREATE TEMPORARY TABLE week AS SELECT n, n AS id, timestamptz '{start}' + random() * interval '167 hours' AS at,
    (SELECT min(id) FROM articles_source WHERE external_id LIKE 'weekly-%') + n % greatest(10, {amount} / 50) AS source,
    (ARRAY['economy', 'society_incident', 'life', 'sport'])[1 + n % 4] AS topic, random() AS luck
    FROM generate_series(1, {amount}) n;
INSERT INTO articles_page (id, sha256, compressed, size, content_type, charset, url, unreadable_code, received_at)
    SELECT id, md5(n::text) || md5((-n)::text), ''::bytea, 0, '', '', '',
     CASE WHEN n % 100 = 0 THEN 'no_article' ELSE '' END, at FROM week;
INSERT INTO articles_article (id, platform_id, identity, external_id, url, url_key, title_key, source_id, created_at)
    SELECT id, (SELECT min(id) FROM articles_platform) + n % 4, 'id:weekly-' || n, 'weekly-' || n, '', '', '', source,
     at FROM week;
INSERT INTO articles_articleversion
    (id, article_id, number, page_id, content_sha256, template, headline, headline_key, language, extraction, missing,
     topic, topic_is_news, disclosed, clickbait_band, assessed_at, created_at)
    SELECT id, id, 1, id, '', 'template_' || n % 12, 'headline ' || n, '', 'zh', '{{}}', '', topic, n % 4 < 2, false,
     '', at, at FROM week;
UPDATE articles_article SET current_id = id WHERE identity LIKE 'id:weekly-%';
INSERT INTO articles_score (version_id, source_id, name, model, value, low, high, n, band, unit, baseline, reasons,
     created_at)
    SELECT id, NULL, 'clickbait', 'clickbait-zh-1', luck, NULL, NULL, NULL,
     CASE WHEN luck > 0.9 THEN 'high' ELSE 'low' END, 'log-odds', 0, '[]', at FROM week;
INSERT INTO articles_score (version_id, source_id, name, model, value, low, high, n, band, unit, baseline, reasons,
     created_at)
    SELECT id, source, 'reliability', 'reliability-1', luck * 100, 0, 100, 12, 'medium', 'points', 0, '[]', at
    FROM week;
INSERT INTO articles_provenanceflag (version_id, code, also, text, location, declared_by, visibility,
     visibility_evidence)
    SELECT id, (ARRAY['web_sourced', 'verify_caution', 'ai_generated'])[1 + n % 3], '["personal_opinion"]', '', 'tail',
     'author', '', '' FROM week WHERE n % 3 = 0;
INSERT INTO articles_reference (version_id, position, headline, outlet, url, used, outlet_key, headline_key, url_key)
    SELECT id, 1, '', 'outlet', '', n % 2 = 0, '', '', '' FROM week WHERE n % 3 = 1;
INSERT INTO articles_attribution (version_id, who, kind, verb, start, "end", who_key)
    SELECT id, '', (ARRAY['named_person', 'anonymous'])[1 + n % 2], '', 0, 1, '' FROM week;
INSERT INTO articles_finding (version_id, code, severity, explanation_zh, explanation_en, clause, spans, "references",
     articles)
    SELECT id, (ARRAY['vague_sourcing', 'anonymous_expert'])[1 + n % 2], 'medium', '', '', '', '[]', '[]', '[]'
    FROM week WHERE n % 5 < 3;
INSERT INTO articles_reuseedge (earlier_id, later_id, directed, containment, containment_earlier, passages, credit,
     created_at)
    SELECT 1 + (n::bigint * 7919) % 1000, id, true, 0.9, 0.8, '[]', (ARRAY['uncredited', 'credited'])[1 + n % 2], at
    FROM week WHERE n % 20 = 0 AND n > 1000;
INSERT INTO moderation_queueitem (id, article_id, article_version_id, queue_id, state, version, risk, reach, rank_at,
     opened_at, due_at, escalated, on_hold, decided_at)
    SELECT id, id, id, (SELECT id FROM moderation_queue WHERE is_default),
     CASE WHEN n % 10 = 0 THEN 'open' ELSE 'decided' END, 1, luck, 0, at, at, at + interval '1 day', false, false,
     CASE WHEN n % 10 = 0 THEN NULL ELSE at + luck * interval '30 hours' END FROM week WHERE n % 5 = 0;
INSERT INTO moderation_queuereason
    (item_id, article_version_id, kind, code, severity, weight, label_zh, label_en, created_at)
    SELECT id, id, 'finding', 'vague_sourcing', 'medium', 0.3, '', '', at FROM week WHERE n % 5 = 0;
INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active, date_joined)
    SELECT 'weekly ' || n, '', false, '', '', '', true, true, now() FROM generate_series(1, 20) n;
INSERT INTO moderation_decision (item_id, article_id, article_version_id, act, label, note, decided_by_id, channel,
     evidence, created_at)
    SELECT id, id, id, 'allow', '', '', (SELECT min(id) FROM auth_user WHERE username LIKE 'weekly %') + n % 20,
     'console', '{{}}', at + luck * interval '30 hours' FROM week WHERE n % 5 = 0 AND n % 10 <> 0;
SET session_replication_role = origin;
"""


def fill(amount: int, start: str) -> None:
    """Write `amount` articles into the week from `start` on. Django must be set up on an empty PostgreSQL."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FILL.format(amount=amount, start=start))
        cursor.execute("ANALYZE")
