"""One normal form for every text that is stored, indexed or queried."""

import re
import unicodedata

ZWNJ = "\u200c"
ZWJ = "\u200d"
VIRAMA = "\u09cd"
NUKTA = "\u09bc"
KHANDA_TA = "\u09ce"

# UAX #15, "Composition Exclusions": NFC takes these three apart and never puts them together again.
_NUKTA_LETTERS = {f"ড{NUKTA}": "\u09dc", f"ঢ{NUKTA}": "\u09dd", f"য{NUKTA}": "\u09df"}

_LINE_ENDS = re.compile("\r\n|\r|\u0085")
# C0 and C1 controls but \n and \t; the byte order mark; lone surrogates, which no encoding can carry.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")

_JOINERS = re.compile(f"[{ZWNJ}{ZWJ}]+")
_RA_YA_PHALA = re.compile(f"র[{ZWNJ}{ZWJ}]+(?={VIRAMA}য(?!{NUKTA}))")
_OLD_KHANDA_TA = re.compile(f"ত{VIRAMA}{ZWJ}+(?!য)")
_BANGLA_BLOCK = ("\u0980", "\u09ff")
_CONSONANTS = frozenset(chr(code) for code in range(0x0995, 0x09BA)) | set("\u09dc\u09dd\u09df\u09f0\u09f1")


def normalise(text: str) -> str:
    """Return `text` in NFC, with the nukta letters composed and characters that carry nothing removed.

    NFC decomposes U+09DC, U+09DD and U+09DF (composition exclusions, UAX #15), so plain NFC makes the
    keyboard's য় and the stored য় two different strings; here they are always one code point. NFC itself
    composes the two-part vowel signs ো and ৌ and puts a nukta before a hasanta.

    - ত + hasanta + ZWJ becomes ৎ (U+09CE): Unicode recommended that sequence until version 4.1 and says
      to write U+09CE since (Unicode Standard, 12.2, "Khanda Ta"; CLDR's Bangla collation holds the two
      equal). Not before য: ৎ never stands there, while old converters wrote the ya-phala of হত্যা with
      such a joiner.
    - র + ZWNJ + hasanta + য becomes র + ZWJ + hasanta + য, the form the Standard gives for ra with ya-phala
      (র‍্যাব); without a joiner it is a reph (র্য), so this joiner is never dropped.
    - A joiner right after a hasanta and before a consonant shows an explicit hasanta (উদ্‌যাপন) and is kept.
    - Every other joiner that touches a Bangla character, white space, or an end of the text is
      invisible noise of keyboards and is dropped. Joiners within other scripts and emoji sequences are
      kept; repeated ones become one.
    - Line ends become \\n. Other control characters except \\t, byte order marks and lone surrogates
      are dropped.

    Takes any string, raises nothing, and is idempotent.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _UNWANTED.sub("", text)
    text = unicodedata.normalize("NFC", text)
    # A joiner that goes can bring marks together for NFC to reorder, which can strand another joiner.
    # Each round that changes anything removes or replaces a joiner, so this ends.
    while ZWJ in text or ZWNJ in text:
        joined = unicodedata.normalize("NFC", _settle_joiners(text))
        if joined == text:
            break
        text = joined
    for decomposed, composed in _NUKTA_LETTERS.items():
        text = text.replace(decomposed, composed)
    return text


def _settle_joiners(text: str) -> str:
    text = _RA_YA_PHALA.sub(f"র{ZWJ}", text)
    text = _OLD_KHANDA_TA.sub(KHANDA_TA, text)
    return _JOINERS.sub(_meaningful_joiner, text)


def _meaningful_joiner(match: re.Match[str]) -> str:
    """Return the joiner a run of joiners stands for, or nothing."""
    text, start, end = match.string, match.start(), match.end()
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if not before or not after or before.isspace() or after.isspace():
        return ""
    joiner = match.group()[0]
    if not (_is_bangla(before) or _is_bangla(after)):
        return joiner
    if before == VIRAMA and after in _CONSONANTS:
        return joiner
    if joiner == ZWJ and before == "র" and text.startswith(f"{VIRAMA}য", end):
        return ZWJ
    return ""


def _is_bangla(char: str) -> bool:
    first, last = _BANGLA_BLOCK
    return first <= char <= last
