"""Pure text functions for Bangla and English: normal form, digits, dates, clusters, romanisation, slugs."""
