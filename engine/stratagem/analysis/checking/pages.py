"""The page about each kind of finding: what it means, an example, how to mend it and how to accept it.

They live in `docs/checks/` and are installed inside the package, so that every machine can show them.
"""

from pathlib import Path


def page_of(kind: str) -> Path:
    """The markdown page of a kind of finding; it opens with its title and what the kind means."""
    package = Path(__file__).parents[2]
    installed = package / "checks"
    folder = installed if installed.is_dir() else package.parents[1] / "docs" / "checks"
    return folder / f"{kind}.md"
