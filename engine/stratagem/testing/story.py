"""What a scenario has said so far, and the asking: a story in, the same story with its advice or its refusal out.

A `Story` is frozen; every Given and When gives the next one. It knows an account as it was written down, what has
changed since, and the façade that answers. It does not know sentences, tables or what is expected.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from stratagem.account import Account, names_at, path_text, read_account
from stratagem.advice import Advice
from stratagem.advisor import Advisor, MatcherName
from stratagem.deal import Deal
from stratagem.diagnostics import AccountError, Diagnostic
from stratagem.testing.names import Names
from stratagem.testing.tables import merged
from stratagem.testing.unmet import Unmet, rendered

People = tuple[Mapping[str, object], ...]
Facts = Mapping[str, object]


@dataclass(frozen=True)
class Story:
    """One scenario under way."""

    load: Callable[[Path | None, MatcherName], Advisor]
    """Gives the advisor of a rulebook, each read once in a session."""
    matcher: MatcherName
    folder: Path
    """Where the feature file stands."""
    root: Path
    """Where the search for files ends."""
    rulebook: Path | None = None
    """None for the built-in one."""
    name: str = ""
    facts: Facts = field(default_factory=dict)
    """As written: ids or labels, values as text."""
    people: People | None = None
    """None when nothing was said about people, empty when nobody is there."""
    changes: tuple[Facts, ...] = ()
    """What has changed since advice was first asked for, oldest first."""
    as_of: date | None = None
    lang: str | None = None
    """The language that a step asked for."""
    spoken: str = "en"
    """The language of the feature file, which is taken when no step asks for another and the rulebook speaks it."""
    unreadable: tuple[Diagnostic, ...] = ()
    """Why the account's file could not be used."""
    advice: Advice | None = None
    refusal: tuple[Diagnostic, ...] = ()
    """Why the last account or change was refused, until a step has said that it must be."""

    @property
    def advisor(self) -> Advisor:
        """The advisor of the rulebook that this story is about."""
        return self.load(self.rulebook, self.matcher)

    @property
    def names(self) -> Names:
        """What things are called in that rulebook."""
        return Names(self.advisor.rulebook)

    @property
    def advised(self) -> Advice:
        """The advice that the story has come to; raises `Unmet` when there is none or a refusal stands in the way."""
        if self.refusal:
            raise Unmet("refused", rendered(self.refusal))
        if self.advice is None:
            raise Unmet("not asked yet")
        return self.advice

    @property
    def account(self) -> Account:
        """The account that the story has come to, with every change; raises `Unmet` as `advised` does."""
        assert self.advised is not None, "advice has been asked for"
        return _account(self)

    @property
    def language(self) -> str | None:
        """The language to be advised in; None for the rulebook's first."""
        return self.lang or (self.spoken if self.spoken in self.advisor.rulebook.languages else None)

    def found(self, written: str) -> Path:
        """A file or folder beside the feature, or beside one of the folders above it."""
        for folder in (self.folder, *self.folder.parents):
            if (found := folder / written).exists():
                return found
            if folder == self.root:
                break
        raise Unmet("no such file", file=written, folder=self.folder, root=self.root)

    def people_now(self) -> People:
        """The people as they are known after every change; none when nothing was said about them."""
        names = names_at(self.advisor.rulebook.vocabulary, 0)
        now: Mapping[str, object] = {"stakeholders": self.people}
        for change in self.changes:
            now = merged(now, change, names)
        people = now["stakeholders"]
        return tuple(people) if isinstance(people, Sequence) and not isinstance(people, str) else ()


def asked(story: Story) -> Story:
    """The story once advice has been asked for: with the advice, or with the reasons why the account was refused."""
    try:
        return replace(story, advice=_answer(story), refusal=())
    except AccountError as error:
        return replace(story, advice=None, refusal=error.diagnostics)


def changed(story: Story, facts: Facts) -> Story:
    """The story after a change of facts. A change that is refused leaves account and advice as they were."""
    if story.advice is None:
        raise Unmet("change before asking")
    later = replace(story, changes=(*story.changes, facts))
    try:
        return replace(later, advice=_answer(later), refusal=())
    except AccountError as error:
        return replace(story, refusal=error.diagnostics)


def _account(story: Story) -> Account:
    """The account with every change made to it as an update of one open deal."""
    account = _before_changes(story)
    if not story.changes:
        return account
    with _deal(story, account) as deal:
        for change in story.changes:
            deal.update(change)
        return deal.account


def _before_changes(story: Story) -> Account:
    if story.unreadable:
        raise AccountError(story.unreadable)
    written = {**({"name": story.name} if story.name else {}), **story.facts}
    if story.people is not None:
        written["stakeholders"] = list(story.people)
    return _read(story.advisor, written)


def _answer(story: Story) -> Advice:
    """The advice for the account with every change made to it as an update of one open deal."""
    advisor, account = story.advisor, _before_changes(story)
    if not story.changes:
        return advisor.advise(account, as_of=story.as_of, lang=story.language)
    with _deal(story, account) as deal:
        for change in story.changes:
            deal.update(change)
        return deal.advice


def _deal(story: Story, account: Account) -> Deal:
    """A live deal of the façade; with the reference matcher, the same deal decided by that one."""
    advisor, as_of, lang = story.advisor, story.as_of, story.language
    if story.matcher == "live":
        return advisor.open(account, as_of=as_of, lang=lang)
    return Deal(
        account,
        lambda facts: _read(advisor, facts),
        lambda account: advisor.advise(account, as_of=as_of, lang=lang),
    )


def _read(advisor: Advisor, written: Facts) -> Account:
    account, diagnostics = read_account(advisor.account_model, advisor.rulebook.vocabulary, written, path_text)
    if account is None:
        raise AccountError(diagnostics)
    return account
