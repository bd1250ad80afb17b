import django.db.models.deletion
from django.db import migrations, models


def _store_by_key(apps, schema_editor):
    """SQLite would keep the bands twice, as a table and as its key; PostgreSQL reads the key alone."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE articles_pictureband")
        schema_editor.execute(
            "CREATE TABLE articles_pictureband (hash bigint NOT NULL, picture_id bigint NOT NULL, "
            "PRIMARY KEY (hash, picture_id)) WITHOUT ROWID"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0036_withdrawn'),
    ]

    operations = [
        migrations.CreateModel(
            name='PictureBand',
            fields=[
                ('pk', models.CompositePrimaryKey('hash', 'picture_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('hash', models.BigIntegerField()),
                ('picture_id', models.BigIntegerField()),
            ],
            options={
                'verbose_name': "band of a picture's hash",
                'verbose_name_plural': "bands of pictures' hashes",
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='position')),
                ('pdq', models.CharField(blank=True, max_length=64, verbose_name='PDQ')),
                ('quality', models.PositiveSmallIntegerField(default=0, verbose_name='quality')),
                ('problem', models.CharField(blank=True, max_length=200, verbose_name='why it has no hash')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='articles.articleversion', verbose_name='article version')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['version', 'position'],
            },
        ),
        migrations.CreateModel(
            name='PicturePair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('distance', models.PositiveSmallIntegerField(verbose_name='bits that differ')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs', to='articles.picture', verbose_name='picture')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs_of_later', to='articles.picture', verbose_name='other picture')),
            ],
            options={
                'verbose_name': 'pictures that show the same',
                'verbose_name_plural': 'pictures that show the same',
                'ordering': ['one', 'other'],
            },
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='picture_once'),
        ),
        migrations.AddConstraint(
            model_name='picturepair',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='picture_pair_once'),
        ),
        migrations.RunPython(_store_by_key, migrations.RunPython.noop),
    ]
