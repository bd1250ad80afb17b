"""Rows of sign-ins. Empties those of django-axes: they hold names as typed, which are sometimes passwords, and codes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forget_what_was_typed(apps, schema_editor):
    for model in ("AccessAttempt", "AccessFailureLog", "AccessLog"):
        apps.get_model("axes", model).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0015_claimed_times'),
        ('axes', '0010_accessattemptexpiration'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='time')),
                ('who', models.CharField(max_length=40, verbose_name='account or hash of the name')),
                ('address', models.GenericIPAddressField(blank=True, null=True, verbose_name='address')),
                ('network', models.CharField(blank=True, max_length=45, verbose_name='network')),
                ('device', models.CharField(blank=True, max_length=32, verbose_name='known device')),
                ('method', models.CharField(choices=[('password', 'password'), ('code', 'password and one-time code'), ('other', 'sign-on elsewhere')], default='password', max_length=10, verbose_name='way')),
                ('outcome', models.CharField(choices=[('signed_in', 'signed in'), ('failed', 'name or password wrong'), ('code_refused', 'password right, code missing or wrong')], default='failed', max_length=12, verbose_name='outcome')),
                ('locked', models.BooleanField(default=False, verbose_name='locked from then on')),
                ('counts', models.BooleanField(default=True, verbose_name='counts towards a lock')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'sign-in',
                'verbose_name_plural': 'sign-ins',
                'indexes': [models.Index(fields=['network', 'at'], name='sign_in_network_at'), models.Index(fields=['account', 'network', 'at'], name='sign_in_account_network_at'), models.Index(condition=models.Q(('device', ''), _negated=True), fields=['device', 'at'], name='sign_in_device_at')],
            },
        ),
        migrations.RunPython(forget_what_was_typed, migrations.RunPython.noop),
    ]
