"""A long queue as after some time in use: several queues, and many items at the head that not everybody may take."""

from __future__ import annotations

from bench.harness.fill_queue import fill

# Number of articles with scores: those that are decided during the measurement.
_SCORED = 50_000
# Length of the head, of whose items three in five are held, handed to somebody or on hold.
_HEAD = 10_000
_COLLEAGUES = 200
_VARY = """
INSERT INTO auth_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
    SELECT '', false, 'colleague-' || n, '', '', '', true, true, now() FROM generate_series(1, {colleagues}) n;
INSERT INTO auth_user_groups (user_id, group_id)
    SELECT u.id, g.id FROM auth_user u, auth_group g WHERE g.name = 'moderator' AND u.username LIKE 'colleague-%';
INSERT INTO auth_group (name) VALUES ('finance');
INSERT INTO moderation_queue (code, name_zh, name_en, sla_minutes, is_default, leads_only) VALUES
    ('finance', '财经', 'Finance', 240, false, false), ('stuck', '无人可领', 'Nothing to claim', 240, false, false),
    ('empty', '空', 'Empty', 240, false, false);
INSERT INTO moderation_queue_groups (queue_id, group_id)
    SELECT q.id, g.id FROM moderation_queue q, auth_group g WHERE q.code = 'finance' AND g.name = 'finance';
CREATE TEMPORARY TABLE varied AS SELECT id, n,
    CASE WHEN n % 50 = 49 THEN 'stuck' WHEN n % 20 < 11 THEN 'general' WHEN n % 20 < 17 THEN 'news'
     WHEN n % 20 = 17 THEN 'finance' WHEN n % 20 = 18 THEN 'escalated' ELSE 'appeals' END AS code,
    CASE n * 7919 / 20 % (CASE WHEN n % 50 = 49 THEN 3 WHEN n <= {head} THEN 5 ELSE 100 END)
     WHEN 0 THEN 'held' WHEN 1 THEN 'handed' WHEN 2 THEN 'on hold' WHEN 3 THEN 'ran out' ELSE 'free' END AS state
    FROM (SELECT id, row_number() OVER (ORDER BY rank_at, id) AS n FROM moderation_queueitem) AS ranked;
UPDATE moderation_queueitem i SET queue_id = q.id, on_hold = varied.state = 'on hold',
     assigned_to_id = CASE WHEN varied.state = 'handed' THEN c.id END,
     claimed_by_id = CASE WHEN varied.state IN ('held', 'ran out') THEN c.id END,
     claimed_until = CASE varied.state WHEN 'held' THEN now() + interval '5 hours'
                     WHEN 'ran out' THEN now() - interval '1 second' END
    FROM varied, auth_user c, moderation_queue q
    WHERE varied.id = i.id AND c.username = 'colleague-' || (1 + n % {colleagues}) AND q.code = varied.code
     AND (varied.state <> 'free' OR varied.code <> 'general');
"""


def fill_queue(items: int) -> None:
    """Fill an empty PostgreSQL database; Django must be set up.

    - The queues general and news have most items; some are in a group's queue, in the leads', and for appeals.
    - One item in a hundred each is held, handed to somebody, on hold, or has an expired claim; at the head many more.
    - In one queue every item is held, handed over or on hold; one queue is empty.
    """
    from django.db import connection

    fill(items, paragraphs=1, scored=_SCORED)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_VARY.format(head=_HEAD, colleagues=_COLLEAGUES))
        cursor.execute("RESET session_replication_role")
        cursor.execute("VACUUM ANALYZE moderation_queueitem")
