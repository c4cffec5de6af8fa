"""Let administrators, and nobody else, say who is told of changes."""

from django.db import migrations

ADMINISTRATORS = "প্রশাসক · Administrators"


def allow(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    administrators = Group.objects.filter(name=ADMINISTRATORS).first()
    if administrators is None:  # renamed: whoever did so gives the permissions as well
        return
    # Django makes permissions only after all migrations have run.
    content_type, _made = ContentType.objects.get_or_create(app_label="api", model="webhookendpoint")
    for verb in ("add", "change", "delete", "view"):
        permission, _made = Permission.objects.get_or_create(
            content_type=content_type, codename=f"{verb}_webhookendpoint", defaults={"name": f"Can {verb} webhook"}
        )
        administrators.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial"), ("translation", "0002_roles")]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
