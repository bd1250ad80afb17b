"""`python -m bench.evidence.claims_large_measure LINES`: imports so many claims, looks articles up; prints JSON.

A claim is a headline of the shared data in which two others' words stand as well, so that each is its own and words are
as frequent as in headlines.
"""

from __future__ import annotations

import io
import json
import random
import resource
import sys
import tempfile
import time
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from bench.evidence.attributions import texts
from bench.harness.data import json_lines, shared

_ARTICLES, _TOGETHER = 200, 25


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    lines = int(sys.argv[1])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as folder:
        file = Path(folder) / "claims.jsonl"
        _write(file, lines)
        out = io.StringIO()
        began, clock = time.process_time(), time.monotonic()
        with redirect_stderr(io.StringIO()):
            call_command("import_claims", str(file), stdout=out, stderr=io.StringIO())
        took, clock = time.process_time() - began, time.monotonic() - clock
    done = json.loads(out.getvalue())
    assert done["errors"] == 0, done
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = {
        "lines": lines,
        "new": done["new"],
        "import_us": 1e6 * took / lines,
        "import_s": clock,
        "memory_mb": max(1, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        "look_up_ms": _looked_up(),
        "bytes": _bytes() / lines,
    }
    sys.stdout.write(json.dumps(found))


def _write(file: Path, lines: int) -> None:
    heads = [row["title"] for row in json_lines(shared("headlines/toutiao*.jsonl.gz")[0])]
    chance = random.Random(2026)  # noqa: S311 - the same claims in every run
    with file.open("w", encoding="utf-8") as opened:
        for number in range(lines):
            head = heads[number % len(heads)]
            words = chance.choice(heads)[:6] + chance.choice(heads)[-6:]
            row = {"claim": f"{head}{words}"[:200] + f"{number % 9973}号", "verdict": "不实", "publisher": "云泽辟谣"}
            opened.write(json.dumps({**row, "link": f"https://facts.example/{number}"}, ensure_ascii=False) + "\n")


def _looked_up() -> float:
    from articles.models import Article, ArticleVersion
    from articles.provenance.stored.known_claims.lookup import find_likenesses

    some: list[Any] = []
    for number, text in enumerate(texts()[:_ARTICLES]):
        article = Article(pk=-1 - number, platform_id=1)
        extraction = {"headline": text[:24], "body": text.split("\n")}
        some.append(ArticleVersion(pk=-1 - number, article=article, headline=text[:24], extraction=extraction))
    find_likenesses(some[:_TOGETHER])
    began = time.process_time()
    for start in range(0, len(some), _TOGETHER):
        find_likenesses(some[start : start + _TOGETHER])
    return 1000 * (time.process_time() - began) / len(some)


def _bytes() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute(
                "SELECT pg_total_relation_size('articles_knownclaim') + pg_total_relation_size('articles_claimterm')"
            )
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
