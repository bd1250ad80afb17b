"""Fingerprints by their key; corrections for good; articles stored before get keys, and go through the new stages."""

import hashlib
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db import migrations
from django.db.models import F
from django.utils import timezone

from articles.text.simplified import SIMPLIFIED
from articles.database.triggers import append_only

_BATCH = 2000

# The keys as they were made at this migration; a later change of `articles.intake.keys` is a later migration's.
_DECORATION = re.compile(
    r"utm_\w+|sp[mn]\w*|spss\w*|from\w*|share\w*|refer\w*|clickfrom|isappinstalled|scene|wfr|for|track\w*"
)
_NOT_WORD = re.compile(r"[\W_]+")
_SHORTEST_HEADLINE = 6
_FOLDED = {0xFF01 + i: chr(0x21 + i) for i in range(94)} | SIMPLIFIED
_FOLDED |= dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\t"), " ")
_FOLDED |= dict.fromkeys(map(ord, "「『﹁﹃„"), "“") | dict.fromkeys(map(ord, "」』﹂﹄‟"), "”")
_FOLDED |= dict.fromkeys(map(ord, "‧•・∙"), "·") | {ord("｡"): "。", ord("﹕"): ":", ord("﹐"): ","}


def _url_key(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _DECORATION.fullmatch(pair[0].lower())))
    path = parts.path.rstrip("/")
    return _digest(urlunsplit(("", host, path, query, "")) if host and (path or query) else "")


def _headline_key(headline: str) -> str:
    words = _NOT_WORD.sub("", headline.translate(_FOLDED)).casefold()
    return _digest(words) if len(words) >= _SHORTEST_HEADLINE else ""


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=8).hexdigest() if text else ""


def _store_by_key(apps: Any, schema_editor: Any) -> None:
    """SQLite would keep the fingerprints twice, as a table and as its key; PostgreSQL reads the key alone."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE articles_fingerprint")
        schema_editor.execute(
            "CREATE TABLE articles_fingerprint (hash bigint NOT NULL, article_id bigint NOT NULL, "
            "PRIMARY KEY (hash, article_id)) WITHOUT ROWID"
        )


def _fill_keys(apps: Any, schema_editor: Any) -> None:
    for model, source in (
        ("Article", {"url_key": ("url", _url_key)}),
        ("ArticleVersion", {"headline_key": ("headline", _headline_key)}),
        ("Reference", {"headline_key": ("headline", _headline_key), "url_key": ("url", _url_key)}),
    ):
        rows = apps.get_model("articles", model).objects
        texts = {text for text, _ in source.values()}
        batch = []
        for row in rows.only("pk", *texts).order_by("pk").iterator(_BATCH):
            for column, (text, key) in source.items():
                setattr(row, column, key(getattr(row, text)))
            batch.append(row)
            if len(batch) == _BATCH:
                rows.bulk_update(batch, list(source))
                batch = []
        rows.bulk_update(batch, list(source))


def _assess_again(apps: Any, schema_editor: Any) -> None:
    assessments = apps.get_model("articles", "Assessment").objects
    current = assessments.filter(version__article__current=F("version"), stage="done")
    ids = current.values_list("pk", flat=True)
    assessments.filter(pk__in=list(ids)).update(stage="fingerprints", due_at=timezone.now(), attempts=0)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_provenance_record")]

    operations = [
        migrations.RunPython(_store_by_key, migrations.RunPython.noop),
        append_only("articles_provenancechange"),
        migrations.RunPython(_fill_keys, migrations.RunPython.noop),
        migrations.RunPython(_assess_again, migrations.RunPython.noop),
    ]
