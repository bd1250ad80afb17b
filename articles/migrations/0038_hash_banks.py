

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _store_by_key(apps, schema_editor):
    """SQLite would keep the bands twice, as a table and as its key; PostgreSQL reads the key alone."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE articles_bankedband")
        schema_editor.execute(
            "CREATE TABLE articles_bankedband (hash bigint NOT NULL, banked_id bigint NOT NULL, "
            "PRIMARY KEY (hash, banked_id)) WITHOUT ROWID"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0037_pictures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankedBand',
            fields=[
                ('pk', models.CompositePrimaryKey('hash', 'banked_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('hash', models.BigIntegerField()),
                ('banked_id', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'band of a banked hash',
                'verbose_name_plural': 'bands of banked hashes',
            },
        ),
        migrations.CreateModel(
            name='HashBank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('is_matched', models.BooleanField(default=True, verbose_name='matched')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'hash bank',
                'verbose_name_plural': 'hash banks',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='BankedHash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pdq', models.CharField(max_length=64, verbose_name='PDQ')),
                ('category', models.CharField(default='positive_class', max_length=20, verbose_name='category')),
                ('tags', models.CharField(blank=True, max_length=300, verbose_name='tags')),
                ('state', models.CharField(default='active', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hashes', to='articles.hashbank', verbose_name='hash bank')),
            ],
            options={
                'verbose_name': 'hash of a bank',
                'verbose_name_plural': 'hashes of banks',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='BankMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('distance', models.PositiveSmallIntegerField(verbose_name='bits that differ')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('banked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='articles.bankedhash', verbose_name='hash of a bank')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bank_matches', to='articles.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'picture in a hash bank',
                'verbose_name_plural': 'pictures in hash banks',
                'ordering': ['picture', 'distance'],
                'constraints': [models.UniqueConstraint(fields=('picture', 'banked'), name='bank_match_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='bankedhash',
            constraint=models.UniqueConstraint(fields=('bank', 'pdq'), name='banked_hash_once'),
        ),
        migrations.RunPython(_store_by_key, migrations.RunPython.noop),
    ]
