"""Text of a file → a tree of mappings, sequences and scalars, each with its place.

Reads YAML 1.1 syntax (JSON is part of it) by its events, and decides nothing: every scalar stays the text that was
written, because only the vocabulary knows whether `no` is a flag or a word. Files are untrusted: tags are refused,
aliases may not multiply, nesting and size have limits. It does not know what any key means.
"""

from stratagem.documents.files import MAX_BYTES, decode, read_bytes, read_text
from stratagem.documents.nodes import Mapping, Node, Scalar, Sequence, form_of
from stratagem.documents.parsing import MAX_DEPTH, MAX_NODES, parse

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "decode",
    "form_of",
    "parse",
    "read_bytes",
    "read_text",
]
