"""Numbers in words, as far as they stand for digits in running text: one to ninety-nine, and a hundred."""

from cms.bangla.normalise import normalise

ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
# Spellings of the Bangla Academy's dictionary, with those that newspapers use beside them.
BANGLA = (
    "এক দুই|দু তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ বিশ|কুড়ি একুশ বাইশ "
    "তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ|উনত্রিশ ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ "
    "আটত্রিশ ঊনচল্লিশ|উনচল্লিশ চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ "
    "ঊনপঞ্চাশ|উনপঞ্চাশ পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট|উনষাট ষাট একষট্টি "
    "বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি ঊনসত্তর|উনসত্তর সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর "
    "পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি|উনআশি আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি আটাশি "
    "ঊননব্বই|উননব্বই নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই"
)
BANGLA_ORDINALS = "প্রথম দ্বিতীয় তৃতীয় চতুর্থ পঞ্চম ষষ্ঠ সপ্তম অষ্টম নবম দশম একাদশ দ্বাদশ"
OTHERS = {1: "once একবার", 2: "both twice উভয়", 3: "thrice", 12: "dozen", 100: "hundred একশ একশো"}


def _english(number: int) -> str:
    ones = ONES.split()
    if number < 20:
        return ones[number - 1]
    tens = TENS.split()[number // 10 - 2]
    return f"{tens}[ -]{ones[number % 10 - 1]}" if number % 10 else tens


def _words() -> dict[int, list[str]]:
    words = {number: [_english(number), *BANGLA.split()[number - 1].split("|")] for number in range(1, 100)}
    for ordinals in (ENGLISH_ORDINALS, BANGLA_ORDINALS):
        for number, word in enumerate(ordinals.split(), 1):
            words[number].append(word)
    for number, more in OTHERS.items():
        words.setdefault(number, []).extend(more.split())
    return {number: [normalise(word) for word in each] for number, each in words.items()}


# Patterns for each number; spelt as `normalise` leaves texts.
NUMBER_WORDS = _words()
