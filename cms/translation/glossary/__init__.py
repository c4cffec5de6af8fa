"""The desk's glossary: its screens, its files, and finding its terms in a text."""
