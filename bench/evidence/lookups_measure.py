"""`python -m bench.evidence.lookups_measure PROBES SIZE…`: fills up to each size and measures there; prints JSON.

A filled article has the terms that a bootstrap of real ones gives it: a third from one text (its event), most others
drawn from all texts by their frequency, a few that are its own. As in the product, a term has at most 200 articles a
week.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from typing import Any

import numpy as np

from bench.evidence.attributions import texts
from bench.harness.timing import percentile
from bench.service.growth_measure import _processor

_TERMS, _OF_ONE, _OWN = 48, 16, 8
_LETTERS = 600
_CHUNK = 50_000
_TABLES = ("articles_rareterm", "articles_story", "articles_storymember", "articles_storychange", "articles_retelling")


def main() -> None:
    import django

    django.setup()
    probes, *sizes = map(int, sys.argv[1:])
    world = World(probes)
    found: list[dict[str, Any]] = []
    for size in sizes:
        began = time.monotonic()
        world.grow(size)
        filled = time.monotonic() - began
        found.append({"articles": size, "fill_s": filled, **world.measured(), **_kept(size)})
        sys.stderr.write(json.dumps(found[-1]) + "\n")
    found[-1] |= _forgotten()
    sys.stdout.write(json.dumps(found))


class World:
    """Real web texts as terms: filled articles are made of them, and some are looked up: their events are there."""

    def __init__(self, probes: int) -> None:
        from django.utils import timezone

        from articles.models import Platform
        from articles.provenance.rewording.rare_terms import STORED, rare_terms

        found = texts()
        step = max(2, len(found) // probes)
        self.asked = [text for number, text in enumerate(found) if number % step == 0][:probes]
        self.texts = found
        self._of = [rare_terms(text, STORED) for text in self.texts]
        self._of = [each for each in self._of if len(each) >= _OF_ONE]
        self._all = np.concatenate(self._of)
        self._chance = np.random.default_rng(2026)
        self._stored, self.now = 0, timezone.now()
        platform, _ = Platform.objects.get_or_create(code="netease", defaults={"name_zh": "网易", "name_en": "NetEase"})
        self.platform = platform.pk

    def grow(self, size: int) -> None:
        """Store the articles up to this number; half of them arrived a week before the others."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
            cursor.execute("SET maintenance_work_mem = '1GB'")
            if not self._stored:
                cursor.execute("CREATE TEMPORARY TABLE texts (k int PRIMARY KEY, headline text, body text)")
                with cursor.copy("COPY texts FROM STDIN") as copy:
                    for number, text in enumerate(self.texts):
                        copy.write_row([number, text[:24].replace("\n", ""), text[:_LETTERS]])
            values = {
                "first": self._stored + 1, "last": size, "texts": len(self.texts), "platform": self.platform,
                "head": 1_000_000,
            }  # fmt: skip
            for statement in _ROWS:
                cursor.execute(statement.format(**values))
            cursor.execute("ALTER TABLE articles_rareterm DROP CONSTRAINT IF EXISTS articles_rareterm_pkey")
            self._write_terms(cursor, self._stored, size)
            cursor.execute("ALTER TABLE articles_rareterm ADD PRIMARY KEY (hash, article_id)")
            cursor.execute("RESET session_replication_role; RESET synchronous_commit; RESET maintenance_work_mem")
            cursor.execute("VACUUM ANALYZE")
        self._stored = size

    def _write_terms(self, cursor: Any, start: int, stop: int) -> None:
        """Copy the rows of new articles; of a term and week the first 200 among all articles so far."""
        from articles.provenance.stored.rewording.terms import COMMON, keyed, week_of

        weeks = [week_of(self.now), week_of(self.now - timedelta(days=7))]
        if not start:
            self._held: dict[int, int] = {}
        for begin in range(start, stop, _CHUNK):
            numbers = range(begin + 1, min(stop, begin + _CHUNK) + 1)
            drawn = self._chance.choice(self._all, size=(len(numbers), _TERMS - _OF_ONE - _OWN))
            own = self._chance.integers(1, 1 << 62, size=(len(numbers), _OWN))
            lines = []
            for place, number in enumerate(numbers):
                event = self._of[int(self._chance.integers(len(self._of)))][:_OF_ONE]
                lines += (f"{key}\t{_HEAD + number}\n" for key in keyed(own[place].tolist(), [weeks[number % 2]]))
                terms = {*event.tolist(), *drawn[place].tolist()}
                for key in keyed(terms, [weeks[number % 2]]):
                    held = self._held.get(key, 0)
                    if held < COMMON:
                        self._held[key] = held + 1
                        lines.append(f"{key}\t{_HEAD + number}\n")
            with cursor.copy("COPY articles_rareterm (hash, article_id) FROM STDIN") as copy:
                copy.write("".join(lines))

    def measured(self) -> dict[str, Any]:
        """Time the look-ups of each probe, one article at a time: processor time of both sides, and the clock."""
        from articles.models import Article, ArticleVersion
        from articles.provenance.stored.rewording.lookup import find_retellings, likely_originals
        from articles.provenance.stored.story.lookup import TellingAsked, same_events

        took: dict[str, list[float]] = {name: [] for name in ("likely", "events", "aligned", "lookup", "clock")}
        met = 0
        for number, text in enumerate(self.asked):
            article = Article(pk=-1 - number, platform_id=self.platform, created_at=self.now)
            extraction = {"headline": text[:24], "body": text.split("\n")}
            version = ArticleVersion(article=article, headline=text[:24], extraction=extraction, created_at=self.now)
            began = time.perf_counter()
            with _processor() as likely_s:
                (likely,) = likely_originals([version])
            with _processor() as events_s:
                asked = TellingAsked(version, likely.near, (), text)
                same_events([asked])
            clock = time.perf_counter() - began
            with _processor() as aligned_s:
                find_retellings(version, likely)
            met += bool(likely.near)
            spent = {"likely": likely_s[0], "events": events_s[0], "aligned": aligned_s[0], "clock": clock}
            for name, seconds in (spent | {"lookup": likely_s[0] + events_s[0]}).items():
                took[name].append(1000 * seconds)
        return {name: {"p50": percentile(ms[5:], 50), "p99": percentile(ms[5:], 99)} for name, ms in took.items()} | {
            "probes": len(self.asked), "met": met
        }  # fmt: skip


_HEAD = 1_000_000
_ROWS = (
    "INSERT INTO articles_page (id, sha256, compressed, size, content_type, charset, url, unreadable_code, received_at)"
    " SELECT {head} + n, lpad(n::text, 64, '0'), '', 0, '', '', '', '', now() FROM generate_series({first}, {last}) n",
    "INSERT INTO articles_article (id, platform_id, identity, external_id, url, url_key, title_key, current_id,"
    " created_at) SELECT {head} + n, {platform}, 'id:' || n, 'L' || n, '', '', '', {head} + n,"
    " now() - (n % 2) * interval '7 days' FROM generate_series({first}, {last}) n",
    "INSERT INTO articles_articleversion (id, article_id, number, page_id, content_sha256, template, headline,"
    " headline_key, language, extraction, missing, topic, disclosed, clickbait_band, created_at, published_at)"
    " SELECT {head} + n, {head} + n, 1, {head} + n, '', '', t.headline, '', 'zh',"
    " jsonb_build_object('headline', t.headline, 'body', jsonb_build_array(t.body)), '', '', false, '',"
    " now() - (n % 2) * interval '7 days', now() - (n % 2) * interval '7 days'"
    " FROM generate_series({first}, {last}) n JOIN texts t ON t.k = n % {texts}",
    "INSERT INTO articles_comparedtext (article_id, version_id, text, digest, shingles)"
    " SELECT {head} + n, {head} + n, t.body, 0, 0 FROM generate_series({first}, {last}) n"
    " JOIN texts t ON t.k = n % {texts}",
    # A story of three for every tenth article, a retelling for every fiftieth.
    "INSERT INTO articles_story (id, articles, first_at, last_at, created_at)"
    " SELECT {head} + n, 3, now(), now(), now() FROM generate_series({first}, {last}) n WHERE n % 10 = 0",
    "INSERT INTO articles_storymember (article_id, story_id, platform_id, likeness, at, created_at)"
    " SELECT {head} + n, {head} + n / 10 * 10, {platform}, 0.5, now(), now() FROM generate_series({first}, {last}) n"
    " WHERE n % 10 < 3",
    "INSERT INTO articles_storychange (what, story_id, article_id, likeness, created_at)"
    " SELECT 'joined', story_id, article_id, 0.5, now() FROM articles_storymember"
    " WHERE article_id BETWEEN {head} + {first} AND {head} + {last}",
)


def _kept(size: int) -> dict[str, Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(%s::text[]) t", [list(_TABLES)])
        taken = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM articles_rareterm")
        return {"bytes": float(taken) / size, "rows": cursor.fetchone()[0]}


def _forgotten() -> dict[str, Any]:
    """Let the older week go, as the nightly job does once it is too old."""
    from django.test import override_settings

    from articles.provenance.stored.rewording.terms import forget_old

    with override_settings(RETELLING_DAYS=0):
        began = time.monotonic()
        return {"forgotten": forget_old(), "forgotten_s": time.monotonic() - began}


if __name__ == "__main__":
    main()
