"""Panels of the edit forms."""

from wagtail.admin.panels import ObjectList


class Tab(ObjectList):
    """One tab of an edit form. Its anchor is `name`, not made from the heading, which is in the editor's language:
    a link to a tab leads there whoever opens it."""

    def __init__(self, *args, name: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.name = name

    def clone_kwargs(self) -> dict:
        """Return what a copy of the tab is made from."""
        return super().clone_kwargs() | {"name": self.name}

    @property
    def clean_name(self) -> str:
        """The anchor."""
        return self.name
