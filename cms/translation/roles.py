"""The roles of the desk, as the groups that a migration made.

A group's name is data and is shown to administrators whatever their language, so it says itself in both.
"""

WRITERS = "লেখক · Writers"
TRANSLATORS = {
    "bn": "বাংলায় অনুবাদক · Translators into Bangla",
    "en": "ইংরেজিতে অনুবাদক · Translators into English",
}
REVIEWERS = "পর্যালোচক · Reviewers"
PUBLISHERS = "প্রকাশক · Publishers"
ADMINISTRATORS = "প্রশাসক · Administrators"
ROLES = (WRITERS, *TRANSLATORS.values(), REVIEWERS, PUBLISHERS, ADMINISTRATORS)
