import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0037_pictures"),
        ("moderation", "0034_saved_filters"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutsideScorer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30, unique=True, verbose_name="code")),
                ("name_zh", models.CharField(max_length=80, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=80, verbose_name="English name")),
                ("url", models.CharField(max_length=2000, verbose_name="URL")),
                ("version", models.CharField(max_length=25, verbose_name="version")),
                (
                    "timeout_seconds",
                    models.FloatField(
                        default=3.0,
                        validators=[
                            django.core.validators.MinValueValidator(0.2),
                            django.core.validators.MaxValueValidator(10.0),
                        ],
                        verbose_name="seconds to answer",
                    ),
                ),
                ("daily_budget", models.PositiveIntegerField(default=10000, verbose_name="calls per day")),
                ("medium", models.PositiveSmallIntegerField(default=50, verbose_name="medium from")),
                ("high", models.PositiveSmallIntegerField(default=80, verbose_name="high from")),
                (
                    "mode",
                    models.CharField(
                        choices=[("shadow", "in shadow"), ("live", "live"), ("off", "switched off")],
                        default="shadow",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("sealed_secret", models.TextField(editable=False)),
                ("sealed_previous", models.TextField(blank=True, editable=False)),
                (
                    "previous_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="previous secret valid until"),
                ),
                ("consecutive_failures", models.PositiveIntegerField(default=0, verbose_name="failures in a row")),
                ("failed_probes", models.PositiveIntegerField(default=0, verbose_name="failed probes")),
                ("probe_at", models.DateTimeField(blank=True, null=True, verbose_name="next probe")),
                ("paused_until", models.DateTimeField(blank=True, null=True, verbose_name="asked to wait until")),
                ("spent_on", models.DateField(blank=True, null=True, verbose_name="day of the budget")),
                ("spent", models.PositiveIntegerField(default=0, verbose_name="calls of that day")),
                ("served_at", models.DateTimeField(blank=True, null=True, verbose_name="last served")),
                ("made_by", models.CharField(max_length=150, verbose_name="registered by")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "platform",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only this platform's articles; those of all platforms when empty.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.platform",
                        verbose_name="platform",
                    ),
                ),
            ],
            options={
                "verbose_name": "scorer outside",
                "verbose_name_plural": "scorers outside",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="ScorerCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "on its way"), ("answered", "answered"), ("failed", "given up")],
                        default="pending",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("next_attempt_at", models.DateTimeField(blank=True, null=True, verbose_name="next attempt")),
                ("expires_at", models.DateTimeField(verbose_name="waits until")),
                ("leased_until", models.DateTimeField(blank=True, null=True, verbose_name="leased until")),
                ("token", models.CharField(blank=True, editable=False, max_length=32)),
                ("fault", models.CharField(blank=True, max_length=20, verbose_name="fault")),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="status")),
                ("value", models.FloatField(blank=True, null=True, verbose_name="value")),
                ("answered_version", models.CharField(blank=True, max_length=25, verbose_name="version")),
                ("reasons", models.JSONField(blank=True, default=list, verbose_name="reasons")),
                ("latency_ms", models.PositiveIntegerField(blank=True, null=True, verbose_name="milliseconds")),
                ("is_live", models.BooleanField(default=False, verbose_name="live")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "scorer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="moderation.outsidescorer",
                        verbose_name="scorer outside",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.articleversion",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "call of a scorer",
                "verbose_name_plural": "calls of scorers",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="outsidescorer",
            constraint=models.CheckConstraint(
                condition=models.Q(("high__gt", models.F("medium")), ("high__lte", 100), ("medium__gt", 0)),
                name="scorer_bands_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="outsidescorer",
            constraint=models.CheckConstraint(
                condition=models.Q(("timeout_seconds__gte", 0.2), ("timeout_seconds__lte", 10)),
                name="scorer_timeout_range",
            ),
        ),
        migrations.AddIndex(
            model_name="scorercall",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["scorer", "next_attempt_at"], name="scorer_call_due"
            ),
        ),
        migrations.AddIndex(
            model_name="scorercall",
            index=models.Index(fields=["scorer", "created_at"], name="scorer_call_created"),
        ),
        migrations.AddConstraint(
            model_name="scorercall",
            constraint=models.UniqueConstraint(fields=("scorer", "version"), name="scorer_call_once"),
        ),
        migrations.AddConstraint(
            model_name="scorercall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("next_attempt_at__isnull", False), ("state", "pending")),
                    models.Q(
                        models.Q(("state", "pending"), _negated=True),
                        ("ended_at__isnull", False),
                        ("leased_until", None),
                        ("next_attempt_at", None),
                        ("token", ""),
                    ),
                    _connector="OR",
                ),
                name="scorer_call_due_while_pending",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorercall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "answered"), ("value__gte", 0), ("value__lte", 100)),
                    models.Q(models.Q(("state", "answered"), _negated=True), ("value", None)),
                    _connector="OR",
                ),
                name="scorer_call_answered_has_value",
            ),
        ),
    ]
