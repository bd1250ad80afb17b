"""Keys get a number as their id: the admin's addresses held the id, and with it the key's hash."""

import secrets

from django.db import migrations


def give_numbers(apps, schema_editor):
    key_model, binding = apps.get_model("articles", "ApiKey"), apps.get_model("articles", "KeyBinding")
    numbers = {}
    for old in key_model.objects.values_list("pk", flat=True):
        if old.isdecimal():
            continue
        new = numbers[old] = str(secrets.randbelow(9 * 10**11) + 10**11)
        binding.objects.filter(key_id=old).update(key_id=new)
        key_model.objects.filter(replaces_id=old).update(replaces_id=new)
        key_model.objects.filter(pk=old).update(id=new)
    content_type, entry = apps.get_model("contenttypes", "ContentType"), apps.get_model("admin", "LogEntry")
    kind = content_type.objects.filter(app_label="articles", model="apikey").first()
    entries = entry.objects.filter(content_type=kind, object_id__contains=".") if kind else ()
    for logged in entries:
        # A key that is gone keeps its prefix.
        logged.object_id = numbers.get(logged.object_id, logged.object_id.partition(".")[0])
        logged.save(update_fields=["object_id"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0017_turns'),
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [migrations.RunPython(give_numbers, migrations.RunPython.noop)]
