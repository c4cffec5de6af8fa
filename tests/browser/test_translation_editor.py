"""A translator at her desk: typing, saving by itself, a colleague at the same passage, a line that fails."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from cms.bangla.normalise import normalise
from cms.translation.comments import add_comment
from cms.translation.models import GlossaryTerm
from cms.translation.roles import PUBLISHERS, TRANSLATORS, WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from tests.factories import StatementPageFactory
from tests.factories.users import member

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-password-for-tests"
BODY = [
    ("heading", {"text": "What happened", "level": "h2"}),
    ("paragraph", '<p>Read <a href="https://law.example/act">the act</a> and <b>act</b>.</p>'),
    ("paragraph", "<p>We demand an inquiry within 5 days.</p>"),
]


@pytest.fixture
def sent(press):
    """An English statement, sent to be translated into Bangla."""
    page = StatementPageFactory(parent=press["en"], title="A sample statement", summary="In short", body=BODY)
    return send_for_translation(page, member(WRITERS, username="writer"))


@pytest.fixture
def sign_in(open_browser, sent, visits):
    """Return a function that opens the translation in the browser of a new colleague."""

    def open_as(role: str, name: str, **options) -> Page:
        member(role, username=name, first_name=name.title())
        visits.append(open_browser(**({"locale": "en-GB"} | options)))
        page = visits[-1].new_page()
        page.goto(reverse("wagtailadmin_login"))
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[type=submit]").click()
        page.wait_for_url("**/cms/")
        if options.get("java_script_enabled", True):
            open_editor(page, sent)
        return page

    return open_as


@pytest.fixture
def rahima(sign_in) -> Page:
    """A translator into Bangla, with the text open."""
    return sign_in(TRANSLATORS["bn"], "rahima")


def open_editor(page: Page, status, query: str = "") -> None:
    page.goto(reverse("translation_desk:edit", args=[status.pk]) + query)
    expect(page.locator("[data-editor]")).to_have_class(re.compile("is-live"))


def passage(page: Page, source: str) -> Locator:
    """Return the passage whose original is `source`."""
    return page.locator("[data-passage]").filter(
        has=page.locator("[id^=source-]").get_by_text(source, exact=True)
    )


def field(page: Page, source: str) -> Locator:
    return passage(page, source).get_by_role("textbox", name=re.compile("^(Translation of|অনুবাদ)"))


def stored(status, source: str) -> str:
    found = {each.source: each for each in load_segments(attached_translation(status))}
    return next(each.translation for text, each in found.items() if source in text)


def expect_state(page: Page, source: str, state: str) -> None:
    expect(passage(page, source)).to_have_attribute("data-state", state)


RICH = "Read the act and act."


def test_what_is_typed_is_saved_by_itself_and_on_leaving_the_field(rahima, sent):
    field(rahima, "A sample statement").press_sequentially("একটি নমুনা")
    expect_state(rahima, "A sample statement", "unsaved")
    expect_state(rahima, "A sample statement", "saved")
    assert stored(sent, "A sample statement") == "একটি নমুনা"
    expect(rahima.locator("[data-summary]")).to_have_text("1 of 5 passages")

    field(rahima, "In short").fill("সংক্ষেপে")
    field(rahima, "What happened").focus()
    expect_state(rahima, "In short", "saved")
    assert stored(sent, "In short") == "সংক্ষেপে"


def test_control_enter_saves_and_goes_to_the_next_passage_to_do(rahima, sent):
    field(rahima, "A sample statement").fill("একটি নমুনা")
    field(rahima, "A sample statement").press("Control+Enter")

    expect(field(rahima, "In short")).to_be_focused()
    expect_state(rahima, "A sample statement", "saved")


def test_bold_is_typed_with_the_keyboard_and_can_be_undone(rahima, sent):
    rich = field(rahima, RICH)
    rich.click()
    rahima.keyboard.type("আইন ")
    rahima.keyboard.press("Control+b")
    rahima.keyboard.type("পড়ুন")
    rahima.keyboard.press("Control+b")
    rahima.keyboard.type(" এখন")
    rich.blur()
    expect_state(rahima, RICH, "saved")
    assert stored(sent, "Read") == normalise("আইন <b>পড়ুন</b> এখন")

    rich.focus()
    rahima.keyboard.press("Control+a")
    rahima.keyboard.press("Control+i")
    expect(rich.locator("i").first).to_be_visible()
    rahima.keyboard.press("Control+z")
    expect(rich.locator("i")).to_have_count(0)


def test_a_link_of_the_original_is_put_around_words_and_leads_where_it_led(rahima, sent):
    rich = field(rahima, RICH)
    rich.click()
    rahima.keyboard.type("আইন")
    rahima.keyboard.press("Control+a")
    passage(rahima, RICH).get_by_role("button", name="Link 1: the act").click()
    rahima.keyboard.press("End")
    rahima.keyboard.type(" পড়ুন")
    rahima.keyboard.press("Enter")
    rahima.keyboard.type("আজই")
    rich.blur()

    expect_state(rahima, RICH, "saved")
    assert stored(sent, "Read") == normalise('<a id="a1">আইন</a> পড়ুন<br/>আজই')
    preview = rahima.request.get(reverse("translation_desk:preview", args=[sent.pk])).text()
    assert normalise('<a href="https://law.example/act">আইন</a> পড়ুন<br/>আজই') in preview


def test_pasted_markup_becomes_plain_text(rahima, sent):
    rich = field(rahima, RICH)
    rich.click()
    rich.evaluate(
        """node => {
            const data = new DataTransfer();
            data.setData("text/html", "<h1 onclick='x()'>ক <script>1</script></h1>");
            data.setData("text/plain", "ক < খ\\nগ");
            node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    rich.blur()

    expect_state(rahima, RICH, "saved")
    assert stored(sent, "Read") == "ক &lt; খ<br/>গ"


def test_an_input_method_is_left_alone_while_it_composes(rahima, sent):
    rich = field(rahima, RICH)
    rich.click()
    line = rahima.context.new_cdp_session(rahima)
    line.send("Input.imeSetComposition", {"text": "ami", "selectionStart": 3, "selectionEnd": 3})
    rahima.wait_for_timeout(3000)  # longer than the pause after which it would be saved
    assert stored(sent, "Read") == ""
    line.send("Input.imeSetComposition", {"text": "আমি", "selectionStart": 3, "selectionEnd": 3})
    line.send("Input.insertText", {"text": "আমি"})

    rich.blur()
    expect_state(rahima, RICH, "saved")
    assert stored(sent, "Read") == "আমি"


def test_two_people_at_one_passage_see_each_other_and_choose(rahima, sign_in, sent, forget):
    karim = sign_in(PUBLISHERS, "karim")
    field(karim, "In short").fill("করিমের লেখা")
    field(karim, "In short").blur()
    expect_state(karim, "In short", "saved")
    expect(karim.locator("[data-others]")).to_contain_text("Rahima")

    field(rahima, "In short").fill("রহিমার লেখা")
    field(rahima, "In short").blur()
    expect_state(rahima, "In short", "conflict")
    box = passage(rahima, "In short").locator("[data-conflict]")
    expect(box).to_contain_text("Karim")
    expect(box).to_contain_text("করিমের লেখা")
    assert stored(sent, "In short") == "করিমের লেখা"

    box.get_by_role("button", name="Keep mine").click()
    expect_state(rahima, "In short", "saved")
    assert stored(sent, "In short") == "রহিমার লেখা"

    field(karim, "In short").fill("আবার করিম")
    field(karim, "In short").blur()
    passage(karim, "In short").get_by_role("button", name="Take theirs").click()
    expect(field(karim, "In short")).to_have_value("রহিমার লেখা")
    assert stored(sent, "In short") == "রহিমার লেখা"
    forget("409")


def test_a_text_typed_on_a_bad_line_outlives_a_reload_and_is_not_put_over_another(rahima, sent, forget):
    rahima.context.set_offline(True)
    field(rahima, "In short").fill("লাইন নেই")
    field(rahima, "In short").blur()
    expect_state(rahima, "In short", "failed")
    rahima.context.set_offline(False)
    rahima.on("dialog", lambda dialog: dialog.accept())
    rahima.evaluate("window.stop()")
    segment = next(s for s in load_segments(attached_translation(sent)) if s.source == "In short")
    colleague = member(PUBLISHERS, first_name="Karim")
    save_segment(attached_translation(sent), segment, "করিমের লেখা", colleague)

    open_editor(rahima, sent)

    expect(field(rahima, "In short")).to_have_value("লাইন নেই")
    expect(passage(rahima, "In short")).to_contain_text("typed here before and not saved")
    field(rahima, "In short").press("End")
    field(rahima, "In short").press_sequentially("!")
    field(rahima, "In short").blur()
    expect_state(rahima, "In short", "conflict")
    assert stored(sent, "In short") == "করিমের লেখা"
    forget("409|INTERNET_DISCONNECTED")


def test_what_failed_is_sent_when_the_line_is_back(rahima, sent, forget):
    rahima.context.set_offline(True)
    field(rahima, "In short").fill("সংক্ষেপে")
    field(rahima, "In short").blur()
    expect_state(rahima, "In short", "failed")

    rahima.context.set_offline(False)

    expect_state(rahima, "In short", "saved")
    assert stored(sent, "In short") == "সংক্ষেপে"
    forget("INTERNET_DISCONNECTED")


def test_who_was_signed_out_is_told_and_loses_nothing(rahima, sent, forget):
    cookies = rahima.context.cookies()
    rahima.context.clear_cookies()
    field(rahima, "In short").fill("সংক্ষেপে")
    field(rahima, "In short").blur()
    expect_state(rahima, "In short", "refused")
    expect(passage(rahima, "In short")).to_contain_text("you are signed out")

    rahima.context.add_cookies(cookies)  # as signing in again in another tab does
    field(rahima, "In short").focus()
    field(rahima, "In short").blur()

    expect_state(rahima, "In short", "saved")
    assert stored(sent, "In short") == "সংক্ষেপে"
    forget("403")


def test_a_title_is_one_line(rahima, sent):
    title = field(rahima, "A sample statement")
    title.press_sequentially("এক")
    title.press("Enter")
    title.press_sequentially(" দুই")
    title.blur()

    expect_state(rahima, "A sample statement", "saved")
    assert stored(sent, "A sample statement") == "এক দুই"


def test_an_outdated_passage_is_taken_again_with_one_click(sent, sign_in):
    segment = next(s for s in load_segments(attached_translation(sent)) if "demand" in s.source)
    save_segment(attached_translation(sent), segment, "আমরা ৫ দিনে <b>তদন্ত</b> চাই।", member(PUBLISHERS))
    page = sent.source_page.specific
    raw = page.body.get_prep_value()
    raw[2]["value"] = "<p>We demand an inquiry within 5 long days.</p>"
    page.body = page.body.stream_block.to_python(raw)
    page.save_revision().publish()
    rahima = sign_in(TRANSLATORS["bn"], "rahima")
    changed = "We demand an inquiry within 5 long days."
    expect(passage(rahima, changed).locator("ins")).to_contain_text("long")

    passage(rahima, changed).get_by_role("button", name="Use this translation again").click()

    expect_state(rahima, changed, "saved")
    assert stored(sent, "long days") == "আমরা ৫ দিনে <b>তদন্ত</b> চাই।"
    expect(passage(rahima, changed)).not_to_have_attribute("data-outdated", re.compile(".*"))


def test_a_term_is_inserted_at_the_cursor_and_a_former_translation_taken(sent, sign_in, press):
    GlossaryTerm.objects.create(term_en="sample statement", term_bn="নমুনা বিবৃতি")
    other = send_for_translation(
        StatementPageFactory(parent=press["en"], title="Other", summary="In shorts", body=[]),
        member(WRITERS),
    )
    segment = next(s for s in load_segments(attached_translation(other)) if s.source == "In shorts")
    save_segment(attached_translation(other), segment, "সংক্ষেপে বলি", member(PUBLISHERS))
    rahima = sign_in(TRANSLATORS["bn"], "rahima")

    title = field(rahima, "A sample statement")
    title.fill("একটি ।")
    title.press("ArrowLeft")
    passage(rahima, "A sample statement").get_by_role("button", name="নমুনা বিবৃতি").click()
    expect(title).to_have_value("একটি নমুনা বিবৃতি।")

    field(rahima, "In short").focus()
    passage(rahima, "In short").get_by_role("button", name="Take over").click()
    expect_state(rahima, "In short", "saved")
    assert stored(sent, "In short") == "সংক্ষেপে বলি"


def test_a_wrong_number_is_pointed_out_beside_its_passage(rahima, sent):
    demand = "We demand an inquiry within 5 days."
    field(rahima, demand).click()
    rahima.keyboard.type("আমরা ৬ দিনে তদন্ত চাই।")
    field(rahima, demand).blur()

    expect(passage(rahima, demand).locator("[data-differences]")).to_contain_text("৬")
    field(rahima, demand).click()
    rahima.keyboard.press("Control+a")
    rahima.keyboard.type("আমরা ৫ দিনে তদন্ত চাই।")
    field(rahima, demand).blur()
    expect(passage(rahima, demand).locator("[data-differences]")).to_be_hidden()


def test_a_comment_is_made_and_resolved_without_losing_what_is_typed(rahima, sent):
    place = passage(rahima, "In short")
    place.locator("summary", has_text="Comment").click()
    place.get_by_role("textbox", name="New comment").fill("ঠিক আছে?")
    place.get_by_role("button", name="Add comment").click()
    expect(place.locator("[data-comments] summary")).to_have_text("1 open comment")

    place.get_by_role("textbox", name="New comment").fill("আরও একটি")
    place.get_by_role("button", name="Resolve").click()
    expect(place.locator("[data-comments] summary")).to_have_text("Comments, all resolved")
    expect(place.get_by_role("textbox", name="New comment")).to_have_value("আরও একটি")


def test_the_same_in_both_languages_is_ticked_and_taken_back(rahima, sent):
    place = passage(rahima, "What happened")
    place.get_by_label("The same in both languages").check()
    expect_state(rahima, "What happened", "saved")
    expect(place).to_have_attribute("data-progress", "done")
    assert stored(sent, "What happened") == "What happened"

    place.get_by_label("The same in both languages").uncheck()
    expect(place).to_have_attribute("data-progress", "equal")


def test_the_preview_stands_beside_and_follows_what_is_saved(rahima, sent):
    rahima.get_by_role("button", name="Preview", exact=True).click()
    frame = rahima.frame_locator("[data-preview] iframe")
    expect(frame.get_by_text("In short").first).to_be_visible()

    field(rahima, "In short").fill("সংক্ষেপে বলি")
    field(rahima, "In short").blur()

    expect(frame.get_by_text("সংক্ষেপে বলি").first).to_be_visible()


def test_without_javascript_the_whole_page_is_one_form(sign_in, sent):
    page = sign_in(TRANSLATORS["bn"], "rahima", java_script_enabled=False)
    page.goto(reverse("translation_desk:edit", args=[sent.pk]))

    field(page, "In short").fill("সংক্ষেপে")
    field(page, RICH).fill('<a id="a1">আইন</a> <b>এখন</b>')
    page.get_by_role("button", name="Save all").click()

    expect(page.get_by_text("2 passages saved.")).to_be_visible()
    expect(field(page, "In short")).to_have_value("সংক্ষেপে")
    assert stored(sent, "Read") == '<a id="a1">আইন</a> <b>এখন</b>'


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_screen_is_accessible_and_nothing_sticks_out_of_it(sign_in, sent, language, width):
    add_comment(sent, "summary", sent.submitted_by, "ঠিক আছে?")
    locale = {"bn": "bn-BD", "en": "en-GB"}[language]
    page = sign_in(TRANSLATORS["bn"], "rahima", width=width, locale=locale)
    page.locator("[data-comments] summary").first.click()

    found = Axe().run(page, context="[data-editor]").response["violations"]
    assert [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found] == []

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sticking_out = page.evaluate(
        """width => [...document.querySelectorAll("[data-editor] *")]
            .filter(node => node.getClientRects().length && node.getBoundingClientRect().right > width + 1)
            .map(node => node.outerHTML.slice(0, 120))""",
        width,
    )
    assert sticking_out == []
