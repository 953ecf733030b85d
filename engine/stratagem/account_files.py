"""An account file (YAML or JSON, one account or several) → accounts, each with its findings and their places."""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Lookup

from stratagem.account import Account, Path, names_at, path_text, read_account
from stratagem.diagnostics import Diagnostic, Place, Source, Span
from stratagem.documents import Mapping, Node, Scalar, Sequence, form_of, parse
from stratagem.documents.syntax import missing_colon
from stratagem.vocabulary import Vocabulary, folded

AccountRead = tuple[Account | None, tuple[Diagnostic, ...]]
"""An account, or None and why it cannot be used."""


def read_accounts(source: Source, model: type[Account], vocabulary: Vocabulary) -> Iterator[AccountRead]:
    """Every account of a text, in order: of each document, or of each item of a list.

    A fault of the text itself belongs to the account that it stands in; one that ends the reading comes last.
    """
    documents, faults = parse(source)
    nodes = list(_accounts(documents))
    for at, node in enumerate(nodes):
        account, findings = read_node(node, model, vocabulary)
        end = nodes[at + 1].span[1:3] if at + 1 < len(nodes) else None
        own = tuple(fault for fault in faults if _lies_before(fault, end))
        faults = faults[len(own) :]
        yield (None, _in_order((*own, *findings))) if own else (account, findings)
    if faults:
        yield None, faults
    elif not nodes:
        yield None, (Diagnostic("no-account", source.name),)


def _accounts(documents: tuple[Node, ...]) -> Iterator[Node]:
    for document in documents:
        if not (isinstance(document, Scalar) and document.is_null):
            yield from document.items if isinstance(document, Sequence) else (document,)


def _lies_before(fault: Diagnostic, end: tuple[int, ...] | None) -> bool:
    """Whether a fault that does not end the reading stands before the next account."""
    if fault.code != "duplicate-key" or not isinstance(fault.place, Span):
        return False
    return end is None or fault.place[1:3] < end


def _in_order(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda each: each.place[1:3] if isinstance(each.place, Span) else (0, 0)))


def read_node(node: Node, model: type[Account], vocabulary: Vocabulary) -> AccountRead:
    """The account that one node of a document holds, or why it holds none."""
    if isinstance(node, Scalar) and "：" in node.text:
        return None, (missing_colon(node.text, node.span),)
    if not isinstance(node, Mapping):
        return None, (Diagnostic("account-not-a-mapping", node.span, {"found": form_of(node)}),)
    return read_account(model, vocabulary, _plain(node), _places(node, vocabulary))


def _plain(node: Node) -> object:
    """The tree as plain data; scalars stay text, the vocabulary decides what they mean."""
    match node:
        case Scalar():
            return None if node.is_null else node.text
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return {key.text: _plain(value) for key, value in node.entries}


def _places(root: Mapping, vocabulary: Vocabulary) -> Callable[[Path], Place]:
    """Where the value at a path was written; the key itself for a name that is not known."""

    def place_of(path: Path) -> Place:
        node: Node = root
        place: Place = root.span
        for depth, step in enumerate(path):
            if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                place = node.span
            elif isinstance(node, Mapping):
                names = names_at(vocabulary, depth)
                entry = _entry(node, str(step), names)
                if entry is None:
                    return place
                key, node = entry
                declared = step in names.values()
                place = node.span if declared and not (isinstance(node, Scalar) and not node.text) else key.span
        return place

    return place_of


def _entry(mapping: Mapping, step: str, names: Lookup[str, str]) -> tuple[Scalar, Node] | None:
    """The entry that a step of a path names: by its own key, or by a label that stands for it."""
    exact = next(((key, value) for key, value in mapping.entries if key.text == step.strip()), None)
    if exact is not None and step.strip() not in names.values():
        return exact
    return next(((key, value) for key, value in mapping.entries if names.get(folded(key.text)) == step), exact)


def place_in_program(path: Path) -> Place:
    """The place of a value that a program handed in."""
    return path_text(path)
