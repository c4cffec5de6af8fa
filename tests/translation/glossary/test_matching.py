"""Terms are found as whole words, in whatever form they stand, the longest first, and nothing else is."""

from dataclasses import dataclass

import pytest

from cms.translation.glossary.matching import TermIndex, contains_term


@dataclass(frozen=True)
class Entry:
    """A term as the glossary has it, without a database."""

    term_bn: str = ""
    term_en: str = ""
    avoid_bn: str = ""
    avoid_en: str = ""
    owner_id: int | None = None


BANGLA = [
    Entry(term_bn=term)
    for term in """জামিন|মামলা|কর|কারা|কারাগার|ধর্ষণ|হেফাজতে মৃত্যু|হেফাজত|মৃত্যু|নির্যাতন|শ্রমিক|অভিবাসী শ্রমিক|নারী|আসামি|বাদী|রায়
    |থানা|অভিযোগপত্র|সংবাদ বিজ্ঞপ্তি|জাতীয় মানবাধিকার কমিশন|মানবাধিকার|ভবিষ্যৎ|এনজিও|আইসিসিপিআর|র‍্যাব|ধারা|বই
    |অর্থনৈতিক, সামাজিক ও সাংস্কৃতিক অধিকার""".replace("\n", "").split("|")
    for term in [term.strip()]
]
ENGLISH = [
    Entry(term_en=term)
    for term in """bail|custody|death in custody|torture|trafficking|remand|charge sheet|human rights
    |human rights defender|treaty body|CAT|NGO|ICCPR|rape|statement|arrest|commit|witness|woman|children's rights
    |First Information Report|economic, social and cultural rights|abuse|crisis""".replace("\n", "").split(
        "|"
    )
    for term in [term.strip()]
]

BANGLA_SENTENCES = [
    ("আদালত তাঁর জামিন মঞ্জুর করেছেন।", ["জামিন"]),
    ("জামিনের আবেদন নাকচ হয়েছে।", ["জামিনের"]),
    ("তিনি জামিনে মুক্ত।", ["জামিনে"]),
    ("মামলাগুলোর তদন্ত চলছে, মামলাটি স্থগিত।", ["মামলাগুলোর", "মামলাটি"]),
    ("মামলায় কারও নাম নেই।", ["মামলায়"]),
    ("মামলাবাজ লোকের দৌরাত্ম্য", []),
    ("আমাদের কাজ করা দরকার।", []),
    ("তদন্ত করতে হবে, করে দেখাতে হবে, করার কথা ছিল।", []),
    ("আয়করের হার নয়, করের বোঝা।", ["করের"]),
    ("কারাগারে আটক ব্যক্তিরা", ["কারাগারে"]),
    ("ধর্ষণের শিকার ব্যক্তির পাশে", ["ধর্ষণের"]),
    ("ধর্ষক গ্রেপ্তার হয়নি", []),
    ("হেফাজতে মৃত্যুর ঘটনা বেড়েছে।", ["হেফাজতে মৃত্যুর"]),
    ("পুলিশ হেফাজতে তাঁর মৃত্যু হয়।", ["হেফাজতে", "মৃত্যু"]),
    ("নির্যাতনেরও বিচার নেই; নির্যাতনই নিয়ম।", ["নির্যাতনেরও", "নির্যাতনই"]),
    ("নির্যাতনবিরোধী সনদ", []),
    ("অভিবাসী শ্রমিকদেরকে ফেরত পাঠানো হয়।", ["অভিবাসী শ্রমিকদেরকে"]),
    ("শ্রমিকেরা ও শ্রমিকরা একসঙ্গে", ["শ্রমিকেরা", "শ্রমিকরা"]),
    ("নারীরা, নারীদের ও নারীকে", ["নারীরা", "নারীদের", "নারীকে"]),
    ("আসামিটিকে আদালতে নেওয়া হয়।", ["আসামিটিকে"]),
    ("বাদীর ও বাদীপক্ষের বক্তব্য", ["বাদীর"]),
    ("রায়ের পর রায়ে বলা হয়", ["রায়ের", "রায়ে"]),
    ("থানায় অভিযোগ, থানাতেও নয়", ["থানায়", "থানাতেও"]),
    ("সংবাদ-বিজ্ঞপ্তিতে বলা হয়", ["সংবাদ-বিজ্ঞপ্তিতে"]),
    ("সংবাদ। বিজ্ঞপ্তি আলাদা", []),
    ("জাতীয় মানবাধিকার কমিশনকেও জানানো হয়।", ["জাতীয় মানবাধিকার কমিশনকেও"]),
    ("মানবাধিকারসমূহের তালিকা", ["মানবাধিকারসমূহের"]),
    ("ভবিষ্যতের কথা", ["ভবিষ্যতের"]),
    ("এনজিওর কাজ, এনজিওগুলো", ["এনজিওর", "এনজিওগুলো"]),
    ("আইসিসিপিআর-এর ৭ অনুচ্ছেদ", ["আইসিসিপিআর"]),
    ("র‍্যাবের বিরুদ্ধে অভিযোগ", ["র‍্যাবের"]),
    ("বইয়ের কথা, বইগুলি", ["বইয়ের", "বইগুলি"]),
    ("ধারাটিতে যা আছে, ধারাবাহিক নয়", ["ধারাটিতে"]),
    ("অর্থনৈতিক, সামাজিক ও সাংস্কৃতিক অধিকারের দাবি", ["অর্থনৈতিক, সামাজিক ও সাংস্কৃতিক অধিকারের"]),
]
ENGLISH_SENTENCES = [
    ("Bail was refused.", ["Bail"]),
    ("The bailiff came.", []),
    ("Deaths in custody rose again.", ["Deaths in custody"]),
    ("He was in custody; death followed.", ["custody"]),
    ("She was tortured, and torturing goes on.", ["tortured", "torturing"]),
    ("The traffic stopped.", []),
    ("They were remanded.", ["remanded"]),
    ("Two charge-sheets, three charge\nsheets", ["charge-sheets", "charge\nsheets"]),
    ("He took charge. Sheets were missing.", []),
    ("Human rights defenders’ work on human rights", ["Human rights defenders’", "human rights"]),
    ("The defender's human right", []),
    ("The treaty bodies met.", ["treaty bodies"]),
    ("A cat sat; the CAT says so.", ["CAT"]),
    ("NGOs and an NGO's letter, no ngo", ["NGOs", "NGO's"]),
    ("under the ICCPR, article 7", ["ICCPR"]),
    ("grapes and drapes", []),
    ("RAPE IS A CRIME", ["RAPE"]),
    ("a joint statement, misstatement apart", ["statement"]),
    ("crimes they committed", ["committed"]),
    ("a witness’s account; both witnesses", ["witness’s", "witnesses"]),
    ("the woman's case", ["woman's"]),
    ("children’s rights", ["children’s rights"]),
    ("A First  Information Report was filed.", ["First  Information Report"]),
    ("Economic, social and cultural rights", ["Economic, social and cultural rights"]),
    ("abused in the crisis", ["abused", "crisis"]),
]


@pytest.mark.parametrize(
    ("language", "terms", "text", "found"),
    [("bn", BANGLA, *case) for case in BANGLA_SENTENCES]
    + [("en", ENGLISH, *case) for case in ENGLISH_SENTENCES],
)
def test_terms_are_found_in_sentences(language, terms, text, found):
    assert [text[match.start : match.end] for match in TermIndex(terms, language).find(text)] == found


@pytest.mark.parametrize("text", ["কারা এল?", "অন্যায়ের বিরুদ্ধে", "আমরা দাবি করি", "তাঁরা করবেন", "করলে হয়", "মামলার্থী"])
def test_everyday_words_are_no_forms_of_short_terms(text):
    terms = [Entry(term_bn=term) for term in ("কর", "কার", "অন্য", "দাব", "মামল")]

    assert TermIndex(terms, "bn").find(text) == []


def test_a_text_that_is_spelt_otherwise_keeps_its_own_places():
    decomposed = "এই রায\u09bcের পর"

    (match,) = TermIndex([Entry(term_bn="রায়")], "bn").find(decomposed)

    assert decomposed[match.start : match.end] == "রায\u09bcের"


def test_of_overlapping_terms_the_longest_stays():
    short, long = Entry(term_en="human rights"), Entry(term_en="rights of the child")

    matches = TermIndex([short, long], "en").find("human rights of the child")

    assert [match.term for match in matches] == [long]


def test_the_written_form_goes_before_the_inflected_one():
    bent, exact = Entry(term_en="arm"), Entry(term_en="arms")

    assert [match.term for match in TermIndex([bent, exact], "en").find("arms trade")] == [exact]


def test_one_s_own_term_goes_before_a_shared_one():
    shared, own = Entry("জামিন", "bail"), Entry("জামিননামা", "bail", owner_id=7)

    assert [match.term for match in TermIndex([shared, own], "en").find("bail")] == [own]


def test_two_meanings_of_one_word_are_both_returned():
    meanings = [Entry("আবেদন", "petition"), Entry("রিট", "petition")]

    assert [match.term for match in TermIndex(meanings, "en").find("a petition")] == meanings


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("bn", "উপজাতিদের দাবি", ["উপজাতিদের"]),
        ("bn", "আদিবাসীদের দাবি", []),
        ("en", "Tribals and indigenous people", ["Tribals"]),
        ("en", "the tribal people council", []),
    ],
)
def test_do_not_use_variants_are_found_but_not_inside_an_approved_term(language, text, found):
    terms = [
        Entry("আদিবাসী", "indigenous people", "উপজাতি\nউপজাতীয়", "tribal"),
        Entry("পরিষদ", "tribal people council"),
    ]

    assert [
        text[match.start : match.end] for match in TermIndex(terms, language, avoided=True).find_avoided(text)
    ] == found


def test_a_wording_is_looked_for_on_its_own():
    assert contains_term("We want inquiries into jail deaths.", "jail death", "en")
    assert not contains_term("We want jail. Death follows.", "jail death", "en")
    assert not contains_term("anything", " ", "en")


@pytest.mark.parametrize("term", ["", " ", "…", "()", "\u200d"])
def test_a_term_without_letters_is_found_nowhere(term):
    assert TermIndex([Entry(term_bn=term)], "bn").find("যা কিছু … ()") == []


def test_a_language_that_the_house_does_not_speak_is_refused():
    with pytest.raises(ValueError, match="fr"):
        TermIndex([], "fr")
