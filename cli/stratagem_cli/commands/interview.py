"""`stratagem interview`: ask what is worth knowing, one question after another, and keep every answer at once."""

import re
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import MISUSE, tell_failure, write

if TYPE_CHECKING:
    from stratagem.interview import Given, Interview, Moved
    from stratagem_cli.session import Session

_INTERRUPTED = 130
"""The exit code of a program that Ctrl-C ended, as shells expect it."""


@click.command("interview")
@click.argument("file", required=False, metavar="[FILE]")
@options.rules
@options.lang
@options.as_of
def command(file: str | None, rules: str | None, lang: str | None, as_of: date) -> None:
    """Ask what would change the advice, the most telling question first, and write the answers into FILE.

    FILE is an account file, which is gone on with, or a new one; without FILE the account is asked for its name. Each
    answer is kept at once: stop with q, Ctrl-D or Ctrl-C whenever you like.
    """
    from stratagem_cli.session import begin

    if file == "-":
        raise Misuse("no interview from a pipe")
    session = begin(rules, lang)
    try:
        _Talk.begun(session, file, as_of).go_on()
    except KeyboardInterrupt:  # before anything was asked
        click.echo()
        sys.exit(_INTERRUPTED)


@dataclass
class _Talk:
    """One interview on a terminal, and the file that its answers go into."""

    session: "Session"
    interview: "Interview"
    file: str
    text: str
    """The file as it was."""
    named: "tuple[Given, ...]" = ()
    """The name of an account that is new."""
    unwritten: bool = field(default=False)
    """Whether the last thing said could not be written."""

    @classmethod
    def begun(cls, session: "Session", file: str | None, as_of: date) -> "_Talk":
        """Read the file, or ask for the name of a new account."""
        from stratagem.interview import Given
        from stratagem_cli.rendering.interviewing import said

        advisor = session.advisor
        if file is not None and Path(file).exists():
            account = session.account_of(file)
            if account is None:
                session.end()
            text = Path(file).read_text(encoding="utf-8-sig")
            return cls(session, advisor.interview(account, as_of=as_of, lang=session.lang), file, text)
        name = Path(file).stem if file is not None else _asked(f"{said(session.lang)['name']} ")
        if not name:
            raise Misuse("no name")
        interview = advisor.interview({"name": name}, as_of=as_of, lang=session.lang)
        return cls(session, interview, file or _free(name), "", (Given("name", None, name),))

    def go_on(self) -> None:
        """Ask until it is settled, nothing is worth asking, or somebody stops."""
        from stratagem_cli.rendering.interviewing import question_text, said, standing

        lang, words = self.session.lang, said(self.session.lang)
        click.echo(standing(self.interview.advice, lang), nl=False)
        click.echo(words["how"].format(file=self.file))
        try:
            if self.interview.wants_people:
                self._ask_for_people()
            asked = None
            while (ask := self.interview.question) is not None:
                if ask != asked:  # whoever slipped still sees the question
                    click.echo(question_text(ask, lang), nl=False)
                    asked = ask
                if not self._take(_asked("> ")):
                    self._end(words["stopped"])
            self._end(words["settled" if self.interview.settled else "done"])
        except EOFError:
            click.echo()
            self._end(words["stopped"])
        except KeyboardInterrupt:
            click.echo()
            self._end(words["stopped"], _INTERRUPTED)

    def _ask_for_people(self) -> None:
        from stratagem_cli.rendering.interviewing import list_of_names, said

        click.echo(f"\n{said(self.session.lang)['who']}")
        answer = _asked("> ")
        if answer == "0":
            self._took(self.interview.nobody())
        for name in () if answer in ("0", "?", "？") else list_of_names(answer):
            self._add(name)

    def _take(self, answer: str) -> bool:
        """Do what was said; False to stop."""
        from stratagem import AccountError
        from stratagem.interview import DONT_KNOW
        from stratagem.vocabulary import folded
        from stratagem_cli.rendering.interviewing import said

        words = said(self.session.lang)
        try:
            if folded(answer) in ("q", "quit", "exit", "结束", "退出"):
                return False
            if answer.startswith(("+", "＋")):
                self._add(answer[1:].strip())
            elif answer in ("<", "＜"):
                moved = self.interview.back()
                click.echo(words["taken back" if moved else "nothing back"])
                if moved is not None:
                    self._took(moved)
            elif folded(answer) in DONT_KNOW:
                self.interview.skip()
                click.echo(words["unknown"])
            else:
                self._took(self.interview.answer(answer))
        except AccountError as refused:
            for diagnostic in refused.diagnostics:
                click.echo(diagnostic.render(self.session.lang), err=True)
        return True

    def _add(self, name: str) -> None:
        from stratagem import AccountError
        from stratagem_cli.rendering.interviewing import said

        words = said(self.session.lang)
        if not name:
            click.echo(words["no name"], err=True)
            return
        try:
            moved = self.interview.add_person(name)
        except AccountError as refused:
            click.echo(refused.render(self.session.lang), err=True)
            return
        click.echo(words["added"].format(name=self.interview.said[-1].value))
        self._took(moved)

    def _took(self, moved: "Moved") -> None:
        """Keep what was said, then say what it moved."""
        from stratagem_cli.rendering.interviewing import moved_text, standing

        self._keep()
        click.echo(moved_text(moved, self.session.lang), nl=False)
        if moved.changed:
            click.echo(standing(moved.advice, self.session.lang), nl=False)

    def _written(self) -> str:
        from stratagem_cli.account_text import with_answers

        vocabulary = self.session.advisor.rulebook.vocabulary
        is_json = self.file.lower().endswith(".json")
        said = (*self.named, *self.interview.said)
        return with_answers(self.text, said, vocabulary, self.session.lang, is_json=is_json)

    def _keep(self) -> None:
        """Write the file anew, whole; where that fails the answers stay here, and the next one tries again."""
        try:
            write(self._written(), self.file)
            self.unwritten = False
        except OSError as error:
            self.unwritten = True
            tell_failure(error, self.file)

    def _end(self, how: str, exit_code: int = 0) -> NoReturn:
        """Say how it ended and where the answers are; answers that no file holds are printed."""
        from stratagem_cli.rendering.interviewing import said, standing

        words = said(self.session.lang)
        click.echo(f"\n{how}")
        click.echo(standing(self.interview.advice, self.session.lang), nl=False)
        if self.unwritten:
            self._keep()
        if self.unwritten:
            click.echo(words["not kept"], err=True)
            click.echo(self._written())
            sys.exit(MISUSE)
        click.echo(words["kept"].format(file=self.file) if self.interview.said else words["nothing kept"])
        sys.exit(exit_code)


def _asked(prompt: str) -> str:
    """One line of standard input; raises `EOFError` at its end. Bytes that are no text are no answer."""
    try:
        answer = input(prompt).strip()
    except UnicodeDecodeError:
        answer = "\ufffd"
    if not sys.stdin.isatty():
        click.echo(answer)  # nobody typed it, so nobody saw it
    return answer


def _free(name: str) -> str:
    """A file of its own for a new account, in the current folder."""
    stem = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:60] or "account"
    at, number = Path(f"{stem}.yaml"), 2
    while at.exists():
        at, number = Path(f"{stem}-{number}.yaml"), number + 1
    return str(at)
