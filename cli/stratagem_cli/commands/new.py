"""`stratagem new`: a rulebook, a rule or a table to begin with, which pass `check` and `test` as they are."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver, fail

if TYPE_CHECKING:
    from stratagem_cli.session import Session

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_SAID = {
    "en": {
        "made": "made {file}",
        "rulebook": "Your editor finds the schemas in {folder}/.schema and completes names. Next:\n"
        "  stratagem test {folder}\n  stratagem check {folder}",
        "next": "Next: put the texts that are to be written into your own words, then\n"
        "  stratagem test {folder}\n  stratagem check {folder}",
    },
    "zh": {
        "made": "已写 {file}",
        "rulebook": "编辑器会用 {folder}/.schema 里的结构补全名称。下一步：\n"
        "  stratagem test {folder}\n  stratagem check {folder}",
        "next": "下一步：把“待写”的文字改成你要说的话，然后\n  stratagem test {folder}\n  stratagem check {folder}",
    },
}


@click.group("new")
def command() -> None:
    """Begin something new: a rulebook, a rule or a table.

    What is written passes `stratagem check` and `stratagem test` as it is; then it is yours to change.
    """


@command.command("rulebook")
@click.argument("folder", metavar="FOLDER")
@click.option("--extends", "base", metavar="BASE", help="Start on top of another: key-account, or a folder of yours.")
@options.lang
def rulebook(folder: str, base: str | None, lang: str | None) -> None:
    r"""Write a small rulebook into FOLDER: facts, strategies, rules, their cases and a feature, in English and Chinese.

    With --extends it is a company's own, which adds to another, replaces and drops. --lang chooses the language of the
    comments and of the cases.

    \b
    stratagem new rulebook my-rules
    stratagem new rulebook my-company --extends key-account
    """
    from stratagem import Advisor
    from stratagem_cli.language import preferred_language
    from stratagem_cli.scaffolding.company import company
    from stratagem_cli.scaffolding.files import rendered, write_folder
    from stratagem_cli.scaffolding.schemas import install

    at = Path(folder)
    spoken = "zh" if (lang or preferred_language()) == "zh" else "en"
    name = _slug(at.resolve().name) or "my-rules"
    words = name.replace("-", " ")
    try:
        if at.exists() and (not at.is_dir() or any(at.iterdir())):
            raise Misuse("folder taken", folder=folder)
        title = {"en": f"{words[:1].upper()}{words[1:]}", "zh": f"{words} 规则库"}
        if base is None:
            files = rendered("rulebook", spoken, name=name, title=title)
        else:
            files = company(base, at, spoken, name, title)
        write_folder(at.resolve(), files)
        install(at, Advisor.load(at))
    except OSError as error:
        fail(error, folder)
    for file in files:
        click.echo(_SAID[spoken]["made"].format(file=at / file))
    click.echo(_SAID[spoken]["rulebook"].format(folder=folder))


@command.command("rule")
@click.argument("id_", metavar="ID")
@click.option(
    "--when", "tests", metavar="FACT=TEST", multiple=True, help='As in a rule: "tier=partner", "amount=>= 5".'
)
@click.option("--recommend", metavar="STRATEGY", multiple=True, help="Speak for it.")
@click.option("--avoid", metavar="STRATEGY", multiple=True, help="Speak against it.")
@click.option("--hold", metavar="STRATEGY", multiple=True, help="Not yet.")
@click.option("--veto", metavar="STRATEGY", multiple=True, help="Never.")
@click.option("--warn", metavar="WARNING", multiple=True, help="Raise a red flag.")
@click.option("--ask", metavar="FACT", multiple=True, help="Find this out.")
@click.option("--priority", type=click.IntRange(1, 100), help="1 to 100; default: the free one nearest to 50.")
@options.rules
@options.lang
@options.as_of
def rule(id_: str, tests: tuple[str, ...], priority: int | None, rules: str | None, lang: str | None, as_of: date,
         **effects: tuple[str, ...]) -> None:  # fmt: skip
    """Write a rule called ID into rules/ID.yaml of the rulebook --rules DIR, and its cases beside it.

    Without --when it always fires. Its texts are left for you to write, in each language of the rulebook.

    \b
    stratagem new rule large-deals-need-a-review --rules my-rules --when "amount=>= 100000" --recommend team_review
    """
    from stratagem_cli.scaffolding.rule import NewRule, free_priority, made

    does = {effect: ids for effect, ids in effects.items() if ids}
    if not does:
        raise Misuse("no effect")
    session, folder, spoken = _begun(rules, lang, id_)
    at = folder / "rules" / f"{id_}.yaml"
    beside = at.with_suffix(".cases.yaml")
    _refuse_taken(at, beside)
    advised = session.advisor.rulebook
    new = NewRule(id_, [_test(each) for each in tests], does, priority or free_priority(advised), spoken)
    files = made(new, advised, str(at), as_of)
    if files.diagnostics:
        session.report(files.diagnostics)
        session.end()
    try:
        at.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(error, str(at))
    deliver(files.cases, str(beside))
    deliver(files.rule, str(at))
    _tell(folder, spoken, at, beside)


@command.command("table")
@click.argument("name", metavar="NAME")
@click.option("--facts", metavar="FACT,FACT", required=True, help="The columns; a row for each combination of values.")
@click.option("--recommend", metavar="STRATEGY", multiple=True, required=True, help="Given several, rows take turns.")
@click.option("--priority", type=click.IntRange(1, 100), help="1 to 100; default: the free one nearest to 50.")
@click.option("--workbook", is_flag=True, help="An .xlsx with dropdowns instead of a .csv.")
@options.rules
@options.lang
def table(name: str, facts: str, recommend: tuple[str, ...], priority: int | None, workbook: bool, rules: str | None,
          lang: str | None) -> None:  # fmt: skip
    r"""Write a decision table called NAME into the rulebook --rules DIR: a row for each combination, without gaps.

    \b
    stratagem new table first-moves --rules my-rules --facts need,budget_known --recommend clarify_the_need
    """
    from stratagem import UnknownStrategyError
    from stratagem.vocabulary import folded
    from stratagem_cli.scaffolding.rule import free_priority
    from stratagem_cli.scaffolding.table import MOST_ROWS, NewTable, can_head, made, rows_of
    from stratagem_cli.table_delivery import deliver_table

    session, folder, spoken = _begun(rules, lang, name)
    advised = session.advisor.rulebook
    vocabulary = advised.vocabulary
    heads = []
    for written in filter(None, (each.strip() for each in facts.split(","))):
        fact = vocabulary.fact.get(vocabulary.fact_names.get(folded(written), ""))
        if fact is None:
            listed = ", ".join(each.id for each in vocabulary.facts if can_head(each))
            raise Misuse("no such fact", name=written, allowed=listed)
        if not can_head(fact):
            raise Misuse("no values to list", name=fact.id, kind=fact.kind.value)
        heads.append(fact)
    heads = list(dict.fromkeys(heads))
    if not heads:
        raise Misuse("no such fact", name=facts, allowed=", ".join(each.id for each in vocabulary.facts))
    if rows_of(heads) > MOST_ROWS:
        raise Misuse("too many rows", count=str(rows_of(heads)), most=str(MOST_ROWS))
    at = folder / f"{name}.{'xlsx' if workbook else 'csv'}"
    try:
        strategies = tuple(session.advisor.strategy_id(each) for each in recommend)
    except UnknownStrategyError as unknown:
        session.refuse(unknown.diagnostics)
    new = NewTable(name, tuple(heads), strategies, priority or free_priority(advised), spoken)
    beside = folder / f"{name}.cases.yaml"
    _refuse_taken(at, beside)
    files = made(new, advised, str(at))
    if files.diagnostics or files.table is None:
        session.report(files.diagnostics)
        session.end()
    deliver(files.cases, str(beside))
    deliver_table(files.table, str(at), session.advisor.rulebook, session.lang)
    _tell(folder, spoken, at, beside)


def _begun(rules: str | None, lang: str | None, id_: str) -> "tuple[Session, Path, str]":
    """The rulebook to add to, its folder, and the language of what is written."""
    from stratagem_cli.session import begin

    if rules is None:
        raise Misuse("built-in rules")
    if not _ID.fullmatch(id_):
        raise Misuse("bad id", value=id_, near=_slug(id_) or "large-deals-need-a-review")
    session = begin(rules, lang)
    if not Path(rules).is_dir():
        raise Misuse("not a folder", folder=rules)
    return session, Path(rules), "zh" if session.lang == "zh" else "en"


def _refuse_taken(*files: Path) -> None:
    for file in files:
        if file.exists():
            raise Misuse("file taken", file=str(file))


def _tell(folder: Path, spoken: str, *files: Path) -> None:
    """Let the editor know of what was written, and say what comes next."""
    from stratagem import Advisor
    from stratagem_cli.scaffolding.schemas import FOLDER, install

    if (folder / FOLDER).is_dir():
        install(folder, Advisor.load(folder))
    for file in files:
        click.echo(_SAID[spoken]["made"].format(file=file))
    click.echo(_SAID[spoken]["next"].format(folder=folder))


def _test(written: str) -> tuple[str, str]:
    """`fact=test` → fact and test; the test may begin with `>=` and the like."""
    fact, equals, test = written.partition("=")
    if not equals or not fact.strip() or not test.strip():
        raise Misuse("no test", value=written)
    return fact.strip(), test.strip()


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
