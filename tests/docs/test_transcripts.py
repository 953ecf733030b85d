"""Every document that shows commands shows what they really print."""

import os
from pathlib import Path

import pytest

from tests.docs.transcripts import fits, replayed

ROOT = Path(__file__).parents[2]
DOCUMENTS = [file for file in sorted(ROOT.glob("docs/**/*.md")) if "```console\n" in file.read_text("utf-8")]
"""`STRATAGEM_UPDATE_GOLDEN=1 pytest tests/docs` writes into them what is printed; read the difference."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.stem)
def test_a_document_shows_what_really_comes_out(document: Path, tmp_path: Path) -> None:
    shown = document.read_text("utf-8")
    printed = replayed(shown, tmp_path)
    if os.environ.get("STRATAGEM_UPDATE_GOLDEN") == "1":
        document.write_text(printed, encoding="utf-8")
    assert document.read_text("utf-8") == printed


@pytest.mark.parametrize(
    ("shown", "printed", "fit"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n\n", "a\nb\n", True),
        ("a\n…\n", "a\nb\nc\n", True),
        ("…\nc\n", "a\nb\nc\n", True),
        ("a\n…\nc\n", "a\nc\n", True),
        ("a\n…\nd\n", "a\nb\nc\n", False),
        ("a\n", "a\nb\n", False),
        ("a+\n", "aa\n", False),
    ],
)
def test_three_dots_stand_for_any_lines(shown: str, printed: str, fit: bool) -> None:
    assert fit is fits(shown, printed)


def test_what_a_document_shows_is_replayed(tmp_path: Path) -> None:
    document = (
        "Text.\n\n<!-- write: a/b.txt -->\n```\none\n```\n\n<!-- run: echo two >> a/b.txt -->\n\n"
        "```console\n$ cat a/b.txt\nold\n$ false\n$ echo \\\n  $?\n```\n"
    )
    assert replayed(document, tmp_path) == document.replace("old\n", "one\ntwo\n").replace("$?\n", "$?\n1\n")
