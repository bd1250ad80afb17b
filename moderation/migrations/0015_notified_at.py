"""The attribute is called notified_at; the column keeps its name, so processes of before and after work side by side."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0014_codes_without_choices'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reportmail',
            name='rung_at',
            field=models.DateTimeField(blank=True, db_column='rung_at', null=True, verbose_name='last rung'),
        ),
        migrations.RenameField(model_name='reportmail', old_name='rung_at', new_name='notified_at'),
    ]
