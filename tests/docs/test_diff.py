"""The Python that the page about comparing shows runs, and means what it says."""

import re
from pathlib import Path

import pytest

from tests.docs.transcripts import Session

ROOT = Path(__file__).parents[2]


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs" / "diff.md").read_text("utf-8"), re.M | re.S)
    session = Session(tmp_path)
    session.run("stratagem new rulebook old && cp -r old new")
    session.run(
        "sed -i '/id: no-decider-no-offer/,/priority:/s/priority: 85/priority: 75/' new/rules/first-meeting.yaml"
    )
    (tmp_path / "accounts.csv").write_text("name,Need\nA,Urgent\nB,Vague\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text("account,Role\nA,Uses it\nB,Uses it\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(code, "docs/diff.md", "exec"), names)
    changes, book = names["changes"], names["book"]
    assert ["priority"] == [edit.field for edit in changes.edits]  # type: ignore[attr-defined]
    assert 1 == book.comparison.changed["first"]  # type: ignore[attr-defined]
    assert [((changes.edits[0],),)] == [each.sets for each in book.because]  # type: ignore[attr-defined]
