"""Translations out of the house and back: PO and XLIFF 2, one page and one target language a file."""
