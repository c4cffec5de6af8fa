"""Make both locales, both home pages, published, and the site that begins at the Bangla one."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils import timezone

TITLES = {"bn": "প্রচ্ছদ", "en": "Home"}
SLUGS = {"bn": "home", "en": "home-en"}


def make_homes(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("home", "HomePage")
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model="homepage"
    )

    # Wagtail's own first migration leaves a welcome page and a site that begins there.
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()

    translation_key, now = uuid.uuid4(), timezone.now()
    homes = {}
    for number, language in enumerate(("bn", "en"), start=1):
        locale, _made = Locale.objects.get_or_create(language_code=language)
        homes[language] = HomePage.objects.create(
            title=TITLES[language],
            draft_title=TITLES[language],
            slug=SLUGS[language],
            content_type=content_type,
            path=f"0001{number:04d}",
            depth=2,
            numchild=0,
            url_path=f"/{SLUGS[language]}/",
            locale=locale,
            translation_key=translation_key,
            live=True,
            first_published_at=now,
            last_published_at=now,
        )
    Page.objects.filter(depth=1).update(numchild=len(homes), locale=homes["bn"].locale_id)
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        site_name="",
        root_page_id=homes["bn"].pk,
        is_default_site=True,
    )


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]
    operations = [migrations.RunPython(make_homes, migrations.RunPython.noop)]
