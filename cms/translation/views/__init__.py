"""The screens of the translation desk."""
