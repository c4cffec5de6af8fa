"""XML read with its line numbers, and without anything that makes XML dangerous.

A DOCTYPE is refused as soon as it begins, before any entity in it is defined: no entity is ever expanded and nothing is
fetched. Depth and number of elements have limits.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from cms.core.languages import in_readers_digits

from .document import Unreadable

MOST_ELEMENTS = 250_000
DEEPEST = 60


@dataclass(slots=True)
class Node:
    """An element: its name without the namespace, its attributes, and the texts and elements in it."""

    namespace: str
    name: str
    attributes: dict[str, str]
    line: int
    children: list["Node | str"] = field(default_factory=list)

    def nodes(self, *names: str) -> Iterator["Node"]:
        """Return the elements right in this one that are in its namespace and called one of `names`."""
        for child in self.children:
            if isinstance(child, Node) and child.namespace == self.namespace and child.name in names:
                yield child

    def text(self) -> str:
        """Return the words in this element, without markup."""
        return "".join(child.text() if isinstance(child, Node) else child for child in self.children)


def read_xml(data: bytes) -> Node:
    """Return the root element of `data`, XML in UTF-8.

    Raises:
        Unreadable: for XML that is broken, says it has another encoding, has a DOCTYPE, or is built to exhaust us.
    """
    return _Builder().build(data)


class _Builder:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.opened: list[Node] = []
        self.count = 0
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def build(self, data: bytes) -> Node:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            raise Unreadable(
                _("The XML is broken in line %(line)s; nothing of the file could be read.")
                % {"line": in_readers_digits(error.lineno)}
            ) from None
        assert self.root is not None  # noqa: S101  (expat refuses XML without an element)
        return self.root

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise Unreadable(_("The file is not a text in UTF-8. Save it as UTF-8 and import it again."))

    def _doctype(self, *args: object) -> None:
        raise Unreadable(
            _("The file has a document type declaration (DOCTYPE). For safety such files are not read.")
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.opened) >= DEEPEST:
            raise Unreadable(_("The file is nested too deeply or has too many parts."))
        namespace, _space, local = name.rpartition(" ")
        node = Node(namespace, local, attributes, self.parser.CurrentLineNumber)
        if self.opened:
            self.opened[-1].children.append(node)
        else:
            self.root = node
        self.opened.append(node)

    def _end(self, name: str) -> None:
        self.opened.pop()

    def _text(self, text: str) -> None:
        self.opened[-1].children.append(text)
