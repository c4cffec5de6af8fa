"""Wagtail's own API v2 over the house's pages, saying what the house's API says. Only benchmarks mount it."""
