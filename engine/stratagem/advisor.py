"""The façade: load a rulebook once, then ask it about accounts.

```python
advisor = Advisor.load()
advice = advisor.advise({"name": "Equipment purchase", "tier": "partner"}, as_of=date(2026, 11, 23))
```

Only here are findings raised as errors. There is no clock, no environment and no printing: the as-of date and paths are
passed in. An `Advisor` is frozen knowledge and safe to share between threads.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from stratagem.account import Account, account_model, path_text, read_account
from stratagem.account_files import AccountRead, read_accounts
from stratagem.advice import Advice, Explanation
from stratagem.alternatives import Comparison, WhatIf, WhyNot
from stratagem.authoring import read_rulebook
from stratagem.authoring.bases import built_in as built_in
from stratagem.briefing.brief import Brief, Rating
from stratagem.briefing.compose import compose
from stratagem.briefing.rating import rate, rating_checklist, rating_vocabulary
from stratagem.deal import Deal
from stratagem.deciding.advise import advise
from stratagem.deciding.compare import compare
from stratagem.deciding.explain import explain
from stratagem.deciding.hypothesis import read_hypothesis
from stratagem.deciding.phrases import Phrases
from stratagem.deciding.questions import next_questions, weigh
from stratagem.deciding.spoken import Spoken
from stratagem.deciding.strata import Settled, settle
from stratagem.deciding.weighing import Scales
from stratagem.deciding.whatif import what_if
from stratagem.deciding.whynot import why_not
from stratagem.diagnostics import (
    AccountError,
    Diagnostic,
    HypothesisError,
    RulebookError,
    Source,
    UnknownStrategyError,
    nearest,
)
from stratagem.diagnostics.diagnostic import written
from stratagem.inquiry import Questions
from stratagem.interview import Interview
from stratagem.matching.matcher import Matcher
from stratagem.matching.profile import profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.playbook import Checklist
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Vocabulary, folded

if TYPE_CHECKING:
    import polars as pl

    from stratagem.matching.columnar import ColumnarMatcher

MatcherName = Literal["reference", "live", "columnar"]
"""`reference`: the conditions are asked, stateless, parallel. `live`: durable_rules, one decision at a time.
`columnar`: Polars, made for books of accounts and slow for a single one; it needs the extra `stratagem[book]`."""

_NO_POLARS = 'a book of accounts needs Polars, which is not installed: pip install "stratagem[book]"'


class Advisor:
    """One rulebook, ready to advise."""

    def __init__(self, rulebook: Rulebook, matcher: MatcherName = "reference") -> None:
        """Make a rulebook ready; `matcher` answers `advise` and `explain`. Live deals always use durable_rules."""
        self.rulebook = rulebook
        self.account_model = account_model(rulebook.vocabulary)
        self._phrases = {lang: Phrases(rulebook, lang) for lang in rulebook.languages}
        self._live: Matcher | None = None
        self._live_lock = Lock()
        self._matcher = self._made(matcher)

    @classmethod
    def load(cls, path: str | Path | None = None, *, matcher: MatcherName = "reference") -> "Advisor":
        """Read a rulebook from a folder or a file; without a path, the built-in key-account rulebook.

        Raises `RulebookError` with every finding. Cost: about a third of a millisecond for each rule.
        """
        rulebook, diagnostics = read_rulebook(built_in("key_account") if path is None else Path(path))
        if rulebook is None:
            raise RulebookError(diagnostics)
        return cls(rulebook, matcher)

    def advise(
        self,
        account: Mapping[str, object] | Account,
        *,
        as_of: date | None = None,
        lang: str | None = None,
        top: int | None = None,
        weigh: bool = False,
    ) -> Advice:
        """The advice for one account, given as a mapping (ids or labels) or as an `account_model`.

        `as_of` is the date that ages and effective dates are counted from; without it they are unknown, and no rule
        that needs them fires. `lang` is one of the rulebook's languages, by default its first. `top` limits the
        recommendations. `weigh` tells of each question what hangs on it, ranks what is unknown, and says whether
        anything unknown can still change the first three; it costs some milliseconds. Raises `AccountError` with every
        finding, `ValueError` for a language the rulebook lacks.
        """
        phrases = self._phrases_in(lang)
        settled = self._settle(self.read_account(account), as_of, self._matcher)
        return advise(self.rulebook, settled, phrases, top, self._scales if weigh else None)

    def questions(
        self, account: Mapping[str, object] | Account, *, as_of: date | None = None, lang: str | None = None
    ) -> Questions:
        """What to find out next: every unknown fact by its worth, with what each answer leads to.

        The worth of a fact is the share of its possible values under which the ordered first three recommendations
        change. Raises `AccountError` with every finding, `ValueError` for a language the rulebook lacks.
        """
        phrases = self._phrases_in(lang)
        spoken = Spoken(self.rulebook, self._settle(self.read_account(account), as_of, self._matcher), phrases)
        return next_questions(spoken, weigh(spoken, self._scales))

    def whatif(
        self,
        account: Mapping[str, object] | Account,
        given: Mapping[str, object] | Iterable[tuple[str, object]],
        *,
        unset: Iterable[str] = (),
        add: Iterable[str] = (),
        as_of: date | None = None,
        lang: str | None = None,
    ) -> WhatIf:
        """What would change if some facts were otherwise: what moves, and the rules that make the difference.

        `given` are facts, or attributes of people as `NAME.attribute` (`#2.attribute` for the second of the list), with
        the values they are taken to have; ids or labels. `unset` takes facts to be unknown, `add` names people who are
        taken to be there as well. A concluded fact may be given: its value stands, and the answer says so. Raises
        `AccountError` and `HypothesisError` with every finding, `ValueError` for a language the rulebook lacks.
        """
        phrases = self._phrases_in(lang)
        pairs = given.items() if isinstance(given, Mapping) else given
        profile = profile_of(self.read_account(account), self.rulebook, as_of)
        hypothesis, diagnostics = read_hypothesis(self.rulebook, profile, pairs, unset, add)
        if hypothesis is None:
            raise HypothesisError(diagnostics)
        before, after = (
            Spoken(self.rulebook, settle(self.rulebook, each, self._matcher), phrases)
            for each in (hypothesis.before, hypothesis.after(self.rulebook))
        )
        return what_if(hypothesis, before, after)

    def interview(
        self, account: Mapping[str, object] | Account, *, as_of: date | None = None, lang: str | None = None
    ) -> Interview:
        """An account to be found out question by question: `question`, `answer`, and how the ranking moved.

        Raises `AccountError` with every finding, `ValueError` for a language the rulebook lacks.
        """
        phrases = self._phrases_in(lang)

        def advised(account: Account) -> Advice:
            return self.advise(account, as_of=as_of, lang=phrases.lang)

        def weighed(account: Account) -> Questions:
            return self.questions(account, as_of=as_of, lang=phrases.lang)

        vocabulary = self.rulebook.vocabulary
        return Interview(self.read_account(account), vocabulary, self.read_account, advised, weighed, phrases.lang)

    def whynot(
        self,
        account: Mapping[str, object] | Account,
        strategy: str,
        *,
        top: int = 1,
        as_of: date | None = None,
        lang: str | None = None,
    ) -> WhyNot:
        """The smallest changes of facts that would bring a strategy (id or label) to rank `top` or above.

        All minimal sets of up to three changes, smallest first; a fact marked `changeable: no` stays. Raises
        `AccountError` with every finding, `UnknownStrategyError`, `ValueError` for a rank below 1 or a language the
        rulebook lacks.
        """
        phrases = self._phrases_in(lang)
        if top < 1:
            raise ValueError(f"ranks count from 1, not {top}")
        id_ = self.strategy_id(strategy)
        spoken = Spoken(self.rulebook, self._settle(self.read_account(account), as_of, self._matcher), phrases)
        return why_not(spoken, self._scales, id_, top, lambda profile: settle(self.rulebook, profile, self._matcher))

    def compare(
        self,
        account: Mapping[str, object] | Account,
        one: str,
        other: str,
        *,
        as_of: date | None = None,
        lang: str | None = None,
    ) -> Comparison:
        """Why one strategy (id or label) stands above another, rule by rule; and how firm the first recommendation is.

        Raises `AccountError` with every finding, `UnknownStrategyError`, `ValueError` when both are one strategy or for
        a language the rulebook lacks.
        """
        phrases = self._phrases_in(lang)
        ids = self.strategy_id(one), self.strategy_id(other)
        if ids[0] == ids[1]:
            raise ValueError(f"{one!r} and {other!r} are the same strategy")
        spoken = Spoken(self.rulebook, self._settle(self.read_account(account), as_of, self._matcher), phrases)
        return compare(spoken, self._scales, *ids)

    def explain(
        self,
        account: Mapping[str, object] | Account,
        strategy: str,
        *,
        as_of: date | None = None,
        lang: str | None = None,
    ) -> Explanation:
        """Why a strategy (id or label) stands where it stands for this account: every rule for or against it.

        Raises `AccountError` with every finding, `UnknownStrategyError` when there is no such strategy.
        """
        phrases = self._phrases_in(lang)
        id_ = self.strategy_id(strategy)
        return explain(self.rulebook, self._settle(self.read_account(account), as_of, self._matcher), phrases, id_)

    def brief(
        self, account: Mapping[str, object] | Account, *, as_of: date | None = None, lang: str | None = None
    ) -> Brief:
        """One page before the meeting: weighed advice, the people, a question script and what the dossier lacks.

        Raises `AccountError` with every finding.
        """
        phrases = self._phrases_in(lang)
        settled = self._settle(self.read_account(account), as_of, self._matcher)
        return compose(self.rulebook, settled, advise(self.rulebook, settled, phrases, None, self._scales), phrases)

    def rate(self, scores: Mapping[str, object] | Account, *, lang: str | None = None) -> Rating:
        """A rep's self-rating: `name` and a number from 0 to 10 for each point of the rulebook's checklist.

        Raises `AccountError` with every finding, and `ValueError` when the rulebook has no such checklist.
        """
        checklist, model, vocabulary = self._rating
        if not isinstance(scores, model):
            read, diagnostics = read_account(model, vocabulary, scores, path_text)
            if read is None:
                raise AccountError(diagnostics)
            scores = read
        return rate(checklist, scores, self._phrases_in(lang).lang)

    @property
    def has_rating(self) -> bool:
        """Whether the rulebook has a checklist for self-ratings."""
        return rating_checklist(self.rulebook) is not None

    def read_ratings(self, source: Source) -> Iterable[AccountRead]:
        """Every self-rating of a YAML or JSON text, each with its findings and their places."""
        _, model, vocabulary = self._rating
        return read_accounts(source, model, vocabulary)

    def open(
        self, account: Mapping[str, object] | Account, *, as_of: date | None = None, lang: str | None = None
    ) -> Deal:
        """A live deal, matched by durable_rules: a context manager whose `update` gives new advice for new facts."""
        matcher = self._live_matcher()
        phrases = self._phrases_in(lang)

        def decide(account: Account) -> Advice:
            return advise(self.rulebook, self._settle(account, as_of, matcher), phrases, None)

        return Deal(self.read_account(account), self.read_account, decide)

    def read_account(self, account: Mapping[str, object] | Account) -> Account:
        """An account given as a mapping (ids or labels), validated. Raises `AccountError` with every finding."""
        if isinstance(account, self.account_model):
            return account
        read, diagnostics = read_account(self.account_model, self.rulebook.vocabulary, account, path_text)
        if read is None:
            raise AccountError(diagnostics)
        return read

    def read_accounts(self, source: Source) -> Iterable[AccountRead]:
        """Every account of a YAML or JSON text, each with its findings and their places."""
        return read_accounts(source, self.account_model, self.rulebook.vocabulary)

    def account_schema(self) -> dict[str, object]:
        """The JSON Schema of an account file: one account or a list of accounts; ids and labels are both properties."""
        one = self.account_model.model_json_schema()
        definitions = one.pop("$defs", {})
        title = f"Account of {self.rulebook.name}"
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": title,
            "anyOf": [{"$ref": "#/$defs/Account"}, {"type": "array", "items": {"$ref": "#/$defs/Account"}}],
            "$defs": {**definitions, "Account": one},
        }

    def strategy_id(self, name: str) -> str:
        """The id of a strategy from its id or any language's label; raises `UnknownStrategyError` if there is none."""
        names = {
            known: strategy.id
            for strategy in self.rulebook.strategies
            for known in (*(label for _, label in strategy.label.by_language), strategy.id)
        }
        found = next((id_ for known, id_ in names.items() if folded(known) == folded(name)), None)
        if found is None:
            ids = [strategy.id for strategy in self.rulebook.strategies]
            details = written({"name": name, "near": nearest(name, names), "allowed": ", ".join(ids)})
            raise UnknownStrategyError([Diagnostic("unknown-advised-strategy", None, details)])
        return found

    def advise_book(
        self, accounts: object, stakeholders: object | None = None, *, as_of: date | None = None, top: int = 3
    ) -> "pl.DataFrame":
        """A whole book at once: one row for each account, in the order given, that says what `advise` says of it.

        `accounts` and `stakeholders` (people, with a column `account`) are Polars, pandas or Arrow tables; headings and
        values are ids or labels. Columns: `account`, `strategy_1` … `strategy_<top>`, `priority_…`, `rule_…` (the rule
        that wins); lists of ids: `not_now`, which is `vetoed`, `held` and `avoided` together, `warnings`, `questions`;
        every concluded fact; and `account_id`, if the accounts have one. Raises `AccountError` with table, row and
        column of each fault, and `ModuleNotFoundError` when Polars is not installed.
        """
        try:
            from stratagem.book import advise_book
        except ModuleNotFoundError as missing:
            if missing.name != "polars":
                raise
            raise ModuleNotFoundError(_NO_POLARS, name="polars") from missing
        return advise_book(self._columnar, accounts, stakeholders, as_of=as_of, top=top)

    @cached_property
    def _columnar(self) -> "ColumnarMatcher":
        """The rulebook as expressions, translated when the first book comes."""
        from stratagem.matching.columnar import ColumnarMatcher

        return ColumnarMatcher(self.rulebook)

    def _settle(self, account: Account, as_of: date | None, matcher: Matcher) -> Settled:
        return settle(self.rulebook, profile_of(account, self.rulebook, as_of), matcher)

    @cached_property
    def _scales(self) -> Scales:
        """What questions are weighed with, made when they first are."""
        return Scales(self.rulebook)

    @cached_property
    def _rating(self) -> tuple[Checklist, type[Account], Vocabulary]:
        """What is rated, and the model and vocabulary that its files are read with."""
        checklist = rating_checklist(self.rulebook)
        if checklist is None:
            raise ValueError(f"the rulebook {self.rulebook.name} has no checklist for a self-rating")
        vocabulary = rating_vocabulary(checklist)
        return checklist, account_model(vocabulary), vocabulary

    def _phrases_in(self, lang: str | None) -> Phrases:
        chosen = lang or self.rulebook.languages[0]
        if chosen not in self._phrases:
            raise ValueError(f"this rulebook speaks {', '.join(self.rulebook.languages)}, not {chosen!r}")
        return self._phrases[chosen]

    def _made(self, matcher: MatcherName) -> Matcher:
        match matcher:
            case "reference":
                return ReferenceMatcher(self.rulebook)
            case "live":
                return self._live_matcher()
            case "columnar":
                from stratagem.matching.columnar_profiles import SingleColumnarMatcher

                return SingleColumnarMatcher(self.rulebook)

    def _live_matcher(self) -> Matcher:
        """The durable_rules matcher, made when it is first needed: its library is slow to load and keeps memory."""
        with self._live_lock:
            if self._live is None:
                from stratagem.matching.live import LiveMatcher

                self._live = LiveMatcher(self.rulebook)
            return self._live
