"""Words whose usual Latin spelling no rule gives: institutions, acronyms, places, loans, exceptions."""

# What the institution, the place or the English word is called in English-language papers of
# Bangladesh. The bare stem is enough: `cms.bangla.romanise` also finds it before the common case
# endings.
_ACRONYMS = {
    "আসক": "ask",
    "ইউএন": "un",
    "ইউপিআর": "upr",
    "এইচআরডব্লিউ": "hrw",
    "এনএইচআরসি": "nhrc",
    "এনজিও": "ngo",
    "এফআইআর": "fir",
    "ওসি": "oc",
    "ডিবি": "db",
    "বিএনপি": "bnp",
    "বিএসএফ": "bsf",
    "বিজিবি": "bgb",
    "পিবিআই": "pbi",
    "সিআইডি": "cid",
    "সিডও": "cedaw",
}

_PLACES = {
    "ইউরোপ": "europe",
    "কক্সবাজার": "coxsbazar",
    "কুমিল্লা": "cumilla",
    "খুলনা": "khulna",
    "গাইবান্ধা": "gaibandha",
    "চট্টগ্রাম": "chattogram",
    "জেনেভা": "geneva",
    "ঢাকা": "dhaka",
    "নওগাঁ": "naogaon",
    "নারায়ণগঞ্জ": "narayanganj",
    "নিউইয়র্ক": "newyork",
    "পাবনা": "pabna",
    "বরিশাল": "barishal",
    "বাংলাদেশ": "bangladesh",
    "ভারত": "bharot",
    "ময়মনসিংহ": "mymensingh",
    "মিয়ানমার": "myanmar",
}

_LOANS = {
    "অনলাইন": "online",
    "অ্যাডভোকেট": "advocate",
    "ইউনিয়ন": "union",
    "এজেন্সি": "agency",
    "ওয়ার্ড": "ward",
    "কমিটি": "committee",
    "কমিশন": "commission",
    "কোর্ট": "court",
    "ক্রসফায়ার": "crossfire",
    "ক্যাম্প": "camp",
    "গার্মেন্টস": "garments",
    "জাস্টিস": "justice",
    "ট্রাইব্যুনাল": "tribunal",
    "ডিজিটাল": "digital",
    "নেটওয়ার্ক": "network",
    "পার্ক": "park",
    "পুলিশ": "police",
    "ফেসবুক": "facebook",
    "ফোরাম": "forum",
    "ব্যাংক": "bank",
    "ভোট": "vote",
    "ভোটার": "voter",
    "মিডিয়া": "media",
    "ম্যাজিস্ট্রেট": "magistrate",
    "রিপোর্ট": "report",
    "রিমান্ড": "remand",
    "সুপ্রিম": "supreme",
    "হাইকোর্ট": "highcourt",
}

_EXCEPTIONS = {
    "আবহাওয়া": "abohawa",
    "আল্লাহ": "allah",
    "ইঙ্গিত": "ingit",
    "উচিত": "uchit",
    "এত": "eto",
    "কত": "koto",
    "কৌশলে": "koushole",
    "খসড়া": "khosra",
    "গণিত": "gonit",
    "ছোট": "chhoto",
    "জন্য": "jonno",
    "ঝরনা": "jhorna",
    "তত": "toto",
    "পণ্ডিত": "pondit",
    "পদ্মা": "padma",
    "পরমাণু": "poromanu",
    "পুনরায়": "punoray",
    "বসবাস": "bosbas",
    "বড়": "boro",
    "ভাবনা": "bhabna",
    "মতপ্রকাশ": "motprokash",
    "মানবাধিকার": "manobadhikar",
    "মোঃ": "md",
    "যত": "joto",
    "শাহ": "shah",
    "শত": "shoto",
    "সংখ্যালঘু": "songkhaloghu",
    "সংগীত": "songit",
}

# English in Latin letters: a Bangla ending stands apart from these, or কমিশনের would read as a commissioner.
ENGLISH = frozenset({*_ACRONYMS, *_LOANS})

WORDS: dict[str, str] = {**_ACRONYMS, **_PLACES, **_LOANS, **_EXCEPTIONS}
