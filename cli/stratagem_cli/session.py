"""What every command shares: loading the rulebook, reading accounts and self-ratings, failing clearly."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import click

from stratagem import Advisor, Diagnostic, RulebookError
from stratagem.account import Account
from stratagem.account_files import AccountRead
from stratagem.briefing.rating import rating_checklist
from stratagem.diagnostics import Source
from stratagem.documents import MAX_BYTES, decode, read_text
from stratagem.vocabulary import folded
from stratagem_cli.language import preferred_language
from stratagem_cli.misuse import Misuse

FINE, FINDINGS, MISUSE = 0, 1, 2
"""Exit codes."""

_UNREADABLE = frozenset(
    {
        "missing-file", "not-a-file", "unreadable-file", "file-too-large", "binary-file", "invalid-utf8", "empty-file",
        "syntax", "tab", "indentation", "missing-colon", "second-colon", "needs-quotes", "not-closed",
        "quote-not-closed", "bad-escape", "control-character", "no-rulebook", "no-account", "bad-as-of",
        "unknown-advised-strategy", "bad-feature", "not-a-table", "unreadable-table", "unknown-mapping",
        "not-a-spark-master", "spark-no-java", "spark-unreachable", "spark-no-worker", "spark-without-package",
        "spark-failed",
    }
)  # fmt: skip
"""Findings that mean the input could not be read at all, or that the command was called wrongly."""


@dataclass
class Session:
    """One run of a command: its language, and what has gone wrong so far."""

    advisor: Advisor
    lang: str
    exit_code: int = FINE
    accounts: int = 0
    """How many accounts were met, good or bad."""
    _first: bool = field(default=True, repr=False)

    def accounts_of(self, files: Iterable[str]) -> Iterator[Account]:
        """Every good account of the files, in order; what is wrong with the others is printed and remembered."""
        return self._read(files, self.advisor.read_accounts)

    def account_of(self, file: str) -> Account | None:
        """The one account of a file; None when it is faulty, which is then printed. A file of several is misuse."""
        accounts = list(self.accounts_of([file]))
        if self.accounts > 1:
            raise Misuse("several accounts", file=file, count=str(self.accounts))
        return accounts[0] if accounts else None

    def ratings_of(self, file: str) -> Iterator[Account]:
        """Every good self-rating of a file; what is wrong with the others is printed and remembered.

        Somebody who hands in an account is told so, once, rather than that each of its facts is no point of a rating.
        """

        def read(source: Source) -> Iterator[AccountRead]:
            for rating, diagnostics in self.advisor.read_ratings(source):
                if any(each.code == "unknown-fact" and self._is_of_account(each) for each in diagnostics):
                    raise Misuse("is account", file=file, allowed=", ".join(_points(self.advisor)))
                yield rating, diagnostics

        return self._read([file], read)

    def _is_of_account(self, diagnostic: Diagnostic) -> bool:
        return folded(diagnostic.details.get("name", "")) in self.advisor.rulebook.vocabulary.fact_names

    def _read(self, files: Iterable[str], read: Callable[[Source], Iterable[AccountRead]]) -> Iterator[Account]:
        for file in files:
            source, faults = _source(file)
            if source is None:
                self.report(faults)
                continue
            for number, (account, diagnostics) in enumerate(read(source), start=1):
                self.accounts += 1
                if account is None:
                    self.report(diagnostics)
                else:
                    yield account if account.name else account.model_copy(update={"name": _file_name(file, number)})

    def report(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print findings to standard error and remember the exit code they ask for."""
        for diagnostic in diagnostics:
            click.echo(("" if self._first else "\n") + diagnostic.render(self.lang), err=True)
            self._first = False
            self.exit_code = max(self.exit_code, exit_code_of(diagnostic))

    def refuse(self, diagnostics: Iterable[Diagnostic]) -> NoReturn:
        """Print what was wrong with the command line itself, and leave."""
        self.report(diagnostics)
        sys.exit(MISUSE)

    def end(self) -> NoReturn:
        """Leave with the exit code that the findings ask for."""
        sys.exit(self.exit_code)


def begin(
    rules: str | None,
    lang: str | None,
    *,
    to_author: bool = False,
    refused: Callable[[tuple[Diagnostic, ...], str], None] | None = None,
) -> Session:
    """Load the rulebook and settle the language; a rulebook that cannot be used ends the command.

    `to_author` is for commands that speak of rules to those who write them, in any language of ours; others quote the
    rulebook's texts, and speak one of its languages. `refused` is handed the faults and the language before the command
    ends, for formats that must hold them too.
    """
    spoken = lang or preferred_language()
    try:
        advisor = Advisor.load(rules)
    except RulebookError as error:
        click.echo(error.render(spoken), err=True)
        if refused is not None:
            refused(error.diagnostics, spoken)
        sys.exit(max(exit_code_of(diagnostic) for diagnostic in error.diagnostics))
    if to_author:
        return Session(advisor, "zh" if spoken == "zh" else "en")
    languages = advisor.rulebook.languages
    if lang is not None and lang not in languages:
        raise Misuse("bad language", param="--lang", value=lang, allowed=", ".join(languages))
    return Session(advisor, spoken if spoken in languages else languages[0])


def _points(advisor: Advisor) -> Iterator[str]:
    checklist = rating_checklist(advisor.rulebook)
    yield from (item.id for item in checklist.items) if checklist else ()


def exit_code_of(diagnostic: Diagnostic) -> int:
    """2 when the input could not be read at all, 1 when something in it needs mending."""
    return MISUSE if diagnostic.code in _UNREADABLE else FINDINGS


def _source(file: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    if file == "-":
        return decode(_standard_input(), "<stdin>")
    return read_text(Path(file), file)


def _standard_input() -> bytes:
    """Everything on standard input, up to what a file may hold; somebody who types is told that we wait."""
    if sys.stdin is None:
        return b""
    if sys.stdin.isatty():
        waits = "请输入客户资料，按 Ctrl-D 结束" if preferred_language() == "zh" else "type the account, then Ctrl-D"
        click.echo(waits, err=True)
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _file_name(file: str, number: int) -> str:
    """What an account without a name is called: by its file, and its place in it."""
    name = "stdin" if file == "-" else Path(file).stem
    name = "".join(each if each.isprintable() else "?" for each in name)
    return name if number == 1 else f"{name} {number}"
