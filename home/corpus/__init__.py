"""A synthetic corpus for measurements: many pages, quickly, in both languages, that can be taken away again."""
