"""The two home pages are siblings: their slugs cannot be the same, and a translation must not make them so."""

from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource


def test_translating_the_home_page_leaves_its_slug_alone(homes):
    source, _made = TranslationSource.update_or_create_from_instance(homes["bn"])
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, locale=english, context=segment.context, data="Kantho"
        )

    translation.save_target(publish=False)

    homes["en"].refresh_from_db()
    assert (homes["bn"].slug, homes["en"].slug) == ("home", "home-en")
    assert homes["en"].title == "Kantho"
