"""Compares the matchers on random rulebooks and accounts until time is up: `python -m tests.parity.fuzz --minutes 10`.

Prints how far it has come, with the seed that would do it all again. On a difference it takes away whatever the
difference does not need, writes what is left to a file, and exits with 1. A crash of the process itself leaves the
seed of the rulebook at hand on the last line of `--trail`.
"""

import argparse
import faulthandler
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from stratagem.account import account_model
from stratagem.condition import All, Any, Not, Situation
from stratagem.matching.live import LiveMatcher
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rulebook
from tests.parity.compare import difference
from tests.parity.generators import DEEP, SMALL, WIDE, Size, large, profile, rulebook

SIZES: tuple[tuple[Size, int], ...] = (
    *((size, 20) for size in (SMALL, SMALL, DEEP, WIDE)),
    *((large(rules), 30) for rules in (60, 250)),
)
"""How large rulebooks are, in turns, and how many accounts each one is given."""


def main() -> int:
    """Fuzz; 0 when the matchers agreed throughout, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, help="begin here; by default the time of day")
    parser.add_argument("--out", type=Path, default=Path("fuzz-difference.txt"))
    parser.add_argument("--trail", type=Path, help="write the seed of each rulebook here before it is tried")
    options = parser.parse_args()
    faulthandler.enable()
    return fuzz(options.minutes, int(time.time()) if options.seed is None else options.seed, options.out, options.trail)


def fuzz(minutes: float, first: int, out: Path, trail: Path | None = None) -> int:
    """Compare until time is up, one rulebook for each seed from `first` on."""
    began, told = time.monotonic(), 0.0
    rulebooks = accounts = rules = seed = 0
    while (elapsed := time.monotonic() - began) < minutes * 60:
        seed = first + rulebooks
        if elapsed - told > 10:
            told = elapsed
            print(
                f"{elapsed:6.0f} s  seed {seed}  {rulebooks:,} rulebooks, {rules:,} rules, {accounts:,} accounts",
                flush=True,
            )
        if trail is not None:
            trail.write_text(f"{seed}\n", encoding="utf-8")
        book, found, tried = compare(seed)
        rulebooks, rules, accounts = rulebooks + 1, rules + len(book.rules), accounts + tried
        if found is not None:
            report(out, seed, *smallest(book, found))
            return 1
    print(f"no difference: seeds {first}…{seed}, {rulebooks:,} rulebooks, {rules:,} rules, {accounts:,} accounts")
    return 0


def compare(seed: int) -> tuple[Rulebook, Profile | None, int]:
    """The rulebook of a seed, the first account on which the matchers differ, and how many accounts were tried."""
    rng = Random(seed)
    size, count = rng.choice(SIZES)
    book = rulebook(rng, size)
    model = account_model(book.vocabulary) if rng.random() < 0.1 else None
    reference = ReferenceMatcher(book)
    with LiveMatcher(book) as live:
        for tried in range(1, count + 1):
            account = profile(rng, book, model)
            if difference(book, account, reference, live) is not None:
                return book, account, tried
    return book, None, count


def smallest(book: Rulebook, account: Profile) -> tuple[Rulebook, Profile]:
    """Take away one thing after another as long as the matchers still differ."""
    for smaller in shrunk(book, account):
        if differ(*smaller):
            return smallest(*smaller)
    return book, account


def shrunk(book: Rulebook, account: Profile) -> Iterator[tuple[Rulebook, Profile]]:
    """The same case with one thing less: half of the rules, a rule, a part of a condition, a fact, a person."""
    rules = book.rules
    size = len(rules) // 2
    while size:
        for at in range(0, len(rules), size):
            yield replace(book, rules=(*rules[:at], *rules[at + size :])), account
        size //= 2
    for at, rule in enumerate(rules):
        match rule.when:
            case All(parts) | Any(parts) if parts:
                smaller = (type(rule.when)((*parts[:each], *parts[each + 1 :])) for each in range(len(parts)))
                conditions = [*parts, *smaller]
            case Not(part):
                conditions = [part]
            case _:
                conditions = []
        for each in conditions:
            yield replace(book, rules=(*rules[:at], replace(rule, when=each), *rules[at + 1 :])), account
    for name in account.given:
        yield book, replace(account, given={fact: each for fact, each in account.given.items() if fact != name})
    people = account.people or ()
    for at in range(len(people)):
        yield book, replace(account, people=(*people[:at], *people[at + 1 :]))


def differ(book: Rulebook, account: Profile) -> bool:
    """Whether the matchers differ on this account."""
    with LiveMatcher(book) as live:
        return difference(book, account, ReferenceMatcher(book), live) is not None


def report(out: Path, seed: int, book: Rulebook, account: Profile) -> None:
    """Write down what is left: how the answers differ, the rules and the account."""
    with LiveMatcher(book) as live:
        found = difference(book, account, ReferenceMatcher(book), live)
    situation = Situation({**account.given, **account.defaulted}, account.people, account.as_of)
    lines = [
        f"seed {seed}",
        str(found),
        *(f"{rule.id}: {rule.when.truth(situation)} at the start, when {rule.when!r}" for rule in book.rules),
        f"rulebook = {book!r}",
        f"profile = {account!r}",
    ]
    out.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    print(f"the matchers differ at seed {seed}, see {out}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
