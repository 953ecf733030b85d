"""A file that holds a table → its cells, or why they cannot be read."""

from pathlib import Path

from stratagem.diagnostics import Diagnostic, Findings
from stratagem.documents import MAX_BYTES, decode, read_bytes
from stratagem.sheets import separated, workbooks
from stratagem.sheets.cells import Grid

TABLES = (".csv", ".xlsx")
"""How the names of files end that hold tables."""


def read_grid(path: Path, name: str | None = None) -> tuple[Grid | None, tuple[Diagnostic, ...]]:
    """The cells of a CSV file or of the first sheet of a workbook, and everything wrong with the file itself."""
    name = name or str(path)
    data, faults = read_bytes(path, name)
    if data is None:
        return None, faults
    findings = Findings()
    grid: Grid | None = None
    if path.suffix.lower() == ".xlsx":
        if len(data) > MAX_BYTES:
            findings.add("file-too-large", name, limit=f"{MAX_BYTES // 1024 // 1024} MB")
        elif not data:
            findings.add("empty-file", name)
        else:
            grid = workbooks.cells_of(data, name, findings)
    else:
        source, faults = decode(data, name)
        findings.extend(_as_table(fault) for fault in faults)
        grid = None if source is None else separated.cells_of(source, findings)
    if grid is not None and not grid.rows and not len(findings):
        findings.add("empty-file", name)
    return grid if grid is not None and grid.rows else None, tuple(findings)


def _as_table(fault: Diagnostic) -> Diagnostic:
    """How a spreadsheet program saves what can be read is another thing than how an editor does."""
    code = {"binary-file": "binary-table", "invalid-utf8": "table-not-utf8"}.get(fault.code, fault.code)
    return Diagnostic(code, fault.place, fault.details)
