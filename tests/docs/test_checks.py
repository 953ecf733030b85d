"""Each kind of finding has a page, and what the page shows is what `check` really finds.

A page holds fenced blocks: `yaml finding` is a rulebook with exactly this finding, `yaml mended` the same without it,
and `yaml accept` how to accept it. A block that is not `rulebook.yaml` names its file: `csv finding tiers.csv`.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from stratagem.analysis import KINDS, CheckReport, Kind, check
from stratagem.analysis.checking.pages import page_of
from stratagem.authoring import read_rulebook

FOLDER = Path(__file__).parents[2] / "docs" / "checks"
INDEX = (FOLDER / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+) (finding|mended|accept)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def blocks(page: str, what: str) -> dict[str, str]:
    """File → text, of the blocks of one purpose."""
    return {name or "rulebook.yaml": text for _, purpose, name, text in BLOCK.findall(page) if purpose == what}


def checked(files: dict[str, str]) -> CheckReport:
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        rulebook, faults = read_rulebook(Path(folder))
    assert rulebook is not None, "\n\n".join(map(str, faults))
    return check(rulebook)


def test_every_kind_has_a_page_and_every_page_a_kind() -> None:
    assert sorted(KINDS) == sorted(page.stem for page in FOLDER.glob("*.md") if page.stem != "README")


@every_kind
def test_the_index_leads_to_the_page(kind: Kind) -> None:
    english, chinese = (title for _, title in kind.title.by_language)
    assert f"| [{kind.id}]({kind.id}.md) | {kind.severity} | {english} · {chinese} |" in INDEX


@every_kind
def test_the_example_of_a_page_has_exactly_this_finding(kind: Kind) -> None:
    page = page_of(kind.id).read_text(encoding="utf-8")
    report = checked(blocks(page, "finding"))
    assert [kind.id] == [finding.kind for finding in report.findings]
    assert () == report.undecided
    finding = report.findings[0]
    assert f"> {finding.cause('en')}\n" in page
    assert f"> {finding.cause('zh')}\n" in page


@every_kind
def test_the_mended_example_has_none(kind: Kind) -> None:
    report = checked(blocks(page_of(kind.id).read_text(encoding="utf-8"), "mended"))
    assert [] == [f"{finding.place} {finding.kind}: {finding.cause()}" for finding in report.findings]
    assert report.clean


@every_kind
def test_what_a_page_accepts_is_accepted(kind: Kind) -> None:
    """Run are the whole tables and the heads of rulebooks; other ways to accept are shown in part only."""
    page = page_of(kind.id).read_text(encoding="utf-8")
    files, accept = blocks(page, "finding"), blocks(page, "accept")
    for name, text in accept.items():
        if name.endswith(".csv"):
            files[name] = text
        elif text.startswith("accept:"):
            files[name] += text
        else:
            return
    report = checked(files)
    assert [] == [finding.kind for finding in report.findings if finding.kind == kind.id]
    assert [kind.id] == [each.finding.kind for each in report.accepted]


@every_kind
def test_a_page_says_what_it_is_about_and_how_to_accept_it(kind: Kind) -> None:
    page = page_of(kind.id).read_text(encoding="utf-8")
    assert page.startswith(f"# {kind.id}: ")
    assert f"\n*{kind.severity}* · " in page
    assert kind.id in "".join(blocks(page, "accept").values())
    assert ["Example", "Mended", "How to mend it", "How to accept it", "中文"] == re.findall(
        r"^## (.*)$", page, re.MULTILINE
    )
