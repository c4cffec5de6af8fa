"""What the translation desk does to pages and texts: plain functions of values, no requests."""
