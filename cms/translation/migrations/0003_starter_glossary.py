"""Begin with a glossary of human-rights and legal terms."""

from django.db import migrations

from cms.translation.glossary.starter import load_starter


def load(apps, schema_editor):
    load_starter(apps.get_model("translation", "GlossaryTerm"))


class Migration(migrations.Migration):
    dependencies = [("translation", "0002_roles")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
