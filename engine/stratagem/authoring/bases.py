"""`extends` → the rulebooks that one builds on, the first of them first; built-in ones go by their names."""

from dataclasses import dataclass
from pathlib import Path

from stratagem.authoring.fields import Fields, Reading
from stratagem.authoring.files import HEAD, Part, parts_of
from stratagem.diagnostics import Span, nearest
from stratagem.documents import Mapping, Node, Scalar, Sequence, form_of

EXTENDS = "extends"
"""The key."""


@dataclass(frozen=True)
class Layer:
    """One rulebook of a chain, as it is written."""

    head: Mapping
    parts: tuple[Part, ...]
    """Everything that may hold knowledge, the head included."""


def built_in(name: str) -> Path:
    """The folder of a rulebook that comes with Stratagem: inside the installed package, or in a checkout beside it."""
    package = Path(__file__).parents[1]
    installed = package / "rulebooks"
    return (installed if installed.is_dir() else package.parent.parent / "rules") / name


def layers_of(path: Path, reading: Reading) -> tuple[Layer, ...]:
    """The rulebook at `path` and those that it builds on, the first of them first; none when it has no head."""
    layers: list[Layer] = []
    chain: list[Path] = []
    at: Path | None = path
    said: Span | None = None
    while at is not None:
        if (real := _real(at)) in chain:
            names = [each.name for each in (*chain[chain.index(real) :], real)]
            reading.findings.add("extends-circle", said, circle=" → ".join(names))
            reading.incomplete = True
            break
        chain.append(real)
        head, parts = parts_of(at, reading)
        if head is None:
            reading.incomplete = True
            break
        layers.insert(0, Layer(head, tuple(parts)))
        at, said = _base(at, head, reading)
    return tuple(layers)


def _base(path: Path, head: Mapping, reading: Reading) -> tuple[Path | None, Span | None]:
    """The rulebook that `extends` names, and where; none when it does not say, or when there is no such rulebook."""
    node = head.get(EXTENDS)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return None, None
    if not isinstance(node, Scalar):
        reading.findings.add("not-a-word", node.span, what=EXTENDS, found=form_of(node))
        reading.incomplete = True
        return None, None
    folder = path if path.is_dir() else path.parent
    named = built_in(node.text.replace("-", "_"))
    beside = folder / node.text
    if "/" not in node.text and (named / HEAD).is_file():
        return named, node.span
    if _is_rulebook(beside):
        return beside, node.span
    known = [each.parent.name.replace("_", "-") for each in sorted(built_in("").glob(f"*/{HEAD}"))]
    near, allowed = nearest(node.text, known), ", ".join(known)
    reading.findings.add("unknown-base", node.span, name=node.text, near=near, allowed=allowed)
    reading.incomplete = True
    return None, None


def languages_of(reading: Reading, layers: tuple[Layer, ...], fields: Fields) -> tuple[str, ...]:
    """The languages of a rulebook: its own, or those of its base; the texts of a base exist in no others."""
    own = tuple(dict.fromkeys(scalar.text for scalar in fields.scalars("languages")))
    inherited = next((words for layer in layers[-2::-1] if (words := _words(layer.head.get("languages")))), ())
    if own and inherited and set(own) != set(inherited):
        written = fields.node("languages")
        place = written.span if written is not None else fields.span
        reading.findings.add("languages-differ", place, languages=", ".join(inherited))
        return inherited
    return own or inherited


def _words(node: Node | None) -> tuple[str, ...]:
    """One word or a list of words; what is neither is reported where it is read."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(dict.fromkeys(item.text for item in items if isinstance(item, Scalar) and not item.is_null))


def _is_rulebook(path: Path) -> bool:
    """Whether a path leads to a rulebook; one that cannot even be looked at does not."""
    try:
        return path.is_file() or (path / HEAD).is_file()
    except OSError:
        return False


def _real(path: Path) -> Path:
    """A path by which two ways to one folder are told to be one; of what cannot be looked at, the path itself."""
    try:
        return path.resolve()
    except (OSError, ValueError):
        return path
