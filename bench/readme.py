"""Where tables of measurements are kept: between the markers of their part in `bench/README.md`."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "bench" / "README.md"


def write(part: str, text: str) -> None:
    """Put a part's table between its markers."""
    readme = README.read_text(encoding="utf-8")
    begin, end = f"<!-- measured: {part} -->", f"<!-- end: {part} -->"
    found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    assert found.search(readme), f"bench/README.md has no markers for {part}"
    README.write_text(found.sub(lambda _: f"{begin}\n{text}\n{end}", readme), encoding="utf-8")
