"""What `check` costs: on the key-account rulebook, and on generated ones of any size. `python -m bench.checking -h`.

The deep rulebook is like the built-in one: it keeps its facts, its people and the rules that conclude, and adds rules
of 2–4 tests, some of them of what is concluded or of people, that recommend, hold, avoid, veto, warn and ask.
"""

import argparse
from collections import Counter
from random import Random
from time import perf_counter

from bench.machine import machine
from bench.rulebooks import flat_rulebook
from bench.timing import in_words, table
from stratagem import Advisor
from stratagem.analysis import check
from stratagem.condition import (
    All,
    Among,
    Between,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    Quantifier,
    Test,
)
from stratagem.rulebook import Hold, Rule, Rulebook
from stratagem.vocabulary import Fact, Kind
from stratagem.wording import Text

BECAUSE = Text((("en", "Drawn by chance."), ("zh", "随机生成。")))


def deep_rulebook(rules: int, seed: int = 2026) -> Rulebook:
    """A frozen rulebook of so many rules over the key-account vocabulary; the same for the same seed."""
    random = Random(seed)
    base = Advisor.load().rulebook
    concluding = tuple(rule for rule in base.rules if rule.conclude)
    drawn = (_rule(random, base, at) for at in range(max(0, rules - len(concluding))))
    return Rulebook(
        name="deep",
        version="1.0.0",
        title=BECAUSE,
        languages=base.languages,
        vocabulary=base.vocabulary,
        strategies=base.strategies,
        warnings=base.warnings,
        rules=(*concluding, *drawn),
    )


def _rule(random: Random, base: Rulebook, at: int) -> Rule:
    facts = random.sample(
        [fact for fact in base.vocabulary.facts if fact.kind is not Kind.DATE], random.choice((2, 3, 4))
    )
    parts: list[Condition] = [_test(random, fact) for fact in facts]
    if random.random() < 0.2:
        parts.append(_people(random, base))
    strategies = [strategy.id for strategy in base.strategies]
    chosen = random.sample(strategies, 2)
    spoken = random.random()
    return Rule(
        id=f"rule-{at}",
        title=BECAUSE,
        priority=random.randint(1, 100),
        because=BECAUSE,
        when=All(tuple(parts)),
        recommend=tuple(chosen[:1]) if spoken < 0.8 else (),
        avoid=tuple(chosen[1:]) if random.random() < 0.1 else (),
        hold=(Hold((chosen[1],), BECAUSE),) if random.random() < 0.05 else (),
        veto=tuple(chosen[1:]) if random.random() < 0.02 else (),
        warn=(random.choice(base.warnings).id,) if spoken >= 0.9 else (),
        ask=(random.choice(base.vocabulary.facts).id,) if 0.8 <= spoken < 0.9 else (),
    )


def _people(random: Random, base: Rulebook) -> Condition:
    where = All(tuple(_test(random, fact) for fact in random.sample(base.vocabulary.attributes, random.choice((1, 2)))))
    if random.random() < 0.2:
        return Count(where, Compare(">=", random.choice((2, 3))))
    return Quantifier(random.choice(("some", "every", "none")), where)


def _test(random: Random, fact: Fact) -> Condition:
    if random.random() < 0.05 or fact.kind in (Kind.TEXT, Kind.DATE):
        return IsKnown(fact.id, known=random.random() < 0.5)
    ids = tuple(value.id for value in fact.values)
    test: Test
    match fact.kind:
        case Kind.FLAG:
            test = Among((random.random() < 0.5,))
        case Kind.SCALE if len(ids) > 2:
            test = Compare(random.choice((">=", "<")), ids[random.randrange(1, len(ids))], ids)
        case Kind.NUMBER:
            low = random.randint(10, 60)
            test = random.choice((Compare(">=", low), Compare("<", low), Between(low, low + random.randint(10, 40))))
        case _:
            chosen = Among(tuple(random.sample(ids, min(len(ids), random.choice((1, 2))))))
            test = NoneOf((chosen,)) if random.random() < 0.2 else chosen
    return FactTest(fact.id, test)


def main() -> None:
    """Print a Markdown table of what a check costs and finds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, default=500, help="rules of the generated rulebooks")
    wanted = parser.parse_args().rules
    books = {"key account": Advisor.load().rulebook, "flat": flat_rulebook(wanted), "deep": deep_rulebook(wanted)}
    print(f"Measured on {machine()}.\n")
    rows = []
    for name, rulebook in books.items():
        begin = perf_counter()
        report = check(rulebook)
        spent = perf_counter() - begin
        kinds = Counter(finding.kind for finding in report.findings)
        found = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common(4))
        rows.append([name, str(len(rulebook.rules)), in_words(spent), str(len(report.undecided)), found])
    print(table(("rulebook", "rules", "check", "undecided", "most findings"), rows))


if __name__ == "__main__":
    main()
