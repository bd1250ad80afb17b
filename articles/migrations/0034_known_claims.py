import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _store_by_key(apps, schema_editor):
    """SQLite would keep the terms twice, as a table and as its key; PostgreSQL reads the key alone."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE articles_claimterm")
        schema_editor.execute(
            "CREATE TABLE articles_claimterm (hash bigint NOT NULL, claim_id bigint NOT NULL, "
            "PRIMARY KEY (hash, claim_id)) WITHOUT ROWID"
        )


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0033_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimTerm',
            fields=[
                ('pk', models.CompositePrimaryKey('hash', 'claim_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('hash', models.BigIntegerField()),
                ('claim_id', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'term of a known claim',
                'verbose_name_plural': 'terms of known claims',
            },
        ),
        migrations.CreateModel(
            name='KnownClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.CharField(max_length=500, verbose_name='claim')),
                ('verdict', models.CharField(max_length=20, verbose_name='verdict')),
                ('verdict_words', models.CharField(blank=True, max_length=200, verbose_name="verdict in the publisher's words")),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='published')),
                ('publisher', models.CharField(max_length=200, verbose_name='publisher')),
                ('link', models.CharField(blank=True, max_length=2000, verbose_name='link')),
                ('language', models.CharField(blank=True, max_length=12, verbose_name='language')),
                ('state', models.CharField(default='active', max_length=10, verbose_name='state')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('origin', models.CharField(max_length=10, verbose_name='origin')),
                ('number', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.article', verbose_name='decided article')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('platform', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.platform', verbose_name='platform')),
            ],
            options={
                'verbose_name': 'known claim',
                'verbose_name_plural': 'known claims',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ClaimVector',
            fields=[
                ('of', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='vector', serialize=False, to='articles.knownclaim', verbose_name='known claim')),
                ('number', models.PositiveIntegerField()),
                ('model', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('vector', models.BinaryField()),
            ],
            options={
                'verbose_name': 'vector of a known claim',
                'verbose_name_plural': 'vectors of known claims',
            },
        ),
        migrations.CreateModel(
            name='ClaimAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version of the claim')),
                ('answer', models.CharField(max_length=10, verbose_name='answer')),
                ('level', models.CharField(max_length=10, verbose_name='likeness')),
                ('method', models.CharField(max_length=10, verbose_name='basis')),
                ('score', models.FloatField(verbose_name='score')),
                ('denial', models.CharField(blank=True, max_length=20, verbose_name='word of denial')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.articleversion', verbose_name='article version')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.knownclaim', verbose_name='known claim')),
            ],
            options={
                'verbose_name': 'answer on a known claim',
                'verbose_name_plural': 'answers on known claims',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ClaimLikeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version of the claim')),
                ('level', models.CharField(max_length=10, verbose_name='likeness')),
                ('method', models.CharField(max_length=10, verbose_name='basis')),
                ('score', models.FloatField(verbose_name='score')),
                ('in_headline', models.BooleanField(verbose_name='in the headline')),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('denial', models.CharField(blank=True, max_length=20, verbose_name='word of denial')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='claim_likeness', to='articles.articleversion', verbose_name='article version')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='likenesses', to='articles.knownclaim', verbose_name='known claim')),
            ],
            options={
                'verbose_name': 'likeness to a known claim',
                'verbose_name_plural': 'likenesses to known claims',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='claim_likeness_score_range')],
            },
        ),
        migrations.CreateModel(
            name='KnownClaimVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.CharField(max_length=500, verbose_name='claim')),
                ('verdict', models.CharField(max_length=20, verbose_name='verdict')),
                ('verdict_words', models.CharField(blank=True, max_length=200, verbose_name="verdict in the publisher's words")),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='published')),
                ('publisher', models.CharField(max_length=200, verbose_name='publisher')),
                ('link', models.CharField(blank=True, max_length=2000, verbose_name='link')),
                ('language', models.CharField(blank=True, max_length=12, verbose_name='language')),
                ('state', models.CharField(default='active', max_length=10, verbose_name='state')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('changed_at', models.DateTimeField(verbose_name='in force since')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='replaced')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='articles.knownclaim', verbose_name='known claim')),
            ],
            options={
                'verbose_name': 'former version of a known claim',
                'verbose_name_plural': 'former versions of known claims',
                'ordering': ['of', '-number'],
                'constraints': [models.UniqueConstraint(fields=('of', 'number'), name='known_claim_version_number')],
            },
        ),
        migrations.RunPython(_store_by_key, migrations.RunPython.noop),
    ]
