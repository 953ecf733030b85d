"""`stratagem book`: a whole book of accounts in tables, one row of answers for each."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver, fail

if TYPE_CHECKING:
    from collections.abc import Callable

    from stratagem.book.files import Job, Outcome
    from stratagem_cli.session import Session


@click.command("book")
@click.argument("accounts", metavar="ACCOUNTS")
@click.option(
    "--stakeholders", "people", metavar="PEOPLE", multiple=True, help="Their people; twice where --map joins two files."
)
@click.option("--out", metavar="FILE", required=True, help="CSV, XLSX or Parquet; it is written whole or not at all.")
@click.option(
    "--map", "mapping", metavar="MAPPING", help="Headings of an export: salesforce, hubspot, or a YAML file of yours."
)
@click.option(
    "--on-error",
    type=click.Choice(["fail", "reject"]),
    default="fail",
    show_default=True,
    help="Stop at bad rows, or advise on the others and write the bad ones, with the reasons, to FILE.rejected.csv "
    "and FILE.rejected-people.csv.",
)
@click.option("--top", type=click.IntRange(min=1), default=3, show_default=True, help="So many strategies.")
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True, help="Where it is done."
)
@click.option("--master", metavar="URL", help="With --engine spark: the cluster, such as spark://host:7077.")
@click.option("--summary", metavar="HTML", help="Also write the summary as a page with charts.")
@options.rules
@options.lang
@options.as_of
def command(
    accounts: str,
    people: tuple[str, ...],
    out: str,
    mapping: str | None,
    on_error: str,
    top: int,
    engine: str,
    master: str | None,
    summary: str | None,
    rules: str | None,
    lang: str | None,
    as_of: date,
) -> None:
    """Advise on a whole book: one row of answers for each account of ACCOUNTS, in its order.

    ACCOUNTS and PEOPLE are CSV, XLSX or Parquet with ids or labels as headings. The exit code is 1 when rows are bad.
    """
    from stratagem_cli.session import begin

    session = begin(rules, lang)
    if len(people) > 1 and (mapping is None or len(people) > 2):
        raise Misuse("too many people")
    if engine == "spark" and not master:
        raise Misuse("no master")
    if engine == "local" and master is not None:
        raise Misuse("master without spark")
    rejects = (f"{out}.rejected.csv", f"{out}.rejected-people.csv") if on_error == "reject" else ()
    _refuse_overwriting((out, *rejects, *([summary] if summary else [])), (accounts, *people))
    try:
        from stratagem.book.files import Job, advise_files
        from stratagem.book.mapping import read_mapping
        from stratagem.diagnostics import AccountError, SparkError
        from stratagem_cli.rendering.book_report import progress
    except ModuleNotFoundError as missing:
        _without(missing)
    try:
        read = read_mapping(mapping, session.advisor.rulebook.vocabulary) if mapping else None
        job = Job(accounts, out, people, read, "reject" if on_error == "reject" else "fail", top, as_of, session.lang)
        with progress(session.lang) as told:
            if master is None:
                outcome = advise_files(session.advisor.rulebook, job, told)
            else:
                outcome = _on_spark(session, job, master, told)
    except (AccountError, SparkError) as error:
        session.report(error.diagnostics)
        session.end()
    except ModuleNotFoundError as missing:
        _without(missing)
    except OSError as error:
        fail(error, out)
    _tell(session, job, outcome)
    if outcome.summary is not None:
        _summarise(session, outcome, summary)
    session.end()


def _on_spark(session: "Session", job: "Job", master: str, told: "Callable[[int, int], None] | None") -> "Outcome":
    """Let a cluster do it."""
    import warnings

    with warnings.catch_warnings():
        # What pyspark thinks of its libraries is nothing that somebody who has a book can mend.
        warnings.filterwarnings("ignore", module=r"pyspark\.")
        from stratagem.book.spark.files import advise_files

        return advise_files(session.advisor.rulebook, job, master, told)


def _refuse_overwriting(made: tuple[str, ...], files: tuple[str, ...]) -> None:
    """A result may not take the place of what it is made from."""
    taken = {Path(file).resolve() for file in files}
    for each in made:
        if Path(each).resolve() in taken:
            raise Misuse("out is input", file=each)


def _without(missing: ModuleNotFoundError) -> None:
    """A library of an extra is not installed; anything else is a fault of ours."""
    name = (missing.name or "").partition(".")[0]
    if name in ("pyspark", "py4j", "pyarrow", "pandas"):
        raise Misuse("no pyspark", name=name) from missing
    if name not in ("polars", "fastexcel", "xlsxwriter"):
        raise missing
    raise Misuse("no book", name=name) from missing


def _tell(session: "Session", job: "Job", outcome: "Outcome") -> None:
    """Say what is wrong with the book, and what became of every row."""
    from stratagem_cli.rendering.book_report import told

    session.report(outcome.findings)
    for line in told(outcome, job, session.lang):
        click.echo(line, err=True)


def _summarise(session: "Session", outcome: "Outcome", page: str | None) -> None:
    """Print the summary, and write it as a page if that was asked for."""
    from stratagem_cli.rendering.book_summary import summary_html, summary_text

    assert outcome.summary is not None, "the caller has looked"
    rulebook = session.advisor.rulebook
    deliver(summary_text(outcome.summary, rulebook, session.lang, False), None)
    if page is not None:
        deliver(summary_html(outcome.summary, rulebook, session.lang), page)
