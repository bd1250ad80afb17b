"""Claimed times of publication: directions that rest on one alone are looked at again."""

from django.db import migrations, models


def look_again(apps, schema_editor):
    """Takes the direction from edges whose earlier article, on another platform, came later and only claims its time."""
    edges = apps.get_model("articles", "ReuseEdge").objects.using(schema_editor.connection.alias)
    revisits = apps.get_model("articles", "Revisit").objects.using(schema_editor.connection.alias)
    wrong = edges.filter(
        directed=True,
        earlier_id__gt=models.F("later_id"),
        earlier__current__template__in=["structured", "generic_text", ""],
    ).exclude(earlier__platform=models.F("later__platform"))
    for pk in list(wrong.order_by("pk").values_list("pk", flat=True)):
        edge = edges.get(pk=pk)
        revisits.bulk_create(
            revisits.model(article_id=one, because_id=other)
            for one, other in ((edge.earlier_id, edge.later_id), (edge.later_id, edge.earlier_id))
        )
        # Without a direction the lower id comes first.
        edge.earlier_id, edge.later_id = edge.later_id, edge.earlier_id
        edge.containment, edge.containment_earlier = edge.containment_earlier, edge.containment
        edge.passages = [[*each[2:], *each[:2]] for each in edge.passages]
        edge.directed, edge.contradicted = False, True
        edge.save()


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_keys_bound_to_people")]

    operations = [
        migrations.AddField(
            "article",
            # Nullable: SQLite adds such a column in place, and cannot rebuild a table that triggers elsewhere read.
            "time_confirmed_at",
            models.DateTimeField(blank=True, null=True, verbose_name="time of publication confirmed"),
        ),
        migrations.AddField(
            "reuseedge",
            "contradicted",
            models.BooleanField(db_default=False, default=False, verbose_name="claimed time contradicts arrival"),
        ),
        migrations.AddConstraint(
            "reuseedge",
            models.CheckConstraint(
                condition=models.Q(contradicted=False) | models.Q(directed=False),
                name="reuse_contradicted_undirected",
            ),
        ),
        migrations.RunPython(look_again, migrations.RunPython.noop, elidable=True),
    ]
