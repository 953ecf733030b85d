"""Findings about decision tables: rows that overlap, contradict or mask each other, and inputs that no row covers.

What a table promises depends on its hit policy: that no two rows are true at once (U), that those which are say the
same (A), that every row can win (F, P), and of all these that some row is true.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from stratagem.analysis.checking.examination import Examination
from stratagem.analysis.checking.finding import Finding, Undecided, Witness, found
from stratagem.analysis.solving import Found, GaveUp, Impossible, Literal
from stratagem.condition import Condition, Count, FactTest, IsKnown, Quantifier, Test, parts_of
from stratagem.rulebook import DecisionTable, HitPolicy, Rule, Sort, Thing
from stratagem.vocabulary import Fact, Kind, Vocabulary, show_number

MOST_GAPS = 5
"""So many gaps of one table are told at a time: whoever mends them looks again."""


def overlapping_rows(examination: Examination) -> Iterator[Finding | Undecided]:
    """Rows of a table under U of which two can be true at once."""
    for table, rows in _tables(examination, HitPolicy.UNIQUE):
        for at, row in enumerate(rows):
            yield from _meeting(examination, "overlapping-rows", table, row, rows[:at])


def differing_rows(examination: Examination) -> Iterator[Finding | Undecided]:
    """Rows of a table under A that can be true at once and do not say the same."""
    for table, rows in _tables(examination, HitPolicy.ANY):
        for at, row in enumerate(rows):
            others = [other for other in rows[:at] if _says(other) != _says(row)]
            yield from _meeting(examination, "differing-rows", table, row, others)


def masked_rows(examination: Examination) -> Iterator[Finding | Undecided]:
    """Rows under F or P that can be true, but never when no stronger row is."""
    solving, book = examination.solving, examination.book
    for table, rows in examination.rulebook.contests:
        if table.policy not in (HitPolicy.FIRST, HitPolicy.PRIORITY):
            continue
        for at, row in enumerate(rows):
            wins = solving.look(book.hits(row.id), *(-book.hits(other.id) for other in rows[:at]))
            if isinstance(wins, GaveUp):
                yield _undecided("masked-row", row)
            elif isinstance(wins, Impossible) and isinstance(answer := solving.solve(book.hits(row.id)), Found):
                masking = [
                    other
                    for other in rows[:at]
                    if not isinstance(solving.look(book.hits(row.id), book.hits(other.id)), Impossible)
                ]
                yield _about_rows("masked-row", table, row, masking, answer, examination)


def table_gaps(examination: Examination) -> Iterator[Finding | Undecided]:
    """Accounts of which every row of a table is false, so that the table says nothing.

    Asked of tables that are to give one answer: those of which one row fires, and those that do nothing but conclude
    one fact without a default. Other tables are lists of rules, which may well be silent.
    """
    for table in examination.rulebook.tables:
        rows = [examination.rulebook.rule[id_] for id_ in table.rules]
        if rows and (table.policy.single_hit or _looks_up(examination, rows)):
            yield from islice(_gaps(examination, table, rows), MOST_GAPS)


def _gaps(examination: Examination, table: DecisionTable, rows: list[Rule]) -> Iterator[Finding | Undecided]:
    solving, book = examination.solving, examination.book
    silent = [book.truth(row.when).false for row in rows]
    tests = {leaf: book.truth(leaf).true for row in rows for leaf in _leaves(row.when)}
    thing = Thing(Sort.TABLE, table.id)
    while True:
        answer = solving.solve(*silent)
        if isinstance(answer, Impossible):
            return
        if isinstance(answer, GaveUp):
            yield Undecided("table-gap", thing, table.span)
            return
        yield found(
            "table-gap",
            thing,
            table.span,
            *(Thing(Sort.FACT, fact) for fact in answer.account if fact not in ("name", "stakeholders")),
            witness=Witness(answer.account, answer.as_of),
            inputs=_described(examination.rulebook.vocabulary, answer.account, tests),
        )
        # Another gap differs in a test of something that this one needed.
        situation = solving.settled(0, answer.account, answer.as_of).situation
        same = [
            literal if leaf.truth(situation) is True else -literal
            for leaf, literal in tests.items()
            if isinstance(leaf, Quantifier | Count) or leaf.fact in answer.account
        ]
        if not same:
            return  # whatever is said, no row is true
        silent.append(-solving.all_of(*same))


def _leaves(condition: Condition) -> Iterator[FactTest | IsKnown | Quantifier | Count]:
    """The tests of an account; not what quantifiers ask of people."""
    return (part for part in parts_of(condition) if isinstance(part, FactTest | IsKnown | Quantifier | Count))


def _described(vocabulary: Vocabulary, account: Mapping[str, object], tests: Iterable[Condition]) -> str:
    """What is said of an account, on one line: `tier: partner, urgent: yes`; with what is not known, but asked for.

    Values of a list that no test tells apart stand together: `tier: transactional | value_added`.
    """
    asked = dict.fromkeys(test.fact for test in tests if isinstance(test, IsKnown))
    unknown = [f"{fact}: unknown" for fact in asked if fact not in account]
    parts = []
    for id_, value in account.items():
        if id_ == "stakeholders" and isinstance(value, list):
            parts.append(f"stakeholders: {len(value)}")
        elif (fact := vocabulary.fact.get(id_)) is not None:
            of_fact = [each.test for each in tests if isinstance(each, FactTest) and each.fact == id_]
            parts.append(f"{id_}: {' | '.join(_alike(fact, value, of_fact))}")
    return ", ".join((*parts, *unknown))


def _alike(fact: Fact, value: object, tests: Iterable[Test]) -> list[str]:
    """The value, and the others of its list that pass the same tests."""
    if fact.kind not in (Kind.CHOICE, Kind.SCALE) or not isinstance(value, str):
        return [_shown(value)]
    said: str = value
    return [
        each.id for each in fact.values if all(test.admits(each.id, None) is test.admits(said, None) for test in tests)
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return show_number(value)
    return "[" + ", ".join(map(str, value)) + "]" if isinstance(value, list | tuple) else str(value)


def _tables(examination: Examination, policy: HitPolicy) -> Iterator[tuple[DecisionTable, list[Rule]]]:
    for table in examination.rulebook.tables:
        if table.policy is policy:
            yield table, [examination.rulebook.rule[id_] for id_ in table.rules]


def _meeting(
    examination: Examination, kind: str, table: DecisionTable, row: Rule, others: Iterable[Rule]
) -> Iterator[Finding | Undecided]:
    """The row against each of the others with which it can be true at once."""
    solving, book = examination.solving, examination.book
    order = {other.id: other for other in others}
    left: dict[str, Literal] = {id_: book.hits(id_) for id_ in order}
    meeting: dict[str, Found] = {}
    while left:
        answer = solving.solve(book.hits(row.id), solving.any_of(*left.values()))
        if isinstance(answer, GaveUp):
            yield _undecided(kind, row)
        if not isinstance(answer, Found):
            break
        for id_ in [id_ for id_ in left if _is_true(examination, id_, answer)]:
            meeting[id_] = answer
            del left[id_]
    for id_, other in order.items():
        if id_ in meeting:
            yield _about_rows(kind, table, row, [other], meeting[id_], examination)


def _is_true(examination: Examination, rule: str, answer: Found) -> bool:
    situation = examination.solving.settled(0, answer.account, answer.as_of).situation
    row = examination.rulebook.rule[rule]
    return row.when.truth(situation) is True and row.in_force(answer.as_of) is True


def _about_rows(
    kind: str, table: DecisionTable, row: Rule, others: list[Rule], answer: Found, examination: Examination
) -> Finding:
    things = [Thing(Sort.RULE, other.id) for other in others]
    return found(
        kind,
        Thing(Sort.RULE, row.id),
        row.span,
        *things,
        Thing(Sort.TABLE, table.id),
        related=examination.related(*things),
        witness=Witness(answer.account, answer.as_of),
        table=table.id,
        others=[other.id for other in others],
    )


def _says(row: Rule) -> tuple[object, ...]:
    """Everything that a row does, and with what weight; not why."""
    effects = (row.recommend, row.avoid, row.hold, row.veto, row.warn, row.ask, row.conclude, row.emphasise)
    return (row.priority, *effects, row.see, row.through, row.missing, row.say)


def _looks_up(examination: Examination, rows: list[Rule]) -> bool:
    """Whether rows do nothing but conclude one and the same fact, which has no default."""
    concluded = {fact for row in rows for fact, _ in row.conclude}
    if len(concluded) != 1 or not all(row.conclude for row in rows):
        return False
    others = any(
        row.recommend or row.avoid or row.hold or row.veto or row.warn or row.ask or row.emphasise for row in rows
    )
    return not others and examination.rulebook.vocabulary.fact[concluded.pop()].default is None


def _undecided(kind: str, row: Rule) -> Undecided:
    return Undecided(kind, Thing(Sort.RULE, row.id), row.span)
