"""Fingerprints by their key; corrections for good; articles stored before get keys, and go through the new stages."""

from typing import Any

from django.db import migrations
from django.db.models import F
from django.utils import timezone

from articles.intake.keys import headline_key, url_key
from articles.triggers import append_only

_BATCH = 2000


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
        ("Article", {"url_key": ("url", url_key)}),
        ("ArticleVersion", {"headline_key": ("headline", headline_key)}),
        ("Reference", {"headline_key": ("headline", headline_key), "url_key": ("url", url_key)}),
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
