"""Many articles on PostgreSQL: copies of articles that the product assessed, with hashes and keys of their own."""

from __future__ import annotations

from typing import Any

SEEDS = 100
CHUNK = 100_000
# A month of articles; fifty an account. What few articles share, such as a headline, a text or a page, is their own.
_GROWN = """
DROP TABLE IF EXISTS grown;
INSERT INTO articles_source (kind, platform_id, name, external_id, profile_url, tagline, created_at, updated_at)
    SELECT 'account', (SELECT min(id) FROM articles_platform), 'grown ' || n, 'grown-' || n, '', '', now(), now()
    FROM generate_series({first}, {last}) n WHERE n % 50 = 0;
CREATE TEMPORARY TABLE grown AS
    WITH seeds AS (
        SELECT row_number() OVER (ORDER BY a.id) - 1 AS k, a.id AS seed, v.id AS seed_version, v.page_id AS seed_page,
            (SELECT min(id) FROM articles_reliabilitychange) AS seed_move
        FROM articles_article a JOIN articles_articleversion v ON v.id = a.current_id WHERE a.external_id LIKE 'seed-%'
    ), fresh AS (
        SELECT 'grown-' || n / 50 * 50 AS account, n, now() - random() * interval '28 days' AS at,
            nextval(pg_get_serial_sequence('articles_article', 'id')) AS id,
            nextval(pg_get_serial_sequence('articles_articleversion', 'id')) AS version,
            nextval(pg_get_serial_sequence('articles_page', 'id')) AS page,
            nextval(pg_get_serial_sequence('moderation_queueitem', 'id')) AS item
        FROM generate_series({first}, {last}) n
    ) SELECT fresh.*, seeds.*, s.id AS source FROM fresh JOIN seeds ON k = n % {seeds}
        JOIN articles_source s ON s.external_id = account;
CREATE INDEX ON grown (seed); CREATE INDEX ON grown (seed_version); ANALYZE grown;
"""
# As many hashes as the seed has; a tenth of the first copies' hashes are the seed's, which makes those common.
_FINGERPRINTS = """
INSERT INTO articles_fingerprint (hash, article_id)
    SELECT CASE WHEN g.n < 40 * {seeds} AND f.hash % 10 = 0 THEN f.hash
           ELSE (random() * 9e18)::bigint END, g.id
    FROM grown g JOIN seed_fingerprints f ON f.article_id = g.seed;
INSERT INTO articles_reference (version_id, position, headline, outlet, url, used, outlet_key, headline_key, url_key)
    SELECT version, 1, 'headline', 'outlet ' || n % 5000, '', n % 2 = 0, 'outlet ' || n % 5000,
     left(md5('r' || n), 16), left(md5('u' || n), 16) FROM grown WHERE n % 3 = 1;
INSERT INTO articles_reuseedge (earlier_id, later_id, directed, containment, containment_earlier, passages, credit,
     created_at)
    SELECT id - 1, id, true, 0.9, 0.8, '[]', 'uncredited', at FROM grown WHERE n % 20 = 1;
INSERT INTO moderation_decision (item_id, article_id, article_version_id, act, label, note, decided_by_id, channel,
     evidence, created_at)
    SELECT g.item, id, version, 'allow', '', '', (SELECT min(id) FROM auth_user WHERE username = 'root'), 'console',
     '{{}}', at + interval '2 hours' FROM grown g
    WHERE EXISTS (SELECT 1 FROM moderation_queueitem i WHERE i.id = g.item AND i.state = 'decided');
INSERT INTO moderation_execution (decision_id, state, decided_by_id, needs_second, due_at, done_at)
    SELECT d.id, 'done', decided_by_id, false, d.created_at, d.created_at
    FROM moderation_decision d JOIN grown g ON d.item_id = g.item;
"""
_DECIDED = "g.n % 2 = 0"
# Table → the column that finds the seed's rows, the id of the seed it holds, and the columns that differ in a copy.
_COPIES: dict[str, tuple[str, str, dict[str, str]]] = {
    "articles_page": ("id", "seed_page", {
        "id": "g.page", "sha256": "md5(g.n::text) || md5((-g.n)::text)", "received_at": "g.at"}),
    "articles_article": ("id", "seed", {
        "id": "g.id", "identity": "'id:grown-' || g.n", "external_id": "'grown-' || g.n", "source_id": "g.source",
        "platform_id": "(SELECT min(id) FROM articles_platform) + g.n % 4",
        "url": "'https://www.example.org/' || g.n", "url_key": "left(md5(g.n::text), 16)",
        "title_key": "md5(g.n::text)", "current_id": "g.version", "created_at": "g.at"}),
    "articles_articleversion": ("id", "seed_version", {
        "id": "g.version", "article_id": "g.id", "page_id": "g.page", "content_sha256": "md5(g.n::text)",
        "headline_key": "left(md5(g.n::text), 16)",
        "clickbait_band": "CASE WHEN g.n / 8 % 10 = 3 THEN 'high' ELSE 'low' END", "created_at": "g.at",
        "assessed_at": "g.at"}),
    "articles_assessment": ("version_id", "seed_version", {"version_id": "g.version"}),
    "articles_comparedtext": ("article_id", "seed", {
        "article_id": "g.id", "version_id": "g.version", "digest": "(random() * 9e18)::bigint"}),
    "articles_score": ("version_id", "seed_version", {
        "version_id": "g.version", "source_id": "CASE WHEN s.source_id IS NOT NULL THEN g.source END",
        "created_at": "g.at"}),
    "articles_provenanceflag": ("version_id", "seed_version", {"version_id": "g.version"}),
    "articles_attribution": ("version_id", "seed_version", {"version_id": "g.version"}),
    "articles_finding": ("version_id", "seed_version", {"version_id": "g.version"}),
    "articles_observation": ("article_id", "seed", {
        "article_id": "g.id", "source_id": "g.source", "day": "g.at::date"}),
    "articles_reliabilitychange": ("id", "seed_move", {"source_id": "g.source", "created_at": "g.at"}),
    "moderation_queueitem": ("article_id", "seed", {
        "id": "g.item", "article_id": "g.id", "article_version_id": "g.version",
        "state": f"CASE WHEN {_DECIDED} THEN 'decided' ELSE 'open' END",
        "decided_at": f"CASE WHEN {_DECIDED} THEN g.at + interval '2 hours' END", "opened_at": "g.at",
        "rank_at": "g.at", "due_at": "g.at + interval '4 hours'"}),
    "moderation_queuereason": ("article_version_id", "seed_version", {
        "item_id": "g.item", "article_version_id": "g.version", "score_id": "NULL", "finding_id": "NULL",
        "created_at": "g.at"}),
    "moderation_event": ("article_id", "seed", {
        "id": "gen_random_uuid()", "article_id": "g.id", "created_at": "g.at"}),
}  # fmt: skip


def seed(articles: list[dict[str, Any]]) -> None:
    """Store and assess the seeds, of which all other articles are copies, by the product itself."""
    from articles.assessment.pipeline import assess
    from articles.intake import Submission, store
    from articles.models import Assessment

    for number, fields in enumerate(articles):
        outcome = store(Submission.from_json({**fields, "external_id": f"seed-{number}"}))
        assert assess(Assessment.objects.get(version__article=outcome.id).pk)


def grow(start: int, stop: int) -> None:
    """Add the articles number `start` (a multiple of 50) to `stop` - 1, without the seeds; PostgreSQL only."""
    from django.db import connection

    with connection.cursor() as cursor:
        # Disable triggers and foreign keys, and do not wait for the disk until the end.
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(
            "CREATE TEMPORARY TABLE seed_fingerprints AS SELECT f.* FROM articles_fingerprint f"
            " JOIN articles_article a ON a.id = article_id WHERE a.external_id LIKE 'seed-%'"
        )
        # Rebuilding the index is faster than updating it.
        cursor.execute("ALTER TABLE articles_fingerprint DROP CONSTRAINT articles_fingerprint_pkey")
        for begin in range(start, stop, CHUNK):
            cursor.execute(_GROWN.format(first=begin, last=min(stop, begin + CHUNK) - 1, seeds=SEEDS))
            for table, (column, key, changes) in _COPIES.items():
                cursor.execute(_copy(cursor, table, column, key, changes))
            cursor.execute(_FINGERPRINTS.format(seeds=SEEDS))
        cursor.execute("ALTER TABLE articles_fingerprint ADD PRIMARY KEY (hash, article_id)")
        cursor.execute("DROP TABLE seed_fingerprints")
        cursor.execute("RESET session_replication_role; RESET synchronous_commit; RESET maintenance_work_mem")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


def _copy(cursor: Any, table: str, column: str, key: str, changes: dict[str, str]) -> str:
    from django.db import connection

    names = [each.name for each in connection.introspection.get_table_description(cursor, table)]
    copied = {name: f's."{name}"' for name in names if name != "id" or "id" in changes} | changes
    quoted = ", ".join(f'"{name}"' for name in copied)
    return (
        f"INSERT INTO {table} ({quoted}) SELECT {', '.join(copied.values())}"  # noqa: S608 - names of our own
        f" FROM grown g JOIN {table} s ON s.{column} = g.{key}"
    )
