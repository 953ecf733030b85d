"""The tree that a text is read into: scalars, sequences and mappings, each with its place."""

from typing import NamedTuple

from stratagem.diagnostics import Span


class Scalar(NamedTuple):
    """A single value as written. `plain` is true when it stood without quotes."""

    text: str
    plain: bool
    span: Span

    @property
    def is_null(self) -> bool:
        """Nothing was written, or one of YAML's words for nothing."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Sequence(NamedTuple):
    """A list."""

    items: "tuple[Node, ...]"
    span: Span


class Mapping(NamedTuple):
    """Keys and values in the order written; no key stands twice."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    span: Span

    def get(self, key: str) -> "Node | None":
        """The value of `key`, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


def form_of(node: Node) -> str:
    """What a node is, in an author's words."""
    match node:
        case Scalar():
            return "nothing" if node.is_null else f'"{node.text[:40]}"'
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
