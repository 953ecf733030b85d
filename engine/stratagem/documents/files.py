"""A file, or the bytes of one → text, or why it is no text that can be read."""

from pathlib import Path

from stratagem.diagnostics import Diagnostic, Source

MAX_BYTES = 16 * 1024 * 1024
"""The largest document that is read, in bytes; a book of accounts in a table is read elsewhere."""
_BYTE_ORDER_MARK = "\ufeff"


def read_text(path: Path, name: str | None = None) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Read a file as UTF-8 text: the source, or why it cannot be read (missing, unreadable, too large, binary)."""
    name = name or str(path)
    data, faults = read_bytes(path, name)
    return (None, faults) if data is None else decode(data, name)


def read_bytes(path: Path, name: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """What a file holds, cut off one byte past the largest that is read; or why it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1), ()
    except IsADirectoryError:
        return None, (Diagnostic("not-a-file", name),)
    except FileNotFoundError:
        return None, (Diagnostic("missing-file", name),)
    except OSError as error:
        return None, (Diagnostic("unreadable-file", name, {"reason": error.strerror or str(error)}),)
    except ValueError as error:  # a path that no file system can hold
        return None, (Diagnostic("unreadable-file", name, {"reason": str(error)}),)


def decode(data: bytes, name: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Bytes → source, or why they are no text."""
    if len(data) > MAX_BYTES:
        return None, (Diagnostic("file-too-large", name, {"limit": f"{MAX_BYTES // 1024 // 1024} MB"}),)
    if b"\0" in data[:4096]:
        return None, (Diagnostic("binary-file", name),)
    try:
        return Source(name, data.decode().removeprefix(_BYTE_ORDER_MARK)), ()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().removeprefix(_BYTE_ORDER_MARK)
        shown = Source(name, data.decode(errors="replace").removeprefix(_BYTE_ORDER_MARK))
        bad = f"0x{data[error.start]:02x}"
        return None, (Diagnostic("invalid-utf8", shown.place(len(before)), {"byte": bad}),)
