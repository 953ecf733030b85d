"""The files of one rulebook folder (or a single file) → the blocks and tables that they hold, in path order.

It knows which files count. It does not know what a block means.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from stratagem.authoring.fields import Reading
from stratagem.diagnostics import Findings
from stratagem.documents import Mapping, Scalar, form_of, parse, read_text
from stratagem.sheets import TABLES, Grid, read_grid

HEAD = "rulebook.yaml"
"""The file that names a rulebook."""
CASES = ".cases.yaml"
"""How the names of files end that hold cases: what rules promise, and no knowledge themselves."""

_LOCK = "~$"
"""How the names of files begin that Excel keeps beside an open workbook."""
_OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv")
"""Tables that are not read, and must not be left out silently."""

Part = Mapping | Grid
"""What one file of a rulebook holds: blocks, or a decision table."""


def parts_of(path: Path, reading: Reading) -> tuple[Mapping | None, list[Part]]:
    """The head, and everything that may hold knowledge: the head first, then the other files in path order."""
    head_path, others = path, list[Path]()
    if _is_folder(path):
        head_path, others = path / HEAD, list(_files(path, reading.findings))
        if not head_path.exists():
            reading.findings.add("no-rulebook", str(path), name=HEAD)
            return None, []
    head = _document(head_path, reading.findings)
    parts = [_part(each, reading.findings) for each in others]
    reading.incomplete = reading.incomplete or None in parts
    if head is None:
        return None, []
    return head, [head, *(part for part in parts if part is not None)]


def _part(path: Path, findings: Findings) -> Part | None:
    """What one file holds."""
    if path.suffix.lower() not in TABLES:
        return _document(path, findings)
    grid, faults = read_grid(path)
    findings.extend(faults)
    return grid


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a path that cannot even be looked at is reported when it is read
        return False


def _files(folder: Path, findings: Findings) -> Iterator[Path]:
    """The files that hold knowledge, in path order; hidden ones, cases and files of other kinds are passed over."""

    def closed(error: OSError) -> None:
        findings.add("unreadable-file", error.filename, reason=error.strerror)

    found: list[Path] = []
    for inside, folders, files in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (Path(inside) / name for name in files if not name.startswith("."))
    for file in sorted(found, key=lambda each: each.relative_to(folder).parts):
        if file == folder / HEAD or file.name.endswith(CASES):
            continue
        suffix = file.suffix.lower()
        if suffix in (".yaml", ".yml", *TABLES) and not file.name.startswith(_LOCK):
            yield file
        elif suffix in _OTHER_TABLES:
            findings.add("table-of-another-kind", str(file), name=suffix)


def _document(path: Path, findings: Findings) -> Mapping | None:
    """The one mapping that a file of a rulebook holds."""
    source, faults = read_text(path)
    findings.extend(faults)
    if source is None:
        return None
    documents, faults = parse(source)
    findings.extend(faults)
    if faults and not documents:
        return None
    if len(documents) != 1 or (isinstance(documents[0], Scalar) and documents[0].is_null):
        second = documents[1].span if documents[1:] else str(path)
        findings.add("several-documents" if documents[1:] else "empty-file", second)
        return None
    document = documents[0]
    if isinstance(document, Mapping):
        return document
    findings.add("not-a-mapping", document.span, what="a rulebook file", found=form_of(document))
    return None
