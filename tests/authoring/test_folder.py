"""A folder, or one file → `Rulebook`."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from stratagem.authoring import read_rulebook
from stratagem.diagnostics import Diagnostic
from tests.small_rulebook import FACTS, HEAD, RULE, SMALL, STRATEGIES, covered, rule, written

PARTS: dict[str, str | bytes] = {
    "rulebook.yaml": HEAD,
    "facts/customer.yaml": FACTS,
    "strategies.yaml": STRATEGIES,
    "rules/10-first.yaml": "rules:\n" + rule("first", recommend="visit"),
    "rules/20-second.yml": "rules:\n" + rule("second", recommend="visit"),
}


def faults(files: Mapping[str, str | bytes]) -> list[tuple[str, str]]:
    """Codes with the file, relative to the folder, and the text under the carets."""
    with written(files) as folder:
        return [(finding.code, place(folder, finding)) for finding in read_rulebook(folder)[1]]


def place(folder: Path, finding: Diagnostic) -> str:
    where = str(finding.place).replace(f"{folder}", "").lstrip("/")
    return f"{where.partition(':')[0]} {covered(finding)}".replace(str(folder), "").strip()


def test_every_block_may_stand_in_any_file_and_order_is_path_order() -> None:
    more = {
        "a.yaml": "rules:\n" + rule("third", warn="late"),
        "rules/05/x.yaml": "rules:\n" + rule("zeroth", warn="late"),
    }
    with written({**PARTS, **more}) as folder:
        book, findings = read_rulebook(folder)
    assert () == findings
    assert book is not None
    assert ["third", "zeroth", "first", "second"] == [each.id for each in book.rules]
    assert (
        "demo",
        "1.0.0",
        ("en", "zh"),
        ("power", "weight"),
    ) == (book.name, book.version, book.languages, book.rank_people_by)


def test_blocks_of_one_kind_are_put_together_head_first() -> None:
    head = SMALL.replace("rank_people_by: [power, weight]\n", "")
    with written({"rulebook.yaml": head, "a.yaml": "strategies: {new: {en: New, zh: 新}}\nwarnings:\n"}) as folder:
        book, findings = read_rulebook(folder)
    assert () == findings
    assert book is not None
    assert (
        ["visit", "develop_spy", "discount", "new"],
        (),
    ) == ([each.id for each in book.strategies], book.rank_people_by)


def test_a_rulebook_may_be_one_file_of_any_name() -> None:
    with written({"mine.txt": SMALL}) as folder:
        book, findings = read_rulebook(folder / "mine.txt")
    assert () == findings
    assert book is not None


def test_files_of_other_kinds_and_hidden_ones_are_passed_over() -> None:
    others = ("README.md", ".hidden.yaml", ".git/x.yaml", "rules/.a/b.yaml", "notes.yaml~", "rules/my.cases.yaml")
    assert [] == faults({**PARTS, **dict.fromkeys(others, "nonsense: [")})


def test_the_same_rulebook_in_one_file_or_in_many_has_one_hash() -> None:
    text = HEAD + FACTS + STRATEGIES + "rules:\n" + rule("first", recommend="visit") + rule("second", recommend="visit")
    with written({**PARTS}) as many, written({"rulebook.yaml": text}) as one:
        in_many, in_one = read_rulebook(many)[0], read_rulebook(one)[0]
    assert in_many is not None
    assert in_one is not None
    assert in_one.hash == in_many.hash


def test_a_folder_needs_its_head() -> None:
    assert [("no-rulebook", "")] == faults({"rules.yaml": RULE})
    assert ["missing-file"] == [each.code for each in read_rulebook(Path("no/such/folder"))[1]]


@pytest.mark.parametrize("name", ["rules/x.xls", "x.ods", "rules/X.XLSM"])
def test_a_table_that_cannot_be_read_is_told_rather_than_left_out(name: str) -> None:
    assert [("table-of-another-kind", f"{name} /{name}")] == faults({**PARTS, name: "a,b\n"})


def test_a_base_that_is_missing_is_told_without_blaming_what_it_would_bring() -> None:
    head = HEAD + "extends: nowhere\ndrop: [late]\n"
    files = {"rulebook.yaml": head, "rules.yaml": "rules:\n" + rule("x", when="{unseen: yes}", recommend="unseen")}
    assert [("unknown-base", "rulebook.yaml nowhere")] == faults(files)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (HEAD.replace("version: 1.0.0\n", ""), ("missing-key", "r")),
        (HEAD.replace("rulebook: demo\n", ""), ("missing-key", "v")),
        (HEAD.replace("languages: [en, zh]\n", ""), ("missing-key", "r")),
        (HEAD.replace("[en, zh]", "[]"), ("missing-key", "[")),
        (HEAD.replace("title: {en: Demo, zh: 演示}", "title: {en: Demo}"), ("missing-translation", "{")),
        (HEAD.replace("[power, weight]", "[powr]"), ("unknown-attribute", "powr")),
        (HEAD.replace("[power, weight]", "roles"), ("rank-unordered", "roles")),
        (HEAD + "colour: red\n", ("unknown-key", "colour")),
        ("- a\n", ("not-a-mapping", "-")),
        ("", ("empty-file", "")),
        ("# nothing yet\n", ("empty-file", "")),
        (HEAD + "---\nfacts:\n", ("several-documents", "f")),
        (HEAD + "rank_people_by: power\n", ("duplicate-key", "rank_people_by")),
    ],
)
def test_each_fault_of_the_head_is_told_once(head: str, expected: tuple[str, str]) -> None:
    found = faults({**PARTS, "rulebook.yaml": head})
    assert [(expected[0], f"rulebook.yaml {expected[1]}".strip())] == [
        (code, at.removesuffix(" /rulebook.yaml")) for code, at in found
    ]


def test_several_faults_are_told_in_the_order_of_the_files_and_their_lines() -> None:
    files: dict[str, str | bytes] = {
        **PARTS,
        "rules/10-first.yaml": "rules:\n" + rule("first", when="{teir: x}", recommend="vist", because="{en: A}"),
        "facts/customer.yaml": FACTS.replace("kind: text", "kind: txt"),
        "a.yaml": "rulez: []\n",
        "rulebook.yaml": HEAD.replace("version", "vresion"),
    }
    expected = [
        ("unknown-key", "rulebook.yaml vresion"),
        ("unknown-key", "a.yaml rulez"),
        ("unknown-kind", "facts/customer.yaml txt"),
        ("missing-translation", "rules/10-first.yaml {"),
        ("unknown-fact", "rules/10-first.yaml teir"),
        ("unknown-strategy", "rules/10-first.yaml vist"),
    ]
    assert expected == faults(files)


def test_a_file_that_cannot_be_read_is_the_only_thing_told_of_what_it_would_declare() -> None:
    files = {**PARTS, "facts/customer.yaml": FACTS + "  broken: [\n"}
    assert ["syntax"] == [code for code, _ in faults(files)]
    assert ["invalid-utf8"] == [code for code, _ in faults({**PARTS, "strategies.yaml": b"\xff\xfe"})]


def test_ids_declared_in_two_files_name_the_first_place() -> None:
    files = {
        **PARTS,
        "z.yaml": "facts: {tier: {kind: flag, label: {en: X, zh: 某}}}\nstrategies: {visit: {en: V, zh: 访}}\n",
    }
    assert [("duplicate-id", "z.yaml tier"), ("duplicate-id", "z.yaml visit")] == faults(files)


def test_links_that_lead_nowhere_are_told_and_not_left_out() -> None:
    with written({**PARTS}) as folder:
        (folder / "gone.yaml").symlink_to("nowhere.yaml")
        (folder / "round.yaml").symlink_to("round.yaml")
        found = [(each.code, each.place) for each in read_rulebook(folder)[1]]
        assert [("missing-file", f"{folder}/gone.yaml"), ("unreadable-file", f"{folder}/round.yaml")] == found


def test_a_path_through_a_file_or_too_long_for_any_disk_is_told() -> None:
    with written({"book.yaml": SMALL}) as folder:
        assert ["unreadable-file"] == [each.code for each in read_rulebook(folder / "book.yaml" / "x")[1]]
        assert ["unreadable-file"] == [each.code for each in read_rulebook(folder / ("x" * 5000))[1]]
        assert ["unreadable-file"] == [each.code for each in read_rulebook(folder / "a\0b")[1]]
