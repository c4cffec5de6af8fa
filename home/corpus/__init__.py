"""A synthetic corpus for measurements: many pages, in both languages, that can be taken away again."""
