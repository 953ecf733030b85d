"""What of a book's summary is shown, in text as on a page: the most frequent first, the rest in one line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stratagem.rulebook import Rulebook, Strategy, Warning
from stratagem.vocabulary import Fact
from stratagem_cli.rendering.book_words import book_words

if TYPE_CHECKING:
    from stratagem.book.summary import First, Split, Summary

MOST_STRATEGIES = 12
MOST_VALUES = 8
MOST_LINES = 10


@dataclass(frozen=True)
class Line:
    """One line of a list or a row of a table."""

    label: str
    accounts: int
    share: float
    """Of all accounts advised."""
    plain: bool = True
    """A strategy, a warning or a fact; false for what is left over."""


@dataclass(frozen=True)
class Crossing:
    """First strategies by the values of a fact: a row for each strategy, a column for each value."""

    fact: str
    """Label."""
    columns: tuple[str, ...]
    """Labels of the values; those left over and the unknown last."""
    totals: tuple[int, ...]
    """Accounts of each column."""
    known: int
    """So many columns are values; the others are what is left over."""
    rows: tuple[Line, ...]
    counts: tuple[tuple[int, ...], ...]
    """Row by row."""


@dataclass(frozen=True)
class Listing:
    """The longest lines of a list, and how many more there are."""

    id: str
    """The word that heads it."""
    lines: tuple[Line, ...]
    more: int


def first_strategies(summary: "Summary", rulebook: Rulebook, lang: str) -> list[Line]:
    """The first strategies, most frequent first; the rare ones in one line, accounts without any last."""
    rows = _rows(summary, rulebook, lang)
    return [_line(row.label, row.of(summary.first), summary, plain=row.plain) for row in rows]


def crossings(summary: "Summary", rulebook: Rulebook, lang: str) -> list[Crossing]:
    """First strategies by each of the facts that the summary is split by, or of all accounts; the same rows each."""
    if not summary.splits:  # a rulebook without choices or scales
        said, rows = book_words(lang), first_strategies(summary, rulebook, lang)
        counts = tuple((line.accounts,) for line in rows)
        return [Crossing(said["first"], (said["all"],), (summary.accounts,), 1, tuple(rows), counts)]
    return [_crossing(summary, split, rulebook, lang) for split in summary.splits]


def listings(summary: "Summary", rulebook: Rulebook, lang: str) -> list[Listing]:
    """Warnings, what is unknown, what is asked."""
    vocabulary = rulebook.vocabulary
    facts = _labels((*vocabulary.facts, *vocabulary.attributes), lang)
    asked = {id_ for rule in rulebook.rules for id_ in rule.ask}
    derived = rulebook.concludable | {fact.id for fact in vocabulary.facts if fact.concluded}
    # A fact that rules find out follows from others; it is shown as missing only if rules want it found out.
    missing = {id_: count for id_, count in summary.missing.items() if id_ in asked or id_ not in derived}
    return [
        _listing("warnings", summary.warnings, _labels(rulebook.warnings, lang), summary),
        _listing("missing", missing, facts, summary),
        _listing("questions", summary.questions, facts, summary),
    ]


def kept_out(summary: "Summary", rulebook: Rulebook, lang: str) -> Crossing:
    """Strategies that are kept out of the recommendations, by what keeps them out; the most frequent first."""
    said, labels = book_words(lang), _labels(rulebook.strategies, lang)
    kinds = {"held": summary.held, "avoided": summary.avoided, "vetoed": summary.vetoed}
    sums = {id_: sum(counts[id_] for counts in kinds.values()) for id_ in summary.held}
    found = [id_ for id_, count in _falling(sums) if count][:MOST_STRATEGIES]
    return Crossing(
        said["kept out"],
        tuple(said[kind] for kind in kinds),
        tuple(sum(counts.values()) for counts in kinds.values()),
        len(kinds),
        tuple(_line(labels[id_], sums[id_], summary) for id_ in found),
        tuple(tuple(counts[id_] for counts in kinds.values()) for id_ in found),
    )


def percent(share: float) -> str:
    """A share in words: `12%`, and never 0% of what exists, nor 100% of what is not all."""
    if 0 < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1 else f"{share:.0%}"


def _crossing(summary: "Summary", split: "Split", rulebook: Rulebook, lang: str) -> Crossing:
    said = book_words(lang)
    fact = rulebook.vocabulary.fact[split.fact]
    values = list(split.values.items())
    shown = [(fact.labels[id_].in_language(lang), first) for id_, first in values[:MOST_VALUES]]
    known = len(shown)
    if others := [first for _, first in values[MOST_VALUES:]]:
        total = others[0]
        for first in others[1:]:
            total = total + first
        shown.append((said["other values"], total))
    if split.unknown.accounts:
        shown.append((said["unknown"], split.unknown))
    rows = _rows(summary, rulebook, lang)
    return Crossing(
        fact.label.in_language(lang),
        tuple(label for label, _ in shown),
        tuple(first.accounts for _, first in shown),
        known,
        tuple(_line(row.label, row.of(summary.first), summary, plain=row.plain) for row in rows),
        tuple(tuple(row.of(first) for _, first in shown) for row in rows),
    )


@dataclass(frozen=True)
class _Row:
    """What is counted in one line: some strategies, or the accounts that have none."""

    label: str
    strategies: tuple[str, ...]
    plain: bool

    def of(self, first: "First") -> int:
        """The accounts of a part of the book that belong here."""
        return sum(first.strategies[id_] for id_ in self.strategies) if self.strategies else first.none


def _rows(summary: "Summary", rulebook: Rulebook, lang: str) -> list[_Row]:
    """A row for each of the leading strategies; when only one is left over, it has a row too."""
    said, labels = book_words(lang), _labels(rulebook.strategies, lang)
    found = [id_ for id_, count in _falling(summary.first.strategies) if count]
    most = MOST_STRATEGIES if len(found) > MOST_STRATEGIES + 1 else len(found)
    rows = [_Row(labels[id_], (id_,), plain=True) for id_ in found[:most]]
    if rest := tuple(found[most:]):
        rows.append(_Row(said["other strategies"].format(count=len(rest)), rest, plain=False))
    if summary.first.none:
        rows.append(_Row(said["none"], (), plain=False))
    return rows


def _line(label: str, accounts: int, summary: "Summary", *, plain: bool = True) -> Line:
    return Line(label, accounts, summary.share(accounts), plain)


def _listing(id_: str, counts: Mapping[str, int], labels: Mapping[str, str], summary: "Summary") -> Listing:
    found = [(labels[each], count) for each, count in _falling(counts) if count]
    most = MOST_LINES if len(found) > MOST_LINES + 1 else len(found)
    lines = tuple(_line(label, count, summary) for label, count in found[:most])
    return Listing(id_, lines, len(found) - most)


def _falling(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent first, equals in the order of the rulebook."""
    return sorted(counts.items(), key=lambda each: -each[1])


def _labels(things: Iterable[Strategy | Warning | Fact], lang: str) -> dict[str, str]:
    return {each.id: each.label.in_language(lang) for each in things}
