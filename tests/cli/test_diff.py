"""`stratagem diff`: what it prints where, of folders and of revisions, and how it ends."""

import json
import subprocess
from pathlib import Path
from tempfile import gettempdir

import polars as pl
import pytest

from tests.cli.running import run
from tests.small_rulebook import rule, rules

OLD = rules(
    rule("see-partners", 80, "{tier: partner}", recommend="visit"),
    rule("find-a-spy", 70, "{tier: [partner, value_added]}", recommend="develop_spy"),
    rule("hold-visits", 60, "{quiet: yes}", hold="{strategy: visit, until: {en: it ends, zh: 结束}}", warn="late"),
)
NEW = (
    OLD.replace("priority: 80", "priority: 65")
    .replace("when: {quiet: yes}", "when: {tier: partner}")
    .replace("Title of find-a-spy", "Find | a <b>spy</b>")
)
ACCOUNTS = "name,tier,quiet\nA,partner,no\nB,value_added,no\nC,partner,yes\n<b>D|</b>,partner,\n"


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rulebook.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text(ACCOUNTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repository(folders: Path) -> Path:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *words], check=True, capture_output=True)

    git("init", "-q")
    (folders / "rules").mkdir()
    book = folders / "rules" / "rulebook.yaml"
    book.write_text(OLD, encoding="utf-8")
    git("add", "rules")
    git("commit", "-qm", "old")
    book.write_text(NEW, encoding="utf-8")
    git("commit", "-qam", "new")
    return folders


def test_every_edit_is_told_with_what_it_can_do() -> None:
    result = run("diff", "old", "new", "--book", "a.csv", "--as-of", "2026-11-23")
    assert (0, "") == (result.exit_code, result.stderr)
    for line in ("priority: 80 → 65", "− Quiet period: yes", "+ Customer tier: Strategic partner", "Wording only"):
        assert line in result.stdout
    assert "3 of 4 accounts (75%) get another first strategy." in result.stdout
    assert "new/rulebook.yaml:" in result.stdout


def test_figures_matrix_and_causes_agree() -> None:
    book = json.loads(run("diff", "old", "new", "--book", "a.csv", "--format", "json").stdout)["book"]
    moved = sum(each["accounts"] for each in book["first"]["matrix"])
    assert (4, 4) == (book["accounts"], book["compared"])
    assert book["changed"]["first"] == moved
    for aspect, count in book["changed"].items():
        if aspect != "any":
            assert count == sum(cause["changed"][aspect] for cause in book["causes"])


def test_each_account_that_changes_can_be_written() -> None:
    result = run("diff", "old", "new", "--book", "a.csv", "--changed", "changed.csv", "--format", "json")
    assert 0 == result.exit_code
    rows = pl.read_csv("changed.csv")
    assert json.loads(result.stdout)["book"]["changed"]["any"] == rows.height
    assert [("A", "visit", "develop_spy")] == rows.select("account", "before_1", "after_1").head(1).rows()
    assert all(rows["because"].str.contains(r"^[\d+; /]+$"))


def test_without_a_book_accounts_are_found_and_equality_is_proven(folders: Path) -> None:
    found = json.loads(run("diff", "old", "new", "--format", "json").stdout)["proofs"]
    assert found["same"] is False
    assert "differs" == found["together"][0]["verdict"]
    assert (
        found["together"][0]["shown"]["before"]["recommended"][:1]
        != found["together"][0]["shown"]["after"]["recommended"][:1]
    )
    (folders / "new" / "rulebook.yaml").write_text(OLD.replace("Title of find-a-spy", "A spy"), encoding="utf-8")
    result = run("diff", "old", "new", "--exit-code")
    assert (0, True) == (result.exit_code, "No account, whatever is known of it" in result.stdout)
    (folders / "new" / "rulebook.yaml").write_text(OLD.replace("priority: 60", "priority: 61"), encoding="utf-8")
    proven = json.loads(run("diff", "old", "new", "--format", "json").stdout)["proofs"]
    assert True is proven["same"], "a hold of 61 is as weak against a visit of 80 as one of 60"


@pytest.mark.parametrize(("words", "code"), [((), 0), (("--exit-code",), 1)])
def test_the_exit_code_is_asked_for(words: tuple[str, ...], code: int) -> None:
    assert code == run("diff", "old", "new", "--book", "a.csv", *words).exit_code
    assert 0 == run("diff", "old", "old", "--book", "a.csv", *words).exit_code


def test_names_from_files_do_not_become_markup() -> None:
    markdown = run("diff", "old", "new", "--book", "a.csv", "--format", "markdown").stdout
    page = run("diff", "old", "new", "--book", "a.csv", "--format", "html").stdout
    assert "<b>spy" not in markdown.replace(r"\<b\>spy", "")
    assert ("<b>spy" in page, "&lt;b&gt;spy" in page) == (False, True)
    assert "http" not in page.replace("http-equiv", "")


def test_chinese_is_spoken_throughout() -> None:
    for form in ("text", "markdown", "html"):
        said = run("diff", "old", "new", "--book", "a.csv", "--lang", "zh", "--format", form).stdout
        assert "首选策略" in said
        assert [] == [word for word in ("accounts", "priority", "recommend") if word in said.partition("<h1>")[2]]


def test_rows_that_nobody_can_read_are_told_and_the_others_compared(folders: Path) -> None:
    (folders / "a.csv").write_text(ACCOUNTS + "E,partnr,no\n", encoding="utf-8")
    result = run("diff", "old", "new", "--book", "a.csv")
    assert (1, True) == (result.exit_code, "a.csv, row 6, column tier: unknown-value" in result.stderr)
    assert "1 accounts cannot be read with either rulebook" in " ".join(result.stdout.split())


def test_values_that_only_one_rulebook_knows_are_told(folders: Path) -> None:
    text = NEW.replace("      partner: {", "      trial: {en: Trial, zh: 试用}\n      partner: {")
    text = text.replace("  note: {kind: text", "  fresh: {kind: flag, label: {en: Fresh, zh: 新}}\n  note: {kind: text")
    (folders / "new" / "rulebook.yaml").write_text(text, encoding="utf-8")
    (folders / "a.csv").write_text("name,tier,fresh\nA,partner,yes\nB,trial,no\n", encoding="utf-8")
    book = json.loads(run("diff", "old", "new", "--book", "a.csv", "--format", "json").stdout)["book"]
    unread = book["unreadable"]
    assert (1, 1, ["tier: trial"], ["fresh"]) == (
        book["compared"], unread["only_new_reads"], unread["new_values"], unread["columns_only_new_knows"],
    )  # fmt: skip


@pytest.mark.usefixtures("repository")
def test_revisions_are_named_as_they_were_typed() -> None:
    result = run("diff", "HEAD~1:rules", "HEAD:rules", "--format", "json")
    assert (0, "") == (result.exit_code, result.stderr)
    found = json.loads(result.stdout)
    assert ("HEAD~1:rules", "HEAD:rules") == (found["old"]["place"], found["new"]["place"])
    places = [place for edit in found["edits"] for place in (edit["before"], edit["after"]) if place]
    assert {"HEAD:rules/rulebook.yaml", "HEAD~1:rules/rulebook.yaml"} == {place.rsplit(":", 2)[0] for place in places}
    single = run("diff", "HEAD~1:rules/rulebook.yaml", "rules", "--format", "json")
    assert found["edits"][0]["said"] == json.loads(single.stdout)["edits"][0]["said"]


def test_faults_of_a_rulebook_in_a_revision_name_the_revision(repository: Path) -> None:
    (repository / "rules" / "rulebook.yaml").write_text(OLD.replace("priority: 80", "priority: many"), encoding="utf-8")
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.org", "commit", "-qam", "bad"], check=True)
    result = run("diff", "HEAD~1:rules", "HEAD:rules")
    assert (1, True) == (result.exit_code, result.stderr.startswith("HEAD:rules/rulebook.yaml:"))
    assert "/tmp" not in result.stderr


def test_a_path_from_where_one_stands_is_read_and_nothing_is_written_beside(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "old")
    found = json.loads(run("diff", "HEAD~1:../rules", "../new", "--format", "json").stdout)
    assert "HEAD~1:../rules/rulebook.yaml" == found["edits"][0]["before"].rsplit(":", 2)[0]
    assert not (Path(gettempdir()) / "rules").exists()


def test_a_folder_whose_name_has_a_colon_wins(repository: Path) -> None:
    (repository / "HEAD~1:rules").mkdir()
    (repository / "HEAD~1:rules" / "rulebook.yaml").write_text(NEW, encoding="utf-8")
    assert [] == json.loads(run("diff", "HEAD~1:rules", "HEAD:rules", "--format", "json").stdout)["edits"]


@pytest.mark.usefixtures("repository")
def test_what_cannot_be_found_is_answered_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for words, english, chinese in (
        (("diff",), "which rulebooks?", "请指定规则库"),
        (("diff", "old"), "which new rulebook?", "还缺新的规则库"),
        (("diff", "old", "nowhere"), "neither a folder nor", "既不是文件夹"),
        (("diff", "old", "v9:rules"), 'no revision "v9"', "没有“v9”这个版本"),
        (("diff", "old", "HEAD:rulez"), 'there is no "rulez" in HEAD', "没有“rulez”"),
        (("diff", "old", ":rules"), "what is staged is no revision", "暂存区不是版本"),
        (("diff", "old", "--", "-x:rules"), 'no revision "-x"', "没有“-x”这个版本"),
        (("diff", "old", "new", "--stakeholders", "p.csv"), "needs --book", "--book"),
        (("diff", "old", "new", "--book", "a.csv", "--out", "a.csv"), "is read here", "请把结果写到别的文件"),
        (("diff", "old", "new", "--book", "missing.csv"), "missing-file", "missing-file"),
    ):
        for lang, said in (("en", english), ("zh", chinese)):
            result = run(words[0], "--lang", lang, *words[1:])
            assert (2, True) == (result.exit_code, said in result.stderr), result.stderr
    monkeypatch.setenv("PATH", "")
    assert "needs git" in run("diff", "old", "HEAD:rules").stderr


def test_outside_of_a_repository_a_revision_is_refused(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folders.parent))
    result = run("diff", "old", "HEAD:rules")
    assert (2, True) == (result.exit_code, "not a git repository" in result.stderr)
