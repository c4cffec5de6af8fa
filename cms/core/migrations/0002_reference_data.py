"""Load the vocabularies that are facts: places, mechanisms, and the criteria after the Paris Principles."""

from pathlib import Path

import yaml
from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"


def load(apps, schema_editor):
    for model_name, file_name in (("Place", "places"), ("Mechanism", "mechanisms"), ("Criterion", "criteria")):
        model = apps.get_model("core", model_name)
        for row in yaml.safe_load((DATA / f"{file_name}.yaml").read_text(encoding="utf-8")):
            values = {
                field.name: row[field.name] for field in model._meta.concrete_fields if field.name in row and field.name != "parent"
            }
            # The bare column is never read; it follows the first language, as modeltranslation keeps it.
            values["name"] = values["name_bn"]
            if "description_bn" in values:
                values["description"] = values["description_bn"]
            if "order" in row:
                values["position"] = row["order"]
            if "parent" in row:
                values["parent"] = model.objects.get(slug=row["parent"])
            model.objects.get_or_create(slug=row["slug"], defaults=values)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
