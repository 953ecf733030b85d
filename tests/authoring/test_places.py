"""Every test of a rule's condition knows the line that it is written in, however conditions are put together."""

from stratagem.condition import Count, FactTest, IsKnown, Quantifier, leaves_of
from stratagem.rulebook import Rule
from tests.small_rulebook import good, rule, rules

WHEN = """
      tier: [partner, unknown]
      any:
        - stage: "<= criteria"
          price: "-"
        - not: {invited: yes}
      stakeholders:
        some:
          stance: ally
          any: [{unit: it}, {unit: hr}]
        count:
          - is: ">= 1"
            where: {power: high}
          - {distinct: unit, is: 1}
"""


def places(rule: Rule) -> list[tuple[str, int]]:
    """What each test asks, and its line below `when:`."""
    assert rule.span is not None
    return [
        (_asked(leaf), place.line - rule.span.line - 4)
        for leaf, place in zip(leaves_of(rule.when), rule.places, strict=True)
    ]


def _asked(leaf: FactTest | IsKnown | Quantifier | Count) -> str:
    match leaf:
        case FactTest(fact) | IsKnown(fact):
            return fact
        case Quantifier(which):
            return which
        case Count():
            return "count"


def test_each_test_of_a_condition_knows_its_line() -> None:
    [read] = good(rules(rule(when=WHEN, warn="late"))).rules

    assert places(read) == [
        ("tier", 1),
        ("tier", 1),
        ("stage", 3),
        ("invited", 5),
        ("some", 7),
        ("stance", 8),
        ("unit", 9),
        ("unit", 9),
        ("count", 11),
        ("power", 12),
        ("count", 13),
    ]


def test_a_quantifier_that_two_rules_share_has_a_place_in_each() -> None:
    shared = "{stakeholders: {none: {stance: ally}}}"
    first, second = good(rules(rule("one", when=shared, warn="late"), rule("two", when=shared, warn="late"))).rules

    assert first.when is second.when
    assert [place.line for place in first.places] != [place.line for place in second.places]


def test_places_do_not_make_rules_different() -> None:
    plain, spread = (
        good(rules(rule(when=when, warn="late"))) for when in ("{tier: partner}", "\n      tier:\n        partner")
    )

    assert plain == spread
    assert plain.hash == spread.hash


def test_a_test_stands_where_its_fact_is_named() -> None:
    [read] = good(rules(rule(when="\n      tier:\n        partner", warn="late"))).rules

    assert places(read) == [("tier", 1)]
