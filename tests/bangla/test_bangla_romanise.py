"""Romanisation, measured on words of the desk's own subjects, and rule by rule."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.bangla.lexicon import WORDS
from cms.bangla.normalise import normalise
from cms.bangla.romanise import romanise

pytestmark = pytest.mark.any_database

# Word and expected spelling, settled before the rules were run on it. The last 87 words were added when
# the rules stood, to see how they do on words they were not made for: 95% at the first run. A word that
# the rules miss stays here and goes into the lexicon.
EXPECTED = """
মানবাধিকার manobadhikar | বাংলাদেশ bangladesh | ঢাকা dhaka | বিচারবহির্ভূত bicharbohirbhuto
হত্যাকাণ্ড hottakando | নারী nari | শিশু shishu | নির্যাতন nirjaton | আইন ain | সালিশ salish | কেন্দ্র kendro
গুম gum | সাংবাদিক sangbadik | সংখ্যালঘু songkhaloghu | অধিকার odhikar | স্বাধীনতা swadhinota
গণতন্ত্র gonotontro | গণমাধ্যম gonomaddhom | সংবাদপত্র songbadpotro | সংবাদ songbad | সম্মেলন sommelon
বিবৃতি bibriti | প্রতিবাদ protibad | প্রতিবেদন protibedon | নিন্দা ninda | উদ্বেগ udbeg | দাবি dabi
তদন্ত todonto | বিচার bichar | আদালত adalot | আদালতে adalote | সরকার sorkar | সরকারি sorkari
রাজনীতি rajniti | রাজনৈতিক rajnoitik | ধর্ষণ dhorshon | গণধর্ষণ gonodhorshon | সহিংসতা sohingsota
নির্বাচন nirbachon | কর্মী kormi | মানবাধিকারকর্মী manobadhikarkormi | শ্রমিক shromik | শ্রম shrom
শ্রমজীবী shromojibi | নাগরিক nagorik | সমাজ somaj | সামাজিক samajik | ক্ষমতা khomota | ক্ষতিপূরণ khotipuron
শিক্ষা shikkha | রক্ষা rokkha | বিক্ষোভ bikkhobh | সমাবেশ somabesh | মিছিল michhil | হামলা hamla
মামলা mamla | গ্রেপ্তার greptar | আটক atok | রায় ray | সাজা saja | মৃত্যুদণ্ড mrittudondo | কারাদণ্ড karadondo
কারাগার karagar | কারা kara | কর kor | বন্দি bondi | জামিন jamin | আসামি asami | সাক্ষী sakkhi
প্রমাণ proman | অভিযোগ obhijog | অভিযুক্ত obhijukto | অপরাধ oporadh | অপরাধী oporadhi | অপহরণ opohoron
নিখোঁজ nikhoj | নিহত nihoto | আহত ahoto | মৃত mrito | মৃত্যু mrittu | লাশ lash | হত্যা hotta
বন্দুকযুদ্ধ bondukjuddho | হেফাজত hefajot | হেফাজতে hefajote | নিরাপত্তা nirapotta | বাহিনী bahini
সেনাবাহিনী senabahini | সন্ত্রাস sontras | দমন domon | জঙ্গি jongi | রোহিঙ্গা rohinga | শরণার্থী shoronarthi
আদিবাসী adibasi | পাহাড়ি pahari | পার্বত্য parbotto | সম্প্রদায় somproday | সাম্প্রদায়িক samprodayik
হিন্দু hindu | মন্দির mondir | ভাঙচুর bhangchur | অগ্নিসংযোগ ognisongjog | লুটপাট lutpat | উচ্ছেদ ucched
ভূমি bhumi | দখল dokhol | কৃষক krishok | নদী nodi | পরিবেশ poribesh | দুর্নীতি durniti | জবাবদিহি jobabdihi
স্বচ্ছতা swocchota | সুশাসন sushason | সংবিধান songbidhan | সংসদ songsod | রাষ্ট্র rashtro
রাষ্ট্রপতি rashtropoti | প্রধানমন্ত্রী prodhanmontri | মন্ত্রী montri | মন্ত্রণালয় montronaloy
বিশ্ববিদ্যালয় bishwobiddaloy | ছাত্র chhatro | ছাত্রী chhatri | আন্দোলন andolon | মুক্তিযুদ্ধ muktijuddho
ন্যায়বিচার nyaybichar | বৈষম্য boishommo | সমতা somota | মর্যাদা morjada | ব্যক্তি byakti | ব্যবস্থা byabostha
মতপ্রকাশ motprokash | মতামত motamot | সত্য sotto | তথ্য tottho | সাহায্য sahajjo | সহায়তা sohayota
আইনজীবী ainjibi | আইনি aini | বিচারপতি bicharpoti | বিচারক bicharok | চিকিৎসা chikitsa | চিকিৎসক chikitsok
হাসপাতাল haspatal | প্রতিষ্ঠান protishthan | আন্তর্জাতিক antorjatik | জাতিসংঘ jatisongho | জাতীয় jatiyo
স্থানীয় sthaniyo | ভারতীয় bharotiyo | সদস্য sodosso | সভাপতি sobhapoti | সম্পাদক sompadok
সম্পাদকীয় sompadokiyo | ঘটনা ghotona | ঘোষণা ghoshona | আলোচনা alochona | সাধারণ sadharon | জনগণ jonogon
জনস্বার্থ jonoswartho | মানববন্ধন manobbondhon | যৌতুক joutuk | বাল্যবিবাহ ballobibaho | পাচার pachar
মানবপাচার manobpachar | প্রতিবন্ধী protibondhi | গৃহকর্মী grihokormi | হয়রানি hoyrani | যৌন joun
বিজ্ঞপ্তি biggopti | প্রতিজ্ঞা protigga | জ্ঞান gyan | কৃতজ্ঞ kritoggo | দুঃখ dukkho | অংশ ongsho
সংগঠন songothon | সংগ্রাম songram | সংঘর্ষ songhorsho | লঙ্ঘন longhon | আতঙ্ক atonko | শৃঙ্খলা shrinkhola
চিহ্ন chinho | উদ্‌যাপন udjapon | উন্নয়ন unnoyon | নির্যাতিত nirjatito | প্রকাশিত prokashito | শহীদ shohid
শহর shohor | শহরে shohore | গ্রাম gram | রাজশাহী rajshahi | সিলেট silet | বরিশাল barishal | খুলনা khulna
চট্টগ্রাম chattogram | র‍্যাব rab | ব্যাংক bank | কমিশন commission | পুলিশ police | রিমান্ড remand
ট্রাইব্যুনাল tribunal | সুপ্রিম supreme | কোর্ট court | গার্মেন্টস garments | ক্যাম্প camp | পোস্ট post
পার্লামেন্ট parlament | নেওয়া newa | দেওয়া dewa | নোয়াখালী noakhali | গোয়েন্দা goyenda | ইয়াবা yaba
হওয়া howa | এবং ebong | ও o | প্রথম prothom | আলো alo | বড় boro | করছে korchhe | বলছেন bolchhen
থাকবে thakbe | জানতে jante | মরদেহ mordeho | স্মারকলিপি smaroklipi | নিপীড়ন nipiron | বঞ্চনা bonchona
অবিচার obichar | প্রহসন prohoson | জবানবন্দি jobanbondi | স্বীকারোক্তি swikarokti | পরোয়ানা poroana
তল্লাশি tollashi | মুক্তি mukti | খালাস khalas | দণ্ড dondo | শাস্তি shasti | আইনগত aingoto | সহকর্মী sohokormi
পেশাজীবী peshajibi | সংস্কৃতি songskriti | চলচ্চিত্র cholocchitro | বেসরকারি besorkari | উপজেলা upojela
ইউনিয়ন union | জেলা jela | বিভাগ bibhag | থানা thana | মহানগর mohanogor | প্রশাসন proshason
কর্মকর্তা kormokorta | মহাপরিচালক mohaporichalok | নির্দেশনা nirdeshona | সুপারিশ suparish | কমিটি committee
সাক্ষাৎকার sakkhatkar | প্রকাশনা prokashona | বার্ষিক barshik | মাসিক masik | পরিসংখ্যান porisongkhan
পর্যবেক্ষণ porjobekkhon | উৎকণ্ঠা utkontha | হুমকি humki | ভয়ভীতি bhoybhiti | নিরাপদ nirapod
গবেষণা gobeshona | প্রশিক্ষণ proshikkhon | কর্মশালা kormoshala | ঝুঁকি jhuki | চুক্তি chukti | শান্তি shanti
পাহাড় pahar | বস্তি bosti | উদ্বাস্তু udbastu | অভিবাসী obhibasi | প্রবাসী probasi | মজুরি mojuri | কিশোর kishor
কিশোরী kishori | বৃদ্ধ briddho | দরিদ্র doridro | দারিদ্র্য daridro | ক্ষুধা khudha | খাদ্য khaddo
স্বাস্থ্য swastho | দায়মুক্তি daymukti | প্রত্যাহার prottahar | বাতিল batil | স্থগিত sthogito | আপিল apil
রিট rit | শুনানি shunani | আহ্বান ahban | অনুষ্ঠান onushthan | প্রধান prodhan | অতিথি otithi | বক্তব্য boktobbo
বক্তা bokta | দিবস dibos | আন্তরিক antorik | সমর্থন somorthon | সংহতি songhoti | চিঠি chithi | আবেদন abedon
জরুরি joruri | বিশেষ bishesh | প্রতিবেদক protibedok | পত্রিকা potrika | কণ্ঠ kontho | কথা kotha | মানুষ manush
জীবন jibon
"""
PAIRS = [tuple(pair.split()) for line in EXPECTED.strip().splitlines() for pair in line.split("|")]

RULES_ALONE_MUST_REACH = 0.92  # 0.949 when written


def test_the_list_is_long_enough_to_mean_something_and_repeats_no_word() -> None:
    assert len(PAIRS) >= 300
    assert len({word for word, _ in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(("word", "expected"), PAIRS)
def test_a_word_is_spelled_as_the_press_spells_it(word: str, expected: str) -> None:
    assert romanise(word) == expected


def test_the_rules_alone_spell_most_words_right() -> None:
    missed = {
        word: spelled for word, right in PAIRS if (spelled := romanise(word, use_lexicon=False)) != right
    }
    score = 1 - len(missed) / len(PAIRS)
    assert score >= RULES_ALONE_MUST_REACH, f"{score:.1%}; missed: {missed}"


def test_every_word_of_the_lexicon_is_in_normal_form_and_spelled_in_plain_letters() -> None:
    for word, spelling in WORDS.items():
        assert word == normalise(word)
        assert re.fullmatch("[a-z]+", spelling)


@pytest.mark.parametrize(
    ("inflected", "expected"),
    [
        ("বাংলাদেশের", "bangladesher"),
        ("ঢাকায়", "dhakay"),
        ("কমিশনের", "commission-er"),
        ("ব্যাংকগুলো", "bank-gulo"),
        ("পুলিশকে", "police-ke"),
    ],
)
def test_a_word_of_the_lexicon_is_known_with_its_case_ending(inflected: str, expected: str) -> None:
    assert romanise(inflected) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("র\u200d্যালি", "rali"),  # ra with ya-phala
        ("র\u200c্যালি", "rali"),  # the same, as older keyboards write it
        ("কার্যালয়", "karjaloy"),  # reph
        ("বাক্\u200cস্বাধীনতা", "bakswadhinota"),  # explicit hasanta
        ("লক্ষ্মী", "lokkhi"),
        ("আকাঙ্ক্ষা", "akankha"),
        ("উচ্ছ্বাস", "ucchas"),
        ("সান্ত্বনা", "santona"),
        ("ঐতিহ্য", "oitijjho"),
        ("সংজ্ঞা", "songga"),
        ("পাঁচ", "pach"),
        ("অ্যাসিড", "asid"),
    ],
)
def test_conjuncts_and_signs_follow_their_rule(word: str, expected: str) -> None:
    assert romanise(word, use_lexicon=False) == expected


def test_everything_but_bangla_is_left_as_it_is() -> None:
    assert (
        romanise("ASK বলছে: ৫০০ জন, ১২.৫%। Réf. 👩\u200d⚖️") == "ASK bolchhe: 500 jon, 12.5%. Réf. 👩\u200d⚖️"
    )
    assert romanise("৳৫০০") == "Tk500"


@given(
    st.text(
        alphabet=st.characters(min_codepoint=0x0980, max_codepoint=0x09E3) | st.sampled_from("\u200c\u200d ")
    )
)
def test_no_arrangement_of_bangla_characters_breaks_it(text: str) -> None:
    assert not any("\u0995" <= char <= "\u09b9" for char in romanise(text))


@given(st.text())
def test_any_text_is_accepted_and_latin_text_comes_back(text: str) -> None:
    romanise(text)
    latin = normalise("".join(char for char in text if char < "\u0250"))
    assert romanise(latin) == latin
